"""How alike must two words of names sound to be one? The learned model (spelling.model) and the word lists, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from searchlib.kernels.names_reference import ReferenceSpelling
from searchlib.kernels.naming import NameIndex, Spelling

VARIANT, LOOSE = 1, 2
"""How strict: spellings of one name; whatever may be one."""

_UNWRITABLE = re.compile(r"[^0-9a-z',. -]+")


@dataclass(frozen=True, slots=True)
class Model:
    """The tables of spelling.model, as numbers.

    Attributes:
        symbols: letters and groups of letters, those of vowels alone first. vowels: how many these are.
        pairs: weights by place, symbol, symbol. alone: weights by symbol, place. In 1/64.
        least: the score from which two words count as one, by strictness.
    """

    symbols: tuple[str, ...]
    vowels: int
    pairs: list[list[list[float]]]
    alone: list[list[float]]
    least: dict[int, int]

    def reference(self) -> ReferenceSpelling:
        """The same in plain Python."""
        return ReferenceSpelling(self.symbols, self.vowels, self.pairs, self.alone, sounds())

    def native(self) -> Spelling:
        pairs = [int(weight) for table in self.pairs for row in table for weight in row]
        alone = [int(weight) for row in self.alone for weight in row]
        return Spelling(self.symbols, self.vowels, pairs, alone, list(sounds().items()))


@cache
def model() -> Model:
    """The model that is shipped; a damaged file is a broken installation and raises ValueError."""
    words = {"vowels": [""], "consonants": [""], "variant": ["0"], "loose": ["0"]}
    alone, paired = {}, {}
    for line in _lines("spelling.model"):
        first, *rest = line.split()
        if first in words:
            words[first] = rest
        elif first == "alone":
            alone[rest[0]] = [float(weight) for weight in rest[1:]]
        else:
            paired[first, rest[0]] = [float(weight) for weight in rest[1:]]
    symbols = (*words["vowels"], *words["consonants"])
    pairs = [[[(paired.get((a, b)) or paired[b, a])[place] for b in symbols] for a in symbols] for place in range(3)]
    least = {VARIANT: int(words["variant"][0]), LOOSE: int(words["loose"][0])}
    return Model(symbols, len(words["vowels"]), pairs, [alone[symbol] for symbol in symbols], least)


@cache
def native_spelling() -> Spelling:
    return model().native()


@cache
def sounds() -> dict[str, tuple[str, ...]]:
    """Letter groups and the consonant codes that each may stand for."""
    lines = (line.split() for line in _lines("lexicons/sounds.txt"))
    return {group: tuple("" if code == "-" else code for code in codes) for group, *codes in lines}


@cache
def _words(file: str) -> tuple[str, ...]:
    return tuple(word for line in _lines(file) for word in line.split())


def _lines(file: str) -> list[str]:
    text = files("searchlib.names").joinpath(file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def fold_name(name: str) -> str:
    """A name in lower case Latin letters, whatever its script.

    Example:
        >>> fold_name("Владимир Путин"), fold_name("Erdoğan, Recep"), fold_name("习近平")
        ('vladimir putin', 'erdogan, recep', 'xi jin ping')
    """
    if name.isascii():
        return name.lower()
    from unidecode import unidecode

    return _UNWRITABLE.sub("", unidecode(name.replace("’", "'")).lower()).strip() or name.casefold()


def name_index(names: list[str]) -> NameIndex:
    """Names, numbered as given, to be found by their variants.

    Example:
        >>> index = name_index(["Muammar Gaddafi", "Moammar Kadhafi", "Saif Gaddafi"])
        >>> [name for name, score in index.variants("Muammar Qaddafi", model().least[VARIANT])]
        [0, 1]
    """
    nicknames = [line.split() for line in _lines("lexicons/nicknames.txt")]
    particles, family_first = _words("lexicons/particles.txt"), _words("lexicons/family_first.txt")
    return NameIndex(native_spelling(), names, fold_name, particles, family_first, nicknames)
