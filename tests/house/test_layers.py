"""The lines between the folders hold: who may import what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import searchlib

ROOT = Path(searchlib.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_language_imports_whoosh() -> None:
    users = {
        file.relative_to(ROOT).as_posix() for file in FILES for name in imported(file) if name.split(".")[0] == "whoosh"
    }
    assert users == {"query/language.py"}


def test_kernels_import_nothing_of_the_package() -> None:
    for file in (ROOT / "kernels").glob("*.py*"):
        if file.suffix in (".py", ".pyi"):
            assert not [name for name in imported(file) if name.startswith("searchlib") and "kernels" not in name], file


# What each stage may know of the others, besides article, errors, analysis and kernels, which all may.
MAY_IMPORT = {
    "analysis": set(),
    "extraction": {"extraction"},
    "reading": {"reading", "extraction"},
    "segments": {"segments"},
    "query": {"query", "extraction"},
    "names": {"names"},
    "ranking": {"ranking", "segments", "query"},
    "results": {"results", "segments", "ranking", "query", "names"},
}  # fmt: skip


@pytest.mark.parametrize("stage", MAY_IMPORT)
def test_stages_keep_to_their_neighbours(stage: str) -> None:
    everyone = {"article", "errors", "analysis", "kernels", stage}
    for file in (ROOT / stage).rglob("*.py"):
        for name in imported(file):
            if name.startswith("searchlib."):
                assert name.split(".")[1] in MAY_IMPORT[stage] | everyone, f"{file.relative_to(ROOT)} imports {name}"


def test_importing_the_package_is_light(tmp_path: Path) -> None:
    heavy = ("whoosh", "zstandard", "rapidfuzz", "rich", "typer", "charset_normalizer")
    code = f"import sys, searchlib; print(*[name for name in {heavy} if name in sys.modules])"
    # Away from the source tree, which is not compiled: what is installed is meant.
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
