"""What do the kernels mean? The same in plain Python, slow and obvious: the oracle of tests/kernels.

Scores every article by every word, prunes nothing, and knows no files.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

WEIGHT_UNIT = 1024.0
WORTH_UNIT = 4096.0
FIXED_IMPACT = 128
IDF_POWER = 1.2


@dataclass
class ReferenceDocument:
    """An article as terms: each zone (headline, standfirst, body) as a list of (form, stem)."""

    id: str
    zones: tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]
    day: int = -(2**31)
    dates: list[tuple[int, int]] = field(default_factory=list)


def round_half_even(value: float) -> int:
    return round(value)


class ReferenceIndex:
    """Answers plans (see query/plan.py) over documents by looking at all of them."""

    def __init__(self, documents: Sequence[ReferenceDocument], profile: dict[str, Any]) -> None:
        self.documents = documents
        self._profile = profile
        self.impacts: dict[str, dict[int, int]] = defaultdict(dict)
        self.positions: dict[str, dict[int, list[int]]] = defaultdict(dict)
        for number, document in enumerate(documents):
            self._file(number, document)

    def _file(self, number: int, document: ReferenceDocument) -> None:
        lengths = [len(zone) for zone in document.zones]
        begins = [0, lengths[0] + 1, lengths[0] + lengths[1] + 2]
        worth = [
            max(
                1,
                round_half_even(
                    WORTH_UNIT
                    * self._profile["weight"][z]
                    / (1.0 - self._profile["b"][z] + self._profile["b"][z] * lengths[z] / self._profile["pivot"][z])
                ),
            )
            for z in range(3)
        ]
        sums: dict[str, int] = defaultdict(int)
        stems: dict[str, str] = {}
        for z, zone in enumerate(document.zones):
            for at, (form, stem) in enumerate(zone):
                self.positions["f" + form].setdefault(number, []).append(begins[z] + at)
                stems["f" + form] = "s" + stem
                sums["s" + stem] += worth[z]
                if z < 2:
                    sums["hd"[z] + stem] += worth[z]
        beneath = {stem for zone in document.zones[1:] for _, stem in zone}
        for key, total in sums.items():
            self.impacts[key][number] = self._impact(total)
        for form, stem in stems.items():
            self.impacts[form][number] = self.impacts[stem][number]  # a word as written ranks as its inflections do
        for _, stem in document.zones[0]:
            if stem not in beneath:
                self.impacts["n" + stem][number] = 1

    def _impact(self, worth: int) -> int:
        share = worth / (self._profile["k1"] * WORTH_UNIT + worth)
        return max(1, round_half_even(255.0 * share))

    def weight(self, key: str, boost: float) -> int:
        documents, df = len(self.documents), len(self.impacts.get(key, {}))
        idf = math.log(1.0 + (documents - df + 0.5) / (df + 0.5)) ** IDF_POWER
        return max(1, round_half_even(idf * boost * WEIGHT_UNIT))

    def matches(self, plan: tuple[Any, ...], boost: float = 1.0) -> dict[int, int]:
        """{document: score in whole units} of all that match."""
        kind, boost = plan[0], boost * plan[1]
        everything = range(len(self.documents))
        if kind == 1:
            return dict.fromkeys(everything, 0)
        if kind == 2:
            weight = self.weight(plan[2], boost)
            return {d: weight * i for d, i in self.impacts.get(plan[2], {}).items()}
        if kind == 3:
            score = max(1, round_half_even(boost * WEIGHT_UNIT)) * FIXED_IMPACT
            return {d: score for key in plan[2] for d in self.impacts.get(key, {})}
        if kind == 4:
            return self._phrase(plan, boost)
        if kind == 5:
            return self._all_of(plan[2], boost)
        if kind == 6:
            sums: dict[int, int] = defaultdict(int)
            for part in plan[2]:
                for d, score in self.matches(part, boost).items():
                    sums[d] += score
            return sums
        if kind == 7:
            excluded = self.matches(plan[2][0], boost)
            return {d: 0 for d in everything if d not in excluded}
        if kind == 8:
            return {d: 0 for d in everything if plan[2] <= self.documents[d].day <= plan[3]}
        if kind == 9:
            return {
                d: 0
                for d in everything
                if any(first <= plan[3] and last >= plan[2] for first, last in self.documents[d].dates)
            }
        return {}

    def _all_of(self, parts: Sequence[tuple[Any, ...]], boost: float) -> dict[int, int]:
        found = dict.fromkeys(range(len(self.documents)), 0)
        for part in parts:
            matched = self.matches(part, boost)
            found = {d: score + matched[d] for d, score in found.items() if d in matched}
        return found

    def _phrase(self, plan: tuple[Any, ...], boost: float) -> dict[int, int]:
        _, _, keys, offsets, zone, near, ordered = plan
        assert not near, "the reference knows exact phrases only"
        assert not ordered
        found = self._all_of([(2, 1.0, key) for key in keys], boost)
        return {d: score for d, score in found.items() if self._stands(d, keys, offsets, zone)}

    def _stands(self, number: int, keys: Sequence[str], offsets: Sequence[int], zone: int) -> bool:
        headline, standfirst, _ = (len(words) for words in self.documents[number].zones)
        low = (0, 0, headline + 1, headline + 1)[zone]
        high = (2**32, headline + 1, headline + standfirst + 2, 2**32)[zone]
        places = [set(self.positions[key].get(number, ())) for key in keys]
        return any(
            all(low <= start + o < high and start + o in place for o, place in zip(offsets, places, strict=True))
            for start in places[0]
        )
