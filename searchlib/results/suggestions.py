"""What may be meant? Words that no article has are replaced by near ones; beginnings of words, headlines and names are completed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from searchlib.analysis.fold import WORD, fold
from searchlib.analysis.stem import stem_words
from searchlib.kernels import aggregation
from searchlib.query import expansion
from searchlib.query.patterns import fuzzy
from searchlib.query.plan import ALL_PLAN, AND, ANY_TERM, TERM, Plan, analyse
from searchlib.ranking.snapshot import ORDERS
from searchlib.results.matching import Matching

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot

MIN_LENGTH = 3
MAX_WORDS = 12
MOST_SLIPS, SLIP_RATIO = 20, 200
"""A word of so few articles may be a slip of one that is in so many times as many."""
_WORD = re.compile(r"[^\W_][\w'’-]*")
_NOT_WORDS = re.compile(
    r"(?:published|date|dates|mentioned|id)(?:\.\w+)?:(?:'[^']*'|\"[^\"]*\"|[\[{][^\]}]*[\]}]|\S*)"
    r"|people:~~?(?:\"[^\"]*\"|\S+)|/(?:[^/\\\s]|\\\S)+/|[\[{][^\[\]{}]*[\]}]|:[<>]\S*|=(?:\"[^\"]*\"|\S+)|\S+(?:@|://)\S*",
    re.IGNORECASE,
)
"""Days, ids, names in other spellings, expressions, ranges, words as typed, addresses: a word in them is no slip of one in the articles."""
_SPOKEN = frozenset({"and", "or", "not", "to", "near"})
_BEGINNINGS = 200
MANY_NAMES = 2000
"""Where so many words of names begin alike, all articles are counted."""


def suggest(snapshot: Snapshot, query: str) -> str | None:
    """The query with its unknown words replaced; None when there are none, or nothing near them."""
    out, at, changed = [], 0, False
    others = [found.span() for found in _NOT_WORDS.finditer(query)]
    for number, found in enumerate(_WORD.finditer(query)):
        if number >= MAX_WORDS:
            break
        field = query[found.end() : found.end() + 1] == ":"
        pattern = query[found.end() : found.end() + 1] in ("*", "?", "~") or query[: found.start()][-1:] in (
            "*",
            "?",
            "/",
        )
        if any(begin <= found.start() < end for begin, end in others):
            continue
        if field or pattern or found[0].casefold() in _SPOKEN or (better := correct(snapshot, found[0])) is None:
            continue
        out += [query[at : found.start()], better]
        at, changed = found.end(), True
    return "".join([*out, query[at:]]) if changed else None


def correct(snapshot: Snapshot, word: str) -> str | None:
    """The word that is probably meant by one that no article has: the nearest, then the most frequent; names included.

    Example:
        >>> from searchlib import Article, Index
        >>> with Index() as index:
        ...     index.add(Article("Erdoğan in Moscow", "Talks."))
        >>> correct(index._snapshot, "Mosocw"), correct(index._snapshot, "moscow")
        ('moscow', None)
    """
    terms = [term for term, kind in analyse(word) if kind == WORD]
    if len(terms) != 1 or len(terms[0]) < MIN_LENGTH or not terms[0].isascii() or terms[0].isdigit():
        return None
    if not unicodedata.name(word[0], "").startswith("LATIN"):
        return None  # another script is folded letter by letter, so that what is near sounds like nothing typed
    term = terms[0]
    known = max(snapshot.frequency(key) for key in (f"f{term}", f"s{stem_words([term])[0]}", f"p{term}"))
    if known > MOST_SLIPS:
        return None
    edits = 1 if len(term) < 5 or known else 2
    # People mistype the beginning least. Of two edits only what is much more frequent is believed.
    near = _near(snapshot, term, 1)
    if edits == 2 and not any(other[0] == term[0] for other in near):
        near = _near(snapshot, term, 2)  # dearer, and no word of these could be better
    if known:  # rare: only a slip of a word that is far more frequent
        near = {other: of for other, of in near.items() if of[0] >= known * SLIP_RATIO and other[0] == term[0]}
    if not near:
        return None
    return max(near, key=lambda other: (other[0] == term[0], -near[other][1], near[other][0], other))


def _near(snapshot: Snapshot, term: str, edits: int) -> dict[str, tuple[int, int]]:
    """(articles, edits) of the words of texts and names that are so near."""
    near: dict[str, tuple[int, int]] = {}
    pattern = fuzzy(term, edits)
    for letter in "fp":
        for other, articles in snapshot.expand(letter, pattern, expansion.MAX_WORDS, expansion.MAX_WORK)[0]:
            if other != term:
                before = near.get(other)
                distance = aggregation.edits_between(term, other, edits)
                near[other] = (max(articles, before[0]) if before else articles, distance)
    return near


def complete_words(snapshot: Snapshot, text: str, limit: int) -> list[tuple[str, int]]:
    """(word, articles): the most frequent words that begin with the last word of a text."""
    prefix = _last_term(text)
    return aggregation.words_beginning(snapshot.views, "f", prefix, limit) if prefix else []


def complete_people(snapshot: Snapshot, text: str, limit: int) -> list[tuple[str, int]]:
    """(name, articles): the people in the most articles, in whose names all the words stand, the last as a beginning."""
    wanted = [term for term, kind in analyse(text) if kind == WORD]
    plan = _naming_plan(snapshot, wanted)
    if plan is None:
        return []
    matching = Matching(snapshot, plan)
    table, at_once, seen = matching.labels(aggregation.PEOPLE), 64, 0
    fitting: list[tuple[str, int]] = []
    while True:
        # The articles hold other people as well, so more are asked for until enough of them fit.
        found = table.top(matching.bitmaps, at_once)
        fitting += [(name, count) for name, count in found[seen:] if _fits(name, wanted)]
        if len(fitting) >= limit or len(found) < at_once:
            return fitting[:limit]
        at_once, seen = at_once * 8, at_once


def _naming_plan(snapshot: Snapshot, wanted: list[str]) -> Plan | None:
    """Articles among which all are that name those who are looked for; None where there are no such."""
    if not wanted:
        return None
    if len(wanted) > 1:
        return (AND, 1.0, tuple((TERM, 1.0, f"p{word}") for word in wanted[:-1]))
    words = aggregation.words_beginning(snapshot.views, "p", wanted[0], MANY_NAMES)
    if len(words) == MANY_NAMES or sum(articles for _, articles in words) > snapshot.documents // 8:
        return ALL_PLAN  # to look at names, the most frequent first, is faster than to gather the articles
    return (ANY_TERM, 1.0, tuple(f"p{word}" for word, _ in words)) if words else None


def _fits(name: str, wanted: list[str]) -> bool:
    if name.isascii() and name.replace(" ", "").isalpha():
        # Its words are as they stand there: most names are seen not to fit without taking them apart.
        letters = name.lower()
        if not all(word in letters for word in wanted):
            return False
    terms = [term for term, kind in analyse(name) if kind == WORD]
    return all(word in terms for word in wanted[:-1]) and any(term.startswith(wanted[-1]) for term in terms)


def _headline_plan(snapshot: Snapshot, text: str) -> Plan | None:
    terms = [term for term, kind in analyse(text) if kind == WORD]
    if not terms:
        return None
    beginnings = [word for word, _ in aggregation.words_beginning(snapshot.views, "f", terms[-1], _BEGINNINGS)]
    if not beginnings:
        return None
    last: Plan = (ANY_TERM, 1.0, tuple(dict.fromkeys(f"h{stem}" for stem in stem_words(beginnings))))
    whole = tuple((TERM, 1.0, f"h{stem}") for stem in stem_words(terms[:-1]))
    return (AND, 1.0, (*whole, last)) if whole else last


def _last_term(text: str) -> str:
    terms = [term for term, kind in analyse(text) if kind == WORD]
    return terms[-1] if terms else fold(text)


def complete_headlines(snapshot: Snapshot, text: str, limit: int) -> list[tuple[str, int]]:
    """(headline, articles): the newest headlines with all of the words; the same one of several articles once."""
    plan = _headline_plan(snapshot, text)
    if plan is None or not limit:
        return []
    found: dict[str, int] = {}
    for segment, document, _ in snapshot.search(plan, limit * 5, ORDERS["newest"]):
        headline = snapshot.segments[segment].view.headline(document)
        found[headline] = found.get(headline, 0) + 1
    return list(found.items())[:limit]
