"""Frequent words of texts as one or two bytes each (kernels/word_codes.hpp)."""

def table_for(texts: list[bytes]) -> bytes:
    """The words to code texts like these by, one a line in the order of their codes."""

def most_coded(size: int) -> int:
    """As how many bytes a text of `size` may be coded."""

class WordCodes:
    """Codes texts by a table of words.

    Raises:
        ValueError: the table is none.
    """

    table: bytes

    def __init__(self, table: bytes) -> None: ...
    def encode(self, text: bytes) -> bytes:
        """The text in fewer bytes; any bytes can be coded."""

    def encode_all(self, texts: list[bytes]) -> list[bytes]:
        """Each text coded by itself."""

    def decode(self, coded: bytes, size: int, enough: int | None = None) -> bytes:
        """The text of `size` bytes that was coded, or its first `enough` bytes.

        Raises:
            ValueError: there is none.
        """

class CodingAhead:
    """Codes texts by threads of its own, from now on, while the caller does something else."""

    texts: list[bytes]
    words: WordCodes

    def __init__(self, words: WordCodes, texts: list[bytes], threads: int = 1) -> None: ...
    def coded(self) -> list[bytes]:
        """Each text coded by itself; waits for the threads.

        Raises:
            RuntimeError: this process forked meanwhile.
        """
