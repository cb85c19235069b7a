"""Which articles do the engines get? A corpus is read once and filed as plain lines that every engine's process reads alike.

A prepared line is {"id", "headline", "body", "day" (proleptic Gregorian ordinal), "people"}. Only records with a publication
day are kept. People come from the byline and from one plain pattern in the text ("Ann Example said"): the same simple list
for each engine, so that none is helped or hurt by another's recogniser.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_NAME = r"[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]+"
_SPEAKER = re.compile(rf"\b({_NAME}) (?:said|told)\b|\b(?:said|told) ({_NAME})\b")
_BYLINE = re.compile(_NAME)
MOST_PEOPLE = 8


def people_in(byline: str, body: str) -> list[str]:
    """Names from the byline, then of those who speak, each once, at most MOST_PEOPLE."""
    names = dict.fromkeys(_BYLINE.findall(byline))
    for found in _SPEAKER.finditer(body):
        names[found[1] or found[2]] = None
    return list(names)[:MOST_PEOPLE]


def articles(path: Path, limit: int | None = None) -> Iterator[Row]:
    """Rows of a JSON Lines file, compressed with xz or not."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else open(path, encoding="utf-8")  # noqa: SIM115
    with opened as lines:
        records = (json.loads(line) for line in lines)
        kept = (record for record in records if record.get("published"))
        for record in islice(kept, limit):
            headline, body = record["headline"], record["body"]
            yield {
                "id": record["id"],
                "headline": headline,
                "body": body,
                "day": date.fromisoformat(record["published"][:10]).toordinal(),
                "people": people_in(record.get("byline") or "", body),
            }


def prepare(path: Path, limit: int | None, folder: Path) -> Path:
    """Files the corpus' rows as lines in `folder`, once; returns the file."""
    made = folder / f"{path.name.partition('.')[0]}-{limit or 'all'}.jsonl"
    if not made.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partly = made.with_suffix(".part")
        with open(partly, "w", encoding="utf-8") as lines:
            for row in articles(path, limit):
                lines.write(json.dumps(row) + "\n")
        partly.rename(made)
    return made


def prepared(path: Path, limit: int | None = None) -> Iterator[Row]:
    """The rows of a prepared file."""
    with open(path, encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, limit))


def text_bytes(row: Row) -> int:
    """Bytes of text in a row: what MB/s counts."""
    return len(row["headline"].encode()) + len(row["body"].encode())
