"""Which words of the best articles belong to a long question, too? Relevance feedback without anybody's judgement.

RM3 (Abdul-Jaleel and others 2004): the words that are frequent in the first articles and rare elsewhere are asked for as well.
They order the best articles of the question anew, in front of all others, and find none (as when a first stage is
reranked): that costs little however many words there are. Only for questions of many words of which any may match;
short queries' best articles say too little about them. In such questions function words count a quarter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from searchlib.analysis.fold import WORD
from searchlib.analysis.stem import DEFAULT_LANGUAGE, known_language, stem_words
from searchlib.kernels import dictionary, retrieval
from searchlib.kernels.segments import NO_DAY
from searchlib.query.plan import OR, TERM, Plan, terms_of
from searchlib.ranking.snapshot import LEAST_WORDS
from searchlib.segments.records import decode_texts

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.segments.reader import SegmentReader

Found = tuple[int, int, float]
Place = tuple[float, int, int, str]

ARTICLES, WORDS, SHARE, SHARPNESS = 10, 40, 0.5, 8
"""The best so many articles give so many words, which make this share of the question. An article counts as its score to this
power, so that the first say most."""
DEPTH = 200
"""So many of the best are ordered anew."""
FUNCTION_WEIGHT = 0.25
HEADLINE_WEIGHT = 4
MOST_CHARACTERS = 20_000
_UNIT = 1024
_SCORE_UNIT = 2.2 / (1024.0 * 255.0)


@dataclass(frozen=True, slots=True)
class Learnt:
    """A long question and the words of its best articles.

    Attributes:
        question: the question with its function words at a quarter: what finds and orders.
        words: keys of the dictionary with their boosts: what orders the best anew.
        weights: what an impact of each of them adds; of a word of the question, only what it has more than there.
    """

    question: Plan
    words: tuple[tuple[str, float], ...]
    weights: tuple[int, ...]

    @property
    def plan(self) -> Plan:
        """Both together: the scores of the articles that were ordered anew."""
        boosts: dict[str, float] = {part[2]: part[1] for part in self.question[2]}
        for key, boost in self.words:
            boosts[key] = boosts.get(key, 0.0) + boost
        return (OR, self.question[1], tuple((TERM, boost, key) for key, boost in boosts.items()))


def is_long_question(plan: Plan) -> bool:
    """Whether any of many words may match, each anywhere in the article."""
    return plan[0] == OR and len(plan[2]) >= LEAST_WORDS and all(p[0] == TERM and p[2][0] == "s" for p in plan[2])


def learn(snapshot: Snapshot, plan: Plan) -> Learnt:
    """The words that a long question's best articles tell.

    Args:
        snapshot: what is searched.
        plan: a plan for which is_long_question holds.
    """
    question = _without_function_words(plan)
    best = snapshot.search(question, ARTICLES, retrieval.RELEVANCE)
    if not best or best[0][2] <= 0:
        return Learnt(question, (), ())
    weights = [(score / best[0][2]) ** SHARPNESS for _, _, score in best]
    shares: dict[str, float] = defaultdict(float)
    articles: Counter[str] = Counter()
    for (segment, document, _), weight in zip(best, weights, strict=True):
        counts = _stem_counts(snapshot.segments[segment], document)
        length = sum(counts.values())
        articles.update(counts.keys())
        for stem, count in counts.items():
            shares[stem] += weight * count / length

    def rarity(key: str) -> float:
        return dictionary.term_weight(snapshot.documents, snapshot.frequency(key), 1.0) / _UNIT

    # A word of one article only is more likely that article's own matter than the question's.
    common = [stem for stem, count in articles.items() if count >= min(2, len(best))]
    worths = sorted(((shares[stem] * rarity(f"s{stem}"), stem) for stem in common), key=lambda one: (-one[0], one[1]))
    told = worths[:WORDS]
    total = sum(boost * rarity(key) for _, boost, key in question[2])
    added = sum(worth for worth, _ in told)
    if not added:
        return Learnt(question, (), ())
    scale = SHARE / (1 - SHARE) * total / added
    words = tuple((f"s{stem}", scale * worth / rarity(f"s{stem}")) for worth, stem in told)
    asked = {key: boost for _, boost, key in question[2]}

    def units(key: str, boost: float) -> int:
        return dictionary.term_weight(snapshot.documents, snapshot.frequency(key), boost * question[1])

    # In whole numbers, so that scores are just those of Learnt.plan.
    added_units = (
        units(key, asked[key] + boost) - units(key, asked[key]) if key in asked else units(key, boost)
        for key, boost in words
    )
    return Learnt(question, words, tuple(added_units))


def reordered(
    snapshot: Snapshot, found: list[Found], learnt: Learnt, fading: tuple[int, float] | None = None
) -> list[Found]:
    """The best DEPTH articles of the question with what the learnt words add to their scores, in the new order."""
    of_segment: dict[int, list[int]] = defaultdict(list)
    for segment, document, _ in found:
        of_segment[segment].append(document)
    more: dict[tuple[int, int], float] = {}
    for segment, documents in of_segment.items():
        documents.sort()
        sums = dictionary.weighed(
            snapshot.views[segment], [key for key, _ in learnt.words], list(learnt.weights), documents
        )
        more.update(((segment, document), units * _SCORE_UNIT) for document, units in zip(documents, sums, strict=True))
    scored = []
    for segment, document, score in found:
        left = 1.0 if fading is None else _left_on(snapshot.views[segment].published(document)[0], *fading)
        scored.append((segment, document, score + more[segment, document] * left))
    scored.sort(key=lambda one: -one[2])
    ordered: list[Found] = []
    for _, those in groupby(scored, key=lambda one: one[2]):
        tied = list(those)
        ordered += tied if len(tied) == 1 else sorted(tied, key=lambda one: order_of(place_in(snapshot, one)))
    return ordered


def place_in(snapshot: Snapshot, found: Found) -> Place:
    """Score, day, instant and id of an article that was found."""
    view = snapshot.views[found[0]]
    day, instant, _ = view.published(found[1])
    return found[2], day, instant, view.id(found[1])


def order_of(place: Place) -> tuple[float, int, int, str]:
    """What places are sorted by: higher scores, newer ones, ids."""
    return -place[0], -place[1], -place[2], place[3]


def _left_on(day: int, today: int, half_life: float) -> float:
    if day == NO_DAY:
        return 0.0
    return 1.0 if day >= today else float(2.0 ** ((day - today) / half_life))


@cache
def _function_stems() -> frozenset[str]:
    text = files("searchlib.ranking").joinpath("lexicons/function_words.txt").read_text("utf-8")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return frozenset(f"s{stem}" for stem in stem_words(words, DEFAULT_LANGUAGE))


def _without_function_words(plan: Plan) -> Plan:
    function = _function_stems()
    if all(key in function for _, _, key in plan[2]):
        return plan  # to be or not to be
    parts = ((TERM, boost * FUNCTION_WEIGHT if key in function else boost, key) for _, boost, key in plan[2])
    return (OR, plan[1], tuple(parts))


def _stem_counts(segment: SegmentReader, document: int) -> dict[str, int]:
    """How often an article has each stem; the headline counts more."""
    view = segment.view
    standfirst, body, language = decode_texts(segment.store.read(view.place(document)))
    forms: Counter[str] = Counter()
    for text, weight in ((view.headline(document), HEADLINE_WEIGHT), (standfirst, 1), (body[:MOST_CHARACTERS], 1)):
        for form, kind in terms_of(text):
            if kind == WORD:
                forms[form] += weight
    counts: Counter[str] = Counter()
    for form, stem in zip(forms, stem_words(list(forms), known_language(language)), strict=True):
        counts[stem] += forms[form]
    return counts
