"""The commands that explore an index, as processes: what they print, their exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from searchlib.results.bars import bars_text, columns_of
from searchlib.results.charts import save_bars

ARTICLES = [
    {"id": "a1", "headline": "Talks open in Moscow", "body": "Envoys met Ann Lee.", "published": "2024-02-29", "source": "Agency",
     "people": ["Ann Lee", "Bo Tan"]},
    {"id": "a2", "headline": "Moscow talks end", "body": "They left \x1b[31m Moscow.", "published": "2024-04-02",
     "source": "Gazette", "people": ["Ann Lee"]},
    {"id": "a3", "headline": "Harvest", "body": "Wheat.", "published": "2024-04-03", "source": "=Gazette", "people": []},
]  # fmt: skip


def search(*words: str, index: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "searchlib_cli.main", *words], capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "SEARCHLIB_INDEX": str(index), **environment},
        cwd=Path(__file__).parent,  # away from the source tree, which is not compiled
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout
    return done


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exploring")
    (folder / "news.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), "utf-8")
    assert search("index", str(folder / "news.jsonl"), index=folder / "i").returncode == 0
    return folder / "i"


def test_who_and_with_whom(index: Path) -> None:
    done = search("people", "moscow", index=index)
    assert [(line.split()[0], line.split()[-1]) for line in done.stdout.splitlines()] == [("Ann", "2"), ("Bo", "1")]
    assert json.loads(search("people", "moscow", "--json", index=index).stdout) == {"Ann Lee": 2, "Bo Tan": 1}
    pairs = json.loads(search("people", "moscow", "--together", "--json", index=index).stdout)
    assert pairs == [{"first": "Ann Lee", "second": "Bo Tan", "count": 1}]
    assert search("people", "harvest", index=index).returncode == 1


def test_aliases_hold_for_every_command_with_a_query(index: Path, tmp_path: Path) -> None:
    file = tmp_path / "aliases.csv"
    file.write_text("rename,Ann Lee,Anna Leeds\n", "utf-8")
    for command in (("people",), ("facets", "--by", "people")):
        assert "Anna Leeds" in search(*command, "moscow", "--aliases", str(file), index=index).stdout
    for command in ("timeline", "trend", "context"):
        done = search(command, 'people:"anna leeds" moscow', index=index, SEARCHLIB_ALIASES=str(file))
        assert done.returncode == 0, command


def test_facets_and_trend(index: Path) -> None:
    assert json.loads(search("facets", "moscow", "--by", "source", "--json", index=index).stdout) == {
        "Agency": 1,
        "Gazette": 1,
    }
    done = search("facets", "moscow", "--by", "colour", index=index)
    assert done.returncode == 2
    assert "there is no facet 'colour'" in done.stderr
    rows = json.loads(search("trend", "moscow", "--by", "month", "--json", index=index).stdout)
    assert [(row["label"], row["count"], row["total"]) for row in rows] == [
        ("2024-02", 1, 1),
        ("2024-03", 0, 0),
        ("2024-04", 1, 2),
    ]
    assert "50.00% (1 of 2)" in search("trend", "moscow", "--by", "month", index=index).stdout
    assert len(search("trend", "moscow", index=index).stdout.splitlines()) <= 60


def test_context_similar_complete(index: Path) -> None:
    assert "[Moscow]" in search("context", "moscow", index=index).stdout
    found = json.loads(search("context", "moscow", "--json", index=index).stdout)
    assert [(one["id"], one["word"]) for one in found] == [("a2", "Moscow")]
    assert search("similar", "none", index=index).returncode == 1
    assert search("similar", "a1", index=index).returncode in (0, 1)
    assert json.loads(search("complete", "ann", "--what", "people", "--json", index=index).stdout) == [
        {"text": "Ann Lee", "articles": 2}
    ]
    assert search("complete", "zzz", index=index).returncode == 1


def test_query_with_facets_cursor_and_suggestion(index: Path) -> None:
    page = json.loads(search("query", "moscow", "-n", "1", "--facets", "source,year", "--json", index=index).stdout)
    assert page["facets"]["year"] == {"2024": 2}
    following = json.loads(
        search("query", "moscow", "-n", "1", "--after", page["cursor"], "--json", index=index).stdout
    )
    assert {page["hits"][0]["id"], following["hits"][0]["id"]} == {"a1", "a2"}
    assert "did you mean: moscow" in search("query", "mosocw", index=index).stdout
    assert search("query", "moscow", "--after", "x", index=index).returncode == 2
    assert "source: Agency 1" in search("query", "moscow", "--facets", "source", "--collapse", index=index).stdout


def test_batch(index: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.csv"
    queries.write_text('\ufeffName,Query\nm,moscow\n,"""wheat"""\nnone,snow\n\n', "utf-8")
    rows = list(csv.DictReader(io.StringIO(search("batch", str(queries), index=index).stdout)))
    assert [(row["name"], row["total"], row["rank"], row["id"]) for row in rows if row["name"] != "m"] == [
        ("2", "1", "1", "a3"), ("none", "0", "0", ""),
    ]  # fmt: skip
    assert {row["id"] for row in rows if row["name"] == "m"} == {"a1", "a2"}
    assert next(row["source"] for row in rows if row["id"] == "a3") == "'=Gazette", "no formula for a spreadsheet"
    out = tmp_path / "hits.jsonl"
    assert "written to" in search("batch", str(queries), "--json", "--out", str(out), index=index).stdout
    assert len([json.loads(line) for line in out.read_text("utf-8").splitlines()]) == len(rows)
    for content, message in (
        (b"a,b\n1,2\n", "no column called query"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "no column"),
    ):
        queries.write_bytes(content)
        done = search("batch", str(queries), index=index)
        assert done.returncode == 2
        assert message in done.stderr
    kept = out.read_text("utf-8")
    queries.write_text("query\nmoscow\n", "utf-8")
    for wrong in (("batch", str(tmp_path / "missing.csv")), ("batch", str(queries), "--sort", "best")):
        done = search(*wrong, index=index)
        assert (done.returncode, done.stdout) == (2, ""), "nothing is written before what is wrong is seen"
        assert search(*wrong, "--out", str(out), index=index).returncode == 2
        assert out.read_text("utf-8") == kept


def test_saved_searches(index: Path, tmp_path: Path) -> None:
    assert search("watch", "w", "snow", "OR", "frost", index=index).returncode == 0
    assert search("watch", index=index).stdout == "w: snow OR frost\n"
    assert search("watch", "w", index=index).returncode == 2
    (tmp_path / "new.jsonl").write_text(json.dumps({"id": "n", "headline": "First snow", "body": "."}) + "\n", "utf-8")
    done = search("index", str(tmp_path / "new.jsonl"), index=index)
    assert "w: First snow (n)" in done.stdout
    assert "a quotation mark is not closed" in search("watch", "q", '"snow', index=index).stderr
    assert search("unwatch", "q", index=index).returncode == 0
    assert search("unwatch", "w", index=index).returncode == 0
    assert search("unwatch", "w", index=index).returncode == 1
    assert search("watch", "x", "y", index=tmp_path / "no").returncode == 2


def test_bars_are_aligned_in_any_script() -> None:
    lines = bars_text([("北京", 1.0, "1"), ("Erdoğan", 2.0, "2"), ("e\u0301", 1.0, "1")], width=4).splitlines()
    assert {columns_of(line.partition("█")[0]) for line in lines} == {9}


def test_charts(index: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name, head in (("who.png", b"\x89PNG"), ("who.svg", b"<?xml")):
        done = search("people", "moscow", f"--{name[-3:]}", str(tmp_path / name), index=index)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes().startswith(head)
    done = search("trend", "moscow", "--png", str(tmp_path / "trend.png"), index=index)
    assert done.returncode == 0, done.stderr
    assert search("people", "moscow", "--chart", str(tmp_path / "who.nothing"), index=index).returncode == 2
    assert search("people", "moscow", "--chart", str(tmp_path / "no" / "who.png"), index=index).returncode == 2


def test_what_has_no_day_is_said(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(
        '{"headline": "Snow", "body": "Snow fell.", "published": "2024-02-29"}\n{"headline": "Snow"}\n'
    )
    index = tmp_path / "i"
    assert search("index", str(tmp_path / "news.jsonl"), index=index).returncode == 0
    for command in (("timeline", "snow"), ("trend", "snow")):
        assert "articles that have no day of publication: 1" in search(*command, index=index).stderr
    assert "articles that speak of no day: 2" in search("timeline", "snow", "--of", "mentioned", index=index).stderr
    assert search("timeline", "published:*", index=index).stderr == ""


def test_words_in_context_are_aligned_in_any_script(tmp_path: Path) -> None:
    rows = [{"headline": "x", "body": "会谈在 snow 北京"}, {"headline": "y", "body": "so snow fell"}]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert search("index", str(tmp_path / "news.jsonl"), index=tmp_path / "i").returncode == 0
    lines = search("context", "snow", "--width", "10", index=tmp_path / "i").stdout.splitlines()
    assert {columns_of(line.partition("[")[0]) for line in lines} == {10}


def test_charts_of_anything(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from matplotlib.figure import Figure

    drawn: list[Figure] = []
    chart = str(tmp_path / "chart.svg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", lambda self, *_, **__: drawn.append(self))
        assert save_bars([], chart, title="nobody") == ()
        save_bars(
            [("2023", 0.02, "2 %"), ("⋮", 0.0, "7 empty years"), ("2031", 0.01, "1 %")],
            chart,
            upright=True,
            percent=True,
        )
        save_bars([("Ann $x$\x1b " * 20, 1.0, "$1")], chart, title="long " * 2000)
    empty, upright, long = drawn
    assert [text.get_text() for text in empty.axes[0].texts] == ["nothing found"]
    assert not empty.axes[0].axison
    assert [text.get_text() for text in upright.axes[0].texts] == ["7 empty years"]
    assert upright.axes[0].yaxis.get_major_formatter()(0.02, 0).endswith("%")
    (label,) = [tick.get_text() for tick in long.axes[0].get_yticklabels()]
    assert label.startswith(r"Ann \$x\$ ")
    assert label.endswith("…")
    assert "\x1b" not in label
    assert len(long.axes[0].get_title()) < 200
    assert all(tick == int(tick) for tick in long.axes[0].get_xticks())
    assert save_bars([("\U0010fffd", 1.0, "1")], chart) == (), "no character, nothing to show"
    (note,) = save_bars([("\U00013000", 1.0, "1")], chart)
    assert "\U00013000" in note
    assert Path(chart).read_bytes().startswith(b"<?xml")


def test_charts_say_what_is_missing(index: Path, tmp_path: Path) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ImportError", "utf-8")
    done = search("people", "moscow", "--png", str(tmp_path / "x.png"), index=index, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "searchlib[charts]" in done.stderr
