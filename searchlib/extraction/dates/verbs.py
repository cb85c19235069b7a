"""Which words tell the tense of a sentence? Those of grammars/english_tense.txt, and the words around verbs: data for the kernel.

Not for: what is made of them (kernels/tense.hpp; its readable twin is kernels/reference_tense.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_ARTICLES = "the a an its his her their our my of more most"

AROUND = {
    # May stand between a verb and its day: "met late on Monday".
    "beside": "on late early later earlier in at by for last again also only",
    "until": "until till by through",
    # Begin a clause; marks do, too.
    "clause": "and but while which who that then when",
    # Begin a subject, as a capital does.
    "subject": "the a an he she it they we i its his her their",
    # What ends in -ed behind these is an adjective.
    "article": _ARTICLES,
    "determiner": f"{_ARTICLES} this that these those",
    # May stand within a group of verbs.
    "skipped": "not also only still now again just never already first and",
    # Of the words of the calendar, those that are nouns more often.
    "noun": "open start end hold head vote travel go leaves marks reports presents",
    "plural": "they we who you people and which",
    # Participles that are like the present.
    "participle": "come become run",
    # What follows tells nothing of the main verb.
    "relative": "to who which that",
    # Before "cut", which is a noun there.
    "cut": f"{_ARTICLES} this that another percent rate tax job pay price spending budget point output production",
    "nobody": "neither nor nobody none no",
}
"""Words in lower case for each class that verb_words.hpp names, besides those of the file."""


@dataclass(slots=True)
class TenseWords:
    """grammars/english_tense.txt as written."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    examples: list[tuple[str, str]] = field(default_factory=list)

    @property
    def classes(self) -> dict[str, frozenset[str]]:
        """All that the kernel asks for."""
        return self.words | {name: frozenset(words.split()) for name, words in AROUND.items()}


@cache
def tense_words() -> TenseWords:
    """Reads grammars/english_tense.txt."""
    read = TenseWords()
    name = ""
    for line in (Path(__file__).with_name("grammars") / "english_tense.txt").read_text("utf-8").splitlines():
        if line.startswith("words "):
            name = line[6:].strip()
            read.words[name] = frozenset()
        elif line.startswith("  "):
            read.words[name] |= frozenset(line.split())
        elif line.startswith(": "):
            text, _, tense = line[2:].rpartition(" = ")
            read.examples.append((text, tense.strip()))
    return read
