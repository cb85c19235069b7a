"""Which articles are like this one? A search for its most telling words (those frequent in it and rare elsewhere)."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from searchlib.analysis.fold import WORD
from searchlib.analysis.stem import known_language
from searchlib.article import Article
from searchlib.query.plan import NO_PLAN, OR, TERM, Plan, terms_of
from searchlib.results.marking import stems_of

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot

TELLING_WORDS = 25
HEADLINE_WEIGHT = 3
_READ_AT_MOST = 20_000


def telling_plan(snapshot: Snapshot, article: Article) -> Plan:
    """Any of the words with the highest tf * idf; a word of the headline counts three times."""
    counts: Counter[str] = Counter()
    for text, weight in ((article.headline, HEADLINE_WEIGHT), (article.text[:_READ_AT_MOST], 1)):
        terms = [term for term, kind in terms_of(text) if kind == WORD and len(term) > 2]
        for stem in stems_of(terms, known_language(article.language)):
            counts[stem] += weight
    documents = len(snapshot)
    scored = []
    for stem, times in counts.items():
        frequency = snapshot.frequency(f"s{stem}")
        # In no other article, or in too many: tells nothing.
        if 1 < frequency < documents and frequency <= max(5, documents // 4):
            scored.append((math.sqrt(times) * math.log(documents / frequency), stem))
    scored.sort(key=lambda one: (-one[0], one[1]))
    parts = tuple((TERM, round(score, 3), f"s{stem}") for score, stem in scored[:TELLING_WORDS])
    if not parts:
        return NO_PLAN
    most = parts[0][1]
    return (OR, 1.0, tuple((kind, boost / most, key) for kind, boost, key in parts))
