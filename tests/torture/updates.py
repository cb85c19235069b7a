"""Articles replaced over and over: do files and dead bytes stay bounded?"""

from __future__ import annotations

import random
from pathlib import Path

from searchlib import Index
from torture.changes import article


def run(updates: int, folder: Path, *, articles: int = 5000, a_commit: int = 100, seed: int = 4) -> dict[str, float]:
    """An index of so many articles, of which a few are replaced in every commit.

    Returns:
        figures: the most files, segments and bytes an article that were seen after a commit, and what is usual.
    """
    path = folder / "updated"
    source = random.Random(seed)
    index = Index(path)
    index.add_many(_article(i, source) for i in range(articles))
    index.optimize()
    alone = _bytes(path) / articles
    most_files = most_segments = 0
    most_bytes = 0.0
    dead: list[float] = []
    done = 0
    while done < updates:
        for _ in range(a_commit):
            # Some articles change much more often than others.
            index.add(_article(int(source.random() ** 3 * articles), source))
            done += 1
        index.commit()
        most_files = max(most_files, len(list(path.iterdir())))
        most_segments = max(most_segments, int(index.stats()["segments"]))
        dead.append(_bytes(path) / articles)
        most_bytes = max(most_bytes, dead[-1])
    assert len(index) == articles
    index.check(deep=True)
    index.optimize()
    after = _bytes(path) / articles
    index.close()
    return {
        "updates": done, "commits": len(dead), "most files": most_files, "most segments": most_segments,
        "bytes an article when optimized": round(max(alone, after)), "most bytes an article": round(most_bytes),
        "mean bytes an article": round(sum(dead) / len(dead)),
    }  # fmt: skip


def _article(number: int, source: random.Random) -> object:
    return article(f"a{number}", " ".join(f"w{int(source.paretovariate(0.7)) % 50000}" for _ in range(80)))


def _bytes(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir())
