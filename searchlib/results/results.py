"""What a search gives back: a page of hits that load what they show when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from searchlib.article import ZONE_SEPARATOR, Article, DateMention
from searchlib.errors import CorruptIndex, QueryError
from searchlib.kernels.retrieval import FoundDocument
from searchlib.kernels.segments import DATE_ONLY, NAIVE, NO_DAY
from searchlib.results.marking import BENEATH, HEADLINE, Mark, Marker, merged
from searchlib.results.snippets import Snippet, make_snippet
from searchlib.segments.records import decode_record, decode_texts

if TYPE_CHECKING:
    from searchlib.results.contexts import Context
    from searchlib.results.copies import Copy
    from searchlib.results.facets import Pair
    from searchlib.results.histograms import Histogram
    from searchlib.results.matching import Matching
    from searchlib.results.paging import Page
    from searchlib.segments.reader import SegmentReader

_EPOCH = datetime(1970, 1, 1)
READ_AT_MOST = 2_000_000


def published_of(segment: SegmentReader, document: int) -> date | datetime | None:
    """The publication date as it was given, from the columns."""
    day, instant, zone = segment.view.published(document)
    if day == NO_DAY:
        return None
    try:
        if zone == DATE_ONLY:
            return date.fromordinal(day)
        moment = _EPOCH + timedelta(microseconds=instant)
        if zone == NAIVE:
            return moment
        return moment.replace(tzinfo=timezone.utc).astimezone(timezone(timedelta(minutes=zone)))
    except (ValueError, OverflowError):
        raise CorruptIndex(f"{segment.view.name}: an article was published at an impossible time") from None


def load_article(segment: SegmentReader, document: int) -> Article:
    """An article as it was added, with the people and dates that were found in it."""
    view = segment.view
    record = segment.store.read(view.place(document))
    return decode_record(
        record, id=view.id(document), headline=view.headline(document), published=published_of(segment, document)
    )


class Hit(FoundDocument):
    """An article that was found. `article` and `snippet` are read from the store when first asked for.

    Attributes:
        id: the article's id.
        headline: its headline.
        score: how well it fits; comparable within one query.
        copies: other articles with nearly the same text, when they were collapsed into this one.
    """

    _segment: SegmentReader
    _matching: Matching
    copies: tuple[Copy, ...]

    @property
    def _marker(self) -> Marker:
        return self._matching.marker

    @property
    def place(self) -> tuple[int, int, str]:
        """Day, instant and id: where it stands among articles of equal scores."""
        day, instant, _ = self._segment.view.published(self._document)
        return day, instant, self.id

    @property
    def published(self) -> date | datetime | None:
        return published_of(self._segment, self._document)

    @property
    def source(self) -> str:
        return self._segment.view.source(self._document)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that carried the text: this article's and those of its copies, each once."""
        return tuple(dict.fromkeys(name for name in (self.source, *(copy.source for copy in self.copies)) if name))

    @property
    def section(self) -> str:
        return self._segment.view.section(self._document)

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
        """The passages of standfirst and body that show why it was found."""
        text, offset, marks, sentences = self._marked_text()
        return make_snippet(text, marks, sentences, self._marker.worth, offset=offset)

    @cached_property
    def headline_snippet(self) -> Snippet:
        """The whole headline, with the words found marked."""
        headline = self.headline
        marks, _ = self._marker.find(headline, HEADLINE, self._language)
        if self._marker.marks_mentions:
            marks = merged(marks, self._marker.mentions(self.article, 0, headline))
        return make_snippet(headline, marks, [(0, len(headline))], length=len(headline))

    @property
    def _language(self) -> str:
        """The article's language; where all articles are in one, the store is not read for it."""
        languages = self._matching.snapshot.languages()
        if len(languages) == 1:
            return languages[0]
        return decode_texts(self._segment.store.read(self._segment.view.place(self._document)))[2]

    def _marked_text(self) -> tuple[str, int, list[Mark], list[tuple[int, int]]]:
        """Standfirst and body, where they begin in the article's text, their marks and sentences."""
        standfirst, body, language = decode_texts(self._segment.store.read(self._segment.view.place(self._document)))
        text = ZONE_SEPARATOR.join(zone for zone in (standfirst, body) if zone)
        headline = self.headline
        offset = len(headline) + len(ZONE_SEPARATOR) if headline and text else 0
        marks, sentences = self._marker.find(text[:READ_AT_MOST], BENEATH, language)
        if self._marker.marks_mentions:
            marks = merged(marks, self._marker.mentions(self.article, offset, text))
        return text, offset, marks, sentences

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON or a table."""
        return {
            "id": self.id,
            "score": round(self.score, 4),
            "headline": self.headline,
            "published": self.published.isoformat() if self.published else None,
            "source": self.source,
            "section": self.section,
            "people": list(self.people),
            "snippet": {
                "text": self.snippet.text,
                "marks": [list(mark) for mark in self.snippet.marks],
                "passages": [list(span) for span in self.snippet.passages],
            },
            **({"copies": [copy.to_dict() for copy in self.copies]} if self.copies else {}),
        }

    def __repr__(self) -> str:
        return f"<Hit {self.id!r} {self.headline!r} score={self.score:.2f}>"


class Results:
    """A page of hits, and what can be told of all articles that match.

    Example:
        >>> from searchlib import Article, Index
        >>> with Index() as index:
        ...     index.add(Article("Talks open", "They met.", published="2024-02-29", people=["Ann Lee", "Bo Tan"]))
        ...     index.add(Article("Talks end", "They left.", published="2024-04-01", people=["Ann Lee"]))
        >>> results = index.search("talks", facets=["people", "year"])
        >>> results.facets
        {'people': {'Ann Lee': 2, 'Bo Tan': 1}, 'year': {'2024': 2}}
        >>> [(bucket.label, bucket.count) for bucket in results.histogram("month")]
        [('2024-02', 1), ('2024-03', 0), ('2024-04', 1)]

    Attributes:
        hits: the page, best first.
        notes: what of the query was ignored, reread or relaxed, in plain words.
        seconds: how long finding them took.
        facets: counts by value of each facet that was asked for.
    """

    def __init__(
        self,
        hits: list[Hit],
        matching: Matching,
        notes: tuple[str, ...],
        seconds: float,
        *,
        query: object = "",
        facets: dict[str, dict[str, int]],
        page: Page,
    ) -> None:
        self.hits = hits
        self.notes = notes
        self.seconds = seconds
        self.facets = facets
        self._page = page
        self._matching = matching
        self._query = query

    @cached_property
    def cursor(self) -> str | None:
        """Given as `after`, it gets the next page; None when this page is the last, and with collapse or boost (use offset)."""
        return self._page.cursor(self.hits)

    @cached_property
    def total(self) -> int:
        """How many articles match in all; counted when first read."""
        return self._matching.count()

    def facet(self, name: str, limit: int = 20) -> dict[str, int]:
        """Articles that match by value: people, source, section, day, week, month, quarter, year or extra.KEY.

        Raises:
            QueryError: there is no such facet.
        """
        from searchlib.results.facets import facet_limits

        return self._matching.facet(name, facet_limits({name: limit})[name])

    def histogram(self, unit: str = "month", *, of: Literal["published", "mentioned"] = "published") -> Histogram:
        """Articles that match by when they were published (or by the days they speak of), with empty buckets.

        Args:
            unit: "day", "week" (from Monday), "month", "quarter" or "year"; "auto": the finest with at most 60 buckets.
            of: "published" or "mentioned": a mention counts in the bucket that holds all of its days.

        Raises:
            QueryError: there is no such unit.
        """
        from searchlib.results.histograms import histogram

        return histogram(self._matching, unit, of=of)

    def trend(self, unit: str = "month") -> Histogram:
        """Like histogram, with the part of all articles of each bucket that match: `bucket.share`."""
        from searchlib.results.histograms import histogram

        return histogram(self._matching, unit, relative=True)

    def pairs(self, limit: int = 20) -> list[Pair]:
        """The people who are in the most of the matching articles together."""
        from searchlib.results.facets import count_pairs

        _whole_number("limit", limit)
        return count_pairs(self._matching, limit)

    def contexts(self, width: int = 60) -> Iterator[Context]:
        """Each place in this page's articles where the query's words stand, with `width` characters on each side."""
        from searchlib.results.contexts import contexts_of

        _whole_number("width", width)
        return (context for hit in self.hits for context in contexts_of(hit, width))

    @cached_property
    def suggestion(self) -> str | None:
        """The query with words that no article has (or next to none) replaced by near ones of the index; None when there are none."""
        from searchlib.results.suggestions import suggest

        return suggest(self._matching.snapshot, self._query) if isinstance(self._query, str) else None

    def to_dicts(self) -> list[dict[str, Any]]:
        """The page as plain values, for JSON or a table."""
        return [hit.to_dict() for hit in self.hits]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, at: int) -> Hit:
        return self.hits[at]

    def __bool__(self) -> bool:
        return bool(self.hits)

    def __repr__(self) -> str:
        from searchlib.results.showing import results_text

        return results_text(self)

    def _repr_html_(self) -> str:
        from searchlib.results.showing import results_html

        return results_html(self)


def _whole_number(name: str, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise QueryError(f"{name} must be a whole number, 0 or more")
