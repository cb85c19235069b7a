from collections.abc import Callable, Mapping
from typing import Any

PAGE: int
LANGUAGE_MARK: str
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
        id: str,
        headline: str,
        standfirst: str,
        body: str,
        language: str,
        day: int,
        instant: int,
        zone: int,
        people: list[tuple[str, int]],
        dates: list[tuple[int, int]],
        source: str,
        section: str,
        byline: str,
        extra: Mapping[str, str],
    ) -> int: ...
    def discard(self, document: int) -> None: ...
    def __len__(self) -> int: ...
    def memory(self) -> int: ...
    def unstemmed(self, most: int) -> list[str]: ...
    def set_stems(self, stems: list[str]) -> None: ...
    def zone_lengths(self) -> list[tuple[int, int]]: ...
    def sections(
        self,
        profile: dict[str, Any],
        bucket_words: int,
        write: Callable[[bytes], object],
        begin_section: Callable[[int], object],
    ) -> int: ...
