"""What may be meant? Words that no article has are replaced by near ones; beginnings of words, headlines and names are completed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchlib.analysis.fold import WORD, fold
from searchlib.analysis.stem import stem_words
from searchlib.kernels import aggregation
from searchlib.query.plan import AND, ANY_TERM, TERM, Plan, analyse
from searchlib.ranking.snapshot import ORDERS
from searchlib.results.matching import Matching

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot

MIN_LENGTH = 3
MAX_WORDS = 12
MOST_SLIPS, SLIP_RATIO = 20, 200
"""A word of so few articles may be a slip of one that is in so many times as many."""
_WORD = re.compile(r"[^\W_][\w'’-]*")
_DAYS = re.compile(
    r"(?:published|date|dates|mentioned)(?:\.\w+)?:(?:'[^']*'|\"[^\"]*\"|[\[{][^\]}]*[\]}]|\S*)", re.IGNORECASE
)
"""What is asked of days; a word in it is no slip of one in the articles."""
_SPOKEN = frozenset({"and", "or", "not", "to", "near"})
_BEGINNINGS = 200


def suggest(snapshot: Snapshot, query: str) -> str | None:
    """The query with its unknown words replaced; None when there are none, or nothing near them."""
    out, at, changed = [], 0, False
    days = [found.span() for found in _DAYS.finditer(query)]
    for number, found in enumerate(_WORD.finditer(query)):
        if number >= MAX_WORDS:
            break
        field = query[found.end() : found.end() + 1] == ":"
        pattern = query[found.end() : found.end() + 1] in ("*", "?", "~") or query[: found.start()][-1:] in (
            "*",
            "?",
            "/",
        )
        if any(begin <= found.start() < end for begin, end in days):
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
    term = terms[0]
    known = max(snapshot.frequency(key) for key in (f"f{term}", f"s{stem_words([term])[0]}", f"p{term}"))
    if known > MOST_SLIPS:
        return None
    edits = 1 if len(term) < 5 or known else 2
    near: dict[str, tuple[int, int]] = {}
    for letter in "fp":
        for other, articles, distance in aggregation.words_near(snapshot.views, letter, term, edits, 50):
            before = near.get(other, (0, distance))
            near[other] = (max(articles, before[0]), distance)
    if known:  # rare: only a slip of a word that is far more frequent
        near = {other: of for other, of in near.items() if of[0] >= known * SLIP_RATIO and other[0] == term[0]}
    if not near:
        return None
    # People mistype the beginning least. Of two edits only what is much more frequent is believed.
    return max(near, key=lambda other: (other[0] == term[0], -near[other][1], near[other][0], other))


def complete_words(snapshot: Snapshot, text: str, limit: int) -> list[tuple[str, int]]:
    """(word, articles): the most frequent words that begin with the last word of a text."""
    prefix = _last_term(text)
    return aggregation.words_beginning(snapshot.views, "f", prefix, limit) if prefix else []


def complete_people(snapshot: Snapshot, text: str, limit: int) -> list[tuple[str, int]]:
    """(name, articles): the people in the most articles, in whose names all the words stand, the last as a beginning."""
    plan = _words_plan(snapshot, text, "p")
    wanted = [term for term, kind in analyse(text) if kind == WORD]
    if plan is None:
        return []
    matching = Matching(snapshot, plan)
    table, at_once = matching.labels(aggregation.PEOPLE), 64
    while True:
        # The articles hold other people as well, so more are asked for until enough of them fit.
        found = table.top(matching.bitmaps, at_once)
        fitting = [(name, count) for name, count in found if _fits(name, wanted)]
        if len(fitting) >= limit or len(found) < at_once:
            return fitting[:limit]
        at_once *= 8


def _fits(name: str, wanted: list[str]) -> bool:
    terms = [term for term, kind in analyse(name) if kind == WORD]
    return all(word in terms for word in wanted[:-1]) and any(term.startswith(wanted[-1]) for term in terms)


def _words_plan(snapshot: Snapshot, text: str, letter: str) -> Plan | None:
    terms = [term for term, kind in analyse(text) if kind == WORD]
    if not terms:
        return None

    def keys(words: list[str]) -> list[str]:
        return [letter + word for word in (stem_words(words) if letter == "h" else words)]

    if letter == "h":
        beginnings = [word for word, _ in aggregation.words_beginning(snapshot.views, "f", terms[-1], _BEGINNINGS)]
    else:
        beginnings = [word for word, _ in aggregation.words_beginning(snapshot.views, letter, terms[-1], 1 << 20)]
    if not beginnings:
        return None
    last: Plan = (ANY_TERM, 1.0, tuple(dict.fromkeys(keys(beginnings))))
    whole = tuple((TERM, 1.0, key) for key in keys(terms[:-1]))
    return (AND, 1.0, (*whole, last)) if whole else last


def _last_term(text: str) -> str:
    terms = [term for term, kind in analyse(text) if kind == WORD]
    return terms[-1] if terms else fold(text)


def complete_headlines(snapshot: Snapshot, text: str, limit: int) -> list[tuple[str, int]]:
    """(headline, articles): the newest headlines with all of the words; the same one of several articles once."""
    plan = _words_plan(snapshot, text, "h")
    if plan is None or not limit:
        return []
    found: dict[str, int] = {}
    for segment, document, _ in snapshot.search(plan, limit * 5, ORDERS["newest"]):
        headline = snapshot.segments[segment].view.headline(document)
        found[headline] = found.get(headline, 0) + 1
    return list(found.items())[:limit]
