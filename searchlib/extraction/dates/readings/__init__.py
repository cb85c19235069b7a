"""What does each rule of the grammar mean? A function a rule, by the rule's name: a match and its scene → a Reading.

A function returns None where the words are no such expression after all (30 February, "may" as a verb).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from searchlib.extraction.dates.grammar import Found
from searchlib.extraction.dates.scene import Reading, Scene

Reader = Callable[[Found, Scene], Reading | None]


@cache
def reader_of(rule: str) -> Reader:
    """The function that reads a rule's matches."""
    from searchlib.extraction.dates.readings import absolute, ago, beside, days, often, queries, relative, spans

    for module in (absolute, days, relative, ago, beside, spans, often, queries):
        if rule in module.__all__:
            reader: Reader = getattr(module, rule)
            return reader
    raise LookupError(f"no reading for the rule {rule!r}")
