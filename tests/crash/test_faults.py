"""Whatever operation fails, the last commit stays, the error is clear, and the same Index can commit again."""

from __future__ import annotations

from pathlib import Path

from torture import faults


def test_every_operation_fails_in_turn(tmp_path: Path) -> None:
    figures = faults.faults(tmp_path, every=9)
    assert figures["errors raised"] > figures["runs"] * 0.6


def test_power_cuts(tmp_path: Path) -> None:
    figures = faults.power_cuts(tmp_path, every=7)
    assert figures["during a commit"] > 10
