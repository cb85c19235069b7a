"""Which articles have words just as they were typed? Those that have them folded are read and looked at, as few as will do.

A page of results is made of candidates in their order, read until enough of them have the words. Counts, facets and whatever
else asks for all of them read every candidate once. What was seen in a segment is remembered with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from searchlib.kernels import retrieval
from searchlib.query.plan import AND, NOT, OR, TYPED, Plan
from searchlib.query.typed import stands_in, telling_word
from searchlib.segments.records import decode_record, decode_texts
from searchlib.segments.seen import Seen

if TYPE_CHECKING:
    from searchlib.segments.reader import SegmentReader

_ZONES = {"standfirst": (1,), "body": (2,), "": (1, 2)}
MOST_SEEN = 64
"""Words whose articles are remembered, a segment."""
FEW_WANTED, MOST_IN_ORDER = 100, 256
"""Pages of so many hits are read in order of their scores; after so many candidates without filling one, all are read, block by block."""

Found = tuple[int, int, float]


class AnyValue:
    """The articles that have anything in a field, for a plan in the place of Spelled: known from the dictionary alone."""

    is_known, text = True, ""

    def __init__(self, segments: tuple[SegmentReader, ...], field: str, plan: Plan) -> None:
        self.field = field
        self._bitmaps = retrieval.WeighedPlan(tuple(segment.view for segment in segments), plan).matching()

    def has(self, segment: int, document: int) -> bool:
        """Whether a document is one of them."""
        return bool(self._bitmaps[segment][document // 8] >> document % 8 & 1)

    def bitmaps(self) -> list[bytes]:
        """All of them, for each segment."""
        return self._bitmaps


class Spelled:
    """The articles of some segments whose text in a field holds words as typed.

    Args:
        within: a plan that finds at least those that matter; none but these are read.
        field: the words' field; "" for the article's texts.
        text: the words.
    """

    def __init__(self, segments: tuple[SegmentReader, ...], within: Plan, field: str, text: str) -> None:
        self._segments = segments
        self._within = within
        self._holds = stands_in(text)
        self.field, self.text = field, text
        self._word = telling_word(text) if field in _ZONES else None
        self._seen = [_seen(segment, field, text) for segment in segments]
        self._readers = [_reader(segment, field) for segment in segments]
        self._all: list[bytes] | None = None

    @property
    def is_known(self) -> bool:
        """Have all candidates been read?"""
        return self._all is not None

    def has(self, segment: int, document: int) -> bool:
        """Whether a document has the words."""
        known = self._seen[segment].of(document)
        return self._look(segment, document) if known is None else known

    def bitmaps(self) -> list[bytes]:
        """All that have the words, for each segment; of those that were asked for (`within`), none is missing."""
        if self._all is None:
            within = retrieval.WeighedPlan(tuple(segment.view for segment in self._segments), self._within)
            for at, asked in enumerate(within.matching()):
                looked_at = self._seen[at].looked_at
                new = bytes(wanted & ~seen for wanted, seen in zip(asked, looked_at, strict=True))
                documents = _in_order_of_the_store(self._segments[at], new)
                if self._word is None:
                    for document in documents:
                        self._look(at, document)
                else:
                    self._sift(at, documents, self._word)
            self._all = [bytes(seen.right) for seen in self._seen]
        return self._all

    def _sift(self, segment: int, documents: list[int], word: str) -> None:
        """Looks at texts of a block only where the word is anywhere in the block, if rarely: most of the time is decoding."""
        view, store = self._segments[segment].view, self._segments[segment].store
        groups = [(block, list(those)) for block, those in groupby(documents, lambda one: view.place(one)[0])]
        unpacked = store.unpack_where(word, (block for block, _ in groups))
        for (_, those), data in zip(groups, unpacked, strict=True):
            for document in those:
                texts = [view.headline(document)] if self.field == "" else []
                if data is not None:
                    _, offset, length = view.place(document)
                    read = decode_texts(store.cut_out(data, offset, length))
                    texts += [read[zone - 1] for zone in _ZONES[self.field]]
                self._seen[segment].note(document, any(map(self._holds, texts)))

    def _look(self, segment: int, document: int) -> bool:
        right = any(map(self._holds, self._readers[segment](document)))
        self._seen[segment].note(document, right)
        return right


def best_in_order(plan: Plan, k: int, search: Callable[[Plan, int], list[Found]]) -> list[Found] | None:
    """What `search(plan, k)` finds, by reading the best candidates only; None where all of them are better read.

    Args:
        search: finds the k best of a plan, in order.
    """
    checks: list[Spelled | AnyValue] = []
    candidates = _candidates(plan, checks) if k <= FEW_WANTED else plan
    if all(check.is_known for check in checks):
        return None
    kept: list[Found] = []
    at, wanted = 0, 2 * k + 8
    while at - len(kept) < MOST_IN_ORDER:
        found = search(candidates, wanted)
        for one in found[at:]:
            if all(check.has(one[0], one[1]) for check in checks):
                kept.append(one)
                if len(kept) == k:
                    return kept
        if len(found) < wanted:
            return kept
        at, wanted = wanted, 2 * wanted
    return None


def asks_for_texts(plan: Plan) -> bool:
    """Whether words as typed are anywhere in the plan."""
    return plan[0] == TYPED or (plan[0] in (AND, OR, NOT) and any(map(asks_for_texts, plan[2])))


def _candidates(plan: Plan, checks: list[Spelled | AnyValue]) -> Plan:
    """The plan with words folded in the place of those as typed that are required; these are put on the list."""
    if plan[0] == TYPED:
        checks.append(plan[3])
        folded: Plan = plan[2]
        return (folded[0], folded[1] * plan[1], *folded[2:])
    if plan[0] == AND:
        return (AND, plan[1], tuple(_candidates(part, checks) for part in plan[2]))
    return plan


def _seen(segment: SegmentReader, field: str, text: str) -> Seen:
    asked = (field, text)
    known = segment.spellings.get(asked)
    if known is None:
        if len(segment.spellings) >= MOST_SEEN:
            segment.spellings = {}
        known = segment.spellings[asked] = Seen(segment.view.documents)
    return known


def _in_order_of_the_store(segment: SegmentReader, bitmap: bytes) -> list[int]:
    # Blocks of the store hold several articles each, in order of arrival; so each is unpacked once.
    documents = [at * 8 + bit for at, byte in enumerate(bitmap) if byte for bit in range(8) if byte >> bit & 1]
    return sorted(documents, key=segment.view.place)


def _reader(segment: SegmentReader, field: str) -> Callable[[int], Iterator[str]]:
    """Gives a document's texts of one field, each by itself."""
    view = segment.view

    def texts(document: int) -> Iterator[str]:
        if field in ("", "headline"):
            yield view.headline(document)
        if field in _ZONES:
            standfirst, body, _ = decode_texts(segment.store.read(view.place(document)))
            yield from ((standfirst, body)[zone - 1] for zone in _ZONES[field])
        elif field == "people":
            yield from view.people(document)
        elif field == "source":
            yield view.source(document)
        elif field == "section":
            yield view.section(document)
        elif field != "headline":
            article = decode_record(
                segment.store.read(view.place(document)), id=view.id(document), headline="", published=None
            )
            yield article.byline if field == "byline" else article.extra.get(field.removeprefix("extra."), "")

    return texts
