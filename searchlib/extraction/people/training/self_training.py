"""What do plain texts teach? A first model labels them, and a second one learns from its labels too: words and contexts of news that no
annotated corpus has. Where a text has some persons marked by hand, these stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from searchlib.extraction.people.training import sources
from searchlib.extraction.people.training.sources import Document, Span
from searchlib.kernels.recognition import Recogniser

LONGEST = 4000  # characters of one press release


def press_releases(folder: Path, count: int) -> Iterator[str]:
    """US Senate press releases (government works), those that kept their punctuation and line ends."""
    for release in sources.press_releases(folder):
        body = release["body"][:LONGEST]
        if (
            "\0" in body
            or len(body) < 800
            or body.count(".") * 150 < len(body)
            or len(re.findall(r"[a-z.][A-Z]", body)) * 400 > len(body)
        ):
            continue
        yield body
        count -= 1
        if not count:
            return


def labelled(model: bytes, documents: Iterable[Document], weight: float) -> Iterator[Document]:
    """The documents with what a model finds in them beside the persons that they have marked."""
    recogniser = Recogniser(model)
    for document in documents:
        marked = [span for span in document.spans if span[2] == "P"]
        spans: list[Span] = list(marked)
        for begin, end in recogniser.spans(document.text):
            if all(end <= first or last <= begin for first, last, _ in marked):
                spans.append((begin, end, "P"))
        yield Document(document.text, sorted(spans), "N", weight, f"{document.source} self-labelled")
