r"""What does a regular expression say? A small, safe language, read into a tree.

    abc  .  [a-z0-9]  [^a-z]  (one|two)  (?:...)  x*  x+  x?  x{2}  x{2,}  x{2,5}  \d \w \s \D \W \S  \. and so on

A word must fit from end to end; ^ and $ at the ends may be written. Letters are folded as words are (É is e). What makes
matching slow elsewhere (references back, looking around) is refused with its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from searchlib.analysis.fold import fold

MAX_REPEAT = 64
MAX_NESTING = 20
LAST = 0x10FFFF

Range = tuple[int, int]


class PatternError(ValueError):
    """A pattern that is not understood; `position` counts its characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: ranges of characters, or trees."""

    options: tuple[Range | Tree, ...]

    @property
    def ranges(self) -> tuple[Range, ...]:
        return tuple(option for option in self.options if isinstance(option, tuple))


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """From `least` to `most` times; None is any number."""

    part: Tree
    least: int
    most: int | None


Tree = Choice | Sequence | Repeat

ANY = Choice(((0, LAST),))
_DIGIT: tuple[Range, ...] = ((0x30, 0x39),)
_WORD: tuple[Range, ...] = ((0x30, 0x39), (0x5F, 0x5F), (0x61, 0x7A), (0x80, LAST))
_SPACE: tuple[Range, ...] = ((0x09, 0x0D), (0x20, 0x20))
_NAMED = {"d": _DIGIT, "w": _WORD, "s": _SPACE}


def sets_of(char: str) -> Tree:
    """A character as words are filed: folded, so that it may be none or several."""
    folded = fold(char) or char
    sets = tuple(Choice(((ord(one), ord(one)),)) for one in folded)
    return sets[0] if len(sets) == 1 else Sequence(sets)


def parse_regex(pattern: str) -> Tree:
    """Reads a pattern.

    Raises:
        PatternError: something in it is not of this language.
    """
    return _Parser(pattern).run()


def literal_start(tree: Tree) -> str:
    """The characters with which everything that fits begins."""
    return _literals(tree)[0]


def literal_run(tree: Tree) -> str:
    """The longest run of characters that everything that fits has."""
    return max(_literals(tree), key=len)


def _literals(tree: Tree) -> list[str]:
    # Runs of single characters, cut where something else stands.
    if isinstance(tree, Choice):
        ranges = tree.ranges
        return (
            [chr(ranges[0][0])] if len(tree.options) == len(ranges) == 1 and ranges[0][0] == ranges[0][1] else ["", ""]
        )
    if isinstance(tree, Repeat):
        return ["", ""]
    runs = [""]
    for part in tree.parts:
        first, *others = _literals(part)
        runs[-1] += first
        runs += others
    return runs


class _Parser:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern.removeprefix("^")
        self._shift = len(pattern) - len(self._pattern)
        if self._pattern.endswith("$") and not self._pattern.endswith("\\$"):
            self._pattern = self._pattern[:-1]
        self._at = self._depth = 0

    def run(self) -> Tree:
        tree = self._alternatives()
        if self._at < len(self._pattern):
            raise self._error("a parenthesis is closed that was not opened")
        return tree

    def _error(self, message: str) -> PatternError:
        return PatternError(message, min(self._at, len(self._pattern)) + self._shift)

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise self._error("the expression ends too early")
        self._at += 1
        return char

    def _alternatives(self) -> Tree:
        options = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Tree:
        parts: list[Tree] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._single()))
        return Sequence(tuple(parts))

    def _repeated(self, part: Tree) -> Tree:
        while (sign := self._peek()) and sign in "*+?{":
            if sign == "{":
                least, most = self._counts()
            else:
                self._at += 1
                least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
            if self._peek() == "?" and sign != "?":
                self._at += 1  # "as few as possible" finds the same words
            part = Repeat(part, least, most)
        return part

    def _counts(self) -> tuple[int, int | None]:
        end = self._pattern.find("}", self._at)
        low, comma, high = self._pattern[self._at + 1 : end].partition(",")
        if (
            end < 0
            or not (low.isdecimal() and low.isascii())
            or not (high == "" or (high.isdecimal() and high.isascii()))
        ):
            raise self._error("a repetition is written {2}, {2,} or {2,5}; a brace itself is \\{")
        least = int(low[:6])
        most = int(high[:6]) if high else None if comma else least
        if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
            raise self._error(f"a repetition goes up to {MAX_REPEAT}, from the smaller number to the larger")
        self._at = end + 1
        return least, most

    def _single(self) -> Tree:
        char = self._take()
        if char == ".":
            return ANY
        if char == "[":
            return self._set()
        if char == "(":
            return self._group()
        if char == "\\":
            return self._escaped()
        if char in "*+?{":
            self._at -= 1
            raise self._error(f"there is nothing before {char!r} to repeat")
        return sets_of(char)

    def _group(self) -> Tree:
        if self._pattern.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise self._error("groups that begin with (? are not supported, but for (?:")
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise self._error(f"groups may be nested {MAX_NESTING} deep")
        tree = self._alternatives()
        if self._peek() != ")":
            raise self._error("a parenthesis is not closed")
        self._at += 1
        self._depth -= 1
        return tree

    def _escaped(self) -> Tree:
        char = self._take()
        if char.lower() in _NAMED:
            ranges = _NAMED[char.lower()]
            return Choice(_complement(ranges) if char.isupper() else ranges)
        if char.isalnum():
            self._at -= 1
            raise self._error(f"\\{char} is not supported")
        return sets_of(char)

    def _set(self) -> Tree:
        begin = self._at
        negated = self._peek() == "^"
        self._at += negated
        ranges: list[Range] = []
        while (char := self._peek()) != "]" or self._at == begin + negated:
            if not char:
                raise self._error("a bracket is not closed")
            ranges += self._set_part()
        self._at += 1
        return Choice(_complement(tuple(ranges)) if negated else tuple(ranges))

    def _set_part(self) -> tuple[Range, ...]:
        char = self._take()
        if char == "\\":
            char = self._take()
            if char in _NAMED:
                return _NAMED[char]
            if char.isalnum():
                raise self._error(f"\\{char} is not supported between brackets")
        if self._peek() == "-" and self._pattern[self._at + 1 : self._at + 2] not in ("", "]"):
            self._at += 1
            last = self._take()
            low, high = ord(char), ord(last)
            if low > high:
                raise self._error(f"{char}-{last} goes backwards")
            # Words are filed in lower case: A-Z means a-z too.
            lowered = ((low + 32, high + 32),) if low >= 65 and high <= 90 else ()
            return ((low, high), *lowered)
        folded = fold(char)
        return ((ord(folded), ord(folded)),) if len(folded) == 1 else ((ord(char), ord(char)),)


def _complement(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    out, begin = [], 0
    for low, high in sorted(ranges):
        if low > begin:
            out.append((begin, low - 1))
        begin = max(begin, high + 1)
    return (*out, (begin, LAST)) if begin <= LAST else tuple(out)
