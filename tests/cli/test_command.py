"""The command as a process: what it prints, its exit codes, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"


def search(*words: str, index: Path | None = None, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if index is not None:
        environment["SEARCHLIB_INDEX"] = str(index)
    done = subprocess.run(
        [sys.executable, "-m", "searchlib_cli.main", *words], input=stdin, capture_output=True, text=True, env=environment,
        encoding="utf-8",
        cwd=Path(__file__).parent,  # away from the source tree, which is not compiled
 check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "i"
    done = search("index", str(SEEDS), index=path)
    assert done.returncode == 0, done.stderr
    assert "articles indexed" in done.stdout
    return path


def ids(query: str, index: Path) -> list[str]:
    return search("query", query, "--ids", "--limit", "50", index=index).stdout.split()


def test_the_main_job(index: Path) -> None:
    done = search("query", "Moscow talks", index=index)
    assert done.returncode == 0
    assert "Moscow talks bring fourteen Palestinian groups to one table" in done.stdout
    assert "\x1b" not in done.stdout


def test_seeds_are_searched_by_field(index: Path) -> None:
    talks = "diplomacy/2024-02-28-moscow-palestinian-talks.txt"
    assert talks in ids('people:"mikhail bogdanov" published:2024-02', index)
    assert talks in ids("people:shtayyeh headline:talks", index)
    assert "nord-1" in ids("bogdanov", index)
    assert ids("people:hamas", index) == []
    assert {"courier-101", "meridian-7730", "evening-55"} <= set(ids("crane almere", index))
    assert "business/ford-and-washington.txt" not in ids("people:ford -people:gerald", index)


def test_json(index: Path) -> None:
    data = json.loads(search("query", "bogdanov", "--json", "-n", "2", index=index).stdout)
    assert data["total"] >= 3
    assert len(data["hits"]) == 2
    assert {"id", "score", "headline", "published", "people", "snippet"} <= set(data["hits"][0])
    assert json.loads(search("stats", "--json", index=index).stdout)["articles"] >= 60


def test_show(index: Path) -> None:
    done = search("show", "diplomacy/2024-02-28-moscow-palestinian-talks.txt", index=index)
    assert "person  Mikhail Bogdanov (deputy foreign minister)" in done.stdout
    assert "Deputy Foreign Minister [Mikhail Bogdanov]" in done.stdout
    assert "{Thursday}" in done.stdout
    assert "Subscribe" not in done.stdout
    assert search("show", "nothing", index=index).returncode == 1
    data = json.loads(search("show", "led-1", "--json", index=index).stdout)
    assert data["published"] == "2024-04-09"


def test_exit_codes(index: Path, tmp_path: Path) -> None:
    assert search("query", "zzzzzz", index=index).returncode == 1
    assert search("query", "x", index=tmp_path / "none").returncode == 2
    assert search("bogus").returncode == 2
    assert search("query", "bogdanov", "--limit", "0", index=index).returncode == 0
    assert search("query", "x", "--sort", "best", index=index).returncode == 2
    assert search("query", "(", "--strict", index=index).returncode == 2
    assert search("delete", "x", index=tmp_path / "none").returncode == 2
    assert search("--version").stdout.startswith("search ")
    assert search("--help").returncode == 0


def test_bad_records_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "1", "title": "good \\u001b[31m one"}\n{bad\n')
    done = search("index", str(feed), index=tmp_path / "i")
    assert done.returncode == 2
    assert "feed.jsonl, line 2" in done.stderr
    shown = search("query", "good", index=tmp_path / "i")
    assert shown.returncode == 0
    assert "\x1b" not in shown.stdout
    assert search("delete", "1", "2", index=tmp_path / "i").returncode == 0
    assert search("query", "good", index=tmp_path / "i").returncode == 1


def test_standard_input(tmp_path: Path) -> None:
    done = search("index", "-", index=tmp_path / "i", stdin='{"title": "from a pipe", "body": "text"}\n')
    assert done.returncode == 0, done.stderr
    assert search("query", "pipe", index=tmp_path / "i").returncode == 0


def test_a_folder_that_is_no_index_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("x")
    done = search("index", str(SEEDS), index=tmp_path)
    assert done.returncode == 2
    assert "photo.jpg" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_single_problem_is_one(tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text('[{"title": "good"}, 7]')
    done = search("index", str(feed), index=tmp_path / "i")
    assert done.returncode == 2
    assert "record 2: a record must be a JSON object, not int" in done.stderr
    assert "1 problem, see above" in done.stderr


def test_notes_are_no_errors(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"title": "one"}\n{"body": "no headline here"}\n')
    done = search("index", str(feed), index=tmp_path / "i")
    assert done.returncode == 0, done.stderr
    assert "1 article without a headline, the first in line 2" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_tables_on_a_terminal(index: Path) -> None:
    import pty

    def on_terminal(*words: str, **environment: str) -> str:
        leader, follower = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "searchlib_cli.main", *words], stdout=follower, stderr=subprocess.PIPE,
            env={**os.environ, "SEARCHLIB_INDEX": str(index), "TERM": "xterm", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **environment},
            cwd=Path(__file__).parent,
        )  # fmt: skip
        os.close(follower)
        out = b""
        try:
            while chunk := os.read(leader, 65536):
                out += chunk
        except OSError:  # the other end is closed
            pass
        process.communicate()
        os.close(leader)
        return out.decode()

    shown = on_terminal("query", "bogdanov", "-n", "2")
    assert "\x1b[1;33mBogdanov" in shown
    assert "2024-02-2" in shown
    assert "\x1b[1;33m" not in on_terminal("query", "bogdanov", NO_COLOR="1")
    assert "articles" in on_terminal("stats")
    article = "diplomacy/2024-02-28-moscow-palestinian-talks.txt"
    assert "\x1b[1;32mMikhail Bogdanov" in on_terminal("show", article)
    assert "[Mikhail Bogdanov]" in on_terminal("show", article, NO_COLOR="1")


def test_people_are_listed_with_their_variants(index: Path, tmp_path: Path) -> None:
    done = search("names", "bogd", index=index)
    assert done.returncode == 0
    assert "Mikhail Bogdanov" in done.stdout
    people = json.loads(search("names", "--near", "michail bogdanow", "--json", index=index).stdout)
    assert people[0]["name"] == "Mikhail Bogdanov"
    assert people[0]["variants"][0]["articles"] > 0
    assert search("names", "zzzz", index=index).returncode == 1
    aliases = tmp_path / "aliases.csv"
    aliases.write_text("rename,Mikhail Bogdanov,The Envoy\n", "utf-8")
    assert "The Envoy" in search("names", "envoy", "--aliases", str(aliases), index=index).stdout
    aliases.write_text("renam,Mikhail Bogdanov,The Envoy\n", "utf-8")
    wrong = search("names", "--aliases", str(aliases), index=index)
    assert wrong.returncode == 2
    assert "line 1" in wrong.stderr


def test_people_are_searched_by_variants(index: Path) -> None:
    assert ids('people:~"michail bogdanow"', index) == ids('people:"mikhail bogdanov"', index) != []


def test_an_interruption_is_said_and_keeps_the_last_commit(tmp_path: Path) -> None:
    index = tmp_path / "i"
    assert search("index", "-", index=index, stdin='{"id": "1", "title": "kept"}\n').returncode == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "searchlib_cli.main", "index", "-", "--index", str(index)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where a shell runs us in the background
    )  # fmt: skip
    assert process.stdin is not None
    (index / "lock").unlink()  # made again once the process is writing
    record = json.dumps({"title": "never committed", "text": "word " * 200}).encode() + b"\n"
    process.stdin.write(record * 400)  # more than is read ahead; the process then waits for the rest
    process.stdin.flush()
    for _ in range(3000):
        if (index / "lock").exists() or process.poll() is not None:
            break
        time.sleep(0.01)
    # A native module that is just being loaded may swallow the first one: then who types it does so again.
    for _ in range(6):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
            break
    said = process.communicate()[1].decode()
    assert process.returncode == 130
    assert said == "search: interrupted; the index is as it was at its last commit\n"
    assert ids("*", index) == ["1"]


def test_a_mistake_of_ours_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from searchlib_cli import main

    def mistaken() -> None:
        raise LookupError("nothing there")

    monkeypatch.delenv("SEARCHLIB_TRACEBACK", raising=False)
    assert main._guarded(mistaken) == 2
    assert "LookupError: nothing there" in capsys.readouterr().err
    monkeypatch.setenv("SEARCHLIB_TRACEBACK", "1")
    with pytest.raises(LookupError):
        main._guarded(mistaken)


def test_an_encoding_that_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "one"}\n')
    done = search("index", str(tmp_path / "a.jsonl"), "--encoding", "nope", index=tmp_path / "i")
    assert done.returncode == 2
    assert "no such encoding" in done.stderr
    assert "mistake" not in done.stderr
