"""Who is named in this index, and which of the names are one person's? The people of one commit, gathered when first asked for.

A family name alone ("Putin" in an article that never gives the full name) counts as a person's only where the evidence is
one-sided: nearly all articles that do give a full name with that family name mean this person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from searchlib.kernels.segments import SegmentView
from searchlib.names.aliases import Aliases
from searchlib.names.spelling import LOOSE, VARIANT, fold_name, model, name_index

EXACT = 0
ONE_SIDED_SHARE, ONE_SIDED_ARTICLES = 0.9, 3
"""A family name alone is linked from this share of the articles with a full name, and from so many of them, on."""
MAX_VARIANTS = 256


@dataclass(slots=True)
class Resolved:
    """What a name stands for in an index.

    Attributes:
        names: names of the person as they stand in articles, the one asked for first, then by articles.
        alone: family names that count as the person where they stand alone, with the full names of others that they might be.
        words: for a query of one word: the spellings of it.
        notes: what was found, in plain words.
    """

    names: list[str] = field(default_factory=list)
    alone: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def beginnings(name: str) -> str:
    """The name's words folded, each behind a space.

    Example:
        >>> beginnings("Łukasz Nowak-Lis")
        ' lukasz nowak lis'
    """
    return f" {fold_name(name)}".replace("-", " ")


class PeopleTable:
    """Names of people with the number of live articles that name them.

    Example:
        >>> table = PeopleTable({"Muammar Gaddafi": 12, "Moammar Kadhafi": 3, "Saif Gaddafi": 5})
        >>> table.resolve("Muammar Qaddafi", VARIANT, Aliases()).names
        ['Muammar Gaddafi', 'Moammar Kadhafi']
    """

    def __init__(self, articles: dict[str, int]) -> None:
        self.names = list(articles)
        self.articles = list(articles.values())
        self._index = name_index(self.names)
        self._word_counts = self._index.word_counts()
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            self._numbers[name.lower()].append(number)

    @classmethod
    def of(cls, views: Iterable[SegmentView]) -> PeopleTable:
        """The people of segments.

        Raises:
            CorruptIndex: a file is damaged.
        """
        articles: dict[str, int] = {}
        for view in views:
            for name, count in view.people_counts():
                articles[name] = articles.get(name, 0) + count
        return cls(articles)

    def __len__(self) -> int:
        return len(self.names)

    def count(self, name: str) -> int:
        """Articles that name exactly this."""
        return sum(
            self.articles[number] for number in self._numbers.get(name.lower(), ()) if self.names[number] == name
        )

    @cached_property
    def most_named_first(self) -> list[tuple[str, str]]:
        """(name, what it is looked for in by its beginnings): everybody, whom the most articles name first."""
        counted = sorted(zip(self.names, self.articles, strict=True), key=lambda one: (-one[1], one[0]))
        return [(name, beginnings(name)) for name, count in counted if count]

    def words_of(self, name: str) -> list[str]:
        """The words of a name that tell people apart."""
        return self._index.split(name)[0]

    def resolve(self, name: str, strictness: int, aliases: Aliases) -> Resolved:
        """The names of a person.

        Args:
            name: a full name, or one word: then its spellings within names.
            strictness: EXACT (aliases only), VARIANT or LOOSE.
            aliases: what the user knows better.
        """
        asked = [*dict.fromkeys((name, *aliases.old_names(name)))]
        if strictness != EXACT:
            asked = [*dict.fromkeys(one for old in asked for one in (old, *aliases.merged(old)))]
        if strictness == EXACT or all(len(self.words_of(one)) < 2 for one in asked):
            return self._of_words(asked, strictness, aliases)
        found: dict[int, int] = {}
        for one in asked:
            # An alias of one word (POTUS) is itself only: its spellings would be anybody's (Botas).
            if one == name or len(self.words_of(one)) > 1:
                for number, score in self._variants(one, strictness):
                    found[number] = max(score, found.get(number, score))
            found.update(dict.fromkeys(self._numbers.get(one.lower(), ()), 1 << 20))
        numbers = [
            number for number in found
            if not any(aliases.apart(one, self.names[number]) for one in asked)
        ]  # fmt: skip
        resolved = Resolved()
        if len(numbers) > MAX_VARIANTS:
            numbers = sorted(numbers, key=lambda number: -found[number])[:MAX_VARIANTS]
            resolved.notes.append(f"only the {MAX_VARIANTS} names most like {name!r} were searched")
        numbers.sort(key=lambda number: (-self.articles[number], self.names[number]))
        mine = set(numbers)
        for number in numbers:
            name = self.names[number]
            if strictness == LOOSE and self._word_counts[number] == 1 and name.lower() != asked[0].lower():
                # Searched as a word, a family name alone would find everybody of the family.
                family = self._index.with_family_name(name)
                resolved.alone[name] = [self.names[other] for other in family if other not in mine]
            else:
                resolved.names.append(name)
        self._link_family_names(numbers, resolved, aliases)
        return resolved

    def _variants(self, name: str, strictness: int) -> list[tuple[int, int]]:
        return self._index.variants(name, model().least[strictness], strictness == LOOSE)

    def _of_words(self, asked: Sequence[str], strictness: int, aliases: Aliases) -> Resolved:
        resolved = Resolved(names=[*asked])
        if strictness == EXACT:
            return resolved
        resolved.names = [one for one in asked if len(self.words_of(one)) > 1]
        for one in asked:
            for word in self.words_of(one):
                similar = self._index.words_like(word, model().least[strictness])
                kept = [(other, number) for other, number, _ in similar if not aliases.apart(one, other)]
                resolved.words += [other for other, _ in kept[:MAX_VARIANTS]]
                # O'Brien's word among names is obrien; in articles it is another one.
                resolved.words += [
                    piece
                    for other, number in kept[:MAX_VARIANTS]
                    for piece in self.names[number].split()
                    if piece.lower() != other and self.words_of(piece) == [other]
                ]
        resolved.words = [*dict.fromkeys(resolved.words)] or [one for one in asked if len(self.words_of(one)) < 2]
        return resolved

    # --- a family name alone ------------------------------------------------------------------------------------------

    def _link_family_names(self, numbers: Sequence[int], resolved: Resolved, aliases: Aliases) -> None:
        mine = set(numbers)
        seen: set[str] = set()
        for number in numbers:
            words = self.words_of(self.names[number])
            if len(words) < 2 or words[-1] in seen:
                continue
            seen.add(words[-1])
            link = self._evidence(words[-1], mine)
            if link is None:
                continue
            alone, others, note = link
            if any(aliases.apart(self.names[number], one) for one in alone):
                continue
            for one in alone:
                resolved.alone[one] = others
            resolved.notes.append(note)

    def _evidence(self, family: str, mine: set[int]) -> tuple[list[str], list[str], str] | None:
        """(the family name as it stands alone, full names of others with it, what speaks for the link)."""
        alone: list[int] = []
        full: list[int] = []
        for number in self._index.with_family_name(family):
            (alone if self._word_counts[number] == 1 else full).append(number)
        alone = [number for number in alone if number not in mine]
        if not alone:
            return None
        for_it = sum(self.articles[number] for number in full if number in mine)
        all_of_them = sum(self.articles[number] for number in full)
        if for_it < ONE_SIDED_ARTICLES or for_it < ONE_SIDED_SHARE * all_of_them:
            return None
        names = [self.names[number] for number in alone]
        count = sum(self.articles[number] for number in alone)
        note = (
            f"{names[0]!r} alone counts too, in {count:,} article{'' if count == 1 else 's'}:"
            f" where a full name with it is given, it is this person's in {for_it:,} of {all_of_them:,} articles"
        )
        return names, [self.names[number] for number in full if number not in mine], note

    def owner_of(self, name: str, aliases: Aliases) -> str:
        """The full name that a family name alone stands for, where the evidence is one-sided; else the name itself."""
        words = self.words_of(name)
        if len(words) != 1:
            return name
        full = [n for n in self._index.with_family_name(name) if self._word_counts[n] > 1]
        if not full:
            return name
        first = self.names[max(full, key=lambda number: self.articles[number])]
        return first if name in self.resolve(first, VARIANT, aliases).alone else name
