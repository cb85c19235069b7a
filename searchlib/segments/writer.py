"""How do articles become files? A batch is inverted in memory, spilled when the budget is reached, merged and committed.

Commit = write, fsync, replace the manifest, fsync the folder. Whatever is not named by the manifest is a leftover.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from searchlib.analysis.fold import fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, stem_words
from searchlib.errors import ArticleError
from searchlib.kernels.indexing import LANGUAGE_MARK, BatchInverter, hash64
from searchlib.kernels.retrieval import merge
from searchlib.segments.directory import Directory
from searchlib.segments.files import SectionedFileWriter
from searchlib.segments.manifest import MANIFEST_NAME, Manifest, SegmentEntry, read_manifest
from searchlib.segments.reader import SegmentReader
from searchlib.segments.store import StoreWriter

MAX_ARTICLE_BYTES = 256 * 1024 * 1024
MERGE_FACTOR = 6
"""So many segments of about one size become one."""


class IndexWriter:
    """Collects changes to an index until `commit` makes them the index, or `rollback` forgets them.

    Args:
        directory: the files; its lock is taken here and held until `close`.
        budget: bytes that the batch in memory may take before it is spilled to a file.

    Raises:
        IndexLocked: somebody else is writing.
    """

    def __init__(self, directory: Directory, budget: int) -> None:
        self._directory = directory
        self._budget = budget
        self._batch_budget = budget * 5 // 8  # the rest is for filing
        directory.lock()
        self.manifest = read_manifest(directory) or Manifest()
        self._remove_leftovers()
        self._serial = 0
        self._reset()

    def _reset(self) -> None:
        self._committed = [SegmentReader(self._directory, entry) for entry in self.manifest.segments]
        self._spilled: list[SegmentReader] = []
        self._deleted: dict[str, bytearray] = {}
        self._profile = self.manifest.profile
        self._profile_measured = self.manifest.profile_measured
        self._start_batch()

    def _start_batch(self) -> None:
        self._batch = BatchInverter(fold, self._batch_budget)
        self._store: StoreWriter | None = None
        self._batch_ids: dict[str, int] = {}

    @property
    def changed(self) -> bool:
        return bool(self._batch_ids or self._spilled or self._deleted)

    # --- changes ------------------------------------------------------------------------------------------------------

    def add(self, id: str, record: bytes, fields: tuple[Any, ...]) -> None:
        """Adds an analysed article, in the place of one with the same id.

        Args:
            id: the article's id.
            record: its bytes in the store.
            fields: what BatchInverter.add takes, but for the place in the store.
        """
        if len(record) > MAX_ARTICLE_BYTES:
            raise ArticleError(f"article {id!r} is larger than {MAX_ARTICLE_BYTES // 2**20} MiB; split it")
        self.delete(id)
        if self._store is None:
            self._store = StoreWriter(self._directory, f"{self._new_name()}.store")
        place = self._store.add(record)
        self._batch_ids[id] = self._batch.add(*(*fields[:8], place, *fields[8:]))
        if len(self._batch_ids) % 64 == 0 and self._batch.memory() > self._batch_budget:
            self._spill()

    def delete(self, id: str) -> bool:
        """Deletes an article, whether it was committed or not; False when there is none."""
        document = self._batch_ids.pop(id, None)
        if document is not None:
            self._batch.discard(document)
            return True
        for segment in (*self._spilled, *self._committed):
            document = segment.view.find_id(id)
            if document != 0xFFFFFFFF and not self._is_deleted(segment, document):
                self._deleted_in(segment)[document // 8] |= 1 << document % 8
                return True
        return False

    def _is_deleted(self, segment: SegmentReader, document: int) -> bool:
        pending = self._deleted.get(segment.entry.name)
        if pending is None:
            return segment.view.is_deleted(document)
        return bool(pending[document // 8] >> document % 8 & 1)

    def _deleted_in(self, segment: SegmentReader) -> bytearray:
        name = segment.entry.name
        if name not in self._deleted:
            self._deleted[name] = bytearray(segment.bitmap or bytes((segment.entry.documents + 63) // 64 * 8))
        return self._deleted[name]

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
        self._set_stems(batch)
        self._measure_profile(batch)
        name = store.name.removesuffix(".store")
        store_checksum = store.finish()
        file = SectionedFileWriter(self._directory, f"{name}.segment")
        documents = len(self._batch_ids)
        try:
            filed = batch.sections(self._profile, max(1 << 16, self._budget // 24), file.write, file.begin_section)
            assert filed == documents
            checksum = file.finish(documents)
        except BaseException:
            file.abandon()
            raise
        self._start_batch()
        self._spilled.append(SegmentReader(self._directory, SegmentEntry(name, documents, checksum, store_checksum)))

    @staticmethod
    def _set_stems(batch: BatchInverter) -> None:
        keys = batch.unstemmed()
        stems = [""] * len(keys)
        by_language: dict[str, list[int]] = {}
        for at, key in enumerate(keys):
            if key[0] == "f":
                language = key.rpartition(LANGUAGE_MARK)[2] if LANGUAGE_MARK in key else DEFAULT_LANGUAGE
                by_language.setdefault(language, []).append(at)
        for language, places in by_language.items():
            words = [keys[at][1:].partition(LANGUAGE_MARK)[0] for at in places]
            for at, stem in zip(places, stem_words(words, language if language != "-" else ""), strict=True):
                stems[at] = stem
        batch.set_stems(stems)

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
        entries = [self._with_deletions(segment) for segment in self._committed]
        spilled = [self._with_deletions(segment) for segment in self._spilled]
        readers = {s.entry.name: s for s in (*self._committed, *self._spilled)}
        if len(spilled) > 1:
            spilled = [self._merge([SegmentReader(self._directory, entry) for entry in spilled])]
        entries = [entry for entry in entries + spilled if entry.documents > entry.deleted_count]
        while group := _to_merge(entries):
            merged = self._merge([SegmentReader(self._directory, entry) for entry in group])
            entries = [entry for entry in entries if entry not in group] + [merged]
        return self._publish(entries, known=set(readers) & {entry.name for entry in self.manifest.segments})

    def optimize(self) -> Manifest:
        """Commits, and merges everything into one segment without deleted articles."""
        manifest = self.commit()
        if len(manifest.segments) > 1 or any(entry.deleted_count for entry in manifest.segments):
            merged = self._merge([SegmentReader(self._directory, entry) for entry in manifest.segments])
            manifest = self._publish([merged], known=set())
        return manifest

    def _with_deletions(self, segment: SegmentReader) -> SegmentEntry:
        bitmap = self._deleted.get(segment.entry.name)
        if bitmap is None:
            return segment.entry
        data = bytes(bitmap)
        name = f"{self._new_name()}.deleted"
        file = self._directory.create(name)
        file.write(data)
        file.close()
        count = int.from_bytes(data, "little").bit_count()
        return replace(segment.entry, deleted_file=name, deleted_count=count, deleted_checksum=hash64(data))

    def _merge(self, segments: list[SegmentReader]) -> SegmentEntry:
        name = self._new_name()
        store = StoreWriter(self._directory, f"{name}.store")
        first_blocks = [store.copy_blocks(segment.store) for segment in segments]
        store_checksum = store.finish()
        file = SectionedFileWriter(self._directory, f"{name}.segment")
        views = tuple(segment.view for segment in segments)
        documents = merge(views, first_blocks, file.write, file.begin_section)
        checksum = file.finish(documents)
        return SegmentEntry(name, documents, checksum, store_checksum)

    def _publish(self, entries: list[SegmentEntry], known: set[str]) -> Manifest:
        old_files = {name for entry in self.manifest.segments for name in entry.files}
        new_files = [name for entry in entries for name in entry.files if name not in old_files]
        self._directory.sync(new_files)
        manifest = Manifest(self.manifest.generation + 1, tuple(entries), self._profile, self._profile_measured)
        self._directory.replace(MANIFEST_NAME, manifest.encode())
        self.manifest = manifest
        self._serial = 0
        self._reset()
        self._remove_leftovers()
        return manifest

    def rollback(self) -> None:
        """Forgets all changes since the last commit."""
        if self._store is not None:
            self._store.abandon()
        self._reset()
        self._remove_leftovers()

    def close(self) -> None:
        if self._store is not None:
            self._store.abandon()
        self._remove_leftovers()
        self._directory.unlock()

    def _remove_leftovers(self) -> None:
        live = {name for entry in self.manifest.segments for name in entry.files}
        for name in self._directory.names():
            if name not in live and name.endswith((".segment", ".store", ".deleted", ".new")):
                self._directory.remove(name)


def _to_merge(entries: Iterable[SegmentEntry]) -> list[SegmentEntry]:
    """Segments that are due: mostly deleted ones, and as many of about one size as MERGE_FACTOR says."""
    tiers: dict[int, list[SegmentEntry]] = {}
    for entry in entries:
        live = entry.documents - entry.deleted_count
        if live * 2 < entry.documents:
            return [entry]
        tiers.setdefault(max(live, 64).bit_length() // 2, []).append(entry)
    return next((group for group in tiers.values() if len(group) >= MERGE_FACTOR), [])
