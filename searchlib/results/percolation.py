"""Does this one article answer that query? The same plans as on an index, evaluated on the terms of a single article.

Slow and obvious beside the kernels (a search looks at lists, this looks at the article), but its cost does not grow with
the index: it is how saved searches are matched as articles are added, and an oracle for what a query means.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from searchlib.analysis.fold import WORD, fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, known_language
from searchlib.article import Article, DateMention, Person
from searchlib.kernels.indexing import tokenize
from searchlib.query.expansion import Found
from searchlib.query.patterns import Automaton
from searchlib.query.plan import (
    ALL_PLAN,
    AND,
    ANY_TERM,
    DAYS,
    EVERYTHING,
    ID,
    MEETINGS,
    MENTIONED,
    NOT,
    NOWHERE_PLAN,
    OR,
    PHRASE,
    TERM,
    Plan,
)
from searchlib.query.typed import stands_in
from searchlib.results.marking import stems_of

_GAP = 16
"""Positions between two texts of the same field, so that phrases do not cross them."""
Positions = dict[str, list[int]]


class ArticleTerms:
    """An article under the keys that the dictionary would have for it, with positions.

    Example:
        >>> terms = ArticleTerms(Article("Talks open", "They met in Moscow."), (), ())
        >>> terms.matches((AND, 1.0, ((TERM, 1.0, "stalk"), (TERM, 1.0, "fmoscow"))))
        True
    """

    def __init__(self, article: Article, people: Sequence[Person], dates: Sequence[DateMention]) -> None:
        self.positions: Positions = {}
        self.language = known_language(article.language)
        self._day = article.published.toordinal() if article.published else None
        self._dates = [
            (one.first.toordinal(), (one.last or one.first).toordinal()) for one in dates if one.first is not None
        ]
        self._begins = [0]
        self._id = article.id
        self._article, self._people = article, people
        self._zones(article)
        names = [person.name for person in people]
        for letter, texts in (("p", names), ("o", [article.source]), ("c", [article.section]), ("b", [article.byline])):
            self._field(letter, texts)
        for key, value in article.extra.items():
            self._field(f"e{key}\0", [value])
        self._sorted: list[str] | None = None

    def _zones(self, article: Article) -> None:
        at, found = 0, list[set[str]]()
        language = known_language(article.language)
        for text in (article.headline, article.standfirst, article.body):
            at, forms = self._words("f", text, at)
            found.append(set(stems_of(forms, language)))
            at += 1
            self._begins.append(at)
        for letter, stems in (("h", found[0]), ("d", found[1]), ("s", found[0] | found[1] | found[2])):
            self.positions.update((letter + stem, []) for stem in stems)
        self.positions.update((f"n{stem}", []) for stem in found[0] - found[1] - found[2])

    def _words(self, head: str, text: str, at: int) -> tuple[int, list[str]]:
        raw = text.encode("utf-8", "replace")
        forms: dict[str, None] = {}
        for begin, end, kind, folded in tokenize(text):
            term = fold(raw[begin:end].decode("utf-8", "replace"), kind) if folded is None else folded
            if not term:
                continue
            forms[term] = None
            self.positions.setdefault(head + term, []).append(at if kind == WORD else max(0, at - 1))
            at += kind == WORD
        return at, list(forms)

    def _field(self, head: str, texts: Iterable[str]) -> None:
        at = 0
        for text in texts:
            if text:
                at = self._words(head, text, at)[0] + _GAP

    # --- as a dictionary: what a plan's expansion asks (query/expansion.py) ----------------------------------------------

    def has(self, key: str) -> bool:
        return key in self.positions

    def count(self, plan: Plan) -> int:
        return int(self.matches(plan))

    def as_typed(self, folded: Plan, within: Plan, field: str, text: str) -> Plan:
        return folded if any(map(stands_in(text), self._texts_of(field))) else NOWHERE_PLAN

    def with_any(self, field: str) -> Plan:
        texts = self._texts_of(field) + (self._texts_of("standfirst") if field == "body" else [])  # as in_body counts
        return ALL_PLAN if any(map(tokenize, texts)) else NOWHERE_PLAN

    def _texts_of(self, field: str) -> list[str]:
        article = self._article
        zones = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body}
        others = {"source": article.source, "section": article.section, "byline": article.byline}
        if field == "people":
            return [person.name for person in self._people]
        if field.startswith("extra."):
            return [article.extra.get(field.removeprefix("extra."), "")]
        return [(zones | others)[field]] if field else list(zones.values())

    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((DEFAULT_LANGUAGE, self.language)))

    def expand(self, head: str, pattern: Automaton, limit: int, most_work: int) -> Found:
        words = [(word, 1) for word in self._behind(head) if pattern.accepts(word)]
        return words[:limit], len(words), 0, True

    def between(self, head: str, low: str, high: str | None, limit: int) -> list[str]:
        return [word for word in self._behind(head) if low <= word and (high is None or word <= high)][:limit]

    def _behind(self, head: str) -> Iterator[str]:
        if self._sorted is None:
            self._sorted = sorted(self.positions)
        for at in range(bisect_left(self._sorted, head), len(self._sorted)):
            if not self._sorted[at].startswith(head):
                return
            yield self._sorted[at][len(head) :]

    def matches(self, plan: Plan) -> bool:
        """Whether the article answers the plan."""
        kind = plan[0]
        if kind == TERM:
            return plan[2] in self.positions
        if kind == ANY_TERM:
            return any(key in self.positions for key in plan[2])
        if kind == PHRASE:
            return self._stands(*plan[2:7])
        if kind == AND:
            return all(self.matches(part) for part in plan[2])
        if kind == OR:
            return any(self.matches(part) for part in plan[2])
        if kind == NOT:
            return not self.matches(plan[2][0])
        if kind == DAYS:
            return self._day is not None and bool(plan[2] <= self._day <= plan[3])
        if kind == MENTIONED:
            return self._speaks_of(*plan[2:5])
        if kind == ID:
            return bool(self._id == plan[2])
        return bool(kind == EVERYTHING)

    def _speaks_of(self, first: int, last: int, meeting: int) -> bool:
        """Whether a mention overlaps the days, lies within them, or is exactly they (query.plan.MEETINGS)."""
        if meeting == MEETINGS["exact"]:
            return (first, last) in self._dates
        if meeting == MEETINGS["within"]:
            return any(first <= begin and end <= last for begin, end in self._dates)
        return any(begin <= last and end >= first for begin, end in self._dates)

    def _stands(self, keys: Sequence[str], offsets: Sequence[int], zone: int, near: int, ordered: bool) -> bool:
        begins = self._begins
        low = (0, 0, begins[1], begins[1])[zone]
        high = (1 << 40, begins[1], begins[2], 1 << 40)[zone]
        places = [[p for p in self.positions.get(key, ()) if low <= p < high] for key in keys]
        if not all(places):
            return False
        if near:
            return self._near([sorted(set(one)) for one in places], near, ordered, keys[0][0] == "f")
        sets = [set(one) for one in places]
        return any(
            all(start + offset in others for offset, others in zip(offsets, sets, strict=True))
            for start in (place - offsets[0] for place in places[0])
        )

    def _near(self, places: list[list[int]], near: int, ordered: bool, in_zones: bool) -> bool:
        """A chain of places, one a word and each its own, whose neighbours are near enough and in one zone, where there are zones."""

        def zone(position: int) -> int:
            return sum(position >= begin for begin in self._begins[1:3]) if in_zones else 0

        def extend(left: frozenset[int], at: int) -> bool:
            if not left:
                return True
            following = (min(left),) if ordered else tuple(left)
            return any(
                extend(left - {word}, place)
                for word in following
                for place in places[word]
                if at < place <= at + near and zone(place) == zone(at)
            )

        words = frozenset(range(len(places)))
        first = (0,) if ordered else tuple(words)
        return any(extend(words - {word}, place) for word in first for place in places[word])
