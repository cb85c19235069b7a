"""`search query --explain` shows the tree and what each word added."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from searchlib import Article, Index


def test_explain(tmp_path: Path) -> None:
    with Index(tmp_path / "index") as index:
        index.add(Article("Talks open", "They talked in Moscow.", id="a1", people=[], dates=[]))
    command = [sys.executable, "-m", "searchlib_cli.main", "query", "--index", str(tmp_path / "index"), "--explain"]
    done = subprocess.run([*command, "--", "talk", "-paris"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "talk in any inflection" in done.stdout
    assert "headline: Talks; body: talked" in done.stdout
    done = subprocess.run([*command, "zzz"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
