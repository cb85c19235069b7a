"""The encodings alone, as Python functions: for tests and for looking into files, not for speed."""

def pack(values: list[int], width: int) -> bytes:
    """Numbers below 2**width, one behind the other, `width` (0 to 32) bits each, the lowest bits first."""

def unpack(packed: bytes, count: int, width: int) -> list[int]:
    """The first `count` numbers again. ValueError: there are too few bytes."""

def unpack_at(packed: bytes, index: int, width: int) -> int:
    """Number `index` alone."""

def bit_width(value: int) -> int:
    """How many bits a number takes; 0 for 0."""

def postings_round_trip(
    postings: list[tuple[int, int, list[int]]], documents: int, marked: bool = False
) -> tuple[bytes, list[tuple[int, int, list[int]]]]:
    """Files the list of one term and reads it back.

    Args:
        postings: (document, impact 1 to 255, positions), documents and positions ascending; positions of all or of none.
        documents: how many the segment has; many postings in a large one are filed densely.
        marked: a dense list has an impact a posting, as those of headlines do.

    Returns:
        The bytes (layout: segments/FORMAT.md), and the postings as read from them.
    """
