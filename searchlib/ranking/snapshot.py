"""One commit's state, open for searching: it does not change, whatever a writer does."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchlib.kernels import retrieval
from searchlib.query.plan import Plan
from searchlib.segments.directory import Directory, MissingFile
from searchlib.segments.manifest import Manifest, read_manifest
from searchlib.segments.reader import SegmentReader

if TYPE_CHECKING:
    from searchlib.kernels.aggregation import LabelTable

ORDERS = {"relevance": retrieval.RELEVANCE, "newest": retrieval.NEWEST, "oldest": retrieval.OLDEST}
_TERMS_AT_ONCE = 512


class Snapshot:
    """Segments of one manifest."""

    def __init__(self, manifest: Manifest, segments: tuple[SegmentReader, ...]) -> None:
        self.manifest = manifest
        self.generation = manifest.generation
        self.segments = segments
        self.views = tuple(segment.view for segment in segments)
        self.label_tables: dict[int, LabelTable] = {}  # names numbered across segments, made when first counted

    @classmethod
    def of_last_commit(cls, directory: Directory, known: Iterable[SegmentReader] = ()) -> Snapshot:
        """Opens what the manifest names; segments that are open already (`known`) are taken over.

        Raises:
            CorruptIndex: a file is damaged or missing.
        """
        by_entry = {reader.entry: reader for reader in known}
        manifest = read_manifest(directory) or Manifest()
        while True:
            try:
                readers = [by_entry.get(entry) or SegmentReader(directory, entry) for entry in manifest.segments]
                return cls(manifest, tuple(readers))
            except MissingFile:
                # A writer may have committed, and removed files, since the manifest was read.
                newer = read_manifest(directory) or Manifest()
                if newer.generation == manifest.generation:
                    raise
                manifest = newer

    def __len__(self) -> int:
        return sum(segment.live for segment in self.segments)

    def search(
        self, plan: Plan, k: int, order: int, behind: tuple[float, int, int, str] | None = None
    ) -> list[tuple[int, int, float]]:
        """The k best (segment, document, score), in order; of what comes behind (score, day, instant, id), if given."""
        return retrieval.search(self.views, plan, k, order, behind)

    def frequency(self, key: str) -> int:
        """In how many articles, deleted ones included, a key of the dictionary stands."""
        total = 0
        for view in self.views:
            for found, articles in view.terms_from(key, 1):
                total += articles if found == key else 0
        return total

    def count(self, plan: Plan) -> int:
        return retrieval.count(self.views, plan)

    def find(self, id: str) -> tuple[SegmentReader, int] | None:
        for segment in self.segments:
            document = segment.find(id)
            if document is not None:
                return segment, document
        return None

    def terms(self, prefix: str) -> Iterator[str]:
        """Keys of the dictionary that begin so, of all segments, in order, each once."""
        last = None
        for key in heapq.merge(*(self._segment_terms(segment, prefix) for segment in self.segments)):
            if key != last:
                last = key
                yield key

    @staticmethod
    def _segment_terms(segment: SegmentReader, prefix: str) -> Iterator[str]:
        low = prefix
        while True:
            page = segment.view.terms_from(low, _TERMS_AT_ONCE)
            for key, _ in page:
                if not key.startswith(prefix):
                    return
                yield key
            if len(page) < _TERMS_AT_ONCE:
                return
            low = page[-1][0] + "\0"
