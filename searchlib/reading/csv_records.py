"""CSV: a header line with field names, then a record a row; comma, semicolon, tab or bar between fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchlib.errors import ArticleError, ReadError
from searchlib.reading.encoding import SAMPLE, detect, is_binary, is_wide
from searchlib.reading.json_records import MAX_RECORD, Numbered, Report

if TYPE_CHECKING:
    from searchlib.reading.fields import FieldReader
    from searchlib.reading.remarks import Remarks
    from searchlib.reading.sources import Source

_UNDECODED = re.compile("[\udc80-\udcff]")
"""What Python's "surrogateescape" makes of a byte that is not of the encoding."""


def read_csv(
    source: Source,
    stream: io.BufferedReader,
    fields: FieldReader,
    encoding: str | None,
    report: Report,
    remarks: Remarks,
) -> Iterator[Numbered]:
    """Rows as articles."""
    sample = stream.peek(SAMPLE)[:SAMPLE]
    if encoding is None and is_binary(sample):
        raise ReadError("is not text", source.name)
    if not sample.strip():
        raise ReadError("is empty", source.name)
    code = remarks.encoding(encoding, detect(sample))
    text = io.TextIOWrapper(stream, code, errors="replace" if is_wide(code) else "surrogateescape", newline="")

    def sound(line: str, number: int) -> str:
        if _UNDECODED.search(line):
            report(ReadError(f"bytes that are no {code}; they were replaced", source.name, number))
            line = _UNDECODED.sub("\ufffd", line)
        return remarks.without_nuls(line)

    csv.field_size_limit(MAX_RECORD)
    header_line = sound(text.readline(), 1)
    delimiter = max(",;\t|", key=header_line.count)
    header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
    rows = csv.reader((sound(line, number) for number, line in enumerate(text, 2)), delimiter=delimiter)
    while True:
        number = rows.line_num + 2
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            report(ReadError(f"the row is no CSV ({error}); it was left out", source.name, number))
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            said = f"the row has {len(row)} fields, the header {len(header)}; it was left out"
            if rows.line_num + 1 > number:
                said += f" with all up to line {rows.line_num + 1}: is a quotation mark not closed?"
            report(ReadError(said, source.name, number))
            continue
        try:
            yield (
                number,
                fields.article(
                    dict(zip(header, row, strict=True)),
                    lambda message, at=number: report(ReadError(message, source.name, at)),  # type: ignore[misc]
                ),
            )
        except ArticleError as error:
            report(ReadError(str(error), source.name, number))
