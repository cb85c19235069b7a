"""A sample of the mutations that the long run makes; see tests/torture/damage.py."""

from __future__ import annotations

from pathlib import Path

from torture import damage


def test_mutations(tmp_path: Path) -> None:
    figures = damage.run(250, tmp_path)
    assert figures["mutations"] == 250
    assert figures["refused"] > 150
    assert figures["found by check"] + figures["harmless"] == 250


def test_forged_files(tmp_path: Path) -> None:
    # Checksums are right here, so answers may be wrong; but nothing crashes, and only SearchlibErrors are raised.
    figures = damage.run_forged(150, tmp_path)
    assert figures["forged"] == 150
    assert figures["refused"] > 20
