"""Articles and queries for the benchmarks: streamed from a JSON Lines file, drawn with a fixed seed."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[A-Za-z]{2,}")
KINDS = ("or", "and", "phrase", "headline", "and_date", "newest")


def articles(path: Path, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Records with a headline, a body, an id and the day (a date) of publication; others are left out."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else open(path, encoding="utf-8")  # noqa: SIM115
    with opened as lines:
        records = (json.loads(line) for line in lines)
        kept = (record for record in records if record.get("published"))
        for record in islice(kept, limit):
            yield {
                "id": record["id"],
                "headline": record["headline"],
                "body": record["body"],
                "day": date.fromisoformat(record["published"][:10]),
            }


def draw_queries(path: Path, limit: int | None, count: int, seed: int = 1) -> dict[str, list[list[str]]]:
    """`count` queries a kind: 1 to 4 consecutive words taken at random from headlines and bodies (phrases: 2 to 4)."""
    source = random.Random(seed)
    texts = [row for row in articles(path, limit) if source.random() < 0.05]
    drawn: dict[str, list[list[str]]] = {}
    for kind in KINDS:
        queries: list[list[str]] = []
        while len(queries) < count:
            row = source.choice(texts)
            words = _WORD.findall(row["headline"] if kind == "headline" or source.random() < 0.5 else row["body"])
            size = source.randint(2 if kind == "phrase" else 1, 4)
            if len(words) > size:
                at = source.randrange(len(words) - size)
                queries.append([word.lower() for word in words[at : at + size]])
        drawn[kind] = queries
    return drawn
