"""One committed segment, opened: its lists and columns (kernels), its store, and what is deleted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchlib.errors import CorruptIndex
from searchlib.kernels.indexing import hash64
from searchlib.kernels.segments import SegmentView
from searchlib.segments.directory import Directory
from searchlib.segments.files import open_sections
from searchlib.segments.manifest import SegmentEntry
from searchlib.segments.store import StoreReader

if TYPE_CHECKING:
    from searchlib.kernels.mentions import MentionTable
    from searchlib.segments.seen import Seen


class SegmentReader:
    """Opens a segment of the manifest.

    Args:
        directory: where its files are.
        entry: what the manifest says of it.
        lenient: read what can be read of a store that is damaged or another's (for rescuing).

    Raises:
        CorruptIndex: a file is missing, damaged, or belongs to another index.
    """

    def __init__(self, directory: Directory, entry: SegmentEntry, *, lenient: bool = False) -> None:
        self.entry = entry
        file = open_sections(directory, f"{entry.name}.segment")
        if file.checksum != entry.checksum or file.documents != entry.documents:
            raise CorruptIndex(f"{file.name}: is not the file that this index wrote")
        self.view = SegmentView(file.data, file.checksums, file.name, file.sections, file.documents)
        self.store = StoreReader.open(directory, f"{entry.name}.store")
        if self.store.checksum != entry.store_checksum and not lenient:
            raise CorruptIndex(f"{directory.path}/{entry.name}.store: is not the file that this index wrote")
        self.bitmap = b""
        if entry.deleted_file:
            self.bitmap = bytes(directory.read(entry.deleted_file))
            if hash64(self.bitmap) != entry.deleted_checksum:
                raise CorruptIndex(f"{directory.path}/{entry.deleted_file}: is not what was written")
            if int.from_bytes(self.bitmap, "little").bit_count() != entry.deleted_count:
                raise CorruptIndex(f"{directory.path}/{entry.deleted_file}: holds another number of deletions")
            self.view.set_deleted(self.bitmap, entry.deleted_count)
        self._mentions: dict[int, MentionTable] = {}
        self.spellings: dict[tuple[str, str], Seen] = {}  # which articles have words as typed, where they were read
        self._contents = {f"{entry.name}.segment": file.whole, f"{entry.name}.store": self.store.whole}
        if entry.deleted_file:
            self._contents[entry.deleted_file] = memoryview(self.bitmap)

    def contents(self) -> dict[str, memoryview]:
        """The bytes of its files by name, also when they are no longer in the folder."""
        return self._contents

    @property
    def live(self) -> int:
        return self.entry.documents - self.entry.deleted_count

    def mentions(self, unit: int) -> MentionTable:
        """The days, weeks, months … (kernels/mentions.pyi) that each article speaks of; made when first counted."""
        if unit not in self._mentions:
            from searchlib.kernels.mentions import MentionTable

            self._mentions[unit] = MentionTable(self.view, unit)
        return self._mentions[unit]

    def find(self, id: str) -> int | None:
        """The live document with this id."""
        document = self.view.find_id(id)
        return None if document == 0xFFFFFFFF or self.view.is_deleted(document) else document

    def check(self) -> None:
        """Verifies every byte."""
        self.view.check()
        self.store.check()
