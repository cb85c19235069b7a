"""Which names does a query for a person stand for? Name nodes become nodes of plain words, with notes on what they became."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from searchlib.errors import QueryError
from searchlib.query.nodes import And, Boost, Exact, Name, Node, Not, Or, Phrase

SHOWN = 8
MAX_WORDS, MAX_LETTERS = 12, 200
"""Nobody's name is longer; what is behind is not looked at for variants."""


class PersonNames(Protocol):
    """What a name stands for; searchlib.names.table.Resolved is one."""

    names: list[str]
    alone: dict[str, list[str]]
    words: list[str]
    notes: list[str]


Resolver = Callable[[str, int], PersonNames]


def has_names(node: Node, renamed: bool = False) -> bool:
    """Is a person asked for? With `renamed`, exact names count, too."""
    match node:
        case Name():
            return True
        case Phrase(_, "people") | Exact(_, "people"):
            return renamed
        case And(parts) | Or(parts):
            return any(has_names(part, renamed) for part in parts)
        case Not(part) | Boost(part):
            return has_names(part, renamed)
    return False


def with_names(node: Node, resolve: Resolver, notes: list[str]) -> Node:
    """The node with every Name replaced by the names that it stands for; `notes` says which these are."""
    match node:
        case Name(name, strictness):
            if not isinstance(name, str) or strictness not in (0, 1, 2):
                raise QueryError(f"Name takes a name and a strictness of 0, 1 or 2, not {name!r} and {strictness!r}")
            return _name(name, strictness, resolve, notes)
        case Phrase(words, "people"):
            return _name(" ".join(words), 0, resolve, notes)
        case Exact(text, "people"):
            return _name(text, 0, resolve, notes)
        case And(parts):
            return And(tuple(with_names(part, resolve, notes) for part in parts))
        case Or(parts):
            return Or(tuple(with_names(part, resolve, notes) for part in parts))
        case Not(part):
            return Not(with_names(part, resolve, notes))
        case Boost(part, factor):
            return Boost(with_names(part, resolve, notes), factor)
    return node


def _name(name: str, strictness: int, resolve: Resolver, notes: list[str]) -> Node:
    if strictness and (len(name) > MAX_LETTERS or name.count(" ") >= MAX_WORDS):
        name = " ".join(name.split()[:MAX_WORDS])[:MAX_LETTERS].rstrip()
        notes.append(
            f"only the first {MAX_WORDS} words or {MAX_LETTERS} letters of the name {name[:40]!r}… were searched"
        )
    found = resolve(name, strictness)
    parts = [written(one) for one in dict.fromkeys((name, *found.names, *found.words))]
    for alone, others in found.alone.items():
        others_named = tuple(written(other) for other in others)
        parts.append(And((written(alone), Not(Or(others_named)))) if others_named else written(alone))
    others_found = [one for one in (*found.names, *found.words, *found.alone) if one.casefold() != name.casefold()]
    if others_found:
        notes.append(f"{name!r} was searched as {_listed(others_found)}, too")
    elif strictness and not found.names and not found.words:
        notes.append(f"nobody in the index is called {name!r} or a spelling of it")
    notes += found.notes
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def written(name: str) -> Node:
    """A name exactly as it is written."""
    words = tuple(name.split())
    return Exact(words[0], "people") if len(words) == 1 else Phrase(words, "people")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
