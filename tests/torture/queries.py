"""Strings that no user should type: does every query give results, in bounded time and memory?"""

from __future__ import annotations

import random
import time

from searchlib import Index, QueryError
from torture.changes import WORDS, article

# What the query language knows, and what it might choke on.
PIECES = (
    *WORDS[:8], "moscow", "talks", "mikhail", "über", "москва", "王毅", "e\u0301", "\u202e", "\u0000", "\x1b[31m", "\ud800",
    "AND", "OR", "NOT", "ANDNOT", "ANDMAYBE", "REQUIRE", "TO", "to", "and", "not", "(", ")", "((((", "))))", '"', '""', "'",
    "*", "?", "~", "~2", "~99", "^", "^2", "^1e9", "^-1", "^nan", ":", "headline:", "body:", "people:", "published:", "dates:",
    "extra.desk:", "nofield:", "source:", "[", "]", "{", "}", "[2024 to 2025]", "[to 2024-02]", "[2024-02-30 to]", ">", "<", ">=",
    "2024-02", "'last week'", "yesterday", "/", "/w[0-9]+/", "/(a+)+$/", "\\", "&", "&&", "|", "||", "!", "-", "--", "+", ",", ".",
    "w*", "*w", "w?*?*?", "?" * 20, "a" * 300, "w1 " * 40, "-" * 60, "(" * 80, '"w1 w2"~5', '"w1 w1 w1 w1"~9', " ", "\t", "\n",
    "mosk~", "w1~1", "<b>", "';drop table", "%s", "${x}", "\U0001f600",
)  # fmt: skip


def small_index() -> Index:
    """An index in memory over which fuzzed queries run."""
    source = random.Random(8)
    index = Index()
    for i in range(400):
        index.add(article(f"a{i}", " ".join(source.choice(WORDS) for _ in range(60)) + f" n{i} moscow talks"))
    index.commit()
    return index


def query(source: random.Random) -> str:
    """A string of pieces with and without blanks between, or of any characters at all."""
    if source.random() < 0.15:
        return "".join(
            chr(source.choice((source.randrange(128), source.randrange(0x3000)))) for _ in range(source.randrange(60))
        )
    parts = [source.choice(PIECES) for _ in range(1 + int(source.paretovariate(0.9)) % 24)]
    return source.choice((" ", "", " ")).join(parts)


def run(count: int, seed: int = 6) -> dict[str, object]:
    """That many queries; each may raise QueryError when strict, and nothing else.

    Returns:
        figures: how many, how many were refused when strict, and how long the slowest took (CPU milliseconds).
    """
    index = small_index()
    source = random.Random(seed)
    refused, slowest, slowest_query, total = 0, 0.0, "", 0.0
    for number in range(count):
        text = query(source)
        best = min(_ask(index, text, number) for _ in range(1))
        if best[0] > 0.030:  # was it the query, or the machine?
            best = min(best, *(_ask(index, text, number) for _ in range(3)))
        seconds, was_refused = best
        refused += was_refused
        total += seconds
        if seconds > slowest:
            slowest, slowest_query = seconds, text
    return {
        "queries": count, "refused when strict": refused, "mean ms": round(total / count * 1000, 3),
        "slowest ms": round(slowest * 1000, 1), "slowest query": ascii(slowest_query)[:160],
    }  # fmt: skip


def _ask(index: Index, text: str, number: int) -> tuple[float, bool]:
    strict = number % 4 == 0
    began = time.process_time()
    refused = False
    try:
        results = index.search(text, strict=strict, sort=("relevance", "newest", "oldest")[number % 3])  # type: ignore[arg-type]
        assert results.total >= len(results)
        for hit in results:
            assert hit.snippet.marked("<b>", "</b>") is not None
    except QueryError:
        assert strict, f"only strict queries are refused: {text!r}"
        refused = True
    return time.process_time() - began, refused
