"""Pairs of names to learn spelling from and to measure it on, out of Wikidata's transliterations (CC0).

A line of a file is a Latin form of one word of a name, its form in another script, and how often they were seen together.

- **Variants**: two Latin forms with the same form in the other script, each seen so at least `seen` times, that differ
  after folding. Wikidata's alignments are noisy (Charles and Stu share a form), so nothing finds all of them.
- **Lookalikes** (hard negatives): Jaro-Winkler similarity of at least `alike`; no script of the seven writes them the same;
  and the consonants of their Arabic (Russian) forms differ, which leaves out what is one name in two spellings there.
- **Halves**: a word belongs to half 0 (training) or 1 (measuring) by its CRC; pairs across the halves are not used.
- **By hand**: known_spellings.txt. Training has all of these pairs, so none of them is measured.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

SCRIPTS = ("arabic", "russian", "hebrew", "korean", "katakana", "chinese", "japanese")
Pair = tuple[str, str]
Forms = dict[str, dict[str, int]]
"""Latin word → form in the other script → times seen."""


def folded(name: str) -> str:
    return re.sub("[^a-z]", "", unidecode(name).lower())


def half(word: str) -> int:
    return zlib.crc32(word.encode()) % 2


def consonants_of_arabic(form: str) -> str:
    return re.sub("[كغجق]", "ك", re.sub("[اأإآىويةءئؤهع]", "", form))


def consonants_of_russian(form: str) -> str:
    return re.sub("[аеёиоуыэюяйьъ]", "", form)


def known_spellings() -> Iterator[tuple[bool, str, str]]:
    """Pairs by hand: is it one name, and two forms."""
    for line in Path(__file__).with_name("known_spellings.txt").read_text("utf-8").splitlines():
        sign, *words = line.split()
        if sign in "+-":
            for at, a in enumerate(words):
                yield from ((sign == "+", *sorted((a, b))) for b in words[at + 1 :])


@cache
def _by_hand() -> frozenset[Pair]:
    return frozenset((a, b) for _, a, b in known_spellings())


class Transliterations:
    """The files of a folder, read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cache  # noqa: B019
    def forms(self, script: str) -> Forms:
        shortest = 3 if script in ("arabic", "russian") else 2
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for file in sorted(self._folder.glob(f"wd_{script}_*")):
            for line in file.read_text("utf-8").splitlines():
                parts = line.split("\t")
                if len(parts) == 3 and len(word := folded(parts[0])) >= 3:
                    form = parts[1].replace(" ", "")
                    if len(form) >= shortest:
                        found[word][form] += int(parts[2])
        return {word: dict(forms) for word, forms in found.items()}

    def words(self) -> list[str]:
        return sorted({word for script in SCRIPTS for word in self.forms(script)})

    def variants(self, script: str, seen: int, of_half: int) -> list[Pair]:
        by_form: dict[str, set[str]] = defaultdict(set)
        for word, forms in self.forms(script).items():
            if half(word) == of_half:
                for form, count in forms.items():
                    if count >= seen:
                        by_form[form].add(word)
        found = {(a, b) for group in by_form.values() for a in group for b in group if a < b}
        return sorted(found - _by_hand() if of_half else found)

    def lookalikes(
        self, script: str, seen: int, of_half: int, alike: float, *, words: int, each: int, seed: int
    ) -> list[Pair]:
        """Up to `each` lookalikes of each of `words` words."""
        consonants: Callable[[str], str] = consonants_of_arabic if script == "arabic" else consonants_of_russian
        forms = self.forms(script)
        pool = sorted(word for word in forms if half(word) == of_half and max(forms[word].values()) >= seen)
        heard = {word: {consonants(form) for form in forms[word]} for word in pool}
        rng = random.Random(seed)
        found: set[Pair] = set()
        for word in rng.sample(pool, min(words, len(pool))):
            similar = process.extract(
                word, pool, scorer=JaroWinkler.normalized_similarity, limit=None, score_cutoff=alike
            )
            others = [other for other, _, _ in similar if other != word and not heard[word] & heard[other]]
            others = [other for other in others if not self._written_alike(word, other)]
            found.update(tuple(sorted((word, other))) for other in rng.sample(others, min(each, len(others))))  # type: ignore[misc]
        return sorted(found - _by_hand() if of_half else found)

    def _written_alike(self, a: str, b: str) -> bool:
        return any(
            not self.forms(script).get(a, {}).keys().isdisjoint(self.forms(script).get(b, {})) for script in SCRIPTS
        )
