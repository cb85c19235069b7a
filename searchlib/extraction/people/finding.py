"""From text to people: the model is read once, the kernel finds and groups mentions, and this makes Persons of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from searchlib.article import Mention, Person
from searchlib.kernels.recognition import FoundPeople, Recogniser

MODEL_NAME = "people.model"


@cache
def recogniser() -> Recogniser:
    """The recogniser with the model that the package ships; read at first use and kept."""
    return Recogniser(files("searchlib.extraction.people").joinpath(MODEL_NAME).read_bytes())


def find_people(text: str, *, language: str = "en") -> tuple[Person, ...]:
    """The people that a text names.

    Example:
        >>> found = find_people("Deputy Foreign Minister Mikhail Bogdanov spoke. Bogdanov's aides met in Moscow.")
        >>> [(person.name, person.roles, [m.text for m in person.mentions]) for person in found]
        [('Mikhail Bogdanov', ('deputy foreign minister',), ['Mikhail Bogdanov', 'Bogdanov'])]

    Args:
        text: plain text; offsets of mentions count its characters. Mentions leave titles and possessives out.
        language: the model learned from English; in other languages only people who are named in full somewhere in the
            text, or behind a courtesy, are kept, since a capital letter or a particle alone says less there (docs/people.md).

    Returns:
        Persons in the order of first mention; a surname alone is joined to the full name before it, or else after it.
    """
    return tuple(people_in(text, language=language))


def people_in(text: str, *, language: str = "en") -> tuple[Person, ...] | FoundPeople[Person]:
    """What find_people finds. Of an English text persons are made when they are looked at, so an index can do without them.

    Example:
        >>> people_in("Mikhail Bogdanov spoke. Bogdanov's aides met.").names()
        [('Mikhail Bogdanov', 2)]
    """
    found = recogniser().individuals(text, Person, Mention)
    if language[:2].lower() != "en":
        from searchlib.extraction.people.foreign import people_of

        return people_of(found)
    return found
