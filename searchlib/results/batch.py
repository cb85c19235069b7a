"""How are many queries run at once? From a CSV file of queries to rows of hits, as CSV or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from searchlib.errors import ReadError

if TYPE_CHECKING:
    from searchlib.results.results import Results

COLUMNS = ("name", "query", "total", "rank", "id", "headline", "published", "source", "score", "snippet", "notes")
MAX_FIELD = 1 << 20


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of a file, with the name that its hits are exported under."""

    name: str
    query: str


def read_queries(source: str | os.PathLike[str] | IO[str]) -> Iterator[NamedQuery]:
    """The queries of a CSV file with a column "query" and, if there is one, a column "name".

    Example:
        >>> import io
        >>> list(read_queries(io.StringIO("name,query\\ntalks,moscow talks\\n")))
        [NamedQuery(name='talks', query='moscow talks')]

    Args:
        source: a path (UTF-8), or text that is open for reading.

    Raises:
        ReadError: it cannot be read, or has no such column; the message names the line.
    """
    if isinstance(source, (str, os.PathLike)):
        path = os.fsdecode(source)
        try:
            text = Path(path).read_text("utf-8-sig")
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror or error}", path) from None
        except UnicodeDecodeError:
            raise ReadError("is not UTF-8 text; save it as CSV in UTF-8", path) from None
        yield from _queries(io.StringIO(text, newline=""), path)
    else:
        yield from _queries(source, "<queries>")


def _queries(lines: IO[str], path: str) -> Iterator[NamedQuery]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FIELD))
    rows = csv.DictReader(lines)
    try:
        names = {name.strip().casefold(): name for name in rows.fieldnames or () if name}
        if "query" not in names:
            raise ReadError(
                "has no column called query; its first line names the columns, such as: name,query", path, 1
            )
        for number, row in enumerate(rows, 1):
            query = (row[names["query"]] or "").strip()
            if query:
                name = row[names["name"]] if "name" in names else None
                yield NamedQuery((name or "").strip() or str(number), query)
    except csv.Error as error:
        raise ReadError(f"is not CSV: {error}", path, rows.line_num) from None


def rows_of(query: NamedQuery, results: Results, *, snippets: bool = True) -> Iterator[dict[str, Any]]:
    """A row for each hit; one without an article when there is none, so that no query vanishes."""
    common = {"name": query.name, "query": query.query, "total": results.total, "notes": "; ".join(results.notes)}
    for rank, hit in enumerate(results, 1):
        yield {
            **common, "rank": rank, "id": hit.id, "headline": hit.headline,
            "published": hit.published.isoformat() if hit.published else "", "source": hit.source,
            "score": round(hit.score, 4), "snippet": hit.snippet.text if snippets else "",
        }  # fmt: skip
    if not results.hits:
        yield {**common, "rank": 0}


def write_rows(rows: Iterable[dict[str, Any]], out: IO[str], *, lines: bool = False) -> int:
    """Writes rows as CSV with a heading, or as JSON Lines; returns how many.

    In CSV, a cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    count = 0
    if lines:
        for row in rows:
            out.write(json.dumps({name: row.get(name) for name in COLUMNS}, ensure_ascii=False) + "\n")
            count += 1
        return count
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
        count += 1
    return count


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
