"""Is this index what was written, and does it hold together? All that is wrong with it, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from searchlib.errors import CorruptIndex, IndexVersionError, SearchlibError
from searchlib.kernels.indexing import PAGE
from searchlib.segments.directory import Directory
from searchlib.segments.files import damaged_pages, open_sections
from searchlib.segments.manifest import MANIFEST_NAME, Manifest, SegmentEntry, read_manifest
from searchlib.segments.reader import SegmentReader
from searchlib.segments.records import decode_record


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        file: the name of the file in the index's folder.
        cause: what is wrong with it.
    """

    file: str
    cause: str

    def __str__(self) -> str:
        return f"{self.file}: {self.cause}"


def check_directory(directory: Directory, *, deep: bool = False) -> list[Problem]:
    """Verifies every byte of the last commit; `deep` also reads every list and article and compares what must agree.

    Raises:
        IndexVersionError: the index is of a newer searchlib, which alone can check it.
    """
    try:
        manifest = read_manifest(directory)
    except IndexVersionError:
        raise
    except CorruptIndex as error:
        return [_problem(MANIFEST_NAME, error, directory)]
    if manifest is None:
        return [Problem(MANIFEST_NAME, "is missing")]
    return check_manifest(directory, manifest, deep=deep)


def check_manifest(directory: Directory, manifest: Manifest, *, deep: bool = False) -> list[Problem]:
    """The same of the files that one manifest names."""
    problems = [problem for entry in manifest.segments for problem in check_entry(directory, entry, deep=deep)]
    return problems if problems or not deep else list(_twice(directory, manifest))


def check_entry(directory: Directory, entry: SegmentEntry, *, deep: bool = False) -> list[Problem]:
    """The same of one segment."""
    problems: list[Problem] = []
    for name in entry.files[:2]:
        try:
            pages = damaged_pages(open_sections(directory, name))
        except SearchlibError as error:
            problems.append(_problem(name, error, directory))
        else:
            problems += [
                Problem(name, f"bytes {begin} to {begin + PAGE - 1} are not what was written") for begin in pages
            ]
    if problems:
        return problems
    try:
        reader = SegmentReader(directory, entry)
        if deep:
            check_segment(reader)
    except SearchlibError as error:
        problems.append(_problem(f"{entry.name}.segment", error, directory))
    return problems


def check_segment(reader: SegmentReader) -> None:
    """Reads every list and every article of a segment and compares what must agree.

    Raises:
        CorruptIndex: at the first contradiction.
    """
    reader.view.check_deep()
    for document in range(reader.view.documents):
        record = reader.store.read(reader.view.place(document))
        decode_record(record, id=reader.view.id(document), headline=reader.view.headline(document), published=None)


def _twice(directory: Directory, manifest: Manifest) -> Iterator[Problem]:
    """Articles that are alive in two segments."""
    home: dict[int, str] = {}
    for entry in manifest.segments:
        reader = SegmentReader(directory, entry)
        for document in range(reader.view.documents):
            if reader.view.is_deleted(document):
                continue
            id = reader.view.id(document)
            other = home.setdefault(hash(id), entry.name)
            if other != entry.name:
                yield Problem(f"{entry.name}.segment", f"holds article {id!r}, as {other}.segment does")


def _problem(name: str, error: SearchlibError, directory: Directory) -> Problem:
    # Errors name the file with its folder; here the folder is known.
    message = str(error).removeprefix(f"{directory.path}/")
    file, colon, cause = message.partition(": ")
    return Problem(file, cause) if colon and "." in file else Problem(name, message.removeprefix(f"{name}: "))
