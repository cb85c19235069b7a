"""Which lines of an article show why it was found? The passage with most of the query's words, and where they are in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from searchlib.kernels.indexing import tokenize

SNIPPET_LENGTH = 240
_READ_AT_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article.

    Attributes:
        text: the passage, on one line.
        marks: (start, end) in characters of `text`, where words of the query are.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return self.text

    def marked(self, before: str, after: str) -> str:
        """The text with `before` and `after` around each mark.

        Example:
            >>> Snippet("talks in Moscow", ((0, 5), (9, 15))).marked("[", "]")
            '[talks] in [Moscow]'
        """
        out, at = [], 0
        for start, end in self.marks:
            out += [self.text[at:start], before, self.text[start:end], after]
            at = end
        return "".join([*out, self.text[at:]])


def make_snippet(text: str, wanted: Callable[[str, str | None], object], length: int = SNIPPET_LENGTH) -> Snippet:
    """The passage of about `length` characters that shows most.

    Args:
        text: standfirst and body.
        wanted: says which word of the query a token (as written, folded or None) stands for; None for no one.
        length: in characters.
    """
    text = text[:_READ_AT_MOST]
    raw = text.encode("utf-8", "replace")
    ascii_text = len(raw) == len(text)
    found: list[tuple[int, int, object]] = []
    for begin, end, kind, folded in tokenize(text):
        if kind == 0 and (word := wanted(raw[begin:end].decode("utf-8", "replace"), folded)) is not None:
            if not ascii_text:
                begin, end = len(raw[:begin].decode("utf-8")), len(raw[:end].decode("utf-8"))
            found.append((begin, end, word))
    start = _best_start(found, length)
    start, end = _bounds(text, start, length)
    passage = "".join(" " if c.isspace() else c for c in text[start:end])
    marks = tuple((begin - start, stop - start) for begin, stop, _ in found if begin >= start and stop <= end)
    return Snippet(passage, marks)


def _best_start(found: list[tuple[int, int, object]], length: int) -> int:
    best, best_worth, low = 0, (0, 0), 0
    for high in range(len(found)):
        while found[high][1] - found[low][0] > length:
            low += 1
        inside = found[low : high + 1]
        worth = (len({word for _, _, word in inside}), len(inside))
        if worth > best_worth:
            best, best_worth = found[low][0], worth
    return best


def _bounds(text: str, start: int, length: int) -> tuple[int, int]:
    # From the sentence's beginning if it is near, else from a word's.
    near = max(0, start - length // 3)
    sentence = max(
        text.rfind(mark, near, start) + len(mark) if text.rfind(mark, near, start) >= 0 else -1
        for mark in (". ", "\n", "? ", "! ")
    )
    if sentence >= 0:
        start = sentence
    elif near:
        start = text.find(" ", near, start) + 1 or start
    else:
        start = 0
    end = min(len(text), start + length)
    if end < len(text):
        end = (
            max(text.rfind(" ", start + length // 2, end), start + 1) if " " in text[start + length // 2 : end] else end
        )
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
