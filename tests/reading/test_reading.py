"""Files to articles: every format, and what bad input gets."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, ReadError, read
from searchlib.reading.text import split_text

RECORD = {
    "id": "1",
    "title": "Talks open",
    "text": "Envoys met.",
    "date": "2024-02-29",
    "author": "Ann Lee",
    "source": {"name": "Wire"},
}


def problems(path: Path) -> tuple[list[Article], list[ReadError]]:
    found: list[ReadError] = []
    return list(read(path, on_error=found.append)), found


def only(path: Path) -> Article:
    articles, found = problems(path)
    assert not found
    (article,) = articles
    return article


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.json", "a.jsonl.gz", "a.jsonl.xz", "a.jsonl.bz2", "a.csv", "b.json", "unknown"]
)
def test_formats(tmp_path: Path, name: str) -> None:
    data = json.dumps(RECORD).encode()
    if name == "b.json":
        data = json.dumps({"articles": [RECORD]}).encode()
    if name.endswith("csv"):
        data = b'id;title;text;date;author;source\n1;Talks open;"Envoys met.";2024-02-29;Ann Lee;Wire\n'
    packer = {"gz": gzip.compress, "xz": lzma.compress, "z2": bz2.compress}.get(name[-2:])
    (tmp_path / name).write_bytes(packer(data) if packer else data)
    article = only(tmp_path / name)
    assert (article.id, article.headline, article.body, str(article.published)) == (
        "1",
        "Talks open",
        "Envoys met.",
        "2024-02-29",
    )
    assert (article.byline, article.source, article.published_from) == ("Ann Lee", "Wire", "metadata")


def test_a_plain_text_file() -> None:
    parts = split_text(
        "Port closes basin\n\nA crane fell on Tuesday\n\nBy Ann Lee\n\n15 March 2022\n\nThe port closed its basin. Nobody was hurt.\n\n"
        "Divers will look at the wall.\n\nJoin our WhatsApp Channel to get the latest news"
    )
    assert parts.headline == "Port closes basin"
    assert parts.standfirst == "A crane fell on Tuesday"
    assert parts.byline == "Ann Lee"
    assert parts.date_line == "15 March 2022"
    assert parts.body == "The port closed its basin. Nobody was hurt.\n\nDivers will look at the wall."


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Dermot O'Brien, court reporter", "Dermot O'Brien"),
        ("By Ann Lee and Zoë Ray, Middle East correspondents", "Ann Lee and Zoë Ray"),
        ("By Tuesday, all trains had stopped", ""),
        ("By Tuesday, the editor had gone home", ""),
    ],
)
def test_bylines_with_a_role(line: str, byline: str) -> None:
    parts = split_text(f"Headline here\n\n{line}\n\nThe first paragraph is a long one. It goes on.\n\nThe second.")
    assert parts.byline == byline
    assert (line in parts.standfirst + parts.body) is not bool(byline)


def test_folders_give_stable_ids(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2024-02-29-x.txt").write_text("Head\n\nBody text.")
    (tmp_path / "a.txt").write_text("Other\n\nBody.")
    (tmp_path / ".hidden.txt").write_text("No")
    (tmp_path / "README.txt").write_text("No")
    articles, found = problems(tmp_path)
    assert [article.id for article in articles] == ["a.txt", "b/2024-02-29-x.txt"]
    assert [article.published_from for article in articles] == ["unknown", "file name"]
    assert not found


def test_a_mapping_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"Titel": "H", "Volltext": "B", "title": "other"}))
    (article,) = read(tmp_path / "a.jsonl", mapping={"headline": "Titel", "body": "Volltext"})
    assert (article.headline, article.body) == ("H", "B")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    body = (
        "Der Bürgermeister von Köln grüßte die Gäste aus Łódź."
        if encoding.startswith("utf")
        else "Der Bürgermeister von Köln grüßte die Gäste. " * 20
    )
    (tmp_path / "a.txt").write_bytes(f"Grüße\n\n{body}".encode(encoding))
    assert "Köln grüßte" in only(tmp_path / "a.txt").body


def test_a_bad_record_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        json.dumps(RECORD),
        "{no json",
        "[1]",
        json.dumps({"id": "2"}),
        json.dumps({"id": "3", "title": "x", "date": "someday"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    articles, found = problems(tmp_path / "a.jsonl")
    assert [article.id for article in articles] == ["1", "3"]
    assert [problem.line for problem in found] == [2, 3, 4, 5]
    assert all("a.jsonl, line" in str(problem) for problem in found)
    with pytest.raises(ReadError, match="line 2"):
        list(read(tmp_path / "a.jsonl"))


def test_ids_that_are_taken(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "1", "title": title}) for title in ("one", "two", "one", "three")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    articles, found = problems(tmp_path / "a.jsonl")
    assert [(article.id, article.headline) for article in articles] == [("1", "one"), ("1~2", "two"), ("1~3", "three")]
    assert [problem.line for problem in found] == [2, 4]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.json", b"{", "no JSON"),
        ("a.json", b"3", "no records"),
        ("a.txt", bytes(range(32)) * 50, "not text"),
        ("a.jsonl.gz", b"not gzip", "cannot be read"),
        ("a.csv", b"title,text\nx\n", "fields"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    articles, found = problems(tmp_path / name)
    assert not articles
    assert said in str(found[0])
    assert name in str(found[0])


def test_places_without_articles(tmp_path: Path) -> None:
    assert "no articles" in str(problems(tmp_path)[1][0])
    assert "no such file" in str(problems(tmp_path / "none")[1][0])


def test_broken_bytes_and_nul(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        json.dumps(RECORD).encode()
        + b"\n"
        + b'{"id": "2", "title": "a\xffb\\u0000c", "text": "'
        + "é".encode() * 20
        + b'"}'
    )
    articles, found = problems(tmp_path / "a.jsonl")
    assert articles[1].headline == "a\ufffdbc"
    assert found[0].line == 2


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_raw_control_characters_in_strings_lose_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b'{"title": "Talks\tin \x00Moscow", "text": "Envoys\x0cmet."}')
    notes: list[str] = []
    found: list[ReadError] = []
    (article,) = read(tmp_path / name, on_error=found.append, on_note=notes.append)
    assert (article.headline, article.body) == ("Talks in Moscow", "Envoys\x0cmet.")
    assert not found
    assert "1 NUL character left out" in notes[0]


def test_a_long_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "title": "t", "text": "word " * 1_000_000}))
    assert len(only(tmp_path / "a.jsonl").body) == 5_000_000


text = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip)


@settings(max_examples=40)
@given(st.lists(st.tuples(text, text.filter(bool)), min_size=1, max_size=5))
def test_records_come_back_from_csv_and_lines(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("x")
    records = [{"id": str(i), "url": headline, "body": body} for i, (headline, body) in enumerate(rows)]
    (folder / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["id", "url", "body"])
    writer.writeheader()
    writer.writerows(records)
    (folder / "b.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    for name in ("a.jsonl", "b.csv"):
        assert [(a.url, a.body) for a in read(folder / name, encoding="utf-8")] == rows


def test_remarks_are_heard_and_are_no_problems(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("Café fermé à Orléans\n\nLe café était fermé, dit Éric.\n".encode("cp1252") * 4)
    (tmp_path / "nul.txt").write_text("Head\x00line\n\nBody text.\n")
    notes: list[str] = []
    articles = list(read(tmp_path, on_note=notes.append))
    assert len(articles) == 2
    assert articles[0].headline == "Headline"
    assert "1 NUL character left out" in notes[0]
    assert "is not UTF-8" in notes[1]


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.json", b'[{"title": "K\xc3\xb6ln \xc3\xa9t\xc3\xa9",\n"text": "bro\xffken"}]', 2),
        ("a.csv", b"title,text\nK\xc3\xb6ln \xc3\xa9t\xc3\xa9,bro\xffken\n", 2),
        ("a.jsonl", b'{"title": "K\xc3\xb6ln \xc3\xa9t\xc3\xa9",  "text": "bro\xffken"}\n', 1),
        ("a.txt", b"K\xc3\xb6ln \xc3\xa9t\xc3\xa9\n\nbro\xffken", 3),
    ],
)
def test_a_broken_byte_is_reported_and_does_not_change_the_encoding(
    tmp_path: Path, name: str, data: bytes, line: int
) -> None:
    (tmp_path / name).write_bytes(data)
    (article,), (problem,) = problems(tmp_path / name)
    assert (article.headline, article.body) == ("Köln été", "bro\ufffdken")
    assert problem.line == line
    assert "they were replaced" in str(problem)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt"])
def test_a_given_encoding_is_used_and_must_exist(tmp_path: Path, name: str) -> None:
    data = {"a.csv": "title,text\nGrüße,Łódź\n", "a.txt": "Grüße\n\nŁódź"}.get(
        name, '{"title": "Grüße", "text": "Łódź"}\n'
    )
    (tmp_path / name).write_bytes(data.encode("utf-16-le"))  # without a mark; half of the bytes are NUL
    (article,) = read(tmp_path / name, encoding="utf-16-le")
    assert (article.headline, article.body) == ("Grüße", "Łódź")
    for wrong in ("nope", "hex"):
        with pytest.raises(ReadError, match="no such encoding"):
            list(read(tmp_path / name, encoding=wrong, on_error=lambda problem: None))


def test_lines_cut_out_of_an_array(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "title": "one"},\n{"id": "2", "title": "two"},\n')
    assert [article.id for article in problems(tmp_path / "a.jsonl")[0]] == ["1", "2"]
    (tmp_path / "b.jsonl").write_text('[{"id": "1", "title": "one"},\n{"id": "2", "title": "two"}]\n')
    assert "one JSON array is called .json" in str(problems(tmp_path / "b.jsonl")[1][0])


def test_an_open_quotation_mark_says_how_far_it_reached(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('title,text\na,b\n"open,c\nd,e\nf,g\n')
    articles, (problem,) = problems(tmp_path / "a.csv")
    assert [article.headline for article in articles] == ["a"]
    assert problem.line == 3
    assert "line 5: is a quotation mark not closed?" in str(problem)


def test_fields_that_are_not_known_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("titel;inhalt\nA;B\n")
    assert "titel, inhalt" in str(problems(tmp_path / "a.csv")[1][0])


def test_a_packed_file_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.JSONL.GZ").write_bytes(gzip.compress(json.dumps(RECORD).encode()))
    assert only(tmp_path).id == "1"


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Head\n\nBody.")
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "b.txt").write_text("Other\n\nBody.")
    list_folder = os.scandir

    def refusing(path: str) -> object:  # permissions would not stop a test that runs as root
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refusing)
    articles, found = problems(tmp_path)
    assert [article.id for article in articles] == ["a.txt"]
    assert ["closed: the folder cannot be listed: Permission denied" in str(problem) for problem in found] == [True]
