"""What is packed comes back, whatever it is: bits, posting lists, articles in the store, the manifest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchlib import Article, DateMention, Mention, Person
from searchlib.kernels.encodings import bit_width, pack, postings_round_trip, unpack, unpack_at
from searchlib.segments.directory import MemoryDirectory
from searchlib.segments.manifest import Manifest, SegmentEntry, read_manifest
from searchlib.segments.records import decode_record, encode_record
from searchlib.segments.store import StoreReader
from searchlib.segments.store_writer import StoreWriter

texts = some.text(some.characters(exclude_categories=["Cs"]), max_size=40)
counts32 = some.integers(0, 2**32 - 1)


@given(some.data())
def test_packed_numbers_come_back(data: some.DataObject) -> None:
    width = data.draw(some.integers(0, 32))
    numbers = data.draw(some.lists(some.integers(0, 2**width - 1), max_size=300))
    packed = pack(numbers, width)
    assert len(packed) == (len(numbers) * width + 7) // 8
    assert unpack(packed, len(numbers), width) == numbers
    assert [unpack_at(packed, at, width) for at in range(len(numbers))] == numbers


@given(counts32)
def test_a_width_is_just_enough(value: int) -> None:
    assert bit_width(value) == value.bit_length()


def test_too_few_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer bytes"):
        unpack(b"\1", 3, 7)


@given(some.data())
@settings(max_examples=150)
def test_posting_lists_come_back(data: some.DataObject) -> None:
    documents = data.draw(some.sampled_from([1, 127, 128, 129, 500, 2048, 5000]))
    share = data.draw(some.sampled_from([1, 2, 3, 40, 1000]))
    numbers = data.draw(some.sets(some.integers(0, documents - 1), min_size=1, max_size=20))
    numbers |= set(range(data.draw(some.integers(0, share - 1)), documents, share))
    with_positions = data.draw(some.booleans())
    seed = data.draw(some.randoms(use_true_random=False))
    postings = [
        (
            document,
            seed.randint(1, 255),
            sorted(seed.sample(range(3000), seed.randint(1, 6))) if with_positions else [],
        )
        for document in sorted(numbers)
    ]
    assert postings_round_trip(postings, documents, marked=data.draw(some.booleans()))[1] == postings


def test_the_largest_numbers_come_back() -> None:
    top = 2**31 - 2
    postings = [(0, 1, [0, 2**31]), (top, 255, [2**32 - 1])]
    assert postings_round_trip(postings, 2**31 - 1)[1] == postings


def test_more_documents_than_a_segment_can_hold_are_refused() -> None:
    with pytest.raises((ValueError, RuntimeError), match="2,147,483,647"):
        postings_round_trip([(0, 1, [])], 2**31)


@given(some.lists(some.integers(0, 2**31 - 2), min_size=1, max_size=400, unique=True))
def test_documents_far_apart_come_back(documents: list[int]) -> None:
    postings = [(document, 1, []) for document in sorted(documents)]
    assert postings_round_trip(postings, 2**31 - 1)[1] == postings


mentions = some.builds(lambda text, start: Mention(text, start, start + len(text)), texts, some.integers(0, 10**6))
people = some.builds(
    Person, texts, some.lists(mentions, max_size=3).map(tuple), some.lists(texts, max_size=2).map(tuple)
)
days = some.none() | some.dates()
dates = some.builds(
    lambda text, start, first, last, kind, value, how: DateMention(text, start, start + len(text), first, last, kind, value, how),
    texts, some.integers(0, 10**6), days, days, texts, texts, texts,
)  # fmt: skip


@given(texts, texts, texts, some.lists(people, max_size=3), some.lists(dates, max_size=3), texts, some.dictionaries(texts.filter(bool), texts, max_size=3))  # fmt: skip
def test_articles_come_back_from_the_store(
    headline: str, standfirst: str, body: str, named: list[Person], spoken_of: list[DateMention], url: str, extra: dict[str, str]
) -> None:  # fmt: skip
    article = Article(
        headline, body, id="a", standfirst=standfirst, people=named, dates=spoken_of, url=url, extra=extra,
        published=date(2024, 2, 29),
    )  # fmt: skip
    record = encode_record(article, tuple(named), tuple(spoken_of))
    directory = MemoryDirectory()
    writer = StoreWriter(directory, "x.store")
    places = [writer.add(record), writer.add(b"x" * 70_000), writer.add(record)]
    writer.finish()
    reader = StoreReader.open(directory, "x.store")
    assert reader.read(places[1]) == b"x" * 70_000
    for place in (places[0], places[2]):
        assert reader.read(place) == record
        assert decode_record(reader.read(place), id="a", headline=headline, published=date(2024, 2, 29)) == article


entries = some.builds(
    SegmentEntry, some.from_regex(r"[0-9a-f]{8}-[0-9a-f]{4}", fullmatch=True), some.integers(1, 2**31),
    some.integers(0, 2**64 - 1), some.integers(0, 2**64 - 1),
)  # fmt: skip


@given(some.integers(0, 2**40), some.lists(entries, max_size=5, unique_by=lambda entry: entry.name))
def test_manifests_come_back(generation: int, segments: list[SegmentEntry]) -> None:
    manifest = Manifest(generation, tuple(segments))
    directory = MemoryDirectory()
    directory.replace("manifest", manifest.encode())
    assert read_manifest(directory) == manifest
