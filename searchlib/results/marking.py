"""Which words of an article does a query mean? A plan's terms → marks in a text, in characters.

What a form means (its stem, whether a pattern's expansion has it) is asked once a query; the kernel remembers it and looks
at texts. A phrase's words are marked where the phrase stands; people and days, where they are mentioned.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Iterable, Iterator

from searchlib.analysis.fold import COMPOUND, WORD, fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, known_language, stem_words
from searchlib.article import Article, DateMention, Person
from searchlib.kernels.highlighting import Highlighter
from searchlib.query.plan import AND, ANY_TERM, MEETINGS, MENTIONED, OR, PHRASE, TERM, TYPED, ZONES, Plan, analyse
from searchlib.query.typed import places_of, stands_in

Mark = tuple[int, int, int]
"""Begin, end (characters), and the words of the query that it stands for, as bits."""
Span = tuple[int, int]

HEADLINE, BENEATH = 1, 2
"""The two texts that are marked: the headline, and standfirst with body."""
_SIDES = {0: HEADLINE | BENEATH, 1: HEADLINE, 2: BENEATH, 3: BENEATH}
_MEET: dict[int, Callable[[int, int, int, int], bool]] = {
    MEETINGS["overlap"]: lambda begin, end, low, high: begin <= high and end >= low,
    MEETINGS["within"]: lambda begin, end, low, high: low <= begin and end <= high,
    MEETINGS["exact"]: lambda begin, end, low, high: (begin, end) == (low, high),
}
"""How days that are mentioned, from begin to end, answer a query for those from low to high."""
_MOST = 64
_REMEMBERED = 200_000
_stems: dict[str, dict[str, str]] = {}


class Marker:
    """Marks the words of one query in the texts of articles.

    Args:
        plan: the query, as it was run.
        frequency: in how many articles a key of the dictionary stands.
        documents: how many articles there are.
    """

    def __init__(self, plan: Plan, frequency: Callable[[str], int], documents: int) -> None:
        self._plan, self._frequency, self._documents = plan, frequency, documents
        self._guard = threading.Lock()  # a kernel holds one text at a time
        self._prepared = False

    def _prepare(self) -> None:
        # When the first text is marked: most queries show nothing but headlines.
        self._prepared = True
        self._stems: dict[str, list[tuple[int, int]]] = {}
        self._forms: dict[str, list[tuple[int, int]]] = {}
        self._parts: dict[str, int] = {}
        self._phrases: list[tuple[int, tuple[str, ...], tuple[int, ...], int, int]] = []
        self._people: list[tuple[frozenset[str], Callable[[str], object], int]] = []
        self._typed: list[tuple[Callable[[str], list[Span]], int, int]] = []
        self._days: list[tuple[int, int, int, int]] = []
        self._keys: list[str] = []
        self._worths: dict[int, float] = {}
        self._highlighters: dict[tuple[int, str], Highlighter] = {}
        self._collect(self._plan)

    @property
    def marks_mentions(self) -> bool:
        """Whether the query asks for people or for days spoken of."""
        with self._guard:
            if not self._prepared:
                self._prepare()
        return bool(self._people or self._days)

    def find(self, text: str, side: int, language: str = DEFAULT_LANGUAGE) -> tuple[list[Mark], list[Span]]:
        """Marks of a text, in order, and its sentences."""
        language = known_language(language)
        with self._guard:
            if not self._prepared:
                self._prepare()
            highlighter = self._highlighters.get((side, language))
            if highlighter is None:
                highlighter = self._highlighters[side, language] = self._highlighter(side, language)
            marks, sentences = highlighter.find(text)
        typed = [(*place, bit) for places, sides, bit in self._typed if sides & side for place in places(text)]
        return merged(marks, typed) if typed else marks, sentences

    def mentions(self, article: Article, first: int, text: str) -> list[Mark]:
        """Mentions in `text` of the people and days that are asked for, in order. It begins at character `first` of the
        article's text, which mentions count in; people whom the article brought, without mentions, are where their name is.
        """
        return sorted(
            (*self._people_in(article.people or (), first, text), *self._days_in(article.dates or (), first, text))
        )

    def _days_in(self, dates: Iterable[DateMention], first: int, text: str) -> Iterator[Mark]:
        last = first + len(text)
        for one in dates if self._days else ():
            if one.first is None or not first <= one.start < one.end <= last:
                continue
            begin, end = sorted((one.first.toordinal(), (one.last or one.first).toordinal()))
            bits = 0
            for low, high, meeting, bit in self._days:
                if _MEET[meeting](begin, end, low, high):
                    bits |= bit
            if bits:
                yield one.start - first, one.end - first, bits

    def _people_in(self, people: Iterable[Person], first: int, text: str) -> list[Mark]:
        last = first + len(text)
        found: list[Mark] = []
        for person in people if self._people else ():
            words = frozenset(term for term, _ in analyse(person.name))
            bits = 0
            for wanted, holds, bit in self._people:
                if wanted <= words and holds(person.name):
                    bits |= bit
            if bits and not person.mentions and person.name:
                found += [(m.start(), m.end(), bits) for m in re.finditer(re.escape(person.name), text)]
            elif bits:
                found += [
                    (m.start - first, m.end - first, bits) for m in person.mentions if first <= m.start <= m.end <= last
                ]
        return found

    def worth(self, words: int) -> float:
        """What it is worth to show these words (bits): the rarer, the more."""
        known = self._worths.get(words)
        if known is None:
            known = self._worths[words] = sum(self._worth(at) for at in range(len(self._keys)) if words >> at & 1)
        return known

    def _worth(self, at: int) -> float:
        return math.log(1.0 + self._documents / (1.0 + self._frequency(self._keys[at])))

    # --- from the plan ------------------------------------------------------------------------------------------------

    def _collect(self, plan: Plan) -> None:
        kind = plan[0]
        if kind == TERM:
            self._terms((plan[2],))
        elif kind == ANY_TERM:
            self._terms(plan[2])
        elif kind == PHRASE:
            self._phrase(plan[2], plan[3], plan[4], plan[5])
        elif kind == MENTIONED:
            # No key of the dictionary: as rare as can be.
            self._days.append((*plan[2:5], self._new_bit(f"\0{plan[2:5]}")))
        elif kind == TYPED:
            self._as_typed(plan[2], plan[3].field, plan[3].text)
        elif kind in (AND, OR):
            for part in plan[2]:
                self._collect(part)

    def _as_typed(self, folded: Plan, field: str, text: str) -> None:
        """Words of the texts are looked for letter for letter, by themselves; a text of "" stands for anything."""
        if field == "people":
            words = frozenset(term for term, _ in analyse(text))
            self._people.append((words, stands_in(text) if text else bool, self._new_bit(f"\0{text}")))
        elif text and field in ZONES:
            key = max(folded[2], key=len) if folded[0] == PHRASE else folded[2]
            self._typed.append((places_of(text), _SIDES[ZONES[field]], self._new_bit(key)))

    def _terms(self, keys: tuple[str, ...]) -> None:
        bit = self._new_bit(keys[0]) if keys else 0
        for key in keys:
            letter, term = key[0], key[1:]
            if letter == "p":
                self._people.append((frozenset((term,)), bool, bit))
            elif letter == "f":
                self._forms.setdefault(term, []).append((bit, HEADLINE | BENEATH))
            elif letter in "shd":
                side = {"s": HEADLINE | BENEATH, "h": HEADLINE, "d": BENEATH}[letter]
                self._stems.setdefault(term, []).append((bit, side))

    def _phrase(self, keys: tuple[str, ...], offsets: tuple[int, ...], zone: int, near: int) -> None:
        bit = self._new_bit(max(keys, key=len))
        words = tuple(key[1:] for key in keys)
        if keys[0][0] == "p":
            self._people.append((frozenset(words), bool, bit))
        elif keys[0][0] == "f":
            if len(words) == 1:
                self._forms.setdefault(words[0], []).append((bit, _SIDES[zone]))
                return
            for word in words:
                if word not in self._parts and len(self._parts) < _MOST:
                    self._parts[word] = 1 << len(self._parts)
            if all(word in self._parts for word in words):
                self._phrases.append((_SIDES[zone], words, tuple(offsets), near, bit))

    def _new_bit(self, key: str) -> int:
        if key in self._keys:
            return 1 << self._keys.index(key)
        if len(self._keys) < _MOST:
            self._keys.append(key)
        return 1 << (len(self._keys) - 1)  # words beyond the 64th share the last bit

    # --- for the kernel -----------------------------------------------------------------------------------------------

    def _highlighter(self, side: int, language: str) -> Highlighter:
        forms, stems = _on_side(self._forms, side), _on_side(self._stems, side)
        parts = self._parts
        phrases = [
            ([parts[word] for word in words], list(offsets), near, bit)
            for sides, words, offsets, near, bit in self._phrases
            if sides & side
        ]

        def meanings(asked: list[tuple[str, int]]) -> list[tuple[int, int]]:
            terms = [(text if code & 1 else fold(text, code >> 1), code >> 1) for text, code in asked]
            stemmed = stems_of([term for term, _ in terms], language) if stems else [""] * len(terms)
            return [
                (forms.get(term, 0) | (stems.get(stem, 0) if kind in (WORD, COMPOUND) else 0), parts.get(term, 0))
                for (term, kind), stem in zip(terms, stemmed, strict=True)
            ]

        return Highlighter(meanings, phrases, _beginnings((*forms, *parts), tuple(stems), language))


def merged(marks: Iterable[Mark], others: Iterable[Mark]) -> list[Mark]:
    """All marks in order; those that overlap become one."""
    found: list[Mark] = []
    for begin, end, words in sorted((*marks, *others)):
        if found and begin < found[-1][1]:
            last = found[-1]
            found[-1] = (last[0], max(end, last[1]), words | last[2])
        else:
            found.append((begin, end, words))
    return found


def _on_side(terms: dict[str, list[tuple[int, int]]], side: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for term, meanings in terms.items():
        for bit, sides in meanings:
            if sides & side:
                found[term] = found.get(term, 0) | bit
    return found


def _beginnings(forms: tuple[str, ...], stems: tuple[str, ...], language: str) -> list[str]:
    """How words begin that may be asked for, one or two letters; none where all words must be looked up."""
    terms = (*forms, *stems)
    if not terms:
        return ["\x7f"]  # as no word begins
    if (stems and language not in ("en", "")) or not all(term[:2].isascii() and term for term in terms):
        return []
    found = {term[:2] for term in terms}
    for stem in stems:
        # English stemming keeps a word's first two letters, but for "dying" (die), "aed" (a) and signs within ("a.m.", "o'clock").
        found.update(stem[0] + second for second in ("'.y" if stem[1:2] == "i" else "'.") if len(stem) > 1)
    return sorted(found)


def stems_of(words: list[str], language: str) -> list[str]:
    """Stems of folded words, remembered: the same few thousand words make up most texts."""
    known = _stems.setdefault(language, {})
    if len(known) > _REMEMBERED:
        known.clear()
    new = [word for word in words if word not in known]
    if new:
        known.update(zip(new, stem_words(new, language), strict=True))
    return [known.get(word) or stem_words([word], language)[0] for word in words]
