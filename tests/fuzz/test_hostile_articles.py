"""Articles made to do harm are indexed, within the memory budget, or refused with a clear error; what is shown is harmless."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from searchlib import Article, ArticleError, Index, QueryError, ReadError, Snippet, read
from searchlib.query import Phrase, Prefix, Word

HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066\x00\x08<script>alert('x')</script> & \"quoted\" hostile"


def plain(id: str, headline: str, body: str = "", **rest: object) -> Article:
    return Article(headline, body, id=id, **{"people": [], "dates": [], **rest})  # type: ignore[arg-type]


def indexed(*articles: Article) -> Index:
    index = Index(memory_budget=16 << 20)
    index.add_many(articles)
    index.commit()
    index.check(deep=True)
    return index


def test_one_token_of_many_megabytes() -> None:
    index = indexed(plain("a", "x" * 5_000_000, "y" * 20_000_000), plain("b", "é" * 1_000_000, "." * 1_000_000))
    assert len(index.get("a").body) == 20_000_000
    assert index.search("x" * 5_000).notes is not None


def test_memory_stays_within_the_budget(tmp_path: Path) -> None:
    # In a process of its own: the most memory that a process ever had cannot be reset.
    code = """
import resource, sys
from searchlib import Article, Index
with Index(sys.argv[1], memory_budget=32 << 20) as index:
    index.add(Article("warm", "up", people=[], dates=[])); index.commit()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for round in range(6):
        index.add(Article("words", " ".join(f"q{round}z{i:x}" for i in range(170_000)), id=f"{round}", people=[], dates=[]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "i")], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    kilobytes = int(done.stdout) / (1024 if sys.platform == "darwin" else 1)
    assert kilobytes < 320 << 10  # a million distinct words of one batch, the texts themselves, and mapped files
    with Index(tmp_path / "i", read_only=True) as index:
        assert index.search(Word("q5z100")).total == 1


def test_an_article_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchlib.segments.writer.MAX_ARTICLE_BYTES", 1000)
    index = indexed(plain("a", "before"))
    index.add(plain("b", "small"))
    with pytest.raises(ArticleError, match="larger"):
        index.add(plain("a", "x" * 2000))
    index.commit()
    assert index.get("a").headline == "before"
    assert len(index) == 2


def test_many_people_and_dates() -> None:
    names = [f"Ann Number{i}" for i in range(10_000)]
    days = [f"{1900 + i // 300}-01-{i % 28 + 1:02}" for i in range(10_000)]
    index = indexed(plain("a", "crowd", people=names, dates=days))
    assert index.search('people:"ann number9999"').total == 1
    assert len(index.get("a").people or ()) == 10_000
    # Found in the text, not given:
    index.add(
        Article(
            "crowd", " ".join(f"President John Smith{i} said on 3 May 19{i % 90 + 10}." for i in range(3000)), id="b"
        )
    )
    index.commit()
    assert len(index) == 2


def test_odd_characters_come_back_and_are_found() -> None:
    odd = "".join(map(chr, range(0x20))) + "\x7f\x85\ufeff\ufffe\uffff\U0010ffff\u202e\u2069 word \ud800 \udfff"
    index = indexed(plain("a", odd, odd, source=odd, section=odd, byline=odd, extra={odd: odd}), plain("\ud800", "id"))
    assert index.get("a").headline == odd.replace("\ud800", "?").replace("\udfff", "?")
    assert index.search("word").total == 1
    assert "\ud800" in index
    assert index.delete("\ud800")
    assert index.search("\ud800 word").total == 1
    for node in (Word("\ud800"), Prefix("\ud800"), Phrase(("\ud800", "word"))):
        try:
            assert index.search(node).total in (0, 1)
        except QueryError as error:
            assert "surrogate" in str(error)


@pytest.mark.skipif(not hasattr(Snippet, "html"), reason="this version makes no HTML")
def test_snippets_escape_what_an_article_says() -> None:
    index = indexed(plain("a", HOSTILE, HOSTILE))
    marked = index.search("hostile")[0].snippet.html("b")
    assert "<script" not in marked
    assert "&lt;script&gt;" in marked
    assert "<b>hostile</b>" in marked


@pytest.mark.parametrize("command", [["query", "hostile"], ["show", "a"], ["query", "--ids", "hostile"], ["stats"]])
def test_no_control_sequence_reaches_the_terminal(tmp_path: Path, command: list[str]) -> None:
    with Index(tmp_path / "i") as index:
        index.add(Article(HOSTILE, f"{HOSTILE}\n{HOSTILE}", id="a", people=[HOSTILE], dates=[], source=HOSTILE, byline=HOSTILE,
                          section=HOSTILE, url=HOSTILE, extra={"k": HOSTILE}))  # fmt: skip
    for environment in ({}, {"FORCE_COLOR": "1"}):
        done = subprocess.run(
            [sys.executable, "-m", "searchlib_cli.main", *command, "--index", str(tmp_path / "i")],
            cwd=tmp_path, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        )  # fmt: skip
        shown = (done.stdout + done.stderr).decode("utf-8")
        for forbidden in "\x00\x07\x08\x1b\x9b\u202e\u2066":
            assert forbidden not in shown, (command, ascii(forbidden))


def test_json_that_is_deep_or_broken(tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 200_000 + "]" * 200_000)
    nested = tmp_path / "nested.jsonl"
    nested.write_text(
        '{"headline": "x", "extra": '
        + '{"a":' * 50_000
        + "1"
        + "}" * 50_000
        + "}\n"
        + '{"headline": "good", "body": "b"}\n'
    )
    numbers = tmp_path / "numbers.jsonl"
    numbers.write_text(
        '{"headline": 1e999, "body": -0, "id": ' + "9" * 5000 + "}\n" + '{"headline": "good", "body": "b"}\n'
    )
    for file in (deep, nested, numbers):
        problems: list[ReadError] = []
        found = list(read([str(file)], on_error=problems.append))
        assert found or problems, file.name
        assert all(isinstance(problem, ReadError) for problem in problems)


def test_csv_bombs(tmp_path: Path) -> None:
    file = tmp_path / "bomb.csv"
    with open(file, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["headline", "body", *[f"c{i}" for i in range(5000)]])
        writer.writerow(["=cmd|' /C calc'!A0", "x" * 3_000_000, *["y"] * 5000])
        writer.writerow(["good", "body"])
        out.write('"never closed,' + "z" * 100_000)
    problems: list[ReadError] = []
    found = list(read([str(file)], on_error=problems.append))
    assert "=cmd|' /C calc'!A0" in [one.headline for one in found]
    assert len(indexed(*found)) == len({one.id for one in found})


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "i").mkdir()
    (tmp_path / "i" / "manifest").write_text(json.dumps({"format": 1}))
    for command in (["query", "x"], ["check"], ["stats"], ["show", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")]):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "searchlib_cli.main", *command, "--index", str(tmp_path / "i")],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "manifest" in done.stderr
