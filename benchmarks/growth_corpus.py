"""Where do a million articles come from? Copies of a real archive, perturbed so that they are neither equal nor from nowhere.

Copy 0 is the archive itself. In each further copy of an article
  * it appears YEARS_A_COPY years earlier than in the copy before, so the archive grows both denser and longer;
  * about half of its sentences are exchanged for sentences of other articles of the same months, so that what stands together
    in the news of a time stays together, but no article is repeated;
  * CHANGED of its words are replaced by words drawn from the archive's word frequencies, so that lists of all lengths grow;
  * NEW_WORDS words on average that no article had are coined, and as many coined earlier are used again: vocabularies grow
    by roughly that much at this size, and most new words stay rare.
Fewer articles than the archive has are taken at equal distances, over the whole span of time.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import prepared

YEARS_A_COPY = 3
CHANGED = 0.04
NEW_WORDS = 1.5
MONTH = 61  # days whose articles exchange sentences
KNOWN_WORDS = 1 << 18
_SYLLABLES = [
    first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "il", "os")
]


class Archive:
    """A corpus in memory, from which articles without end are made."""

    def __init__(self, lines: Path, seed: int = 1) -> None:
        self._source = random.Random(seed)
        self._rows = list(prepared(lines))
        self._sentences: dict[int, list[str]] = defaultdict(list)
        words: list[str] = []
        for row in self._rows:
            found = row["body"].split(". ")
            self._sentences[row["day"] // MONTH].extend(found)
            if self._source.random() < 0.1:
                words += row["body"].split()
        # A sample of running words has each word as often as the archive does.
        self._words = self._source.sample(words, min(len(words), KNOWN_WORDS))
        self._coined: list[str] = []

    def __len__(self) -> int:
        return len(self._rows)

    def lines(self, count: int) -> Iterator[str]:
        """`count` articles as prepared lines."""
        if count <= len(self._rows):
            step = len(self._rows) / count
            yield from (json.dumps(self._rows[int(at * step)]) + "\n" for at in range(count))
            return
        for at in range(count):
            copy, number = divmod(at, len(self._rows))
            row = self._rows[number]
            yield json.dumps(self._perturbed(row, copy) if copy else row) + "\n"

    def _perturbed(self, row: dict[str, Any], copy: int) -> dict[str, Any]:
        source = self._source
        others = self._sentences[row["day"] // MONTH]
        body = [
            sentence if source.random() < 0.5 else others[int(source.random() * len(others))]
            for sentence in row["body"].split(". ")
        ]
        words = ". ".join(body).split(" ")
        for _ in range(round(CHANGED * len(words))):
            words[int(source.random() * len(words))] = self._words[int(source.random() * len(self._words))]
        for _ in range(int(NEW_WORDS + source.random())):
            self._coined.append("".join(source.choices(_SYLLABLES, k=source.randint(3, 5))))
            words[int(source.random() * len(words))] = self._coined[-1]
            words[int(source.random() * len(words))] = self._coined[int(source.random() * len(self._coined))]
        day = row["day"] - round(copy * YEARS_A_COPY * 365.25)
        return {**row, "id": f"{copy}/{row['id']}", "body": " ".join(words), "day": day}
