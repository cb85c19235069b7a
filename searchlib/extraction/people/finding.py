"""From text to people: runs of capitalised words → candidates with evidence → persons with all their mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from searchlib.article import Mention, Person
from searchlib.extraction.people.lexicon import words

_PARTICLES = "al|el|bin|bint|ibn|van|von|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|abu|ould"
_WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Capt|St|Jr|Sr)\."
    r"|(?:[A-Z]\.-?)+|[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*)"
)
_RUN = re.compile(
    rf"(?<![\w&@#$])(?:(?:al|el)-)?(?=[^\W\d_])(?-i:{_WORD})(?:[ \xa0](?:(?:{_PARTICLES})[ \xa0]){{0,2}}(?:(?:al|el)-)?{_WORD}){{0,11}}"
)
_PIECE = re.compile(rf"(?:(?:al|el)-)?{_WORD}|\b(?:{_PARTICLES})\b")
_INITIALS = re.compile(r"(?:[A-Z]\.-?)+")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLE_BEFORE = re.compile(r"([a-z]+)[, ]{0,2}$")
_SAID = re.compile(
    r",? (?:also |later |then |has |had )?(?:said|says|told|added|wrote|asked|argued|warned|announced|insisted|replied"
    r"|explained|testified|tweeted|noted|declared|resigned|died|recalled|denied|accused|acknowledged|admitted)\b"
)
_AGE = re.compile(r",? (?:\d\d,|who (?:is|was|has|had)\b|\(\d\d\))")
_SAID_BEFORE = re.compile(r"\b(?:said|says|told|by|according to|adds|added|recalled) $")
_SUFFIXES = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}
_LONGEST_NAME = 5
_LOOK_BEFORE = 24


@dataclass(slots=True)
class Candidate:
    """A run of words that may name a person: the words without titles, and the evidence."""

    start: int
    end: int
    words: tuple[str, ...]
    roles: tuple[str, ...]
    titled: bool
    spoken: bool


@dataclass(slots=True)
class Found:
    """A person in the making."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    roles: dict[str, None] = field(default_factory=dict)


def find_people(text: str, *, language: str = "en") -> tuple[Person, ...]:
    """The people that a text names.

    Example:
        >>> found = find_people("Deputy Foreign Minister Mikhail Bogdanov spoke. Bogdanov's aides met in Moscow.")
        >>> [(person.name, person.roles, [m.text for m in person.mentions]) for person in found]
        [('Mikhail Bogdanov', ('deputy foreign minister',), ['Mikhail Bogdanov', 'Bogdanov'])]

    Args:
        text: plain text; offsets of mentions count its characters. Mentions leave titles and possessives out.
        language: the lexicons are English and international; other languages find less.

    Returns:
        Persons in the order of first mention; a surname alone is joined to the full name before it, or else after it.
    """
    candidates = [candidate for run in _RUN.finditer(text) if (candidate := _candidate(text, run)) is not None]
    people: dict[str, Found] = {}
    by_surname: dict[str, str] = {}
    named = [(candidate, _is_person(candidate)) for candidate in candidates]
    for candidate, person in named:
        if person and len(candidate.words) > 1:
            name = " ".join(candidate.words)
            people.setdefault(name, Found(name))
            by_surname.setdefault(_surname(candidate.words), name)
    for candidate, person in named:
        if person and len(candidate.words) == 1:
            by_surname.setdefault(candidate.words[0], candidate.words[0])
    for candidate, person in named:
        name = " ".join(candidate.words)
        if len(candidate.words) == 1:
            name = by_surname.get(candidate.words[0], "")
        elif not person:
            continue
        if name:
            found = people.setdefault(name, Found(name))
            found.mentions.append(Mention(text[candidate.start : candidate.end], candidate.start, candidate.end))
            found.roles.update(dict.fromkeys(candidate.roles))
    complete = sorted((found for found in people.values() if found.mentions), key=lambda found: found.mentions[0].start)
    return tuple(Person(found.name, tuple(found.mentions), tuple(found.roles)) for found in complete)


def _surname(name: tuple[str, ...]) -> str:
    return name[-2] if name[-1] in _SUFFIXES and len(name) > 2 else name[-1]


def _candidate(text: str, run: re.Match[str]) -> Candidate | None:
    pieces = [(piece[0], run.start() + piece.start()) for piece in _PIECE.finditer(run[0])]
    titles, role_words, not_names = words("titles"), words("role_words"), words("not_names")
    roles: list[str] = []
    titled = False
    while pieces:
        bare = _bare(pieces[0][0])
        folded = bare.lower()
        if folded in titles and not (bare in words("given_names") and not roles):
            roles.append(folded)
            titled = True
        elif folded in role_words:
            roles.append(folded)
        elif bare in not_names and bare not in words("given_names"):
            if titled:
                break
            roles.clear()
        elif bare in words("places") and len(pieces) > 1 and not titled and _is_title(pieces[1][0]):
            roles.clear()
        else:
            break
        pieces.pop(0)
    before = text[max(0, run.start() - _LOOK_BEFORE) : run.start()]
    if (
        not roles
        and (title := _TITLE_BEFORE.search(before))
        and title[1] in titles
        and text[run.start() - 1 : run.start()] == " "
    ):
        titled = pieces != [] and pieces[0][1] == run.start()
        roles = [title[1]] if titled else []
    if not pieces:
        return None
    last, at = pieces[-1]
    end = at + len(last) - (len(found[0]) if (found := _POSSESSIVE.search(last)) else 0)
    if end <= pieces[0][1]:
        return None
    name = tuple([piece for piece, _ in pieces[:-1]] + [text[at:end]])
    spoken = bool(_SAID.match(text, run.end()) or _AGE.match(text, run.end()) or _SAID_BEFORE.search(before))
    role = " ".join(roles) if titled else ""
    return Candidate(pieces[0][1], end, name, (role,) if role not in ("", *_COURTESY) else (), titled, spoken)


_COUNTRIES = {"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "U.S.A.", "U.A.E."}
_COURTESY = ("mr", "mrs", "ms", "miss", "dr", "sir")


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.rstrip("."))


def _is_title(word: str) -> bool:
    return _bare(word).lower() in words("titles") or _bare(word).lower() in words("role_words")


def _is_person(candidate: Candidate) -> bool:
    name = candidate.words
    if not 1 <= len(name) <= _LONGEST_NAME:
        return False
    if name[0] in _COUNTRIES or any(firm in words("firms") for firm in ("_".join(name), "_".join(name[:2]))):
        return False
    given, places, not_names = words("given_names"), words("places"), words("not_names")
    last = _surname(name)
    if len(last) < 2 or any(word in words("organisation_words") for word in name):
        return False
    if any(len(word) > 3 and word.isupper() and "." not in word for word in name):
        return False  # ALL CAPS tells nothing
    first = name[0].partition("-")[0]
    known_first = first in given or bool(_INITIALS.fullmatch(name[0]) and len(name) > 1)
    if any(word in not_names for word in name[1:]) or (name[0] in not_names and not known_first):
        return False
    if last in places or (name[0] in places and not (known_first and len(name) > 1)):
        # Jack London, but neither President Georgia nor Minister France.
        return known_first and len(name) > 1 and last not in places
    if len(name) == 1:
        return candidate.titled and "." not in name[0]
    return known_first or candidate.titled or candidate.spoken
