"""What a search gives back: a page of hits that load what they show when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING

from searchlib.article import Article, DateMention
from searchlib.kernels.retrieval import DATE_ONLY, NAIVE, NO_DAY
from searchlib.results.snippets import Snippet, make_snippet
from searchlib.segments.store import decode_record

if TYPE_CHECKING:
    from searchlib.segments.reader import SegmentReader

_EPOCH = datetime(1970, 1, 1)


def published_of(segment: SegmentReader, document: int) -> date | datetime | None:
    """The publication date as it was given, from the columns."""
    day, instant, zone = segment.view.published(document)
    if day == NO_DAY:
        return None
    if zone == DATE_ONLY:
        return date.fromordinal(day)
    moment = _EPOCH + timedelta(microseconds=instant)
    if zone == NAIVE:
        return moment
    return moment.replace(tzinfo=timezone.utc).astimezone(timezone(timedelta(minutes=zone)))


def load_article(segment: SegmentReader, document: int) -> Article:
    """An article as it was added, with the people and dates that were found in it."""
    view = segment.view
    record = segment.store.read(view.place(document))
    return decode_record(
        record, id=view.id(document), headline=view.headline(document), published=published_of(segment, document)
    )


class Hit:
    """An article that was found. `article` and `snippet` are read from the store when first asked for."""

    def __init__(
        self, segment: SegmentReader, document: int, score: float, wanted: Callable[[str, str | None], object]
    ) -> None:
        self._segment = segment
        self._document = document
        self._wanted = wanted
        self.score = score

    @property
    def id(self) -> str:
        return self._segment.view.id(self._document)

    @property
    def headline(self) -> str:
        return self._segment.view.headline(self._document)

    @property
    def published(self) -> date | datetime | None:
        return published_of(self._segment, self._document)

    @property
    def people(self) -> tuple[str, ...]:
        """Names of the people in the article."""
        return tuple(self._segment.view.people(self._document))

    @property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates that the article speaks of."""
        return self.article.dates or ()

    @cached_property
    def article(self) -> Article:
        return load_article(self._segment, self._document)

    @cached_property
    def snippet(self) -> Snippet:
        article = self.article
        text = f"{article.standfirst}\n{article.body}" if article.standfirst else article.body
        return make_snippet(text, self._wanted)

    def __repr__(self) -> str:
        return f"<Hit {self.id!r} {self.headline!r} score={self.score:.2f}>"


class Results:
    """A page of hits.

    Attributes:
        hits: the page, best first.
        notes: what of the query was ignored, reread or relaxed, in plain words.
        seconds: how long finding them took.
        facets: counts by field (none in this version).
    """

    def __init__(self, hits: list[Hit], count: Callable[[], int], notes: tuple[str, ...], seconds: float) -> None:
        self.hits = hits
        self.notes = notes
        self.seconds = seconds
        self.facets: dict[str, dict[str, int]] = {}
        self._count = count

    @cached_property
    def total(self) -> int:
        """How many articles match in all; counted when first read."""
        return self._count()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, at: int) -> Hit:
        return self.hits[at]

    def __bool__(self) -> bool:
        return bool(self.hits)

    def __repr__(self) -> str:
        lines = [f"<Results: {len(self.hits)} of {self.total}>"]
        return "\n".join(lines + [f"  {hit.score:6.2f}  {hit.headline}" for hit in self.hits])
