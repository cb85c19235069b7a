"""Which documents of a segment have been looked at, and what was seen? So that texts are read once, whatever else is asked."""

from __future__ import annotations

import threading


class Seen:
    """Which documents of a segment were looked at for something, and which of those have it."""

    def __init__(self, documents: int) -> None:
        self.looked_at = bytearray((documents + 63) // 64 * 8)
        self.right = bytearray(len(self.looked_at))
        self._guard = threading.Lock()

    def note(self, document: int, right: bool) -> None:
        byte, bit = document >> 3, 1 << (document & 7)
        with self._guard:
            if right:
                self.right[byte] |= bit
            self.looked_at[byte] |= bit

    def of(self, document: int) -> bool | None:
        """Whether a document has it; None when it was not looked at."""
        byte, bit = document >> 3, 1 << (document & 7)
        return bool(self.right[byte] & bit) if self.looked_at[byte] & bit else None
