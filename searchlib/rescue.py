"""The index is damaged: what is left of it, and what is lost? Checking and repairing folders that may not even open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from searchlib.article import Article
from searchlib.errors import CorruptIndex, IndexNotFound, IndexVersionError, SearchlibError, WriteError
from searchlib.index import DEFAULT_BUDGET
from searchlib.kernels.indexing import hash64
from searchlib.results.results import load_article
from searchlib.segments.check import Problem, check_directory, check_entry
from searchlib.segments.directory import DiskDirectory
from searchlib.segments.files import open_sections
from searchlib.segments.manifest import (
    MANIFEST_COPY,
    MANIFEST_NAME,
    Manifest,
    SegmentEntry,
    decode_manifest,
    read_manifest,
)
from searchlib.segments.reader import SegmentReader
from searchlib.segments.writer import IndexWriter

KEPT_ENDING = ".damaged"


@dataclass(slots=True)
class Repair:
    """What a repair found and did.

    Attributes:
        problems: what was wrong; empty when there was nothing to repair.
        kept: articles in undamaged segments.
        rescued: articles that were read from damaged segments and filed anew.
        lost: a line for each article that could not be read, with its id where that could be read.
        notes: what could not be known for sure.
        set_aside: copies of the damaged files, kept beside the index.
    """

    problems: list[Problem] = field(default_factory=list)
    kept: int = 0
    rescued: int = 0
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)


def check(path: str | os.PathLike[str], *, deep: bool = False) -> list[Problem]:
    """All that is wrong with the index in a folder; nothing is written there.

    Example:
        >>> import tempfile, searchlib
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with searchlib.Index(folder) as index:
        ...         index.add(searchlib.Article("Talks open", "in Moscow"))
        ...     searchlib.check(folder, deep=True)
        []

    Args:
        path: the folder.
        deep: not only verify every byte, but read every list and article and compare what must agree.

    Raises:
        IndexNotFound: there is no index. IndexVersionError: it is of a newer searchlib.
    """
    return check_directory(_existing(path), deep=deep)


def repair(path: str | os.PathLike[str]) -> Repair:
    """Makes a damaged index whole again: keeps undamaged segments, files what can be read of the others anew.

    Nothing is removed that could still be of use: damaged files stay in the folder, ending in ".damaged". The index
    is changed by one commit at the very end, so that a repair can be interrupted.

    Args:
        path: the folder.

    Returns:
        Repair: what was wrong, kept, rescued and lost.

    Raises:
        IndexNotFound: there is no index. IndexLocked: somebody is writing. IndexVersionError: see there.
        WriteError: the repaired index could not be written; everything is as it was.
    """
    directory = _existing(path)
    directory.lock(0.0)
    try:
        return _Repairer(directory).run()
    finally:
        directory.unlock()


def _existing(path: str | os.PathLike[str]) -> DiskDirectory:
    folder = Path(os.fsdecode(path))
    names = DiskDirectory(folder).names()
    if not any(name in (MANIFEST_NAME, MANIFEST_COPY) or name.endswith(".segment") for name in names):
        raise IndexNotFound(f"{folder}: there is no index")
    return DiskDirectory(folder)


class _Repairer:
    def __init__(self, directory: DiskDirectory) -> None:
        self._directory = directory
        self._report = Repair()
        self._guessed = False

    def run(self) -> Repair:
        report = self._report
        manifest = self._manifest()
        sound: list[SegmentEntry] = []
        damaged: list[SegmentEntry] = []
        for entry in manifest.segments:
            problems = check_entry(self._directory, entry, deep=True)
            report.problems += problems
            (damaged if problems else sound).append(entry)
        if not report.problems:
            report.kept = sum(entry.documents - entry.deleted_count for entry in sound)
            return report
        start = replace(manifest, segments=tuple(sound), generation=max(manifest.generation, self._last_generation()))
        writer = IndexWriter(self._directory, DEFAULT_BUDGET, start=start)
        try:
            if self._guessed:
                self._delete_older(writer)
            report.kept = sum(segment.live for segment in writer.segments) - writer.pending_deletions
            for entry in damaged:
                for article in self._readable(entry):
                    if writer.holds(article.id):
                        continue  # a newer version is in an undamaged segment
                    writer.add(article, article.people or (), article.dates or ())
                    report.rescued += 1
            self._set_aside(damaged)
            writer.commit()
        finally:
            writer.close()
        return report

    # --- which files are the index? -----------------------------------------------------------------------------------

    def _manifest(self) -> Manifest:
        try:
            manifest = read_manifest(self._directory)
            if manifest is not None:
                return manifest
            self._report.problems.append(Problem(MANIFEST_NAME, "is missing"))
        except IndexVersionError:
            raise
        except CorruptIndex as error:
            self._report.problems.append(Problem(MANIFEST_NAME, str(error).partition(": ")[2]))
        with suppress(CorruptIndex):
            copy = decode_manifest(bytes(self._directory.read(MANIFEST_COPY)), MANIFEST_COPY)
            if copy.generation >= self._last_generation() - 1:
                self._report.notes.append(f"the manifest was restored from {MANIFEST_COPY}")
                return copy
        return self._guess()

    def _guess(self) -> Manifest:
        """Takes every segment file that is whole; newer ones first, as they hold newer versions of articles."""
        self._guessed = True
        self._report.notes.append(
            "the manifest and its copy are lost: deleted articles may be back, and so may articles of a commit that "
            "was never finished; saved searches are lost"
        )
        entries = []
        names = self._directory.names()
        for name in sorted((n.removesuffix(".segment") for n in names if n.endswith(".segment")), reverse=True):
            try:
                segment = open_sections(self._directory, f"{name}.segment")
                store = open_sections(self._directory, f"{name}.store")
            except SearchlibError as error:
                self._report.lost.append(f"all articles of {name}: {error}")
                continue
            entries.append(SegmentEntry(name, segment.documents, segment.checksum, store.checksum))
        return Manifest(self._last_generation(), tuple(entries))

    def _last_generation(self) -> int:
        numbers = [0]
        for name in self._directory.names():
            with suppress(ValueError):
                if name.endswith((".segment", ".store", ".deleted", KEPT_ENDING)):
                    numbers.append(int(name.partition("-")[0], 16))
        return max(numbers)

    @staticmethod
    def _delete_older(writer: IndexWriter) -> None:
        seen: set[str] = set()
        for segment in writer.segments:
            for document in range(segment.view.documents):
                id = segment.view.id(document)
                if id in seen:
                    writer.delete_document(segment, document)
                seen.add(id)

    # --- what can be read? ----------------------------------------------------------------------------------------------

    def _readable(self, entry: SegmentEntry) -> Iterator[Article]:
        report = self._report
        entry = self._without_unreadable_deletions(entry)
        live = entry.documents - entry.deleted_count
        try:
            reader = SegmentReader(self._directory, entry, lenient=True)
        except SearchlibError as error:
            report.lost.append(f"{live:,} articles of {entry.name}, whose ids cannot be read ({error})")
            return
        for document in range(entry.documents):
            if reader.view.is_deleted(document):
                continue
            id = ""
            try:
                id = reader.view.id(document)
                yield load_article(reader, document)
            except SearchlibError:
                report.lost.append(id or f"an article of {entry.name} (number {document}), whose id cannot be read")

    def _without_unreadable_deletions(self, entry: SegmentEntry) -> SegmentEntry:
        if not entry.deleted_file:
            return entry
        try:
            if hash64(bytes(self._directory.read(entry.deleted_file))) == entry.deleted_checksum:
                return entry
        except SearchlibError:
            pass
        self._report.notes.append(
            f"which {entry.deleted_count:,} of the {entry.documents:,} articles of {entry.name} were deleted is lost: "
            "they are back"
        )
        return replace(entry, deleted_file="", deleted_count=0, deleted_checksum=0)

    def _set_aside(self, damaged: list[SegmentEntry]) -> None:
        names = [name for entry in damaged for name in entry.files]
        for name in (MANIFEST_NAME, *names) if self._report.problems[0].file == MANIFEST_NAME else names:
            source, target = self._directory.path / name, self._directory.path / f"{name}{KEPT_ENDING}"
            if not source.exists():
                continue
            try:
                target.unlink(missing_ok=True)
                try:
                    os.link(source, target)
                except OSError:
                    shutil.copyfile(source, target)
            except OSError as error:
                raise WriteError(f"{target}: cannot be written: {error.strerror or error}") from error
            self._report.set_aside.append(target.name)
