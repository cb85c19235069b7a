"""Which filed articles are deleted by the next commit? A bitmap a segment, filed beside it; segments themselves never change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from searchlib.kernels.indexing import hash64
from searchlib.kernels.segments import NO_DOCUMENT
from searchlib.segments.directory import Directory
from searchlib.segments.manifest import SegmentEntry
from searchlib.segments.reader import SegmentReader


class Deletions:
    """What was deleted since the last commit, with what was deleted before in the same segments."""

    def __init__(self) -> None:
        self._bitmaps: dict[str, bytearray] = {}

    def __bool__(self) -> bool:
        return bool(self._bitmaps)

    def add(self, segment: SegmentReader, document: int) -> None:
        """Deletes an article by its number."""
        name = segment.entry.name
        if name not in self._bitmaps:
            self._bitmaps[name] = bytearray(segment.bitmap or bytes((segment.entry.documents + 63) // 64 * 8))
        self._bitmaps[name][document // 8] |= 1 << document % 8

    def find_live(self, id: str, segments: Iterable[SegmentReader]) -> tuple[SegmentReader, int] | None:
        """The segment that holds an article, and its number there; None when there is none or it is deleted."""
        for segment in segments:
            document = segment.view.find_id(id)
            if document != NO_DOCUMENT and not self._is_deleted(segment, document):
                return segment, document
        return None

    def _is_deleted(self, segment: SegmentReader, document: int) -> bool:
        pending = self._bitmaps.get(segment.entry.name)
        if pending is None:
            return segment.view.is_deleted(document)
        return bool(pending[document // 8] >> document % 8 & 1)

    def count(self, segments: Iterable[SegmentReader]) -> int:
        """How many articles of the segments were deleted since the last commit."""
        return sum(
            int.from_bytes(self._bitmaps[segment.entry.name], "little").bit_count() - segment.entry.deleted_count
            for segment in segments
            if segment.entry.name in self._bitmaps
        )

    def filed(self, segment: SegmentReader, directory: Directory, new_name: Callable[[], str]) -> SegmentEntry | None:
        """Files what is deleted of a segment; the segment's entry with that, or None when nothing was since."""
        bitmap = self._bitmaps.get(segment.entry.name)
        if bitmap is None:
            return None
        data = bytes(bitmap)
        name = f"{new_name()}.deleted"
        file = directory.create(name)
        file.write(data)
        file.close()
        count = int.from_bytes(data, "little").bit_count()
        return replace(segment.entry, deleted_file=name, deleted_count=count, deleted_checksum=hash64(data))
