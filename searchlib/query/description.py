"""How was a query understood? Its tree in plain words, a line a node. Not for: reading it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from searchlib.query.nodes import (
    And,
    AsTyped,
    Boost,
    DayRange,
    Everything,
    Exact,
    Fuzzy,
    Name,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Regex,
    Wildcard,
    Word,
)


def describe(node: Node, stems: Callable[[str], str] = str) -> str:
    """The tree, indented.

    Example:
        >>> print(describe(And((Word("talks", "headline"), Not(Phrase(("prime", "minister")))))))
        all of
          talks in any inflection, in headline
          not
            "prime minister"

    Args:
        node: the query.
        stems: what to say for a word in any inflection, such as the stems it is searched by.
    """
    return "\n".join(_lines(node, stems))


def _lines(node: Node, stems: Callable[[str], str]) -> Iterator[str]:
    match node:
        case And(parts):
            yield "all of"
            yield from _inner(parts, stems)
        case Or(parts):
            yield "any of"
            yield from _inner(parts, stems)
        case Not(part):
            yield "not"
            yield from _inner((part,), stems)
        case Boost(part, factor):
            yield f"counting {factor:g} times"
            yield from _inner((part,), stems)
        case _:
            yield _leaf(node, stems) + _field(node)


def _inner(parts: tuple[Node, ...], stems: Callable[[str], str]) -> Iterator[str]:
    for part in parts:
        for line in _lines(part, stems):
            yield "  " + line


def _field(node: Node) -> str:
    field = getattr(node, "field", "")
    return f", in {field}" if field and not isinstance(node, DayRange) else ""


def _leaf(node: Node, stems: Callable[[str], str]) -> str:
    match node:
        case Word(text):
            return f"{stems(text)} in any inflection"
        case Exact(text):
            return f'"{text}"'
        case AsTyped(text):
            return f'"{text}" as typed'
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Near(words, distance, _, ordered):
            return f"{', '.join(words)} within {distance} words of each other" + (", in this order" if ordered else "")
        case Prefix(text):
            return f"words that begin with {text}" if text else "any word"
        case Wildcard(pattern):
            return f"words like {pattern}"
        case Fuzzy(text, distance):
            return f"words within {distance} edit{'s' if distance > 1 else ''} of {text}"
        case Regex(pattern):
            return f"words that fit /{pattern}/"
        case Range(_, low, high, low_open, high_open):
            ends = [f"{'behind' if low_open else 'from'} {low}"] if low else []
            ends += [f"{'before' if high_open else 'to'} {high}"] if high else []
            return "words " + (" ".join(ends) or "of any kind")
        case DayRange(field, first, last):
            verb = "published" if field == "published" else "speaking of days"
            if first and last:
                return f"{verb} on {first}" if first == last else f"{verb} from {first} to {last}"
            return f"{verb} from {first} on" if first else f"{verb} up to {last}" if last else f"{verb} at any time"
        case Name(name, strictness):
            return f"people called {name}" + ("", " or a spelling of it", " or something like it")[strictness]
        case Everything():
            return "every article"
    return repr(node)
