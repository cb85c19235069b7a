"""Builds the golden index of the format that this searchlib writes. Run by hand, never by the tests:

    python tests/golden/build.py

A golden index is kept for every format that is claimed to be readable. Once a version of searchlib with a format has been
released, its folder is never built again: that a later version still reads it is the point.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from datetime import date
from pathlib import Path

from searchlib import Article, Index, __version__
from searchlib.segments.files import FORMAT_VERSION

HERE = Path(__file__).parent
NAMES = ["Ann Lee", "Bo Tan", "Mikhail Bogdanov", "Zoë O'Brien", "王毅"]
QUERIES = [
    "river", "river bridge", '"river bridge"', "bridg*", "headline:harvest", "people:bogdanov", "published:2024-02", "dates:2023-10-07",
    "river -bridge", '"bridge river"~4', "harvest OR flood", "über", "source:wire", "extra.desk:north", "o'brien", "w17 w3",
]  # fmt: skip
WORDS = ["river", "bridge", "bridges", "harvest", "flood", "floods", "über", "Москва", "R&D", "al-Qaeda", "U.S."]


def articles() -> list[Article]:
    """Enough for lists of several blocks and dense ones; the same in every version."""
    source = random.Random(20240229)
    made = []
    for i in range(2300):
        words = [
            source.choice(WORDS) if source.random() < 0.2 else f"w{int(source.paretovariate(1.1)) % 90}"
            for _ in range(9)
        ]
        made.append(
            Article(
                f"{source.choice(WORDS)} {i % 50}",
                " ".join(words),
                id=f"a{i}",
                standfirst="In short: floods" if i % 100 == 0 else "",
                published=[
                    f"2024-02-{i % 28 + 1:02}",
                    f"2024-03-01T12:00:{i % 60:02}+05:30",
                    f"2023-12-31T23:59:{i % 60:02}",
                    None,
                ][i % 4],
                people=[NAMES[i % 5]] if i % 3 == 0 else [],
                dates=["2023-10-07", (date(2020, 1, 1), date(2020, 12, 31))][: i % 3] if i % 7 == 0 else [],
                source="The Wire" if i % 11 == 0 else "",
                section="World" if i % 13 == 0 else "",
                byline="By Ann Lee" if i % 17 == 0 else "",
                url=f"https://example.org/{i}" if i % 19 == 0 else "",
                language="de" if i % 23 == 0 else "en",
                extra={"desk": "north"} if i % 29 == 0 else {},
            )
        )
    return made


def found_articles() -> list[Article]:
    """From format 4 on: articles whose people and dates the library finds."""
    body = (
        'Foreign Minister Zoë O’Brien and Roberto "Hands" Duran met on Monday. They spoke from 2 to 4 March. Duran left at noon, '
        "two years after the vote; O’Brien stayed for three days, as in the 1990s and every summer."
    )
    return [
        Article(f"Talks {i}, says Ann Lee", body, id=f"found{i}", published=f"2024-02-{i + 1:02}", language=language)
        for i, language in enumerate(["en", "en", "de"])
    ]


def answers(index: Index) -> dict[str, object]:
    """What the index says, as JSON holds it: in part of every file's every section."""
    found: dict[str, object] = {"articles": len(index)}
    for query in QUERIES:
        for sort in ("newest", "oldest"):  # how relevance is reckoned may change; what is in the files may not
            results = index.search(query, sort=sort, limit=5)  # type: ignore[arg-type]
            hits = [[hit.id, hit.headline, str(hit.published), list(hit.people)] for hit in results]
            found[f"{query} ({sort})"] = [results.total, hits]
    for id in ("a0", "a21", "a1000", "a2299", *(f"found{i}" for i in range(3) if f"found{i}" in index)):
        article = index.get(id)
        found[id] = repr({name: getattr(article, name) for name in ("headline", "standfirst", "body", "people", "dates", "published", "source", "section", "byline", "url", "language")} | {"extra": dict(article.extra)})  # fmt: skip
    found["deleted"] = [id for id in ("a2", "a4", "a5", "a6") if id not in index]
    return found


def build(folder: Path) -> None:
    """Two segments, deletions in one of them, the manifest and what must be answered."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    everything = articles()
    with Index(folder / "index") as index:
        index.add_many(everything[:2200])
    with Index(folder / "index") as index:
        index.add_many(everything[2200:])
        index.add_many(found_articles())
        for i in range(2, 2000, 199):
            index.delete(f"a{i}")
        index.delete("a4")
    for name in ("lock", "manifest.copy"):
        (folder / "index" / name).unlink(missing_ok=True)
    with Index(folder / "index", read_only=True) as index:
        index.check(deep=True)
        text = json.dumps({"written by": __version__, "answers": answers(index)}, indent=1, ensure_ascii=False)
    (folder / "answers.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(HERE / f"format-{FORMAT_VERSION}")
    print(
        f"built format-{FORMAT_VERSION}: {sum(f.stat().st_size for f in HERE.rglob('format-*/**/*')):,} bytes",
        file=sys.stderr,
    )
