"""Why was this article found, and why is it here in the order? Each word of the query with what it added to the score.

Scores come from the same lists as the search's own, words from the article's text. Not for: finding hits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from searchlib.analysis.fold import fold
from searchlib.analysis.stem import known_language, stem_words
from searchlib.article import Article
from searchlib.kernels import dictionary
from searchlib.kernels.indexing import tokenize
from searchlib.query.plan import AND, ANY_TERM, OR, PHRASE, TERM, TYPED, Plan
from searchlib.ranking.snapshot import Snapshot
from searchlib.results.results import load_article
from searchlib.segments.reader import SegmentReader

_FIXED_IMPACT = 128
_SCORE_UNIT = 2.2 / (1024.0 * 255.0)
_SHOWN_WORDS = 5
FIELDS = {"h": "headline", "d": "standfirst", "p": "people", "b": "byline", "o": "source", "c": "section"}


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What one part of the query did for a hit.

    Attributes:
        asked: the part, as it is searched: a stem, a word, a phrase.
        found: the words of the article that fit, most frequent first, by field.
        score: what it added to the hit's score.
        articles: how many articles have it; the fewer, the more it counts.
    """

    asked: str
    found: dict[str, tuple[str, ...]]
    score: float
    articles: int


@dataclass(frozen=True, slots=True)
class HitExplanation:
    """A hit, with the parts of the query that matched it."""

    id: str
    headline: str
    score: float
    matches: tuple[WordMatch, ...]

    def __str__(self) -> str:
        lines = [f"{self.score:.3f}  {self.id}  {self.headline}"]
        for match in self.matches:
            where = "; ".join(f"{name}: {', '.join(words)}" for name, words in match.found.items())
            lines.append(f"  {match.score:+.3f}  {match.asked} ({match.articles:,} articles)  {where}".rstrip())
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood, and what it found why.

    Attributes:
        tree: the query as it was understood, a line a part.
        notes: what was ignored, reread or relaxed.
        hits: the best hits, explained.
    """

    query: str
    tree: str
    notes: tuple[str, ...]
    hits: tuple[HitExplanation, ...] = field(default=())

    def __str__(self) -> str:
        notes = [f"note: {note}" for note in self.notes]
        return "\n".join([self.tree, *notes, *(f"\n{hit}" for hit in self.hits)])


class Explainer:
    """Explains hits of one plan in one commit."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self._snapshot = snapshot
        self._plan = plan
        self._bitmaps: dict[Plan, list[bytes]] = {}
        self._df: dict[str, int] = {}

    def explain(self, segment: SegmentReader, document: int, score: float) -> HitExplanation:
        """One hit's explanation."""
        article = load_article(segment, document)
        words = _ArticleWords(article)
        parts = self._scored_parts(self._plan, 1.0, self._snapshot.segments.index(segment), document)
        matches = [self._match(part, boost, segment, document, words) for part, boost in parts]
        found = tuple(match for match in matches if match is not None)
        return HitExplanation(article.id, article.headline, score, found)

    def _scored_parts(self, plan: Plan, boost: float, segment: int, document: int) -> Iterator[tuple[Plan, float]]:
        """The words and phrases that add to this document's score: not those of a group or phrase that does not match."""
        if plan[0] not in (TERM, ANY_TERM, PHRASE, AND, OR, TYPED):
            return
        if plan not in self._bitmaps:
            self._bitmaps[plan] = self._snapshot.weighed(plan).matching()
        if not self._bitmaps[plan][segment][document // 8] >> document % 8 & 1:
            return
        if plan[0] in (AND, OR):
            for part in plan[2]:
                yield from self._scored_parts(part, boost * plan[1], segment, document)
        elif plan[0] == TYPED:
            yield from self._scored_parts(plan[2], boost * plan[1], segment, document)
        else:
            yield plan, boost * plan[1]

    def _match(
        self, part: Plan, boost: float, segment: SegmentReader, document: int, words: _ArticleWords
    ) -> WordMatch | None:
        keys = [part[2]] if part[0] == TERM else list(part[2])
        impacts = [row[0] for _, row in dictionary.impacts(segment.view, keys, [document])]
        if not any(impacts) or (part[0] == PHRASE and not all(impacts)):
            return None
        here = [key for key, impact in zip(keys, impacts, strict=True) if impact]
        if part[0] == ANY_TERM:
            units = max(1, round(boost * 1024.0)) * _FIXED_IMPACT
        else:
            units = sum(
                dictionary.term_weight(self._snapshot.documents, self._frequency(key), boost) * impact
                for key, impact in zip(keys, impacts, strict=True)
            )
        articles = self._frequency(here[0]) if len(here) == 1 else min(map(self._frequency, here))
        found: dict[str, list[str]] = {}
        for key in here:
            for name, forms in words.of(key).items():
                found.setdefault(name, []).extend(form for form in forms if form not in found.get(name, ()))
        shown = {name: tuple(forms[:_SHOWN_WORDS]) for name, forms in found.items()}
        return WordMatch(_asked(part, here), shown, units * _SCORE_UNIT, articles)

    def _frequency(self, key: str) -> int:
        if key not in self._df:
            self._df[key] = sum(
                dictionary.impacts(segment.view, [key], [])[0][0] for segment in self._snapshot.segments
            )
        return self._df[key]


class _ArticleWords:
    """The words of an article by what they are filed under."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._by_form: dict[str, dict[str, Counter[str]]] = {}
        zones = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body}
        for name, text in zones.items():
            raw = text.encode("utf-8", "replace")
            for begin, end, kind, folded in tokenize(text):
                surface = raw[begin:end].decode("utf-8", "replace")
                form = fold(surface, kind) if folded is None else folded
                self._by_form.setdefault(form, {}).setdefault(name, Counter())[surface] += 1
        forms = list(self._by_form)
        stems = stem_words(forms, known_language(article.language))
        self._by_stem: dict[str, list[str]] = {}
        for form, stem in zip(forms, stems, strict=True):
            self._by_stem.setdefault(stem, []).append(form)

    def of(self, key: str) -> dict[str, list[str]]:
        """Words by field, as they are written."""
        letter, term = key[0], key[1:]
        if letter == "e":
            name, _, value = term.partition("\0")
            return {f"extra.{name}": [value]}
        if letter in "pboc":
            return {FIELDS[letter]: [term]}
        forms = [term] if letter == "f" else self._by_stem.get(term, [])
        only = FIELDS.get(letter)
        counts: dict[str, Counter[str]] = {}
        for form in forms:
            for name, words in self._by_form.get(form, {}).items():
                if only is None or name == only:
                    counts.setdefault(name, Counter()).update(words)
        return {name: [word for word, _ in words.most_common()] for name, words in counts.items()}


def _asked(part: Plan, here: list[str]) -> str:
    words = [key.rpartition("\0")[2] if key[0] == "e" else key[1:] for key in here]
    return f'"{" ".join(words)}"' if part[0] == PHRASE else ", ".join(words[:_SHOWN_WORDS])
