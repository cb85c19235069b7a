"""How well are temporal expressions found? TIMEX3 files read, and scored as TempEval-3 does.

Strict: the same characters. Relaxed: any overlap; each expression is paired once, the same characters first, then the
longest overlap. Value: a relaxed pair with the same TIMEX3 type and the same value. Each as F1 over all documents.
After UzZaman et al., "SemEval-2013 Task 1: TempEval-3", which scores the value with the type left aside; here both must
be right. `value_alone` is the official attribute score.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

_CREATED = re.compile(r"<DCT>.*?value=\"(\d{4})-?(\d\d)-?(\d\d)", re.DOTALL)
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression: characters [start, end) of a text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class TimexDocument:
    """A document of an annotated corpus."""

    name: str
    text: str
    published: date | None
    expressions: tuple[Timex, ...]


def read_documents(folder: Path) -> Iterator[TimexDocument]:
    """Documents of a folder of .tml files, by name."""
    for path in sorted(folder.glob("*.tml")):
        yield parse_document(path.stem, path.read_text("utf-8"))


def parse_document(name: str, source: str) -> TimexDocument:
    """The text between <TEXT> and </TEXT> without its tags, and where its TIMEX3 stand."""
    created = _CREATED.search(source)
    body = _TEXT.search(source)
    published = date(int(created[1]), int(created[2]), int(created[3])) if created else None
    pieces: list[str] = []
    opened: list[tuple[int, dict[str, str]]] = []
    found: list[Timex] = []
    at = length = 0
    inside = body[1] if body else ""
    for tag in _TAG.finditer(inside):
        piece = html.unescape(inside[at : tag.start()])
        pieces.append(piece)
        length += len(piece)
        at = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened.append((length, dict(ATTRIBUTE.findall(tag[3]))))
        elif opened:
            start, attributes = opened.pop()
            if length > start:
                found.append(Timex(start, length, attributes.get("type", ""), attributes.get("value", "")))
    pieces.append(html.unescape(inside[at:]))
    return TimexDocument(name, "".join(pieces), published, tuple(found))


@dataclass(slots=True)
class Count:
    """How many were right, how many were found, how many there are."""

    right: int = 0
    found: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.there
        return 2 * self.right / total if total else 0.0


@dataclass(slots=True)
class Score:
    """Counts over documents; `add` takes one at a time."""

    strict: Count = field(default_factory=Count)
    relaxed: Count = field(default_factory=Count)
    value: Count = field(default_factory=Count)
    value_alone: Count = field(default_factory=Count)
    date_value: Count = field(default_factory=Count)

    def add(self, there: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex | None, Timex | None]]:
        """Counts one document; returns the pairs, with None where one has no partner."""
        matched = pairs(there, found)
        for count in (self.strict, self.relaxed, self.value, self.value_alone):
            count.found += len(found)
            count.there += len(there)
        self.date_value.found += sum(one.type == "DATE" for one in found)
        self.date_value.there += sum(one.type == "DATE" for one in there)
        for gold, ours in matched:
            if gold is None or ours is None:
                continue
            self.relaxed.right += 1
            self.strict.right += (gold.start, gold.end) == (ours.start, ours.end)
            self.value_alone.right += gold.value == ours.value
            if gold.value == ours.value and gold.type == ours.type:
                self.value.right += 1
                self.date_value.right += gold.type == "DATE"
        return matched

    def figures(self) -> dict[str, float]:
        """F1 in percent, by name."""
        names = ("strict", "relaxed", "value", "value_alone", "date_value")
        return {name: round(100 * getattr(self, name).f1, 1) for name in names}


def pairs(there: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex | None, Timex | None]]:
    """Each expression with its partner, one to one: the same characters first, then the longest overlap."""
    overlaps = sorted(
        (
            ((gold.start, gold.end) != (ours.start, ours.end), -_overlap(gold, ours), g, f)
            for g, gold in enumerate(there)
            for f, ours in enumerate(found)
            if _overlap(gold, ours) > 0
        ),
    )
    partner_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, f in overlaps:
        if g not in partner_of and f not in taken:
            partner_of[g] = f
            taken.add(f)
    matched: list[tuple[Timex | None, Timex | None]] = [
        (gold, found[partner_of[g]] if g in partner_of else None) for g, gold in enumerate(there)
    ]
    matched.extend((None, ours) for f, ours in enumerate(found) if f not in taken)
    return matched


def _overlap(one: Timex, other: Timex) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def score(documents: Iterable[tuple[Sequence[Timex], Sequence[Timex]]]) -> Score:
    """The score of (annotated, found) of each document."""
    total = Score()
    for there, found in documents:
        total.add(there, found)
    return total
