"""Which questions are asked? Drawn with a fixed seed from the corpus, so that every engine and every run gets the same.

The words of a query are neighbours of a random headline or body (half and half). `LADDER` holds the classes that gate a
release; `MORE` inform. What a class asks of an engine stands in engines/__init__.py.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from corpus import Row, prepared

_WORD = re.compile(r"[A-Za-z]{2,}")
LADDER = ("or", "and", "phrase", "headline", "and_date", "newest")
MORE = ("common_or", "common_and", "common_phrase", "ten_or", "people", "prefix", "fuzzy")
RANGE_DAYS = 182
COMMON = 40  # the most frequent words, from which "the who" and "said on" come
SAMPLE = 0.05


class Query(NamedTuple):
    """What is asked: words, and for and_date a range of publication days (ordinals, both included)."""

    words: list[str]
    first: int = 0
    last: int = 0


def draw(path: Path, count: int, kinds: tuple[str, ...] = LADDER + MORE, seed: int = 1) -> dict[str, list[Query]]:
    """`count` queries a kind."""
    source = random.Random(seed)
    rows = [row for row in prepared(path) if source.random() < SAMPLE]
    days = [row["day"] for row in rows]
    pairs = _common_pairs(rows) if any(kind.startswith("common") for kind in kinds) else []
    drawn = {}
    for kind in kinds:
        source = random.Random(f"{seed} {kind}")  # a class asks the same whatever other classes are drawn
        asked: list[Query] = []
        while len(asked) < count:
            row = source.choice(rows)
            query = _one(kind, row, source, pairs, min(days), max(days))
            if query is not None:
                asked.append(query)
        drawn[kind] = asked
    return drawn


def _one(kind: str, row: Row, source: random.Random, pairs: list[list[str]], first: int, last: int) -> Query | None:
    if kind.startswith("common"):
        return Query(source.choice(pairs))
    if kind == "people":
        return Query(source.choice(row["people"]).lower().split()) if row["people"] else None
    text = row["headline"] if kind == "headline" or (kind != "ten_or" and source.random() < 0.5) else row["body"]
    words = [word.lower() for word in _WORD.findall(text)]
    if kind in ("prefix", "fuzzy"):
        long = [word for word in words if len(word) >= 6]
        if not long:
            return None
        word = source.choice(long)
        return Query([word[:4] if kind == "prefix" else _misspelt(word, source)])
    size = 10 if kind == "ten_or" else source.randint(2 if kind == "phrase" else 1, 4)
    if len(words) <= size:
        return None
    at = source.randrange(len(words) - size)
    begin = source.randint(first, max(first, last - RANGE_DAYS)) if kind == "and_date" else 0
    return Query(words[at : at + size], begin, begin + RANGE_DAYS if begin else 0)


def draw_words(text: str, source: random.Random) -> list[str]:
    """One to three neighbouring words of a text; none where it is too short."""
    words = [word.lower() for word in _WORD.findall(text)]
    size = source.randint(1, 3)
    at = source.randrange(max(1, len(words) - size))
    return words[at : at + size]


def _misspelt(word: str, source: random.Random) -> str:
    """One letter after the second is another one."""
    at = source.randrange(2, len(word))
    return word[:at] + source.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != word[at]]) + word[at + 1 :]


def _common_pairs(rows: list[Row]) -> list[list[str]]:
    """Pairs of different words, both among the most frequent, in the order in which they stand side by side most often."""
    seen: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for row in rows:
        words = [word.lower() for word in _WORD.findall(row["body"])]
        seen.update(words)
        pairs.update(pairwise(words))
    common = {word for word, _ in seen.most_common(COMMON)}
    return [[*pair] for pair, _ in pairs.most_common() if set(pair) <= common and pair[0] != pair[1]][:100]
