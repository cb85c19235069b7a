"""What was found in an article's text, as it lies behind the text in the store: bytes that the kernels wrote → people and dates.

A part is its kind, the size of its numbers, its numbers, its strings (FORMAT.md). A number is written six bits a byte, the lowest
first; 64 is added to all of its bytes but the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from searchlib.article import DateMention, Mention, Person

_NUMBER = re.compile(rb"[\x40-\x7f]{0,10}[\x00-\x3f]")
_KINDS = ("DATE", "TIME", "DURATION", "SET")
_HOWS = ("absolute", "relative", "anaphoric", "unresolved")
_HAS_DAYS, _VALUE_IS_THE_DAY = 16, 32
_FIRST_DAY_OF_1970 = date(1970, 1, 1).toordinal()


def decode_found(data: bytes, at: int, text: str) -> tuple[list[Person], list[DateMention]]:
    """The people and dates of the parts that stand from `at` on.

    Args:
        data: a record. text: the article's, which mentions are places in.

    Raises:
        ValueError, OverflowError, UnicodeDecodeError: this is not what was written.
    """
    people: list[Person] = []
    dates: list[DateMention] = []
    while at < len(data):
        part = _Part(data, at)
        try:
            if part.kind == b"p":
                people += _people(part, text)
            elif part.kind == b"d":
                dates += _dates(part, text)
            else:
                raise ValueError(f"{part.kind!r} is no kind of what is found")
        except (StopIteration, IndexError):
            raise ValueError("what was found is cut off") from None
        at = part.end
    return people, dates


class _Part:
    """The numbers of a part, one after the other, and its strings."""

    __slots__ = ("_data", "end", "kind", "number")

    def __init__(self, data: bytes, at: int) -> None:
        self.kind = data[at : at + 1]
        size = _NUMBER.match(data, at + 1)
        if size is None:
            raise ValueError("what was found is cut off")
        begin = size.end()
        self.end = begin + _number(size[0])  # so far: strings come behind the numbers
        if self.end > len(data):
            raise ValueError("what was found is cut off")
        found = _NUMBER.findall(data, begin, self.end)
        if sum(map(len, found)) != self.end - begin:
            raise ValueError("what was found are no numbers")
        self._data = data
        self.number: Callable[[], int] = map(_number, found).__next__

    def difference(self) -> int:
        number = self.number()
        return number >> 1 ^ -(number & 1)

    def string(self, size: int) -> str:
        begin, self.end = self.end, self.end + size
        if self.end > len(self._data):
            raise ValueError("what was found is cut off")
        return self._data[begin : self.end].decode("utf-8")


@lru_cache(maxsize=8192)
def _number(written: bytes) -> int:
    number = 0
    for byte in reversed(written):
        number = number << 6 | byte & 63
    return number


def _people(part: _Part, text: str) -> list[Person]:
    number = part.number
    people = []
    first = 0
    for _ in range(number()):
        named_by = number()
        name = "" if named_by & 1 else part.string(named_by >> 1)
        mentions = []
        end = first
        for at in range(number()):
            start = end + number()
            end = start + number()
            mentions.append(Mention(text[start:end], start, end))
            if not at:
                first = start
        roles = tuple([part.string(number()) for _ in range(number())])
        if named_by & 1:
            name = mentions[named_by >> 1].text
        people.append(Person(name, tuple(mentions), roles))
    return people


def _dates(part: _Part, text: str) -> list[DateMention]:
    number = part.number
    dates = []
    start, ordinal = 0, _FIRST_DAY_OF_1970
    for _ in range(number()):
        start += part.difference()
        end = start + number()
        facts = number()
        first = last = None
        if facts & _HAS_DAYS:
            ordinal += part.difference()
            first = date.fromordinal(ordinal)
            last = date.fromordinal(ordinal + part.difference())
        value = first.isoformat() if facts & _VALUE_IS_THE_DAY and first is not None else part.string(number())
        if start < 0:
            raise ValueError("a date begins before its text")
        dates.append(
            DateMention(text[start:end], start, end, first, last, _KINDS[facts & 3], value, _HOWS[facts >> 2 & 3])
        )
    return dates
