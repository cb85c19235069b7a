"""Which words of the best articles belong to a long question, too? Relevance feedback without anybody's judgement.

RM3 (Abdul-Jaleel and others 2004): the words that are frequent in the first articles and rare elsewhere are asked for as well,
with little weight. Only for questions of many words of which any may match; what is found stays the same, its order changes.
Chosen on two collections (docs: benchmarks/runs); not for short queries, whose best articles say too little about them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from searchlib.analysis.fold import WORD
from searchlib.analysis.stem import known_language, stem_words
from searchlib.kernels import dictionary, retrieval
from searchlib.query.plan import OR, TERM, Plan, terms_of
from searchlib.ranking.snapshot import LEAST_WORDS
from searchlib.segments.store import decode_texts

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.segments.reader import SegmentReader

ARTICLES, WORDS, SHARE, SHARPNESS = 10, 40, 0.5, 8
"""The best so many articles give so many words, which make this share of the question. An article counts as its score to this
power, so that the first say most."""
HEADLINE_WEIGHT = 4
MOST_CHARACTERS = 20_000
_UNIT = 1024


def is_long_question(plan: Plan) -> bool:
    """Whether any of many words may match, each anywhere in the article."""
    return plan[0] == OR and len(plan[2]) >= LEAST_WORDS and all(p[0] == TERM and p[2][0] == "s" for p in plan[2])


def with_feedback(snapshot: Snapshot, plan: Plan) -> Plan:
    """A long question with the words of its best articles; the same plan when there are none to add.

    Args:
        snapshot: what is searched.
        plan: a plan for which is_long_question holds.
    """
    best = snapshot.search(plan, ARTICLES, retrieval.RELEVANCE)
    if not best or best[0][2] <= 0:
        return plan
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
    told = sorted(((shares[stem] * rarity(f"s{stem}"), stem) for stem in common), key=lambda one: (-one[0], one[1]))[
        :WORDS
    ]
    asked: dict[str, float] = {part[2]: part[1] for part in plan[2]}
    total = sum(boost * rarity(key) for key, boost in asked.items())
    added = sum(worth for worth, _ in told)
    if not added:
        return plan
    scale = SHARE / (1 - SHARE) * total / added
    for worth, stem in told:
        key = f"s{stem}"
        asked[key] = asked.get(key, 0.0) + scale * worth / rarity(key)
    return (OR, plan[1], tuple((TERM, boost, key) for key, boost in asked.items()))


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
