"""In which company does a word stand? Each place where a query's words are, with the text around it (keyword in context)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchlib.results.results import Hit

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Context:
    """One place in an article.

    Attributes:
        id, headline, published: of the article.
        left, word, right: the text before, what was found, the text behind; on one line.
        start, end: of the word, in characters of the article's text (`Article.text`).
    """

    id: str
    headline: str
    published: date | datetime | None
    left: str
    word: str
    right: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.left}[{self.word}]{self.right}"


def contexts_of(hit: Hit, width: int) -> Iterator[Context]:
    """The places in standfirst and body of one article, words of a phrase together."""
    text, offset, marks, _ = hit._marked_text()
    id, headline, published = hit.id, hit.headline, hit.published
    for begin, end in _runs(text, [(mark[0], mark[1], mark[2]) for mark in marks]):
        yield Context(
            id, headline, published, _SPACE.sub(" ", text[max(0, begin - width) : begin]),
            _SPACE.sub(" ", text[begin:end]), _SPACE.sub(" ", text[end : end + width]), begin + offset, end + offset,
        )  # fmt: skip


def _runs(text: str, marks: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Marks for the same words with nothing but white space between them are one place."""
    at = 0
    while at < len(marks):
        begin, end, words = marks[at]
        at += 1
        while at < len(marks) and marks[at][2] == words and text[end : marks[at][0]].isspace():
            end = marks[at][1]
            at += 1
        yield begin, end
