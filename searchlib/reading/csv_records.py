"""CSV: a header line with field names, then a record a row; comma, semicolon, tab or bar between fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchlib.errors import ArticleError, ReadError
from searchlib.reading.encoding import SAMPLE, detect, is_binary
from searchlib.reading.json_records import MAX_RECORD, Numbered, Report

if TYPE_CHECKING:
    from searchlib.reading.fields import FieldReader
    from searchlib.reading.remarks import Remarks
    from searchlib.reading.sources import Source


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
    if is_binary(sample):
        raise ReadError("is not text", source.name)
    if not sample.strip():
        raise ReadError("is empty", source.name)
    text = io.TextIOWrapper(stream, remarks.encoding(encoding, detect(sample)), errors="replace", newline="")
    csv.field_size_limit(MAX_RECORD)
    header_line = text.readline()
    delimiter = max(",;\t|", key=header_line.count)
    header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
    rows = csv.reader((remarks.without_nuls(line) for line in text), delimiter=delimiter)
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
            report(
                ReadError(
                    f"the row has {len(row)} fields, the header {len(header)}; it was left out", source.name, number
                )
            )
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
