"""How large is an index, is it sound, may I have a copy? (searchlib.check and repair also take what does not open: rescue.py.)"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.segments.directory import Directory


class Upkeep:
    """What whoever keeps an index asks it."""

    _snapshot: Snapshot
    _directory: Directory

    if TYPE_CHECKING:

        def _open(self) -> None: ...

    def stats(self) -> dict[str, int | str]:
        """Figures of the last commit: articles, deleted (still in files), segments, terms, bytes, path, commit."""
        self._open()
        segments = self._snapshot.segments
        return {
            "path": str(self._directory.path),
            "articles": len(self._snapshot),
            "deleted": sum(segment.entry.deleted_count for segment in segments),
            "segments": len(segments),
            "terms": sum(segment.view.terms for segment in segments),
            "bytes": sum(len(data) for segment in segments for data in segment.contents().values()),
            "commit": self._snapshot.generation,
        }

    def check(self, *, deep: bool = False) -> None:
        """Reads every byte of the index and verifies it (searchlib.check lists all that is wrong).

        Args:
            deep: also read every list and article, and compare what must agree.

        Raises:
            CorruptIndex: something is damaged.
        """
        self._open()
        for segment in self._snapshot.segments:
            segment.check()
            if deep:
                from searchlib.segments.check import check_segment

                check_segment(segment)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Copies the last commit that this Index has seen to a new folder, also while it is being written to.

        Every byte is verified on the way; the copy is an index of its own. Works for an index in memory, too.

        Example:
            >>> import tempfile
            >>> from searchlib import Article, Index
            >>> index = Index()
            >>> index.add(Article("Talks open", "They met in Moscow.", id="a1"))
            >>> index.commit()
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     index.backup(folder + "/copy")
            ...     len(Index(folder + "/copy", read_only=True))
            1

        Args:
            path: the folder to make; it must not exist, or be empty.

        Raises:
            WriteError: the folder is not empty or cannot be written; a copy is whole or has no manifest.
            CorruptIndex: the index is damaged.
        """
        self._open()
        from searchlib.segments.backup import copy_commit

        snapshot = self._snapshot
        copy_commit(snapshot.manifest, snapshot.segments, Path(os.fsdecode(path)))
