"""A writer that is killed at any moment loses nothing that was committed, and its leftovers go away."""

from __future__ import annotations

from pathlib import Path

from torture import kill


def test_a_killed_writer_loses_no_commit(tmp_path: Path) -> None:
    figures = kill.run(40, tmp_path)
    assert figures["kills"] == 40
    # Else the kills came too early or too late to mean anything.
    assert figures["commits"] > 40
    assert figures["during a commit"] > 3
