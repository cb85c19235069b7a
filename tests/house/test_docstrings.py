"""Every example in a docstring runs and says what it shows."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import searchlib

MODULES = [module.name for module in pkgutil.walk_packages(searchlib.__path__, "searchlib.")]


@pytest.mark.parametrize("name", ["searchlib", *MODULES])
def test_examples_of(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_public_names_have_examples() -> None:
    without = [
        name
        for name in ("Index", "Article", "read", "extract")
        if ">>>" not in (getattr(searchlib, name).__doc__ or "")
    ]
    assert without == []
