"""A plain text file is one article: a headline, perhaps a standfirst, a date or a byline, then paragraphs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from searchlib.article import Article
from searchlib.errors import ReadError
from searchlib.reading.encoding import SAMPLE, decoded, detect, is_binary
from searchlib.reading.json_records import MAX_RECORD, Numbered, Report

if TYPE_CHECKING:
    from searchlib.reading.fields import FieldReader
    from searchlib.reading.remarks import Remarks
    from searchlib.reading.sources import Source

MAX_STANDFIRST = 300
_APART = 10
"""A date line without a year that lies more days from the file's date tells of something else."""
_PROMOTION = re.compile(
    r"(?:join|subscribe|follow|sign up|download|click here|like us|watch our|get our|read more|register)\b"
    r".{0,200}\b(?:channel|newsletter|newsletters|whatsapp|telegram|facebook|twitter|instagram|app|alerts|updates|us|inbox|here)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"by\s+((?:[^\W\d_][\w.'’-]*)(?:\s+(?:and|,|[^\W\d_][\w.'’-]*)){0,8})"
    r"(?:,\s+(?:[\w'’-]+\s+){0,4}(?:correspondent|reporter|editor|writer|columnist|critic)s?)?\s*",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"(?:(?:published|updated|posted|date)\b\s*:?.{4,60}|[^.!?]{6,40})", re.IGNORECASE)


@dataclass(slots=True)
class TextParts:
    """What a plain text file consists of."""

    headline: str = ""
    standfirst: str = ""
    body: str = ""
    byline: str = ""
    date_line: str = ""


def split_text(text: str) -> TextParts:
    """Tells headline, standfirst, byline, date line and body apart; leaves promotional last lines out.

    Example:
        >>> parts = split_text("Talks open\\n\\nA short summary\\n\\nBy Ann Lee\\n\\nThe first long paragraph.\\n\\nJoin our WhatsApp channel")
        >>> parts.headline, parts.standfirst, parts.byline, parts.body
        ('Talks open', 'A short summary', 'Ann Lee', 'The first long paragraph.')
    """
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").replace("\r", "\n"))]
    blocks = [block for block in blocks if block]
    parts = TextParts()
    if not blocks:
        return parts
    first, _, rest = blocks[0].partition("\n")
    parts.headline = " ".join(first.split())
    blocks = ([rest.strip()] if rest.strip() else []) + blocks[1:]
    blocks = _without_promotion(blocks)
    while blocks and (line := _head_line(blocks[0], parts)):
        blocks[0] = blocks[0][len(line) :].strip()
        if not blocks[0]:
            blocks.pop(0)
    if len(blocks) > 1 and _is_standfirst(blocks[0], blocks[1]):
        parts.standfirst = " ".join(blocks.pop(0).split())
        while blocks and (line := _head_line(blocks[0], parts)):
            blocks[0] = blocks[0][len(line) :].strip()
            if not blocks[0]:
                blocks.pop(0)
    parts.body = "\n\n".join(blocks)
    return parts


def _head_line(block: str, parts: TextParts) -> str:
    """The first line of a block, if it is a byline or a date line (which is then taken)."""
    from searchlib.extraction.dates import parse_published

    line = block.partition("\n")[0]
    bare = line.strip()
    if not parts.byline and len(bare) < 100 and (found := _BYLINE.fullmatch(bare)) and bare[3:4].isupper():
        parts.byline = found[1]
        return line
    if not parts.date_line and _DATE_LINE.fullmatch(bare):
        stated = re.sub(r"^(?:published|updated|posted|date)\b\s*(?:on)?\s*:?\s*", "", bare, flags=re.IGNORECASE)
        if parse_published(stated) is not None:
            parts.date_line = stated
            return line
    return ""


def _is_standfirst(block: str, following: str) -> bool:
    if "\n" in block or len(block) > MAX_STANDFIRST or block.startswith(('"', "“", "‘")):
        return False
    return not block.endswith((".", "!", "?", '"', "”", ":")) or (
        len(block) < 160 and len(following) > 1.5 * len(block)
    )


def _without_promotion(blocks: list[str]) -> list[str]:
    blocks = list(blocks)
    while len(blocks) > 1:
        lines = blocks[-1].split("\n")
        while lines and len(lines[-1]) < 250 and (not lines[-1].strip() or _PROMOTION.match(lines[-1].strip())):
            lines.pop()
        kept = "\n".join(lines).strip()
        if kept == blocks[-1]:
            break
        blocks[-1:] = [kept] if kept else []
        if kept:
            break
    return blocks


def read_text(
    source: Source,
    stream: io.BufferedReader,
    fields: FieldReader,
    encoding: str | None,
    report: Report,
    remarks: Remarks,
) -> Numbered:
    """The one article of a file."""
    data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        raise ReadError(f"is longer than {MAX_RECORD >> 20} MiB; split it", source.name)
    if encoding is None and is_binary(data):
        raise ReadError("is not text", source.name)
    code = remarks.encoding(encoding, detect(data[:SAMPLE]))
    text = decoded(data, code, lambda said, line: report(ReadError(said, source.name, line)))
    parts = split_text(remarks.without_nuls(text))
    if not parts.headline:
        raise ReadError("is empty", source.name)
    name = source.path.name if source.path is not None else ""
    published, origin = _published(parts, name, fields, lambda text: report(ReadError(text, source.name)))
    return None, Article(
        parts.headline, parts.body, id=source.key, standfirst=parts.standfirst, byline=parts.byline,
        published=published, language=fields.language, published_from=origin,
    )  # fmt: skip


def _published(
    parts: TextParts, name: str, fields: FieldReader, note: Callable[[str], None]
) -> tuple[date | datetime | None, str]:
    """When a text was published, and where that stands; what cannot be is noted and not used."""
    from searchlib.extraction.dates import (
        doubt,
        parse_published,
        published_beside,
        published_from_name,
        published_from_text,
    )

    named = published_from_name(name) if name else None
    # "MOSCOW, Feb 29 (Reuters)" says the day, the name of the file the year.
    beside = published_beside(parts.body, named) if named else None
    if beside and named and abs((beside - named).days) > _APART:
        beside = None
    for published, origin in (
        (parse_published(parts.date_line, day_first=fields.day_first) if parts.date_line else None, "text"),
        (published_from_text(parts.body[:300]), "text"),
        (beside, "text"),
        (named, "file name"),
    ):
        if published is None:
            continue
        if reason := doubt(published):
            note(f"its date was not trusted: {reason}")
            continue
        return published, origin
    return None, "unknown"
