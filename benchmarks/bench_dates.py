"""How well and how fast are temporal expressions found? TempEval-3's measures on TimeML folders, and MB/s on plain text.

    python benchmarks/bench_dates.py FOLDER... [--text CORPUS.jsonl.xz] [--held-out] [--errors] [--heideltime FOLDER]

FOLDER holds .tml files (TimeBank, AQUAINT, WikiWars, TempEval-3 platinum). The grammar was developed on two of each three
documents of a folder, by name: these are scored, and `--errors` prints theirs alone. `--held-out` scores the third ones,
whose errors were never looked at (their expressions and values stood in the frequency tables over all documents that the
word classes were drawn up from). `--text` measures the speed of find_dates on up to 3,000 articles, one thread, the best of
five rounds, output objects included. `--heideltime` scores HeidelTime beside it (heideltime.py says how to get it).
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from heideltime import HeidelTime
from machine import describe, version_of
from timex import Score, Timex, TimexDocument, read_documents

GOALS = {"strict": 84.0, "relaxed": 92.0, "value": 82.0, "date_value": 92.0, "MB/s": 10.0}


def found_in(document: TimexDocument) -> list[Timex]:
    from searchlib import extract

    dates = extract(document.text, published=document.published).dates
    return [Timex(one.start, one.end, one.type, one.value) for one in dates]


Finder = Callable[[TimexDocument], list[Timex]]


def score_folder(folder: Path, held_out: bool, errors: bool, finder: Finder = found_in) -> dict[str, float]:
    score, documents, expressions = Score(), 0, 0
    for number, document in enumerate(read_documents(folder)):
        if held_out != (number % 3 == 2):
            continue
        documents += 1
        expressions += len(document.expressions)
        for there, ours in score.add(document.expressions, finder(document)):
            if errors and (there is None or ours is None or there != ours):
                print(_line(document, there, ours))
    return {"documents": documents, "expressions": expressions, **score.figures()}


def _line(document: TimexDocument, there: Timex | None, ours: Timex | None) -> str:
    def told(one: Timex | None) -> str:
        return f"{one.type} {one.value} {document.text[one.start : one.end]!r}" if one else "-"

    return f"{document.name}\t{document.published}\t{told(there)}\t{told(ours)}"


def speed(corpus: Path, articles: int, rounds: int) -> dict[str, float]:
    from searchlib.extraction.dates import find_dates

    texts = []
    with lzma.open(corpus, "rt", encoding="utf-8") as file:
        for line in itertools.islice(file, articles):
            record = json.loads(line)
            published = date.fromisoformat(record["published"][:10]) if record.get("published") else None
            texts.append((f"{record['headline']}\n\n{record['body']}", published))
    size = sum(len(text.encode("utf-8")) for text, _ in texts) / 1e6
    seconds, mentions = [], 0
    for _ in range(rounds):
        began = time.perf_counter()
        mentions = sum(len(find_dates(text, published=published)) for text, published in texts)
        seconds.append(time.perf_counter() - began)
    return {"MB": round(size, 2), "mentions": mentions, "MB/s": round(size / min(seconds), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--text", type=Path, help="articles, a JSON object a line, .xz")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--held-out", action="store_true", help="only the documents that the grammar was not developed on"
    )
    parser.add_argument(
        "--errors", action="store_true", help="print what is not as annotated in the documents developed on"
    )
    parser.add_argument("--heideltime", type=Path, help="HeidelTime's folder: score it, too")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    given = parser.parse_args()
    if given.held_out and given.errors:
        parser.error("the errors of what is held out are not to be looked at")
    part = "held out" if given.held_out else "developed on"
    report: dict[str, object] = {"date": date.today().isoformat(), "machine": describe(), "searchlib": version_of("searchlib"),
                                 "part": part, "goals": GOALS}  # fmt: skip
    rows = {folder.name: score_folder(folder, given.held_out, given.errors) for folder in given.folders}
    if given.heideltime:
        peer = HeidelTime(given.heideltime).found_in
        rows |= {
            f"{folder.name}, HeidelTime": score_folder(folder, given.held_out, False, peer) for folder in given.folders
        }
    report["folders"] = rows
    if given.text:
        report["speed"] = speed(given.text, given.articles, given.rounds)
    name = f"{date.today().isoformat()}-dates-{part.replace(' ', '-')}"
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    columns = ["documents", "expressions", "strict", "relaxed", "value", "date_value"]
    lines = [
        f"# Temporal expressions, {part}",
        "",
        "| folder | " + " | ".join(columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    lines += [
        f"| {folder} | " + " | ".join(str(row[column]) for column in columns) + " |" for folder, row in rows.items()
    ]
    lines += ["| goal (unseen newswire) | | | " + " | ".join(str(GOALS[column]) for column in columns[2:]) + " |"]
    if given.text:
        lines += [
            "",
            f"Speed: {report['speed']['MB/s']} MB/s ({report['speed']['mentions']:,} mentions in {report['speed']['MB']} MB).",
        ]  # type: ignore[index]
    lines += ["", f"{report['machine']}"]
    text = "\n".join(lines) + "\n"
    (given.out / f"{name}.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
