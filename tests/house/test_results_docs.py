"""Every example of docs/results.md runs and says what it shows."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_the_examples_of_results() -> None:
    path = Path(__file__).parents[2] / "docs" / "results.md"
    outcome = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert outcome.failed == 0
    assert outcome.attempted > 20
