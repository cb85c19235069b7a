"""The meaning of temporal.hpp, readable and slow: where do expressions of a token grammar stand? Its oracle in tests."""

from __future__ import annotations

from collections.abc import Iterator

LONGEST_WORD, LONGEST_SPACE, NOTHING = 15, 24, 0
Tables = tuple[
    int, list[tuple[int, int, int]], list[tuple[int, int]], list[list[int]], list[tuple[str, int, bool]], list[int],
    list[int], int,
]  # fmt: skip
_APOSTROPHES, _DASHES = "‘’", "‐‑‒–—―"
_SPACES = " \t\n\x0b\x0c\r\xa0\u2009\u202f"


class ReferenceGrammar:
    """The nondeterministic automaton, walked with a set of states."""

    def __init__(self, tables: Tables) -> None:
        _, edges, accepts, symbols_of, words, self._numbers, self._marks, self._space = tables
        self._symbols_of = [set(symbols) for symbols in symbols_of]
        self._words = {word: (signature, capital) for word, signature, capital in words}
        self._rules: dict[int, list[int]] = {}
        for state, rule in accepts:
            self._rules.setdefault(state, []).append(rule)
        self._leaving: dict[int, list[tuple[int, int]]] = {}
        for start, symbol, end in edges:
            self._leaving.setdefault(start, []).append((symbol, end))

    def find(self, text: str, any_case: bool = False) -> list[tuple[int, int, int]]:
        """(start, end, rule) of the longest match at each place, from left to right."""
        found: list[tuple[int, int, int]] = []
        at = 0
        while at < len(text):
            begins = (
                (text[at].isascii() and text[at].isdigit()) or is_letter(text[at]) or text[at] in "'" + _APOSTROPHES
            )
            match = (
                self._match(text, at, any_case)
                if begins and may_begin(text, at, found[-1][1] if found else -9)
                else None
            )
            if match:
                found.append(match)
                at = match[1]
            else:
                at = self._skip(text, at)
        return found

    @staticmethod
    def _skip(text: str, at: int) -> int:
        kind = is_letter if is_letter(text[at]) else is_digit if is_digit(text[at]) else None
        at += 1
        while kind and at < len(text) and kind(text[at]):
            at += 1
        return at

    def _match(self, text: str, start: int, any_case: bool) -> tuple[int, int, int] | None:
        best = None
        states = self._closed({0})
        for signature, end in self._tokens(text, start, any_case):
            if signature == NOTHING:
                break
            symbols = self._symbols_of[signature]
            states = self._closed(
                {to for state in states for symbol, to in self._leaving.get(state, ()) if symbol in symbols}
            )
            if not states:
                break
            rules = [rule for state in states for rule in self._rules.get(state, ())]
            if rules and may_end(text, end):
                best = (start, end, min(rules))
        return best

    def _closed(self, states: set[int]) -> set[int]:
        work = list(states)
        while work:
            for symbol, to in self._leaving.get(work.pop(), ()):
                if symbol < 0 and to not in states:
                    states.add(to)
                    work.append(to)
        return states

    def _tokens(self, text: str, at: int, any_case: bool) -> Iterator[tuple[int, int]]:
        while at < len(text):
            char, end = text[at], at + 1
            if is_letter(char) or is_digit(char):
                end = self._skip(text, at)
                run = text[at:end]
                signature = self._word(run, any_case) if is_letter(char) else self._number(run)
            elif char in _SPACES:
                while end < len(text) and text[end] in _SPACES:
                    end += 1
                blank = text.count("\n", at, end) > 1 or end - at > LONGEST_SPACE
                signature = NOTHING if blank else self._space
            elif char == "½":
                signature = self._marks[1]
            else:
                plain = "'" if char in _APOSTROPHES else "-" if char in _DASHES else char
                signature = self._marks[ord(plain)] if "\x01" < plain < "\x80" else NOTHING
            yield signature, end
            at = end

    def _word(self, run: str, any_case: bool) -> int:
        if len(run) > LONGEST_WORD or not run.isascii() or "_" in run:
            return NOTHING
        signature, capital = self._words.get(run.lower(), (NOTHING, False))
        return NOTHING if capital and not run[0].isupper() and not any_case else signature

    def _number(self, run: str) -> int:
        value = int(run)
        match len(run):
            case 1:
                return self._numbers[value]
            case 2:
                return self._numbers[10 + value]
            case 3:
                return self._numbers[110]
            case 4:
                return self._numbers[112 if 1500 <= value <= 2100 else 111]
            case 6:
                return self._numbers[113]
            case 8:
                return self._numbers[114]
        return NOTHING


def is_digit(char: str) -> bool:
    return "0" <= char <= "9"


def is_letter(char: str) -> bool:
    code = ord(char)
    if code < 0x80:
        return char.isalpha() or char == "_"
    return code >= 0xC0 and code not in (0xD7, 0xF7) and not (
        0x2000 <= code < 0x2070 or 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFF10
    )  # fmt: skip


def may_begin(text: str, at: int, last_end: int) -> bool:
    """Not in the middle of a word, a figure or a price."""
    if at == 0:
        return True
    before = text[at - 1]
    earlier = text[at - 2] if at > 1 else " "
    if is_letter(before) or is_digit(before):
        return False
    if before == "-" or before in _DASHES:
        return not (is_letter(earlier) or is_digit(earlier)) or last_end + 1 == at
    if not is_digit(text[at]):
        return before not in "@#"
    return before not in "$£€#" and not (before in ".,/:" and is_digit(earlier))


def may_end(text: str, end: int) -> bool:
    """Not in the middle of a word or a figure, nor before a per cent sign."""
    if end >= len(text):
        return True
    following, later = text[end], text[end + 1] if end + 1 < len(text) else " "
    if is_letter(following) or is_digit(following):
        return False
    if not is_digit(text[end - 1]):
        return True
    return following != "%" and not (following in ".,/:" and is_digit(later))
