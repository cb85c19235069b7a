"""Who could be named in a news article? Persons of many regions, drawn at random from the gazetteers, with what is made of their names:
in full, by surname, with initials. Some names are blends that no list has, so that a model learns to do without lists."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from searchlib.extraction.people.training.gazetteers import Names, entries, word_list

_CHINESE = word_list("chinese")
_KOREAN = word_list("korean")
_SYLLABLES = word_list("syllables")
_ARABIC = word_list("arabic")
_ARABIC_GIVEN = word_list("arabic_given")
_SOUTH_ASIAN = word_list("south_asian")
_SOUTH_ASIAN_GIVEN = word_list("south_asian_given")
_SLAVIC_ENDINGS = word_list("slavic_endings")
_DUTCH = word_list("dutch")
_IBERIAN = word_list("iberian")
_SUFFIXES = word_list("suffixes")


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """A name: the words before the surname, the words of the surname, and a suffix such as Jr."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str = ""
    family_first: bool = False

    def full(self) -> list[str]:
        words = [*self.surname, *self.given] if self.family_first else [*self.given, *self.surname]
        return [*words, self.suffix] if self.suffix else words

    def short(self) -> list[str]:
        return list(self.surname) or list(self.given[-1:])

    def initialled(self) -> list[str]:
        return [f"{self.given[0][0]}.", *self.surname] if self.given and self.surname else self.full()

    def first(self) -> str:
        return self.given[0] if self.given else self.surname[0]


class NameSource:
    """Draws persons."""

    def __init__(self, names: Names, random_source: random.Random) -> None:
        self.random = random_source
        self.given = sorted(name for name, usage in names.given.items() if usage == 3 and len(name) > 2)
        self.rare_given = sorted(name for name, usage in names.given.items() if usage == 2 and len(name) > 2)
        self.surnames = sorted(name for name, usage in names.surnames.items() if usage >= 2 and len(name) > 2)
        self.rare_surnames = sorted(name for name, usage in names.surnames.items() if usage == 1 and len(name) > 2)
        self.other = sorted(name for name in names.other if len(name) > 3)
        self.regions = [(g, s) for g, s in names.regions.values() if len(g) >= 10 and len(s) >= 10]
        self.surname_lists = [s for g, s in names.regions.values() if len(s) >= 100]
        self.given_lists = [g for g, s in names.regions.values() if len(g) >= 10]
        self.common_given = [
            word for region in ("US", "GB", "CA", "AU", "IE", "NZ") for word in names.regions.get(region, ([], []))[0]
        ]
        self.common_surnames = names.regions.get("surnames/us", ([], []))[1][:1500] or self.surnames
        self.homographs = [
            word
            for name in ("places", "firms", "teams")
            for word in entries(name)
            if re.fullmatch(r"[A-Z][a-z]{2,10}", word)
        ]

    def cased(self, word: str) -> str:
        word = word[0].upper() + word[1:].lower() if word.isupper() or word.islower() else word
        if re.fullmatch(r"Mc[a-z]{3,}", word) and self.random.random() < 0.7:
            word = f"Mc{word[2].upper()}{word[3:]}"
        if re.fullmatch(r"O[bcdghklmnrs][a-z]{4,}", word) and self.random.random() < 0.1:
            word = f"O'{word[1].upper()}{word[2:]}"
        return word

    def blend(self) -> str:
        """The head of one name and the tail of another: a name that no list has."""
        head, tail = (
            self.random.choice(self.other),
            self.random.choice(self.other if self.random.random() < 0.6 else self.rare_surnames),
        )
        return self.cased(head[: self.random.randint(2, max(2, len(head) - 2))] + tail[-self.random.randint(2, 5) :])

    def given_name(self) -> str:
        draw = self.random.random()
        if draw < 0.45 and self.common_given:
            return self.cased(self.random.choice(self.common_given))
        if draw < 0.65:
            return self.cased(self.random.choice(self.given))
        if draw < 0.80:
            return self.cased(self.random.choice(self.random.choice(self.given_lists)))
        if draw < 0.88:
            return self.cased(self.random.choice(self.rare_given))
        return self.cased(self.random.choice(self.other)) if draw < 0.95 else self.blend()

    def surname(self) -> str:
        draw = self.random.random()
        if draw < 0.28:
            return self.cased(self.random.choice(self.common_surnames))
        if draw < 0.45:
            return self.cased(self.random.choice(self.surnames))
        if draw < 0.60:
            return self.cased(self.random.choice(self.random.choice(self.surname_lists)))
        if draw < 0.68:
            return self.cased(self.random.choice(self.rare_surnames))
        if draw < 0.83:
            return self.cased(self.random.choice(self.other))
        if draw < 0.87:
            return self.random.choice(self.homographs)
        if draw < 0.91:
            return self.blend()[:6] + self.random.choice(_SLAVIC_ENDINGS)
        return self.blend()

    def person(self) -> InventedPerson:
        draw = self.random.random()
        choice = self.random.choice
        if draw < 0.46:
            names = [self.given_name()]
            if self.random.random() < 0.10:
                names.append(choice("ABCDEFGHJKLMNPRSTW") + ".")
            elif self.random.random() < 0.06:
                names.append(self.given_name())
            elif self.random.random() < 0.04:
                names = [
                    choice("ABCDEFGHJKLMPRST")
                    + "."
                    + (choice("ABCDEGHJMRST") + "." if self.random.random() < 0.6 else "")
                ]
            suffix = choice(_SUFFIXES) if self.random.random() < 0.025 else ""
            surname = self.surname()
            if self.random.random() < 0.03:
                surname += "-" + self.surname()
            return InventedPerson(tuple(names), (surname,), suffix)
        if draw < 0.60:
            given_list, surname_list = choice(self.regions)
            return InventedPerson(
                (self.cased(choice(given_list)),),
                (self.cased(choice(surname_list)) if self.random.random() < 0.6 else self.surname(),),
            )
        if draw < 0.68:
            given: tuple[str, ...] = (
                choice(_ARABIC_GIVEN),
                *((choice(_ARABIC_GIVEN),) if self.random.random() < 0.3 else ()),
            )
            family = choice([*_ARABIC, self.blend()])
            joint = choice(["al-", "al-", "el-", "Al-", "", "", ""])
            spaced = (
                choice([("bin",), ("Abu",), ("ibn",), ("al",), ("Al",), ("Ben",), ("El",)])
                if not joint and self.random.random() < 0.3
                else ()
            )
            return InventedPerson(given, (*spaced, joint + family))
        if draw < 0.74:
            family, parts = choice([(choice(_CHINESE), 2), (choice(_KOREAN), 2), (choice(_CHINESE), 1)])
            syllables = [choice(_SYLLABLES) for _ in range(parts)]
            style = self.random.random()
            if parts == 1:
                given = (syllables[0].capitalize(),)
            elif style < 0.5:
                given = (f"{syllables[0].capitalize()}-{syllables[1]}",)
            elif style < 0.7:
                given = (f"{syllables[0].capitalize()}{syllables[1]}",)
            else:
                given = (syllables[0].capitalize(), syllables[1].capitalize())
            return InventedPerson(given, (family,), family_first=True)
        if draw < 0.80:
            given = (choice(_SOUTH_ASIAN_GIVEN) if self.random.random() < 0.7 else self.given_name(),)
            family = choice(_SOUTH_ASIAN) if self.random.random() < 0.7 else self.surname()
            return InventedPerson(given, (family,) if self.random.random() > 0.05 else (f"{given[0]}-ul-Haq",))
        if draw < 0.85:
            return InventedPerson((self.given_name(),), (*choice(_DUTCH).split(), self.surname()))
        if draw < 0.90:
            return InventedPerson(
                (self.given_name(),),
                (*choice(_IBERIAN).split(), self.surname())
                if self.random.random() < 0.6
                else (self.surname(), self.surname()),
            )
        if draw < 0.93:
            return InventedPerson((f"{self.given_name()}-{self.given_name()}",), (self.surname(),))
        if draw < 0.97:
            return InventedPerson((self.blend(),), (self.blend(),))
        return InventedPerson((), (self.cased(choice(self.other)) if self.random.random() < 0.6 else self.blend(),))
