"""Which people are in the index, under which names, in how many articles? The list behind Index.people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from searchlib.names.aliases import Aliases
from searchlib.names.spelling import LOOSE, VARIANT, fold_name
from searchlib.names.table import PeopleTable, beginnings


@dataclass(frozen=True, slots=True)
class NameVariant:
    """A name of a person as it stands in articles.

    Attributes:
        name: the name. articles: how many articles name it so.
        how: "spelling", "alias" (by the user's aliases), or "family name alone" (see the person's notes).
    """

    name: str
    articles: int
    how: str = "spelling"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the index.

    Attributes:
        name: the most frequent full spelling, or what the user's aliases rename it to.
        articles: how often the person is named, added up over the variants: an article that spells a name in two ways
            counts twice.
        variants: the names, most frequent first.
        notes: why a family name alone was counted, in plain words.
    """

    name: str
    articles: int
    variants: tuple[NameVariant, ...]
    notes: tuple[str, ...] = ()


def list_people(
    table: PeopleTable, aliases: Aliases, *, prefix: str = "", near: str | None = None, limit: int = 20
) -> list[KnownPerson]:
    """People, the most frequent first; see Index.people."""
    if limit <= 0:
        return []
    seen: set[str] = set()
    found: list[KnownPerson] = []
    # Variants and family names alone move people up: look at some more than are wanted, then order.
    for name in _names(table, aliases, prefix, near):
        if name in seen:
            continue
        person = _person(table, aliases, table.owner_of(name, aliases), seen)
        if person is None:
            seen.add(name)
            continue
        seen.update(variant.name for variant in person.variants)
        found.append(person)
        if len(found) >= limit + limit // 2 + 10:
            break
    found.sort(key=lambda person: (-person.articles, person.name))
    return found[:limit]


def _names(table: PeopleTable, aliases: Aliases, prefix: str, near: str | None) -> Iterator[str]:
    wanted = f" {fold_name(prefix.strip())}"
    if near is None:
        for name, form in table.most_named_first:
            if (renamed := aliases.renamed(name)) != name:
                form = beginnings(renamed)
            if wanted in form:
                yield name
    else:
        resolved = table.resolve(near, LOOSE, aliases)
        words = set(resolved.words)
        names = [*resolved.names, *resolved.alone]
        if words:
            names += [name for name in table.names if not words.isdisjoint(table.words_of(name))]
        for name in sorted(names, key=lambda name: (-table.count(name), name)):
            if table.count(name) and wanted in beginnings(aliases.renamed(name)):
                yield name


def _person(table: PeopleTable, aliases: Aliases, name: str, seen: set[str]) -> KnownPerson | None:
    resolved = table.resolve(name, VARIANT, aliases)
    merged = {other for old in (name, *aliases.old_names(name)) for other in aliases.merged(old)}
    names = resolved.names if len(table.words_of(name)) > 1 else [name]
    variants = [
        NameVariant(one, table.count(one), "alias" if one != name and one in merged else "spelling")
        for one in names
        if one not in seen
    ]
    variants += [NameVariant(one, table.count(one), "family name alone") for one in resolved.alone if one not in seen]
    variants = [variant for variant in variants if variant.articles]
    if not variants:
        return None
    variants.sort(key=lambda variant: (-variant.articles, variant.name))
    full = [variant.name for variant in variants if variant.how != "family name alone"] or [variants[0].name]
    notes = resolved.notes if any(variant.how == "family name alone" for variant in variants) else []
    total = sum(variant.articles for variant in variants)
    return KnownPerson(aliases.renamed(full[0]), total, tuple(variants), tuple(notes))
