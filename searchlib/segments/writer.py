"""How do articles become files? A batch is inverted in memory, spilled when the budget is reached, merged and committed.

Commit = write, fsync, replace the manifest, fsync the folder. Whatever is not named by the manifest is a leftover.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from searchlib.analysis.fold import fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, stem_words
from searchlib.errors import ArticleError, CorruptIndex, SearchlibError, WriteError
from searchlib.kernels.indexing import BatchInverter
from searchlib.segments.compaction import copy_live
from searchlib.segments.deletions import Deletions
from searchlib.segments.directory import Directory
from searchlib.segments.fields import language_mark, moment_of
from searchlib.segments.files import SectionedFileWriter
from searchlib.segments.manifest import MANIFEST_COPY, MANIFEST_NAME, Manifest, SegmentEntry, read_manifest
from searchlib.segments.merge_policy import due_for_merging, of_like_size
from searchlib.segments.reader import SegmentReader
from searchlib.segments.records import encode_record
from searchlib.segments.store_writer import StoreWriter

if TYPE_CHECKING:
    from searchlib.article import Article, DateMention, Person
    from searchlib.kernels.recognition import FoundPeople
    from searchlib.kernels.temporal import FoundDates
    from searchlib.segments.dictionaries import Dictionary

MAX_ARTICLE_BYTES = 256 * 1024 * 1024
_LANGUAGE_OF = {"": DEFAULT_LANGUAGE, "-": ""}  # as an article's words say it


class IndexWriter:
    """Collects changes to an index until `commit` makes them the index, or `rollback` forgets them.

    Args:
        directory: the files; its lock is taken here and held until `close`.
        budget: bytes that the batch in memory may take before it is spilled to a file.
        lock_timeout: seconds to wait for another writer.
        threads: how many may read words, compress and file. A batch is filed the same by any number.
        known: segments that are open already.
        start: the state to begin from in the place of the committed one, whose files stay until the commit.

    Raises:
        IndexLocked: somebody else is writing. CorruptIndex: the files are not those of a commit.
        WriteError: the folder cannot be written to.
    """

    def __init__(
        self,
        directory: Directory,
        budget: int,
        *,
        lock_timeout: float = 0.0,
        threads: int = 1,
        known: Iterable[SegmentReader] = (),
        start: Manifest | None = None,
    ) -> None:
        self._directory = directory
        self._budget = budget
        self._threads = threads
        # The rest is for filing, which reads the batch once for every bucket: a larger batch leaves room for smaller buckets only.
        self._batch_budget = budget * 21 // 32
        self._serial = 0
        self._spilled: list[SegmentReader] = []
        self._store: StoreWriter | None = None
        directory.lock(lock_timeout)
        try:
            self.manifest = start or read_manifest(directory) or self._first_manifest()
            self.segments = self._opened(self.manifest, known)
            # What is not in the given state may be all that is left of an article: nothing goes before the commit.
            self._keep_all = start is not None
            self._remove_leftovers()
            self._reset()
        except BaseException:
            directory.unlock()
            raise

    def _first_manifest(self) -> Manifest:
        # From the first file on there is a manifest: files without one are a damaged index, not an empty one.
        if any(name.endswith((".segment", ".store", ".deleted")) for name in self._directory.names()):
            raise CorruptIndex(
                f"{self._directory.path}/{MANIFEST_NAME}: is missing, but there are files of an index (`search repair` may help)"
            )
        manifest = Manifest()
        self._directory.replace(MANIFEST_NAME, manifest.encode())
        return manifest

    def _opened(self, manifest: Manifest, known: Iterable[SegmentReader]) -> tuple[SegmentReader, ...]:
        by_entry = {reader.entry: reader for reader in known}
        return tuple(by_entry.get(entry) or SegmentReader(self._directory, entry) for entry in manifest.segments)

    def _reset(self) -> None:
        self._committed = self.segments
        self._spilled = []
        self._wasteful: set[str] = set()  # of these, most of what the store holds was replaced before the commit
        self._distrusted = False  # the system could not say that files are on the disk: write them once more
        self._deletions = Deletions()
        self._profile = self.manifest.profile
        self._profile_measured = self.manifest.profile_measured
        self.watches = dict(self.manifest.watches)
        self._languages = set(self.manifest.languages)
        self._start_batch()

    def _start_batch(self) -> None:
        self._batch = BatchInverter(fold, self._batch_budget, self._threads)
        self._store = None
        self._batch_ids: dict[str, int] = {}
        self._batch_live = self._batch_dead = 0  # bytes in the store of articles that stay, and of replaced ones

    @property
    def changed(self) -> bool:
        return bool(self._batch_ids or self._spilled or self._deletions or self.watches != self.manifest.watches)

    # --- changes ------------------------------------------------------------------------------------------------------

    def add(
        self,
        article: Article,
        people: tuple[Person, ...] | FoundPeople[Person],
        dates: tuple[DateMention, ...] | FoundDates[DateMention],
    ) -> None:
        """Adds an article with its people and dates, in the place of one with the same id."""
        id, record = article.id, encode_record(article, people, dates)
        size = len(record)
        if size + len(article.headline) > MAX_ARTICLE_BYTES:  # the headline is held elsewhere
            raise ArticleError(f"article {id!r} is larger than {MAX_ARTICLE_BYTES // 2**20} MiB; split it")
        if self._store is not None and self._store.finished:
            self._spill()  # could not be written the last time
        if self._store is None:
            self._store = StoreWriter(
                self._directory,
                f"{self._new_name()}.store",
                _dictionary((*self.segments, *self._spilled)),
                self._threads,
            )
        # What may fail comes first: an article is not deleted for one that could not be added.
        place = self._store.add(record)
        mark = language_mark(article.language)
        document = self._batch.add(place, article, mark, moment_of(article.published), people, dates)
        self._languages.add(_LANGUAGE_OF.get(mark, mark))
        if id in self._batch_ids or self._spilled or self._committed:
            self.delete(id)
        self._batch_ids[id] = document
        self._batch_live += size
        if document % 64 == 0 and self._batch.memory() > self._batch_budget:
            self._spill()

    def delete(self, id: str) -> bool:
        """Deletes an article, whether it was committed or not; False when there is none."""
        document = self._batch_ids.pop(id, None)
        if document is not None:
            size = self._batch.discard(document)
            self._batch_live -= size
            self._batch_dead += size
            return True
        found = self._deletions.find_live(id, (*self._spilled, *self._committed))
        if found is None:
            return False
        self._deletions.add(*found)
        return True

    def delete_document(self, segment: SegmentReader, document: int) -> None:
        """Deletes an article of a committed segment by its number."""
        self._deletions.add(segment, document)

    def holds(self, id: str) -> bool:
        """Is there an article with this id, committed or not?"""
        filed = (*self._spilled, *self._committed)
        return id in self._batch_ids or self._deletions.find_live(id, filed) is not None

    @property
    def pending_deletions(self) -> int:
        """How many committed articles would be deleted by a commit."""
        return self._deletions.count(self._committed)

    # --- filing ---------------------------------------------------------------------------------------------------------

    def _new_name(self) -> str:
        self._serial += 1
        return f"{self.manifest.generation + 1:08x}-{self._serial:04x}"

    def _spill(self) -> None:
        if self._store is None:
            return
        batch, store = self._batch, self._store
        if not self._batch_ids:
            store.abandon()
            self._start_batch()
            return
        batch.stem(_stems)
        self._measure_profile(batch)
        name = store.name.removesuffix(".store")
        store_checksum = store.finish()
        file = SectionedFileWriter(self._directory, f"{name}.segment")
        documents = len(self._batch_ids)
        try:
            # Of four bytes each, as their lists are again; each further thread needs room of its own beside them. (As much
            # room as keeps the whole below 150 MiB over a budget of 256, as measured.)
            room = self._budget * 74 // 64 - batch.memory()
            words_at_once = max(1 << 16, room // (6 + 2 * self._threads))
            filed = batch.sections(self._profile, words_at_once, file.write, file.begin_section)
            assert filed == documents
            checksum = file.finish(documents)
        except BaseException:
            file.abandon()
            raise
        self._spilled.append(SegmentReader(self._directory, SegmentEntry(name, documents, checksum, store_checksum)))
        if self._batch_dead > self._batch_live:
            self._wasteful.add(name)
        self._start_batch()

    def _measure_profile(self, batch: BatchInverter) -> None:
        # Impacts of all segments must be comparable: what counts as an ordinary length is fixed by the first batch.
        if self._profile_measured:
            return
        pivots = [
            max(1.0, round(total / count, 1)) if count else ordinary
            for (total, count), ordinary in zip(batch.zone_lengths(), self._profile["pivot"], strict=True)
        ]
        self._profile = {**self._profile, "pivot": pivots}
        self._profile_measured = True

    # --- commit ---------------------------------------------------------------------------------------------------------

    def commit(self) -> Manifest:
        """Makes all changes the index; returns its new state.

        Raises:
            WriteError: a file could not be written; the previous commit stays.
        """
        self._spill()
        try:
            return self._publish(self._merged())
        except BaseException:
            self._remove_leftovers()
            raise

    def _merged(self) -> list[SegmentEntry]:
        entries = [self._with_deletions(segment) for segment in self._committed]
        spilled = [self._with_deletions(segment) for segment in self._spilled]
        group = spilled if self._distrusted or self._wasteful else of_like_size(spilled)
        if group:
            merged = self._merge([SegmentReader(self._directory, entry) for entry in group])
            spilled = [entry for entry in spilled if entry not in group] + [merged]
        entries = [entry for entry in entries + spilled if entry.documents > entry.deleted_count]
        while group := due_for_merging(entries):
            merged = self._merge([SegmentReader(self._directory, entry) for entry in group])
            entries = [entry for entry in entries if entry not in group] + [merged]
        return entries

    def optimize(self) -> Manifest:
        """Commits, and merges everything into one segment without deleted articles."""
        manifest = self.commit()
        if len(manifest.segments) > 1 or any(entry.deleted_count for entry in manifest.segments):
            try:
                manifest = self._publish([self._merge(list(self.segments))])
            except BaseException:
                self._remove_leftovers()
                raise
        return manifest

    def _with_deletions(self, segment: SegmentReader) -> SegmentEntry:
        return self._deletions.filed(segment, self._directory, self._new_name) or segment.entry

    def _merge(self, segments: list[SegmentReader]) -> SegmentEntry:
        from searchlib.kernels.merging import merge  # not loaded by those who only search

        name = self._new_name()
        store = StoreWriter(self._directory, f"{name}.store", _dictionary(segments), self._threads)
        moves = copy_live(store, segments)
        store_checksum = store.finish()
        file = SectionedFileWriter(self._directory, f"{name}.segment")
        views = tuple(segment.view for segment in segments)
        documents = merge(views, moves, file.write, file.begin_section)
        checksum = file.finish(documents)
        return SegmentEntry(name, documents, checksum, store_checksum)

    def _publish(self, entries: list[SegmentEntry]) -> Manifest:
        old_files = {name for entry in self.manifest.segments for name in entry.files}
        new_files = [name for entry in entries for name in entry.files if name not in old_files]
        manifest = Manifest(
            self.manifest.generation + 1,
            tuple(entries),
            self._profile,
            self._profile_measured,
            dict(self.watches),
            tuple(sorted(self._languages)),
        )
        # Opened before it is announced: what cannot be read back must not become the index.
        segments = self._opened(manifest, (*self.segments, *self._spilled))
        try:
            self._directory.sync(new_files)
        except WriteError:
            # The system may have dropped what it could not write, and say "done" when asked again.
            self._distrusted = True
            raise
        encoded = manifest.encode()
        try:
            self._directory.replace(MANIFEST_NAME, encoded)
        except BaseException as error:
            # A failure, or an interruption, after the manifest took its place: then it is the index.
            if self._stands(encoded):
                self._adopt(manifest, segments)
                if isinstance(error, WriteError):
                    raise WriteError(f"{error}; the commit was made, but a power cut could still undo it") from error
            raise
        self._adopt(manifest, segments)
        self._keep_copy(encoded)
        return manifest

    def _stands(self, encoded: bytes) -> bool:
        try:
            return bytes(self._directory.read(MANIFEST_NAME)) == encoded
        except SearchlibError:
            return False

    def _adopt(self, manifest: Manifest, segments: tuple[SegmentReader, ...]) -> None:
        self.manifest, self.segments = manifest, segments
        self._keep_all = False
        self._serial = 0
        self._reset()
        self._remove_leftovers()

    def _keep_copy(self, encoded: bytes) -> None:
        # For repair, should the manifest be damaged. It is worth no fsync, and no failed commit.
        try:
            file = self._directory.create(MANIFEST_COPY)
            file.write(encoded)
            file.close()
        except WriteError:
            self._directory.remove(MANIFEST_COPY)

    def rollback(self) -> None:
        """Forgets all changes since the last commit."""
        if self._store is not None:
            self._store.abandon()
        self._reset()
        self._remove_leftovers()

    def close(self) -> None:
        if self._store is not None:
            self._store.abandon()
        self._directory.unlock()

    def _remove_leftovers(self) -> None:
        if self._keep_all:
            return
        try:
            committed = read_manifest(self._directory) or Manifest()
        except SearchlibError:
            return  # whatever stands there: nothing is removed that it may need
        live = {name for manifest in (committed, self.manifest) for entry in manifest.segments for name in entry.files}
        live.update(name for segment in self._spilled for name in segment.entry.files)
        if self._store is not None:
            live.add(self._store.name)
        with suppress(SearchlibError):  # they do no harm, and the next writer tries again
            for name in self._directory.names():
                if name not in live and name.endswith((".segment", ".store", ".deleted", ".new")):
                    self._directory.remove(name)


def _stems(words: list[str], mark: str) -> list[str]:
    return stem_words(words, _LANGUAGE_OF.get(mark, mark))


def _dictionary(segments: Iterable[SegmentReader]) -> Dictionary | None:
    """One that a segment has, so that a new one need not train its own."""
    return next(
        (one for segment in segments for one in segment.store.dictionaries.values() if one.words is not None), None
    )
