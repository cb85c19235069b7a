from collections.abc import Callable
from typing import Any

PAGE: int
KEY_ENDS_SECTION: int
KEY_BYTES_SECTION: int
TERM_INFOS_SECTION: int
SECTIONS: int
MAX_LABEL_BYTES: int

def hash64(data: bytes, seed: int = 0) -> int: ...
def page_checksum(data: bytes | memoryview) -> int: ...
def tokenize(text: str) -> list[tuple[int, int, int, str | None]]: ...

class PageChecksums:
    def update(self, data: bytes | memoryview) -> None: ...
    def finish(self) -> list[int]: ...

class BatchInverter:
    fold: Any
    threads: int
    def __init__(self, fold: Callable[[str, int], str], stream_bytes: int = 0, threads: int = 1) -> None: ...
    def add(
        self,
        place: tuple[int, int, int],
        article: Any,
        language: str,
        moment: tuple[int, int, int],
        people: Any,
        dates: Any,
    ) -> int:
        """Adds an article; returns its number in the batch.

        Args:
            place: where it lies in the store.
            article: an Article.
            people, dates: tuples of Persons and DateMentions, or FoundPeople and FoundDates.
            language, moment: as language_mark and moment_of say them.
        """

    def discard(self, document: int) -> int:
        """Leaves a document out; returns how many bytes it takes in the store."""

    def __len__(self) -> int: ...
    def memory(self) -> int: ...
    def stem(self, stem_words: Callable[[list[str], str], list[str]]) -> None:
        """Has the stems of all words found that have none yet: of some thousands a call, and of the language they stand in
        (as language_mark says it)."""

    def zone_lengths(self) -> list[tuple[int, int]]: ...
    def sections(
        self,
        profile: dict[str, Any],
        bucket_words: int,
        write: Callable[[bytes], object],
        begin_section: Callable[[int], object],
    ) -> int: ...
