"""Learns how alike words of names sound: writes searchlib/names/spelling.model from pairs of spellings (names_pairs.py).

    python benchmarks/train_names.py --data FOLDER_OF_ne_transliteration_wikidata

Logistic regression on the operations of the best alignment (AdaGrad), lookalikes weighing six times as much as variants:
what is measured is recall at one false match in a hundred. Half of the words is kept out for measuring. From which score on
two words are one is found within the other half: each third of its words is scored by what the other two taught. Takes
four minutes.
"""

from __future__ import annotations

import argparse
import math
import random
import zlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from names_pairs import Pair, Transliterations, known_spellings

from searchlib.kernels.names_reference import FIRST, INNER, LAST, ReferenceSpelling
from searchlib.names.spelling import sounds

VOWEL_GROUPS = "a e i o u y ou oo ee ei ai ay ey ie au aw eu ew ia ya iy ij eau ae oe ue ow ea"
CONSONANT_GROUPS = (
    "b c d f g h j k l m n p q r s t v w x z sch tch tsch dzh sh ch kh gh zh th dh ph ck ts tz dj dz sz cz qu ng gn rh"
    " wh mc ks gu ll nn ss tt mm rr"
)
VOWELS, CONSONANTS = VOWEL_GROUPS.split(), CONSONANT_GROUPS.split()
SYMBOLS = VOWELS + CONSONANTS
KNOWN_TIMES = 5
"""How often the pairs of known_spellings.txt are gone through in an epoch."""
LOOKALIKE_WEIGHT, EPOCHS, RATE, LENGTH_COST, HOPELESS = 6.0, 16, 0.15, 0.2, 0.03
UNIT = 64
"""Weights are filed as whole numbers of 1/64."""
PASSING, LOOSELY, FOLDS = 0.0083, 0.0195, 3
"""Share of lookalikes, of words never seen, that pass for variants, and that pass loosely: it comes out a sixth higher on the
half that is measured, which may have one in a hundred."""


def untrained() -> ReferenceSpelling:
    """Equal letters speak for, vowels hardly against, other consonants against."""
    size, vowels = len(SYMBOLS), len(VOWELS)

    def pair(a: int, b: int) -> float:
        one, two = SYMBOLS[a], SYMBOLS[b]
        if one == two:
            return 0.3
        if one == two * 2 or two == one * 2:
            return 0.1
        if (a < vowels) != (b < vowels):
            return -2.5
        return -0.3 if a < vowels else -1.0 if one[0] == two[0] else -2.0

    pairs = [[[pair(a, b) for b in range(size)] for a in range(size)] for _ in range(3)]
    alone = [[-0.5 if a < vowels or SYMBOLS[a] in "hw" else -2.0] * 4 for a in range(size)]
    return ReferenceSpelling(SYMBOLS, vowels, pairs, alone)


def train(model: ReferenceSpelling, variants: list[tuple[str, str]], lookalikes: list[tuple[str, str]]) -> None:
    data = [(model.parse(a), model.parse(b), True, False) for a, b in variants]
    data += [(model.parse(a), model.parse(b), False, False) for a, b in lookalikes]
    for same, a, b in known_spellings():
        data += [(model.parse(a), model.parse(b), same, True)] * KNOWN_TIMES
    rng, bias = random.Random(0), 2.0
    squares: dict[tuple[int, int, int], float] = defaultdict(lambda: 1e-2)

    def step(key: tuple[int, int, int], gradient: float) -> float:
        squares[key] += gradient * gradient
        return rate * gradient / math.sqrt(squares[key])

    for epoch in range(EPOCHS):
        rng.shuffle(data)
        rate, loss = RATE if epoch < EPOCHS - 2 else RATE / 3, 0.0
        for a, b, same, sure in data:
            score, operations = model.align(a, b)
            likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, score + bias))))
            loss -= math.log(max(1e-9, likely if same else 1 - likely))
            if same and likely < HOPELESS and not sure:
                continue  # no spelling of one name: a wrong alignment of the source
            gradient = likely - 1 if same else likely * LOOKALIKE_WEIGHT
            for place, one, two in operations:
                if two < 0:
                    model.alone[one][place] -= step((place, one, -1), gradient)
                    continue
                for other in (FIRST, INNER, LAST):  # places share what is learned
                    change = step((other, min(one, two), max(one, two)), gradient if other == place else gradient / 2)
                    model.pairs[other][one][two] -= change
                    if one != two:
                        model.pairs[other][two][one] -= change
            bias -= step((9, 9, 9), gradient)
        print(f"epoch {epoch + 1}: loss {loss / len(data):.4f}", flush=True)


def charge_length(model: ReferenceSpelling) -> None:
    """Long words would pass by the mass of what agrees: each letter costs a little, within the weights."""
    for a, one in enumerate(SYMBOLS):
        model.alone[a] = [weight - LENGTH_COST * len(one) / 2 for weight in model.alone[a]]
        for place in (FIRST, INNER, LAST):
            for b, two in enumerate(SYMBOLS):
                model.pairs[place][a][b] -= LENGTH_COST * (len(one) + len(two)) / 2


def rounded(model: ReferenceSpelling) -> ReferenceSpelling:
    """In whole numbers. A symbol left over speaks for nothing: so a bad beginning is known for one by the native search."""
    pairs = [[[round(weight * UNIT) for weight in row] for row in table] for table in model.pairs]
    alone = [[min(0, round(weight * UNIT)) for weight in row] for row in model.alone]
    return ReferenceSpelling(model.symbols, model.vowels, pairs, alone, sounds())  # type: ignore[arg-type]


def learn(variants: list[Pair], lookalikes: list[Pair]) -> ReferenceSpelling:
    model = untrained()
    train(model, variants, lookalikes)
    charge_length(model)
    return rounded(model)


def thirds(variants: list[Pair]) -> Callable[[str], int]:
    """Word → number of its third; words that are spellings of each other are never parted."""
    parents: dict[str, str] = {}

    def first(word: str) -> str:
        while (parent := parents.get(word, word)) != word:
            word = parent
        return word

    for a, b in variants:
        parents[first(a)] = first(b)
    return lambda word: zlib.crc32(first(word).encode()) // 2 % FOLDS


def least_scores(
    variants: list[Pair], lookalikes: list[Pair], third: Callable[[str], int], measured: list[Pair]
) -> tuple[int, int]:
    found = []
    for held in range(FOLDS):

        def outside(pairs: list[Pair], held: int = held) -> list[Pair]:
            return [(a, b) for a, b in pairs if third(a) != held and third(b) != held]

        model = learn(outside(variants), outside(lookalikes))
        pairs = [(a, b) for a, b in measured if third(a) == third(b) == held]
        scores = sorted((int(model.score(a, b)) for a, b in pairs if model.keys(a) & model.keys(b)), reverse=True)
        found.append((scores[int(len(pairs) * PASSING)] + 1, scores[int(len(pairs) * LOOSELY)] + 1))
        print(f"third {held + 1}: {len(pairs):,} lookalikes, thresholds {found[-1]}", flush=True)
    return round(sum(one for one, _ in found) / FOLDS), round(sum(two for _, two in found) / FOLDS)


def write(model: ReferenceSpelling, path: Path, thresholds: tuple[int, int]) -> None:
    lines = [
        "# How alike do words of names sound? Written by benchmarks/train_names.py; read by names/spelling.py.",
        "# Learned from Wikidata transliterations (CC0). Weights in 1/64: pairs first, inner, last; alone + the place behind a vowel.",
        "vowels " + " ".join(VOWELS),
        "consonants " + " ".join(CONSONANTS),
        f"variant {thresholds[0]}",
        f"loose {thresholds[1]}",
    ]
    for a, one in enumerate(SYMBOLS):
        lines.append(f"alone {one} " + " ".join(str(weight) for weight in model.alone[a]))
    for a, one in enumerate(SYMBOLS):
        for b in range(a, len(SYMBOLS)):
            lines.append(f"{one} {SYMBOLS[b]} " + " ".join(str(table[a][b]) for table in model.pairs))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("searchlib/names/spelling.model"))
    options = parser.parse_args()
    source = Transliterations(options.data)
    rng = random.Random(0)
    sure = source.variants("arabic", 2, 0) + source.variants("russian", 2, 0)
    hebrew, russian = source.variants("hebrew", 1, 0), source.variants("russian", 1, 0)
    rng.shuffle(hebrew)
    rng.shuffle(russian)
    variants = source.variants("arabic", 1, 0) + source.variants("russian", 2, 0) + russian[:4000] + hebrew[:3000]
    lookalikes = source.lookalikes("arabic", 1, 0, 0.7, words=6000, each=8, seed=1)
    lookalikes += source.lookalikes("russian", 2, 0, 0.7, words=5000, each=8, seed=1)
    rng.shuffle(lookalikes)
    lookalikes = lookalikes[:35000]
    measured = source.lookalikes("arabic", 2, 0, 0.75, words=8000, each=12, seed=2)
    model = learn(variants, lookalikes)
    thresholds = least_scores(variants, lookalikes, thirds(sure), measured)
    write(model, options.out, thresholds)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, thresholds {thresholds}")


if __name__ == "__main__":
    main()
