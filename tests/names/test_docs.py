"""What docs/names.md shows is what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "names.md"


@pytest.mark.skipif(not PAGE.exists(), reason="the docs are not part of an installed package")
def test_the_examples_of_the_page() -> None:
    assert doctest.testfile(str(PAGE), module_relative=False).failed == 0
