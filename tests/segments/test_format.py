"""FORMAT.md's worked example is what the code writes."""

from __future__ import annotations

from searchlib import Article, Index
from searchlib.segments.files import open_sections


def test_the_worked_example() -> None:
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
    # The bodies begin behind the two gaps of an empty headline and standfirst, so positions are two more than in the text.
    assert rest == bytes([3, 0b100_000, 1, 0b10, 3, 0b010_101, 2, 0b10])
    assert all(0 < impact <= 255 for impact in impacts)
    # Of these, two impacts and the block of gaps (its width, its bits) are documents and impacts; positions follow.
    assert segment.view.list_extent("fword") == (offset, 4)
    assert segment.view.list_extent("fnowhere") == (0, 0)
