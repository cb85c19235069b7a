"""Which parts of a query are not for the parser? Quotes, days, ranges, patterns and odd words are read here, in one pass.

Each becomes a node and leaves a place holder in the text; what remains is operators, groups, fields and boosts.
"""

from __future__ import annotations

import re
from datetime import date

from searchlib.query import signs
from searchlib.query.days import DayReader
from searchlib.query.nodes import AsTyped, Everything, Exact, Name, Near, Node, Phrase, Range, Word
from searchlib.query.scan import Scan, place_holder_number
from searchlib.query.unquoted import end_of_days
from searchlib.query.words import ends_of, read_regex, read_word, read_word_range

MAX_LENGTH = 8192
MAX_PARTS = 512
MAX_DEPTH = 40
MAX_DISTANCE = 9999
MAX_BOOST = 100.0


def scan(text: str, now: date | None) -> Scan:
    """Takes out of a query what is not for the parser."""
    return _Scanner(text, now).run()


class _Scanner:
    def __init__(self, text: str, now: date | None) -> None:
        self._result = Scan()
        if len(text) > MAX_LENGTH:
            self._result.note(f"only the first {MAX_LENGTH} characters were read", MAX_LENGTH)
        self._text = text[:MAX_LENGTH].translate(signs.REREAD)
        self._now = now
        self._at = 0
        self._out: list[str] = []
        self._depth = self._dropped = 0
        self._special = False  # whether what was read last is more than a bare word
        self._before = ""  # "operand", an operator, or nothing: what an operator would join
        self._not: int | None = None  # where NOT is that has nothing behind it yet

    def run(self) -> Scan:
        text = self._text
        while self._at < len(text):
            char = text[self._at]
            if char.isspace():
                self._out.append(" ")
                self._at += 1
            elif char in "()":
                self._parenthesis(char)
            elif char == '"':
                self._quoted()
            elif char == "=" and (typed := signs.TYPED.match(text, self._at)):
                self._as_typed(typed)
            elif (boost := signs.BOOST.match(text, self._at)) and self._out:
                self._boost(boost)
                self._out.append(" ")
            elif not self._field():
                self._token()
        self._close_operator(len(text))
        if self._depth:
            self._result.note("a parenthesis is not closed", len(text))
            self._out.append(")" * self._depth)
        self._result.text = "".join(self._out)
        return self._result

    def _parenthesis(self, char: str) -> None:
        if char == "(" and self._depth >= MAX_DEPTH:
            self._result.note(f"parentheses deeper than {MAX_DEPTH} were ignored", self._at, once=True)
            self._dropped += 1
        elif char == "(":
            self._depth += 1
            self._before, self._not = "", None
            self._out.append(" (" if not self._out or not self._out[-1].endswith(":") else "(")
        elif self._dropped:
            self._dropped -= 1
        elif self._depth:
            self._close_operator(self._at)
            self._depth -= 1
            self._special, self._before = True, "operand"
            self._out.append(")")
        else:
            self._result.note("a parenthesis is closed that was not opened", self._at)
        self._at += 1

    def _put(self, node: Node) -> None:
        """A part that was read; a boost may follow it at once."""
        if len(self._result.parts) >= MAX_PARTS:
            self._result.note(f"only the first {MAX_PARTS} words were read", self._at, once=True)
            return
        lead = "" if self._out and self._out[-1].endswith(":") else " "
        self._out.append(f"{lead}{signs.HOLDER}{len(self._result.parts)}{signs.HOLDER_END}")
        self._result.parts.append(node)
        self._special, self._before, self._not = not isinstance(node, Word), "operand", None
        boost = signs.BOOST.match(self._text, self._at)
        if boost:
            self._boost(boost)
        self._out.append(" ")

    def _put_if(self, node: Node | None) -> None:
        if node is not None:
            self._put(node)

    def _boost(self, boost: re.Match[str]) -> None:
        if 0.0 < float(boost[1]) <= MAX_BOOST:
            self._out.append(boost[0])
        else:
            message = f"a boost must be more than 0 and at most {MAX_BOOST:g}; {float(boost[1]):g} was ignored"
            self._result.note(message, boost.start())
        self._at = boost.end()

    def _quoted(self) -> None:
        begin = self._at
        end = self._text.find('"', begin + 1)
        if end < 0:
            self._result.note("a quotation mark is not closed; the words were searched as words", begin)
            self._at += 1
            return
        words = tuple(self._text[begin + 1 : end].split())
        if literal := signs.PATTERN.search(self._text, begin + 1, end):
            self._result.note("* and ? are no patterns between quotation marks; they were ignored", literal.start())
        self._at = end + 1
        slop = signs.SLOP.match(self._text, self._at)
        if slop:
            self._at = slop.end()
        elif no_slop := signs.NO_SLOP.match(self._text, self._at):
            self._at = no_slop.end()
            self._result.note(f'{no_slop[0][:8]!r} gives no distance ("…"~5 does); it was ignored', no_slop.start())
        if not words:
            self._result.note("there is nothing between the quotation marks", begin)
        elif len(words) == 1:
            if slop:
                self._result.note(f"{slop[0]} is for several words; it was ignored", slop.start())
            self._put(Exact(words[0]))
        elif slop and (distance := self._distance(slop[2], slop.start())):
            self._put(Near(words, distance, ordered=bool(slop[1])))
        else:
            self._put(Phrase(words))

    def _distance(self, digits: str, position: int) -> int:
        digits = digits.lstrip("0")
        if len(digits) <= len(str(MAX_DISTANCE)):
            return int(digits or 0)
        self._result.note(f"a distance of more than {MAX_DISTANCE:,} was read as that", position)
        return MAX_DISTANCE

    def _as_typed(self, typed: re.Match[str]) -> None:
        begin, self._at = self._at, typed.end()
        words = " ".join((typed[1] or typed[2] or "").split())
        if slop := signs.SLOP.match(self._text, self._at):
            self._at = slop.end()
            self._result.note(f"{slop[0]} is not for words as typed; it was ignored", slop.start())
        if any(char.isalnum() for char in words):
            self._put(AsTyped(words))
        else:
            self._result.note("there is nothing between the quotation marks", begin)

    def _field(self) -> bool:
        found = signs.FIELD.match(self._text, self._at)
        if not found:
            return False
        name, begin = found[1].lower(), self._at
        date_field, _, meeting = name.partition(".")
        rest = self._text[found.end() : found.end() + 2]
        if date_field in signs.DATE_FIELDS and (
            not meeting or (date_field in signs.MEETING_FIELDS and meeting in signs.MEETINGS)
        ):
            self._at = found.end()
            self._days(signs.DATE_FIELDS[date_field], signs.MEETINGS[meeting], begin)
            return True
        known = signs.FIELDS.get(name) or (found[1] if name.startswith("extra.") else None)
        if known is None:
            if rest.startswith("//") or not rest.strip():
                return False  # a URL, or a word with a colon behind it
            self._result.note(f"there is no field {found[1]!r}; it was searched as a word", begin)
            self._at = found.end()
            self._put(Word(found[1]))
            return True
        self._at = found.end()
        if not rest[:1].strip() or rest[:1] == ")":
            self._result.note(f"there is nothing behind {found[0]!r}", begin)
            return True
        if known == "id":
            id = self._expression()
            if id.endswith("*") and id != "*":
                self._result.note("id: takes the whole id of an article; * stands for itself there", begin)
            self._put(Everything() if id == "*" else Exact(id, "id"))
            return True
        if brackets := signs.BRACKETS.match(self._text, self._at):
            self._at = brackets.end()
            self._put(read_word_range(known, brackets, begin, self._result))
            return True
        if sign := signs.COMPARISON.match(self._text, self._at):
            self._at = sign.end()
            word, opened = self._expression(), len(sign[1]) == 1
            if not word:
                self._result.note(f"there is nothing behind {found[0]!r}", begin)
            elif sign[1][0] == ">":
                self._put(Range(known, word, None, low_open=opened))
            else:
                self._put(Range(known, None, word, high_open=opened))
            return True
        if known == "people" and (named := signs.VARIANTS.match(self._text, self._at)):
            self._at = named.end()
            name = " ".join((named[2] or named[3] or "").split())
            if any(char.isalnum() for char in name):
                self._put(Name(name, len(named[1])))
            else:
                self._result.note(f"there is no name behind {found[0] + named[1]!r}", begin)
            return True
        stand_in = f"field{len(self._result.fields)}"
        self._result.fields[stand_in] = known
        self._out.append(f" {stand_in}:")
        return True

    # --- days ---------------------------------------------------------------------------------------------------------

    def _days(self, name: str, meeting: signs.Meeting, begin: int) -> None:
        text = self._text
        reader = DayReader(self._result, name, meeting, self._now, begin)
        if brackets := signs.BRACKETS.match(text, self._at):
            self._at = brackets.end()
            self._put_if(reader.between(*ends_of(brackets), brackets[1] == "{", brackets[3] == "}"))
            return
        sign = ""
        if comparison := signs.COMPARISON.match(text, self._at):
            sign, self._at = comparison[1], comparison.end()
        start = self._at
        expression = self._expression()
        if self._at - start == len(expression) > 0:  # not in quotes
            self._at = end_of_days(text, start, self._at, self._now)
            expression = text[start : self._at]
        if not expression:
            self._result.note(f"there is no day behind '{name}:'", begin)
        elif text[start] == "(":
            self._put_if(reader.group(sign, " ".join(expression.split())))
        else:
            self._put_if(reader.compared(sign, expression))

    def _expression(self) -> str:
        text, at = self._text, self._at
        closing = {"'": "'", '"': '"', "(": ")"}.get(text[at : at + 1])
        if closing:
            end = text.find(closing, at + 1)
            if end > 0:
                self._at = end + 1
                return text[at + 1 : end].strip()
        found = signs.TOKEN.match(text, at)
        word = found[0].partition("^")[0] if found else ""
        self._at = at + len(word)
        return word

    # --- words --------------------------------------------------------------------------------------------------------

    def _token(self) -> None:
        found = signs.TOKEN.match(self._text, self._at)
        assert found is not None
        word, begin = found[0], self._at
        if word[:2] in ("||", "&&"):
            word = word[:2]
        if self._operator(word, begin + len(word)):
            return
        if expression := signs.REGEX.match(self._text, begin):
            self._at = expression.end()
            self._put_if(read_regex(expression[1], begin, self._result))
            return
        brackets = signs.BRACKETS.match(self._text, begin)
        if brackets and signs.TO.search(brackets[2]):
            self._at = brackets.end()
            self._put(read_word_range("", brackets, begin, self._result))
            return
        if word[0] in "+-!" and len(word) >= 1 and (begin == 0 or self._text[begin - 1] in " \t\n(:"):
            following = self._text[begin + 1 : begin + 2]
            if following and not following.isspace() and following not in "+-!":
                if word[0] != "+":
                    self._out.append(" NOT ")
                if word[0] == "!":
                    self._result.note("'!' was read as NOT", begin)
                self._at += 1
                return
        if (joined := signs.JOINED.search(word, 1)) is not None:
            word = word[: joined.start()]  # a||b: the operator is read next
        pause = signs.PAUSE.search(word, 1)
        if pause is not None and self._out and self._out[-1].endswith((":", " NOT ")):
            pause = None  # what a field or a minus sign stands before is one part
        if pause is not None:
            word = word[: pause.start()]
        if boost := signs.BOOST.search(word):
            word = word[: boost.start()]
        self._at = begin + len(word)
        if no_boost := signs.NO_BOOST.search(word):
            self._result.note(
                f"{no_boost[0][:8]!r} gives no weight (word^2 does); it was ignored", begin + no_boost.start()
            )
            # A number that cannot be read is none of the words; letters are.
            word = word[: no_boost.start()] if no_boost[1] is None else word
        if not word:
            if boost is not None:
                self._at = begin + boost.end()
                self._result.note(f"{boost[0]!r} has nothing before it to weigh; it was ignored", begin)
            self._at = max(self._at, begin + 1)
            return
        self._put_if(read_word(word, begin, self._result))
        if pause is not None and self._at == begin + pause.start():
            self._at = begin + pause.end()

    def _operator(self, word: str, end: int) -> bool:
        """Takes AND, OR, NOT, && and ||, or, where it cannot be a word, and, or, not; and NEAR between words."""
        begin, name = self._at, signs.OPERATORS.get(word)
        if name is None and word.lower() in signs.SPOKEN and self._is_meant(word.lower(), end):
            name = word.upper()
            self._result.note(f"{word!r} was read as {name}; between quotation marks it is a word", begin)
        if name is None:
            near = signs.NEAR.fullmatch(word)
            if near is None or self._near(near, end):
                return near is not None
            self._result.note(f"{word!r} does not stand between two words; it was searched as a word", begin)
            return False
        self._at = end
        if name == "NOT":
            self._out.append(" NOT ")
            self._not = begin
            return True
        if self._before != "operand":
            self._result.note(f"{word!r} has nothing before it to join; it was ignored", begin)
            return True
        self._out.append(f" {name} ")
        self._before = name
        return True

    def _is_meant(self, name: str, end: int) -> bool:
        special = signs.SPECIAL_NEXT.match(self._text, end) is not None
        if name == "not":
            return special
        if self._before != "operand" or not re.match(r"\s+[^\s)]", self._text[end:]):
            return False
        return name == "or" or special or self._special

    def _close_operator(self, position: int) -> None:
        if self._before in ("AND", "OR"):
            self._result.note(f"{self._before} has nothing behind it to join; it was ignored", position)
        if self._not is not None:
            self._result.note("NOT has nothing behind it to leave out; it was ignored", self._not)
            self._not = None

    def _near(self, near: re.Match[str], end: int) -> bool:
        """`a NEAR/5 b` and `a BEFORE b`: both sides become one part."""
        following = re.compile(r"\s+([\w'-]+)(?=[\s)^]|$)").match(self._text, end)
        last = self._result.parts[-1] if self._result.parts else None
        written = next((piece for piece in reversed(self._out) if not piece.isspace()), "")
        if following is None or place_holder_number(written) != len(self._result.parts) - 1:
            return False
        if not isinstance(last, Word | Exact | Near):
            return False
        words = last.words if isinstance(last, Near) else (last.text,)
        distance = max(1, self._distance(near[2], self._at)) if near[2] else signs.NEAR_DISTANCE
        self._result.parts[-1] = Near((*words, following[1]), distance, ordered=near[1] == "BEFORE")
        self._at, self._special = following.end(), True
        return True
