"""Which lines of an article show why it was found? The sentences with most of the query's words, and where they are in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SNIPPET_LENGTH = 240
MAX_PASSAGES = 3
MARKS_COUNTED = 4
ELLIPSIS = " … "
PARAGRAPH_END = " · "
_SPACE = re.compile(r"\s+")
Mark = tuple[int, int, int]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """Passages of an article on one line.

    Attributes:
        text: the passages, with " … " where something is left out; runs of white space are one space.
        marks: (start, end) in characters of `text`, where words of the query are.
        passages: (start, end) of each passage in characters of the article's text (`Article.text`).
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    passages: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return self.text

    def marked(self, before: str, after: str) -> str:
        """The text with `before` and `after` around each mark.

        Example:
            >>> Snippet("talks in Moscow", ((0, 5), (9, 15))).marked("[", "]")
            '[talks] in [Moscow]'
        """
        return self._marked(before, after, str)

    def html(self, tag: str = "mark") -> str:
        """The text as HTML: escaped, each mark in an element.

        Example:
            >>> Snippet("R&D talks", ((4, 9),)).html()
            'R&amp;D <mark>talks</mark>'
        """
        from html import escape

        return self._marked(f"<{tag}>", f"</{tag}>", escape)

    def ansi(self, style: str = "1;33") -> str:
        """The text for a terminal, marks in bold yellow or another style; control characters are left out.

        Example:
            >>> Snippet("talks", ((0, 5),)).ansi()
            '\\x1b[1;33mtalks\\x1b[0m'
        """
        return self._marked(f"\x1b[{style}m", "\x1b[0m", _printable)

    def _marked(self, before: str, after: str, escape: Callable[[str], str]) -> str:
        out, at = [], 0
        for start, end in self.marks:
            out += [escape(self.text[at:start]), before, escape(self.text[start:end]), after]
            at = end
        return "".join([*out, escape(self.text[at:])])


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def make_snippet(
    text: str,
    marks: Sequence[Mark],
    sentences: Sequence[Span],
    worth: Callable[[int], float] = lambda words: float(words.bit_count()),
    length: int = SNIPPET_LENGTH,
    offset: int = 0,
) -> Snippet:
    """The passages of about `length` characters together that show most.

    Whole sentences are taken as they fit: first the one with the most of the query's words, weighed by rarity, then others
    for words that are not shown yet, then neighbours. Of a sentence that is too long, the part with most of the words.

    Args:
        text: standfirst and body.
        marks: begin, end and words (bits) of each match, in order.
        sentences: begin and end of each, in order.
        worth: what it is worth to show a set of words.
        length: in characters.
        offset: where `text` begins in the article's text.
    """
    chosen = _choose(marks, sentences, worth, length) if marks else _lead(sentences, length)
    return _assemble(text, marks, [_trimmed(text, *span) for span in chosen], offset)


def _choose(marks: Sequence[Mark], sentences: Sequence[Span], worth: Callable[[int], float], length: int) -> list[Span]:
    candidates = _sentences_with_marks(marks, sentences)
    shown, used, chosen = 0, 0, list[tuple[int, Span]]()

    def gain(words: int) -> float:
        return worth(words & ~shown)

    while len(chosen) < MAX_PASSAGES and candidates:
        best = max(candidates, key=lambda one: (gain(one[1]), min(one[2], MARKS_COUNTED), -one[0]))
        if chosen and (not gain(best[1]) or used >= length * 0.8):
            break
        candidates.remove(best)
        room = length if not chosen else max(length - used, length // 3)
        begin, end = sentences[best[0]]
        if end - begin > room:
            if chosen and room < length // 2:
                room = length // 2
            begin, end = _part(begin, end, [mark for mark in marks if begin <= mark[0] and mark[1] <= end], room, worth)
        chosen.append((best[0], (begin, end)))
        shown |= best[1]
        used += end - begin
    return _joined(sorted(_with_neighbours(chosen, sentences, length - used)))


def _sentences_with_marks(marks: Sequence[Mark], sentences: Sequence[Span]) -> list[tuple[int, int, int]]:
    """(number, words, marks) of the best sentence with each set of words; a mark belongs where it begins."""
    found: dict[int, tuple[int, int]] = {}
    at = 0
    for begin, _, words in marks:
        while at + 1 < len(sentences) and sentences[at + 1][0] <= begin:
            at += 1
        seen, count = found.get(at, (0, 0))
        found[at] = (seen | words, count + 1)
    # Of sentences with the same words only the best can be chosen: another would show nothing new.
    best: dict[int, tuple[int, int, int]] = {}
    for number, (words, count) in found.items():
        if words not in best or min(count, MARKS_COUNTED) > min(best[words][2], MARKS_COUNTED):
            best[words] = (number, words, count)
    return list(best.values())


def _part(begin: int, end: int, marks: list[Mark], room: int, worth: Callable[[int], float]) -> Span:
    """The part of a long sentence with the most of the words, with some text before the first."""
    best, best_worth, low = (marks[0][0], marks[0][1]) if marks else (begin, begin), -1.0, 0
    for high in range(len(marks)):
        while marks[high][1] - marks[low][0] > room and low < high:
            low += 1
        words = 0
        for mark in marks[max(low, high - 32) : high + 1]:
            words |= mark[2]
        if (here := worth(words) + 0.01 * (high - low)) > best_worth:
            best, best_worth = (marks[low][0], marks[high][1]), here
    spare = max(0, room - (best[1] - best[0]))
    start = max(begin, best[0] - spare // 3)
    return start, min(end, max(best[1], start + room))


def _with_neighbours(chosen: list[tuple[int, Span]], sentences: Sequence[Span], room: int) -> list[Span]:
    """Adds whole sentences behind (else before) those chosen, as long as they fit."""
    spans = dict(chosen)
    whole = all(sentences[number] == span for number, span in chosen)
    grown = whole
    while grown and room > 0:
        grown = False
        for number in sorted(spans):
            for neighbour in (number + 1, number - 1):
                if neighbour in spans or not 0 <= neighbour < len(sentences):
                    continue
                size = sentences[neighbour][1] - sentences[neighbour][0] + 1
                if size <= room:
                    spans[neighbour] = sentences[neighbour]
                    room -= size
                    grown = True
                    break
    return list(spans.values())


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours, with nothing but white space between them, become one passage."""
    joined: list[Span] = []
    for span in spans:
        if joined and span[0] - joined[-1][1] <= 3:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _lead(sentences: Sequence[Span], length: int) -> list[Span]:
    if not sentences:
        return []
    begin, end = sentences[0]
    for _, stop in sentences[1:]:
        if stop - begin > length:
            break
        end = stop
    return [(begin, min(end, begin + length))]


def _trimmed(text: str, begin: int, end: int) -> Span:
    """Not in the middle of a word."""
    if begin > 0 and not text[begin - 1].isspace() and (space := text.find(" ", begin, begin + 30)) >= 0:
        begin = space + 1
    if end < len(text) and not text[end].isspace() and (space := text.rfind(" ", max(begin, end - 30), end)) >= 0:
        end = space
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _on_one_line(text: str, begin: int, end: int) -> str:
    """White space as one space; where a paragraph ends without a full stop, as a standfirst may, with a dot between."""
    part = text[begin:end]
    if "  " not in part and part.isprintable():  # the only white space that is printable is " "
        return part
    if "\n" not in part:
        return _SPACE.sub(" ", part)

    def gap(found: re.Match[str]) -> str:
        at = begin + found.start()
        return PARAGRAPH_END if found[0].count("\n") > 1 and text[at - 1 : at].isalnum() else " "

    return _SPACE.sub(gap, part)


def _assemble(text: str, marks: Sequence[Mark], spans: Sequence[Span], offset: int) -> Snippet:
    out, shown, size = list[str](), list[tuple[int, int]](), 0

    def put(piece: str) -> None:
        nonlocal size
        out.append(piece)
        size += len(piece)

    for number, (begin, end) in enumerate(spans):
        if number:
            put(ELLIPSIS)
        at = begin
        for start, stop, _ in marks[bisect_left(marks, (begin,)) :]:
            if start >= end:
                break
            if start < at or stop > end:
                continue
            put(_on_one_line(text, at, start))
            marked = _on_one_line(text, start, stop)
            shown.append((size, size + len(marked)))
            put(marked)
            at = stop
        put(_on_one_line(text, at, end))
    return Snippet("".join(out), tuple(shown), tuple((begin + offset, end + offset) for begin, end in spans))
