"""Who finds people and dates in an article that comes in, and when? In several articles at a time, before they are written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from searchlib.article import Article, DateMention, Person

if TYPE_CHECKING:
    from searchlib.kernels.recognition import FoundPeople
    from searchlib.kernels.temporal import FoundDates
    from searchlib.segments.writer import IndexWriter

PeopleFinder = Callable[[str], Sequence[Person]]
DatesFinder = Callable[[str], Sequence[DateMention]]
MOST_WAITING, MOST_CHARACTERS = 32, 1 << 17
"""Articles, and characters of their bodies."""


class Incoming:
    """Articles that were added and wait to be written.

    What finding people reads all over, what finding dates does, and what filing words does would push each other out of the
    processor's caches with every article. So some articles wait: their people are found, then their dates, then all are written.
    One that could fail by itself does not wait, and nothing leaves before it was written: after an error, or an interruption,
    the next call goes on where this one ended. (An article that is written twice stands there once.)

    Args:
        find_people, find_dates: what somebody brought to find them with, in the place of our own.
    """

    def __init__(self, find_people: PeopleFinder | None, find_dates: DatesFinder | None) -> None:
        self._find_people, self._find_dates = find_people, find_dates
        self._waiting: deque[Article] = deque()
        self._characters = 0

    def may_wait(self, article: Article) -> bool:
        """Is there something to find in it, and does nothing but the disk stand in its way?"""
        if len(article.body) >= MOST_CHARACTERS or (article.people is not None and article.dates is not None):
            return False
        return (self._find_people is None or article.people is not None) and (
            self._find_dates is None or article.dates is not None
        )

    def put(self, article: Article, writer: IndexWriter) -> None:
        """Lets it wait. When there are enough they are written first: if that fails, this one was not taken."""
        if len(self._waiting) >= MOST_WAITING or self._characters >= MOST_CHARACTERS:
            self.write(writer)
        self._waiting.append(article)
        self._characters += len(article.body)

    def write(self, writer: IndexWriter) -> None:
        """Writes all that wait."""
        waiting = self._waiting
        if not waiting:
            return
        texts = [article.text for article in waiting]
        people = [self.people_in(article, text) for article, text in zip(waiting, texts, strict=True)]
        dates = [self.dates_in(article, text) for article, text in zip(waiting, texts, strict=True)]
        for some_people, some_dates in zip(people, dates, strict=True):
            writer.add(waiting[0], some_people, some_dates)
            waiting.popleft()
        self._characters = 0

    def forget(self) -> None:
        self._waiting.clear()
        self._characters = 0

    def people_in(self, article: Article, text: str) -> tuple[Person, ...] | FoundPeople[Person]:
        """Those that came with the article, or are found in its text."""
        if article.people is not None:
            return article.people
        if self._find_people is not None:
            return tuple(self._find_people(text))
        from searchlib.extraction.people import people_in

        return people_in(text, language=article.language)

    def dates_in(self, article: Article, text: str) -> tuple[DateMention, ...] | FoundDates[DateMention]:
        """Those that came with the article, or are found in its text."""
        if article.dates is not None:
            return article.dates
        if self._find_dates is not None:
            return tuple(self._find_dates(text))
        from searchlib.extraction.dates import dates_and_ranges

        return dates_and_ranges(text, published=article.published, language=article.language)
