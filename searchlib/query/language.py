"""What does a query string mean? Whoosh's syntax, read into searchlib's nodes; the only module that imports whoosh.

A first pass (scanning.py) takes out what Whoosh's parser would cut up or read wrongly (quotes, days, ranges, patterns,
words such as C++ and 10:30) and bounds length, depth and number of words. What is left (words, AND OR NOT, groups,
fields, boosts) is Whoosh's grammar, run with just the plugins for it: its date plugin misreads ranges, and ANDNOT,
ANDMAYBE and REQUIRE double its work each time they occur.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from searchlib.errors import QueryError
from searchlib.query.nodes import And, Boost, Everything, Exact, Near, Node, Not, Or, Phrase, Prefix, Word
from searchlib.query.scan import Scan, only_place_holders, place_holder_number
from searchlib.query.scanning import scan


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood.

    Attributes:
        node: what to search, None when there is nothing to search.
        notes: what was ignored or reread, in plain words.
    """

    node: Node | None
    notes: tuple[str, ...] = ()


def parse(text: str, *, now: date | None = None, strict: bool = False) -> Parsed:
    """Reads a query string.

    Example:
        >>> parse('headline:talks NOT "prime minister"').node
        And(parts=(Word(text='talks', field='headline'), Not(part=Phrase(words=('prime', 'minister'), field=''))))

    Args:
        text: the query.
        now: the day from which "yesterday" is counted; today if None.
        strict: raise where something would be ignored or reread.

    Raises:
        QueryError: `text` is no string, or strict and there is something to note.
    """
    if not isinstance(text, str):
        raise QueryError(f"a query must be a str, not {type(text).__name__}")
    # "yesterday" is another day tomorrow, so the day is part of what is remembered.
    return _parse(text, now or date.today(), strict)


@lru_cache(maxsize=4096)
def _parse(text: str, now: date, strict: bool) -> Parsed:
    scanned = scan(text, now)
    if (numbers := only_place_holders(scanned.text)) is not None:
        # Days, ranges and words side by side leave the parser nothing to do, and it takes longer than most searches.
        node = _group(False, tuple(scanned.parts[number] for number in numbers))
    else:
        node = _Converter(scanned).convert(_syntax_tree(scanned.text))
    if strict and scanned.notes:
        message, position = scanned.notes[0]
        raise QueryError(message, position)
    if node is not None:
        node = _with_something_to_exclude_from(node)
    notes = (f"{message} (at character {position + 1})" for message, position in scanned.notes)
    return Parsed(node, (*notes, *scanned.readings))


def _syntax_tree(text: str) -> Any:
    return _parser().process(text)


@cache
def _parser() -> Any:
    from whoosh import qparser

    plugins = [
        qparser.WhitespacePlugin(),
        qparser.GroupPlugin(),
        qparser.FieldsPlugin(),
        qparser.BoostPlugin(),
        qparser.OperatorsPlugin(
            And=r"(?<=\s)AND(?=\s)", Or=r"(?<=\s)OR(?=\s)", Not=r"(^|(?<=(\s|[()])))NOT(?=\s)",
            AndNot=None, AndMaybe=None, Require=None,
        ),
    ]  # fmt: skip
    return qparser.QueryParser("", None, plugins=plugins, group=qparser.AndGroup)


class _Converter:
    """Whoosh's syntax tree → nodes, with the parts that were taken out put back in."""

    def __init__(self, scanned: Scan) -> None:
        self._scan = scanned

    def convert(self, tree: Any) -> Node | None:
        from whoosh.qparser import syntax

        if isinstance(tree, syntax.NotGroup):
            part = self.convert(tree[0]) if len(tree) else None
            return None if part is None else part.part if isinstance(part, Not) else Not(part)
        if isinstance(tree, syntax.GroupNode):
            parts = tuple(part for part in map(self.convert, tree) if part is not None)
            return self._boosted(_group(isinstance(tree, syntax.OrGroup), parts), tree.boost)
        if isinstance(tree, syntax.TextNode):
            return self._boosted(self._leaf(tree.text, tree.fieldname or ""), tree.boost)
        return None  # an operator with nothing to operate on, white space, a field with nothing behind it

    def _leaf(self, text: str, field: str) -> Node | None:
        number = place_holder_number(text)
        if number is None:
            return None
        return in_field(self._scan.parts[number], self._scan.fields.get(field, ""))

    def _boosted(self, node: Node | None, boost: float) -> Node | None:
        return node if node is None or boost == 1.0 else Boost(node, boost)


def in_field(node: Node, field: str) -> Node:
    """The node with `field` put where none is named."""
    if not field:
        return node
    match node:
        case And(parts):
            return And(tuple(in_field(part, field) for part in parts))
        case Or(parts):
            return Or(tuple(in_field(part, field) for part in parts))
        case Not(part):
            return Not(in_field(part, field))
        case Boost(part, factor):
            return Boost(in_field(part, field), factor)
        case Word(text, ""):
            return Word(text, field)
        case Exact(text, ""):
            return Exact(text, field)
        case Phrase(words, ""):
            return Phrase(words, field)
        case Near(words, distance, "", ordered):
            return Near(words, distance, field, ordered)
        case Everything():
            return Prefix("", field)  # any word of this field
        case _:
            if getattr(node, "field", None) == "":
                from dataclasses import replace

                return replace(node, field=field)  # type: ignore[type-var]
            return node


def _group(any_of: bool, parts: tuple[Node, ...]) -> Node | None:
    kind = Or if any_of else And
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _with_something_to_exclude_from(node: Node) -> Node:
    """`-word` alone means everything but the articles with it."""
    if isinstance(node, Not):
        return And((Everything(), node))
    if isinstance(node, And) and all(isinstance(part, Not) for part in node.parts):
        return And((Everything(), *node.parts))
    return node
