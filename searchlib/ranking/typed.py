"""Which articles have words just as they were typed? Those that have them folded are read and looked at.

What is found joins the plan as ids, so that scores, counts and pages are those of any other query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from searchlib.kernels import retrieval
from searchlib.query.plan import AND, ID, NOT, NOWHERE_PLAN, OR, Plan
from searchlib.query.typed import Holds
from searchlib.segments.store import decode_record, decode_texts

if TYPE_CHECKING:
    from searchlib.segments.reader import SegmentReader

_ZONES = {"standfirst": (1,), "body": (2,), "": (1, 2)}


def as_typed(segments: tuple[SegmentReader, ...], folded: Plan, within: Plan, field: str, holds: Holds) -> Plan:
    """A plan for the articles of `folded` whose text in the field holds the words.

    Args:
        folded: the words without accents and capitals.
        within: the same, or less where other parts of the query narrow it; these are read.
        field: the words' field; "" for the article's texts.
        holds: whether a text has the words.
    """
    views = tuple(segment.view for segment in segments)
    right: list[str] = []
    wrong: list[str] = []
    for segment, bitmap in zip(segments, retrieval.matching(views, within), strict=True):
        read = _reader(segment, field)
        for document in _in_order_of_the_store(segment, bitmap):
            (right if any(map(holds, read(document))) else wrong).append(segment.view.id(document))
    if not right:
        return (AND, 1.0, (folded, NOWHERE_PLAN))
    # Articles outside of `within` were not looked at: only the ids of those that are right speak of them, too.
    if not wrong and within == folded:
        return folded
    if len(wrong) < len(right) and within == folded:
        return (AND, 1.0, (folded, (NOT, 1.0, (_any_id(wrong),))))
    return (AND, 1.0, (folded, _any_id(right)))


def _any_id(ids: list[str]) -> Plan:
    plans = tuple((ID, 1.0, id) for id in ids)
    return plans[0] if len(plans) == 1 else (OR, 1.0, plans)


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
