"""What is worth knowing about a file, though nothing in it is wrong? Gathered while it is read, a line a kind."""

from __future__ import annotations

from collections.abc import Iterator

from searchlib.article import Article


class Remarks:
    """Of one file."""

    def __init__(self) -> None:
        self._encoding = ""
        self._bare, self._first_bare = 0, None  # type: tuple[int, int | None]
        self._nuls = 0

    def encoding(self, asked: str | None, detected: str) -> str:
        """The encoding to use: the one asked for, or the detected one, which is remarked on when it is a guess."""
        if asked is None and not detected.startswith("utf"):
            self._encoding = detected
        return asked or detected

    def without_nuls(self, text: str) -> str:
        """The text without NUL characters, which are counted."""
        if "\x00" not in text:
            return text
        self._nuls += text.count("\x00")
        return text.replace("\x00", "")

    def article(self, line: int | None, article: Article) -> None:
        """Counts what the article lacks."""
        if not article.headline:
            if not self._bare:
                self._first_bare = line
            self._bare += 1

    def __iter__(self) -> Iterator[str]:
        if self._encoding:
            yield f"is not UTF-8; it was read as {self._encoding} (another encoding can be given)"
        if self._nuls:
            yield f"{_count(self._nuls, 'NUL character')} left out"
        if self._bare:
            where = f", the first in line {self._first_bare}" if self._first_bare else ""
            yield f"{_count(self._bare, 'article')} without a headline{where}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
