"""I have files; which articles are in them? One module a format, articles come one at a time.

Not for: finding people and days in the text (extraction), or storing anything (segments).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from searchlib.article import Article
from searchlib.errors import ReadError
from searchlib.kernels.indexing import hash64
from searchlib.reading.encoding import is_text_encoding
from searchlib.reading.fields import FieldReader
from searchlib.reading.remarks import Remarks
from searchlib.reading.sources import Source, find_sources, total_bytes

__all__ = ["read", "total_bytes"]

PathLike = str | os.PathLike[str]


def read(
    paths: PathLike | Iterable[PathLike],
    *,
    mapping: Mapping[str, str] | None = None,
    on_error: Callable[[ReadError], None] | None = None,
    encoding: str | None = None,
    day_first: bool | None = None,
    language: str = "en",
    progress: Callable[[int], None] | None = None,
    on_note: Callable[[str], None] | None = None,
) -> Iterator[Article]:
    """Reads articles from plain text, JSON, JSON Lines and CSV files, also packed with gzip, xz or bzip2.

    Example:
        >>> import pathlib, tempfile
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> _ = (folder / "2024-02-29-talks.txt").write_text("Talks open\\n\\nEnvoys met in Moscow.\\n")
        >>> [(article.headline, str(article.published)) for article in read(folder)]
        [('Talks open', '2024-02-29')]

    Args:
        paths: a file, a folder (with all below it), a glob, "-" for standard input, or several of these.
        mapping: where fields are found in records, {"headline": "Titel"}, before the usual names are tried.
        on_error: called with each problem; reading goes on. None raises the first.
        encoding: of the files; None detects it.
        day_first: how 3/4/2024 is read; None: as a date only where it is clear.
        language: of articles that do not say.
        progress: called with the bytes of the files read so far (packed bytes for packed files).
        on_note: called with what is worth knowing but no problem: the encoding that was guessed, records without a
            headline, NUL characters left out.

    Raises:
        ReadError: with on_error None, a file or a record cannot be read; the message names file and line. Always, if
            there is no such encoding.
    """
    if encoding is not None and not is_text_encoding(encoding):
        raise ReadError("there is no such encoding; utf-8, cp1252 and shift_jis are some", repr(encoding))
    names = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)

    def report(problem: ReadError) -> None:
        if on_error is None:
            raise problem
        on_error(problem)

    seen: dict[int, int] = {}
    fields = FieldReader(mapping, language, day_first)
    done = 0
    for source in find_sources([os.fspath(name) for name in names], report):
        remarks = Remarks()
        try:
            for line, article in _articles(source, fields, encoding, report, remarks):
                remarks.article(line, article)
                kept = _once(article, seen, source, line, report)
                if kept is not None:
                    yield kept
                if progress is not None:
                    progress(done + source.consumed())
        except ReadError as problem:
            report(problem)
        except (OSError, EOFError) as error:
            report(ReadError(f"cannot be read: {getattr(error, 'strerror', None) or error}", source.name))
        done += source.size
        if on_note is not None:
            for note in remarks:
                on_note(f"{source.name}: {note}")


def _articles(
    source: Source, fields: FieldReader, encoding: str | None, report: Callable[[ReadError], None], remarks: Remarks
) -> Iterator[tuple[int | None, Article]]:
    from searchlib.reading import csv_records, json_records, text

    with source.open() as stream:
        kind = source.kind or source.sniff(stream)
        if kind == "text":
            yield text.read_text(source, stream, fields, encoding, report, remarks)
        elif kind == "csv":
            yield from csv_records.read_csv(source, stream, fields, encoding, report, remarks)
        elif kind == "jsonl":
            yield from json_records.read_lines(source, stream, fields, encoding, report, remarks)
        else:
            yield from json_records.read_json(source, stream, fields, encoding, report, remarks)


def _once(
    article: Article, seen: dict[int, int], source: Source, line: int | None, report: Callable[[ReadError], None]
) -> Article | None:
    """The article; under another id if its own is taken by a different one; None if this very article came before."""
    content = hash64("\0".join((article.headline, article.standfirst, article.body)).encode("utf-8"), 11)
    id, number = article.id, 1
    while True:
        key = hash64(id.encode("utf-8"), 12)
        known = seen.get(key)
        if known is None:
            seen[key] = content
            break
        if known == content:
            return None
        number += 1
        id = f"{article.id}~{number}"
    if number == 1:
        return article
    report(
        ReadError(f"the id {article.id!r} is taken by another article; this one is kept as {id!r}", source.name, line)
    )
    fields = {name: getattr(article, name) for name in Article.__slots__ if name not in ("id", "headline", "body")}
    return Article(article.headline, article.body, id=id, **fields)
