"""JSON and JSON Lines: one record, an array of them, an object that holds one array, or one a line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from searchlib.article import Article
from searchlib.errors import ArticleError, ReadError
from searchlib.reading.encoding import SAMPLE, decoded, detect, is_binary, is_wide

if TYPE_CHECKING:
    from searchlib.reading.fields import FieldReader
    from searchlib.reading.remarks import Remarks
    from searchlib.reading.sources import Source

MAX_RECORD = 256 * 1024 * 1024
Report = Callable[[ReadError], None]
Numbered = tuple[int | None, Article]


def read_lines(
    source: Source,
    stream: io.BufferedReader,
    fields: FieldReader,
    encoding: str | None,
    report: Report,
    remarks: Remarks,
) -> Iterator[Numbered]:
    """A record a line."""
    sample = stream.peek(SAMPLE)[:SAMPLE]
    if encoding is None and is_binary(sample):
        raise ReadError("is not text", source.name)
    code = remarks.encoding(encoding, detect(sample))
    if is_wide(code):
        lines: Any = (line.encode("utf-8") for line in io.TextIOWrapper(stream, code, errors="replace"))
        code = "utf-8"
    else:
        lines = iter(lambda: stream.readline(MAX_RECORD + 1), b"")
    number, any_record = 0, False
    for number, raw in enumerate(lines, 1):
        if len(raw) > MAX_RECORD:
            report(ReadError(f"the line is longer than {MAX_RECORD >> 20} MiB; it was left out", source.name, number))
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_RECORD)
            continue
        article = _line(raw, number, source, fields, code, report, remarks)
        if article is not None:
            any_record = True
            yield number, article
    if not any_record and not number:
        report(ReadError("is empty", source.name))


def _line(
    raw: bytes, number: int, source: Source, fields: FieldReader, code: str, report: Report, remarks: Remarks
) -> Article | None:
    text = decoded(raw, code, lambda said, _: report(ReadError(said, source.name, number)))
    if not text.strip():
        return None
    try:
        # Lines cut out of an array keep its commas; line ends and tabs stand in the strings of careless exports.
        record = json.loads(remarks.without_nuls(text).rstrip().removesuffix(","), strict=False)
    except (ValueError, RecursionError) as error:
        hint = "" if not text.lstrip().startswith("[") else "; a file that is one JSON array is called .json"
        report(ReadError(f"the line is no JSON ({error}); it was left out{hint}", source.name, number))
        return None
    return _article(record, number, "", source, fields, report)


def _article(
    record: Any, line: int | None, place: str, source: Source, fields: FieldReader, report: Report
) -> Article | None:
    if not isinstance(record, dict):
        report(ReadError(f"{place}a record must be a JSON object, not {type(record).__name__}", source.name, line))
        return None
    try:
        return fields.article(record, lambda message: report(ReadError(place + message, source.name, line)))
    except ArticleError as error:
        report(ReadError(f"{place}{error}", source.name, line))
        return None


def read_json(
    source: Source,
    stream: io.BufferedReader,
    fields: FieldReader,
    encoding: str | None,
    report: Report,
    remarks: Remarks,
) -> Iterator[Numbered]:
    """A whole file of JSON."""
    data = stream.read()
    if encoding is None and is_binary(data):
        raise ReadError("is not text", source.name)
    if not data.strip():
        raise ReadError("is empty", source.name)
    code = remarks.encoding(encoding, detect(data[:SAMPLE]))
    text = decoded(data, code, lambda said, line: report(ReadError(said, source.name, line)))
    try:
        whole = json.loads(remarks.without_nuls(text), strict=False)
    except json.JSONDecodeError as error:
        raise ReadError(f"is no JSON ({error.msg})", source.name, error.lineno) from None
    except RecursionError:
        raise ReadError("is nested too deeply", source.name) from None
    records = whole
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        records = lists[0] if len(lists) == 1 and not {"body", "text", "headline", "title"} & set(whole) else [whole]
    if not isinstance(records, list):
        raise ReadError("holds no records (an object, or an array of objects)", source.name)
    for number, record in enumerate(records, 1):
        # A place in the array, not a line: the parser of JSON does not say where a record stood.
        article = _article(record, None, f"record {number}: ", source, fields, report)
        if article is not None:
            yield None, article
