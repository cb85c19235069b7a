"""What does name_spelling.hpp mean? The same in plain Python: the oracle of its tests, and what the trainer learns with.

How alike two words sound is a learned edit distance (Ristad and Yianilos 1998, "Learning string-edit distance"): letters
and groups of letters are aligned, each pair and each letter left over has a weight, the best alignment's sum is the score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

FIRST, INNER, LAST, BESIDE_VOWEL = range(4)
"""Where a letter group stands. Pairs know FIRST (of both words), LAST (of both) and INNER; those left over all four."""

KEPT_DOUBLE = "oelnstmr"
MAX_KEYS = 8
WORD_BEGIN, WORD_END = "^", "$"
"""Around a word: letter groups with one of them sound so only at the beginning or the end of words."""
Operation = tuple[int, int, int]
"""(place, symbol, symbol) for a pair, (place, symbol, -1) for one left over."""


@dataclass
class ReferenceSpelling:
    """Weights and how to use them; see Spelling in naming.pyi for the native one.

    Args:
        symbols: letters and groups of letters; those of vowels alone come first, `vowels` of them.
        pairs: weight of a pair, by place (FIRST, INNER, LAST), symbol and symbol; symmetric.
        alone: weight of a symbol left over, by symbol and place.
        sounds: letter groups and the consonant codes that each may stand for.
    """

    symbols: Sequence[str]
    vowels: int
    pairs: list[list[list[float]]]
    alone: list[list[float]]
    sounds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._number = {symbol: number for number, symbol in enumerate(self.symbols)}
        self._symbol_pattern = longest_of(self.symbols)
        self._sound_pattern = longest_of(self.sounds) if self.sounds else None

    def parse(self, word: str) -> list[int]:
        """The symbols of a word: Mac as Mc, doubled letters once (or twice, where there is a symbol for it)."""
        if word.startswith("mac") and len(word) > 5:
            word = "mc" + word[3:]
        word = re.sub(r"([a-z])\1+", lambda run: run[1] * (2 if run[1] in KEPT_DOUBLE else 1), word)
        return [self._number[symbol] for symbol in self._symbol_pattern.findall(word)]

    def places(self, word: Sequence[int]) -> list[int]:
        last = len(word) - 1
        return [
            FIRST
            if at == 0
            else LAST
            if at == last
            else BESIDE_VOWEL
            if word[at - 1] < self.vowels or word[at + 1] < self.vowels
            else INNER
            for at in range(len(word))
        ]

    def align(self, a: Sequence[int], b: Sequence[int]) -> tuple[float, list[Operation]]:
        """The best alignment: its score and what it consists of."""
        rows, a_places, b_places = self._rows(a, b)
        found: list[Operation] = []
        i, j = len(a), len(b)
        while i or j:
            if i and j:
                place = _pair_place(i, j, len(a), len(b))
                if rows[i][j] == rows[i - 1][j - 1] + self.pairs[place][a[i - 1]][b[j - 1]]:
                    found.append((place, a[i - 1], b[j - 1]))
                    i, j = i - 1, j - 1
                    continue
            if i and rows[i][j] == rows[i - 1][j] + self.alone[a[i - 1]][a_places[i - 1]]:
                i -= 1
                found.append((a_places[i], a[i], -1))
            else:
                j -= 1
                found.append((b_places[j], b[j], -1))
        return rows[len(a)][len(b)], found

    def score(self, a: str, b: str) -> float:
        first, second = self.parse(a), self.parse(b)
        return self._rows(first, second)[0][len(first)][len(second)]

    def _rows(self, a: Sequence[int], b: Sequence[int]) -> tuple[list[list[float]], list[int], list[int]]:
        a_places, b_places = self.places(a), self.places(b)
        a_alone = [self.alone[symbol][place] for symbol, place in zip(a, a_places, strict=True)]
        b_alone = [self.alone[symbol][place] for symbol, place in zip(b, b_places, strict=True)]
        inner = self.pairs[INNER]
        rows = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for j, weight in enumerate(b_alone):
            rows[0][j + 1] = rows[0][j] + weight
        for i, symbol in enumerate(a):
            above, row, weights, alone = rows[i], rows[i + 1], inner[symbol], a_alone[i]
            row[0] = left = above[0] + alone
            for j, other in enumerate(b):
                best = above[j] + weights[other]
                if (i == 0 and j == 0) or (i == len(a) - 1 and j == len(b) - 1):
                    best = above[j] + self.pairs[_pair_place(i + 1, j + 1, len(a), len(b))][symbol][other]
                best = max(best, above[j + 1] + alone, left + b_alone[j])
                row[j + 1] = left = best
        return rows, a_places, b_places

    def keys(self, word: str) -> set[str]:
        """Consonants as they may be heard: words of one name mostly share a key, so candidates are found by them."""
        if self._sound_pattern is None:
            return {word}
        heard = [""]
        for group in self._sound_pattern.findall(WORD_BEGIN + word + WORD_END):
            sounds = self.sounds[group]
            if len(heard) * len(sounds) > MAX_KEYS:
                sounds = sounds[:1]
            heard = [before + sound for before in heard for sound in sounds]
        return {re.sub(r"(.)\1+", r"\1", one) for one in heard}


def _pair_place(i: int, j: int, a_size: int, b_size: int) -> int:
    return FIRST if i == 1 and j == 1 else LAST if i == a_size and j == b_size else INNER


def longest_of(groups: Sequence[str] | dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Finds the longest of the groups at each place of a word; what none begins is passed over."""
    return re.compile("|".join(sorted(map(re.escape, groups), key=len, reverse=True)))
