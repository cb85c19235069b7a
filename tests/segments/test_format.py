"""FORMAT.md's worked examples, read from that page, are what the code writes."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import searchlib
from searchlib import Article, Index
from searchlib.extraction.dates import dates_and_ranges, find_dates
from searchlib.extraction.people import find_people, people_in
from searchlib.kernels.indexing import hash64
from searchlib.segments.directory import MemoryDirectory
from searchlib.segments.files import SectionedFileWriter, open_sections
from searchlib.segments.manifest import Manifest, SegmentEntry, decode_manifest
from searchlib.segments.records import decode_record, encode_record

PAGE = (Path(searchlib.__file__).parent / "segments" / "FORMAT.md").read_text("utf-8")


def example(of: str) -> list[str]:
    """The lines of the block under the heading, without what is said behind two spaces."""
    block = re.search(rf"### Worked example: {of}\n\n[^#]*?\n\n((?:    .*\n)+)", PAGE)
    assert block, of
    return [line[4:] for line in block[1].splitlines()]


def as_bytes(lines: list[str]) -> bytes:
    return b"".join(
        line.encode() if line.startswith("{") else bytes.fromhex(line.partition("  ")[0].strip()) for line in lines
    )


def test_a_file() -> None:
    directory = MemoryDirectory()
    file = SectionedFileWriter(directory, "example")
    file.begin_section(0)
    file.write(b"abc")
    file.begin_section(1)
    file.write(b"12345678")
    file.finish(7)
    lines = example("a file")
    footer = as_bytes(lines[2:-2])
    checksum = struct.pack("<Q", hash64(footer))
    assert bytes(directory.read("example")) == as_bytes(lines[:2]) + footer + checksum + as_bytes(lines[-1:])
    assert open_sections(directory, "example").sections == [(0, 3), (8, 8)]


def test_a_manifest() -> None:
    written = "".join(f"{line}\n" for line in example("a manifest")).encode()
    segment = SegmentEntry("00000001-0001", 70, 1, 2, "00000003-0001.deleted", 3, 4)
    manifest = Manifest(3, (segment,), watches={"moscow": "talks moscow"}, languages=("en",))
    assert manifest.encode() == written
    assert decode_manifest(written, "example") == manifest


def test_deletions() -> None:
    index = Index()
    index.add_many(Article("h", "b", id=f"{i:02}", people=[], dates=[]) for i in range(70))
    index.commit()
    for document in (0, 9, 69):
        index.delete(f"{document:02}")
    index.commit()
    (entry,) = (segment.entry for segment in index._snapshot.segments)
    assert bytes(index._directory.read(entry.deleted_file)) == as_bytes(example("deletions"))
    assert hash64(as_bytes(example("deletions"))) == entry.deleted_checksum


def test_a_list() -> None:
    index = Index()
    texts = ["a b c word", "x", "x", "x", "x", "word a word"]
    for at, text in enumerate(texts):
        index.add(Article("", text, id=f"{at}", people=[], dates=[], published=f"2024-01-{20 - at:02}"))
    index.commit()
    segment = index._snapshot.segments[0]
    file = open_sections(index._directory, f"{segment.entry.name}.segment")
    keys = [key for key, _ in segment.view.terms_from("", 100)]
    info = file.sections[3][0] + 16 * keys.index("fword")
    offset = int.from_bytes(file.data[info : info + 4], "little") + file.sections[0][0]
    length = int.from_bytes(file.data[info + 4 : info + 8], "little")
    written = bytes(file.data[offset : offset + length])
    impacts, rest = written[:2], written[2:]
    assert rest == as_bytes(example("a list")[1:])
    assert all(0 < impact <= 255 for impact in impacts)
    # Of these, two impacts and the block of gaps (its width, its bits) are documents and impacts; positions follow.
    assert segment.view.list_extent("fword") == (offset, 4)
    assert segment.view.list_extent("fnowhere") == (0, 0)


def test_an_article() -> None:
    article = Article("H", "Körper", standfirst="St", source="Wire")
    assert encode_record(article, (), ()) == as_bytes(example("an article"))


def test_what_was_found() -> None:
    text = "Ann Lee spoke on Monday. Lee left."
    article = Article("", text, published="2024-02-29")
    record = encode_record(article, people_in(text), dates_and_ranges(text, published=article.published))
    assert record[12 + len(text) :] == as_bytes(example("what was found"))
    back = decode_record(record, id="a", headline="", published=article.published)
    assert (back.people, back.dates) == (find_people(text), find_dates(text, published=article.published))
