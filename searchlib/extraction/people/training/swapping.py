"""What if the same sentences named other people? Copies of documents with their persons' names drawn anew, consistently in a document."""

from __future__ import annotations

import random

from searchlib.extraction.people.training.invented_names import InventedPerson, NameSource
from searchlib.extraction.people.training.sources import Document, Span


def swapped(document: Document, names: NameSource, random_source: random.Random) -> Document | None:
    """The document with other persons, or None when it names nobody."""
    if not any(kind == "P" for _, _, kind in document.spans):
        return None
    people: dict[str, InventedPerson] = {}
    for begin, end, kind in document.spans:
        words = document.text[begin:end].split()
        if kind == "P" and len(words) > 1:
            person = names.person()
            people.setdefault(words[-1].lower(), person)
            people.setdefault(words[0].lower(), person)
    text = ""
    spans: list[Span] = []
    at = 0
    for begin, end, kind in document.spans:
        text += document.text[at:begin]
        words = document.text[begin:end].split()
        put = document.text[begin:end]
        if kind == "P":
            person = people.setdefault(words[-1].lower(), names.person())
            if len(words) > 1:
                put = " ".join(person.full())
            else:
                first = words[0].lower() in people and people[words[0].lower()] is not person
                put = person.first() if first else " ".join(person.short())
            if document.text[begin:end].isupper() and len(document.text[begin:end]) > 3:
                put = "".join(one.upper() if len(one.upper()) == 1 else one for one in put)
        spans.append((len(text), len(text) + len(put), kind))
        text += put
        at = end
    text += document.text[at:]
    return Document(text, spans, document.open, document.weight * 0.7, f"{document.source} swapped")
