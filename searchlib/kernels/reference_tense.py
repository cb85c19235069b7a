"""The meaning of tense.hpp, readable and slow: which way does a sentence look at an expression of time? Its oracle in tests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

REACH, REACH_BEHIND = 150, 100
_WORD = re.compile(r"[A-Za-z'’]+(?:-[A-Za-z]+)*|[,;:()—–]|\d[\d.,]*")
_END = re.compile(r"[.!?]['\")”’]*(?=\s+[\"“'A-Z])|\n\s*\n|\n\s*(?=[OI]n )")
_SHORT_FORM = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Inc|Corp|Co|Ltd|Jr|No|vs|U\.S|U\.N|U\.K)$"
)
_SAID = (" said on ", " said ", " said late on ", " told reporters on ")
_SOLD = (" futures for ", " crude for ", " oil for ", " contract for ", " contracts for ")
_FUTURES = (" delivery", " futures", " contract", " crude")
_AUXILIARIES = ("future", "would", "modal", "had", "be")
_FINITE = ("future", "would", "modal")
Words = Sequence[str]


class ReferenceTenseReader:
    """As TenseReader of temporal.pyi."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words

    def tense_at(self, text: str, start: int, end: int) -> str:
        """Which way the sentence looks at the expression in [start, end)."""
        if text.endswith(_SAID, 0, start):
            return "before"  # most of all in news, so it is looked for first
        if text.endswith(_SOLD, 0, start):
            return "ahead"
        left, whole = words_before(text, start)
        right = words_behind(text, end)
        last = left[-1].lower() if left else ""
        if any(word in ("since", "Since") for word in left[-4:]) or _is_compared(left):
            return "before"
        if right and self._is(right[0], "quoted"):
            return "before"  # the share's Monday close
        # "It climbed to a high in May and may rise": behind "and" another verb of the same subject begins.
        skips = right and right[0] in self._words["skipped"] and not (right[0] == "and" and self._last_verb(left))
        quoted = text.startswith(('"', "”"), end)  # what follows is another sentence's
        touching = "" if quoted else self._first_verb(right[1:4] if skips else right[:4], 1)
        if touching and not (touching != "before" and self._is(last, "beside") and right[0] in ("is", "are")):
            # "A deal agreed on Monday will help", "a vote expected on Monday was put off": the participle in front is nearer.
            near = self._touches(self._last_verb(left), left)
            return near if (touching, near) in (("ahead", "before"), ("before", "ahead")) else touching
        if text.startswith(_FUTURES, end) or _is_appointed(left, text[start:end]):
            return "ahead"
        begins = self._begins_a_clause(left, whole, text.startswith(("late ", "Late ", "early ", "Early "), start, end))
        if begins and (tense := self._first_verb(right)):
            return tense
        # "Until Monday, when he was freed", "talks on Friday, when they will be joined by"
        if right[:2] == [",", "when"] and (then := self._first_verb(right[2:])) in ("ahead", "before"):
            return then
        group = self._last_verb(left)
        tense, behind = group or ("", 0)
        if last == "to" and any(self._is(word, "moved") for word in left[-8:]):
            return "ahead"
        if last == "for" and left[behind - 1] == "set":
            return "ahead"
        if self._is(last, "until"):
            return "before" if self._has_lasted(last, tense, left, behind) else "ahead"
        if self._is_to_be_done(left):
            return "ahead"
        if beside := self._touches(group, left):
            # "The vote is on Monday": of one that is over it would be "was".
            return "ahead" if beside == "now" and left[behind - 1] in ("is", "are") else beside
        if group and behind == len(left) - 1 and last in ("a", "an", "the") and (own := self._first_verb(right)):
            return own  # "said an August summit could": what it is part of is the subject there
        apart = not group or any(self._parts(word) for word in left[behind:])
        if apart and touching == "ahead":
            return touching  # "it has shrunk, and data on Monday is expected to show more"
        if apart and not begins and right and (right[0][0].isupper() or right[0] in self._words["subject"]):
            # A noun begins right behind: "at a summit on Monday leaders said" has its verb there.
            tense = self._first_verb(right) or tense
        if tense:
            return tense
        infinitive = "ahead" if self._has_infinitive(left) else ""
        # "To win time, on Friday, he left": the main verb is yet to come.
        order = (self._first_verb(right), infinitive)
        return next(filter(None, order if right[:1] == [","] else order[::-1]), "")

    def owner_tense(self, text: str, start: int, end: int) -> str:
        """The same for a day with 's."""
        left, right = words_before(text, start)[0], words_behind(text, end)
        last = left[-1].lower() if left else ""
        if _is_awaited(left[-2:]) or self._is(last, "intend"):
            return "ahead"
        if last in ("after", "following", "since") or any(self._is(word, "quoted") for word in right[1:4]):
            return "before"
        for at in range(1, min(9, len(right))):
            if self._parts(right[at]) or right[at] in ("after", "before"):
                break
            kind = "" if right[at - 1].endswith("ly") else self._kind(right, at)
            if kind in ("future", "intend") or (kind == "be" and self._tense_of_be(right, at) == "ahead"):
                return "ahead"
            if kind:
                return "before"
        tense, behind = self._last_verb(left) or ("", 0)
        if tense != "ahead" or any(self._parts(word) for word in left[behind:]):
            return "before"
        # "would" and "must" are not enough: "must be held within two months of Friday's ruling".
        near = left[max(0, behind - 5) : behind]
        return "ahead" if any(self._is(word, "future", "awaited", "intend") for word in near) else "before"

    def verb_between(self, text: str, start: int, end: int) -> bool:
        """Whether a verb, or the end of a sentence, stands in a stretch of text."""
        words = _WORD.findall(text, start, end)
        return _END.search(text, start, end) is not None or any(self._kind(words, at) for at in range(len(words)))

    # --- classes of words ---------------------------------------------------------------------------------------------

    def _is(self, word: str, *names: str) -> bool:
        return any(word.lower() in self._words[name] for name in names)

    def _parts(self, word: str) -> bool:
        return word in self._words["clause"] or word in ",;:()—–"

    def _begins_a_clause(self, left: Words, whole: bool, late: bool) -> bool:
        """ "On Monday", ", and on Monday", ", and late Monday": what is said of it stands behind."""
        words = left[:-1] if left and self._is(left[-1], "beside", "until") else left
        if words and words[-1].lower() in ("late", "early"):
            words = words[:-1]
        return whole if not words else (late or len(words) < len(left)) and self._parts(words[-1])

    def _touches(self, group: tuple[str, int] | None, left: Words) -> str:
        """The tense of a verb group right in front, with no more than "on" or "late on" between; "" for none."""
        return group[0] if group and all(self._is(word, "beside") for word in left[group[1] :]) else ""

    def _has_lasted(self, preposition: str, tense: str, left: Words, behind: int) -> bool:
        """ "had left by Monday", "fell from May through Monday", "not known until Monday"; else it goes on until then."""
        if tense != "before" or preposition == "by":
            return tense == "before"
        # "was chairman until Monday", "stayed until Monday"; but "was closed until Monday"
        if preposition != "through" and self._is(left[behind - 1], "was", "lasted"):
            return True
        if preposition == "through":
            return "from" in left[-10:]
        near = left[max(0, behind - 2) : behind + 1]
        return any(word.lower() in ("not", "never", "no") or word.endswith(("n't", "n’t")) for word in near)

    # --- groups of verbs ----------------------------------------------------------------------------------------------

    def _last_verb(self, words: Words) -> tuple[str, int] | None:
        """The tense of the last finite verb group, and the place behind it; None when there is none."""
        at = len(words) - 1
        while at >= 0:
            if kind := self._kind(words, at):
                tense, first = self._group(kind, words, at)
                if tense:
                    return tense, at + 1
                at = first
            at -= 1
        return None

    def _is_to_be_done(self, words: Words) -> bool:
        """ "A report to be published on": not "was found to be injured on"."""
        end = len(words)
        while end and self._is(words[end - 1], "beside"):
            end -= 1
        if end < 4 or [word.lower() for word in words[end - 3 : end - 1]] != ["to", "be"]:
            return False
        return self._kind(words, end - 1) == "past" and not self._kind(words, end - 4)

    def _first_verb(self, words: Words, within: int | None = None) -> str:
        """The tense of the first finite verb group (among the first `within` words); "" when there is none."""
        for at in range(len(words) if within is None else min(within, len(words))):
            if self._is(words[at], "relative"):
                return ""
            kind = self._kind(words, at)
            # "on Friday due to", "on Friday seeking to": of what stands in front.
            if not kind or (at == 0 and (kind == "arranged" or words[at] == "due" or words[at].endswith("ing"))):
                continue
            if kind == "would" and at == 0 and words[1:2] == ["not"]:
                return "before"  # on Friday he would not say
            if kind == "intend" and words[at].endswith("ed"):
                return "before"  # on Monday it agreed to pay
            if kind == "be":
                return self._tense_of_be(words, at)
            return "before" if kind == "had" else self._group(kind, words, at)[0]
        return ""

    def _tense_of_be(self, words: Words, at: int) -> str:
        """The tense of a form of be with what follows it: "is expected to", "was", "are meeting"."""
        rest = next((word for word in words[at + 1 : at + 4] if not self._is(word, "skipped")), "")
        if rest.lower() == "to" or self._is(rest, "awaited"):
            return "ahead"
        if self._is(words[at], "was"):
            return "before"
        # "Tuesday is the deadline": of a day that is over it would be "was".
        return "now" if at else "ahead"

    def _kind(self, words: Words, at: int) -> str:
        """The class of the verb at a place; "" for other words."""
        word = words[at].lower()
        following = words[at + 1].lower() if at + 1 < len(words) else ""
        if self._is(word, "other") or (word == "may" and words[at][0] == "M"):
            return ""
        # "more than expected", "as planned"; "another cut", "a rate cut"
        if at and self._is(word, "awaited", "arranged") and words[at - 1].lower() in ("than", "as"):
            return ""
        if at and word == "cut" and self._is(words[at - 1], "cut"):
            return ""
        if self._is(word, "await") or (word, following) in (("set", "for"), ("has", "to"), ("have", "to")):
            return "intend"
        if word == "due" and following == "to" and not self._is_base(words, at + 2):
            return ""  # due to the storm
        a_noun = at > 0 and self._is(words[at - 1], "article") and not word.endswith("ed")  # with a promise to pay
        if (
            self._is(word, "intend", "awaited")
            and not a_noun
            and any(one.lower() == "to" for one in words[at + 1 : at + 5])
        ):
            return "intend"
        for name in (*_AUXILIARIES, "arranged", "past"):
            if self._is(word, name):
                return name
        if self._is(word, "calendar") and words[at].islower() and self._is_calendar(words, at):
            return "calendar"
        if word.endswith("ed"):
            return "past" if self._is_past(words, at) else ""
        if word.endswith("ing"):
            return "ing" if at and self._is(words[at - 1], "be") else ""
        if word.endswith(("'ll", "’ll")):
            return "future"
        return "would" if word.endswith(("'d", "’d")) else ""

    def _is_calendar(self, words: Words, at: int) -> bool:
        """Whether "opens" and the like are verbs: not behind an article; "open" only behind a plural ("doors open")."""
        before = words[at - 1].lower() if at else ""
        if self._is(before, "determiner"):
            return False
        plural = before.endswith("s") and before[0] not in "'’"  # not "Friday's report"
        return not self._is(words[at], "noun") or plural or self._is(before, "plural")

    def _is_past(self, words: Words, at: int) -> bool:
        """Whether a word in -ed is no adjective: "the disputed vote", "the closely watched vote"."""
        if words[at].lower() == "followed" and words[at + 1 : at + 2] == ["by"]:
            return False  # it is told in the tense of what it follows
        if len(words[at]) < 4 or words[at][0].isupper() or (at and self._is(words[at - 1], "article")):
            return False
        # "if approved in May, it will", "if not sold by May"
        conjunction = at - 2 if at > 1 and words[at - 1].lower() == "not" else at - 1
        if at and words[conjunction].lower() in ("if", "unless", "once"):
            return False
        return not (at > 1 and words[at - 1].endswith("ly") and self._is(words[at - 2], "article"))

    def _group(self, kind: str, words: Words, at: int) -> tuple[str, int]:
        """The tense of the verb group that ends at a verb, and its first word; "" where it is an infinitive."""
        first, perfect, be, main = at, False, "", words[at]
        while kind not in _FINITE and first:
            before = words[first - 1].lower()
            if before == "and" and kind == "past" and first > 1 and self._kind(words, first - 2) == "past":
                first -= 2  # "will be opened and adjourned"
                continue
            if self._is(before, "skipped") or before.endswith("ly"):
                first -= 1
                continue
            if before == "to":
                return "", first - 1
            helper = self._kind(words, first - 1)
            if helper not in _AUXILIARIES:
                break
            perfect = perfect or helper == "had"
            be = before if helper == "be" else be
            kind = helper if helper in _FINITE else kind
            first -= 1
        if kind in _FINITE:
            return self._tense_of_modal(kind, words, first, perfect), first
        if kind in ("arranged", "intend") or (self._is(main, "be") and words[at + 1 : at + 2] == ["to"]):
            return "ahead", first
        if be and self._is(main, "awaited"):
            return "ahead", first
        if perfect or kind == "had" or self._is(be, "was") or self._is(main, "was"):
            return "before", first
        if kind == "be":
            return "now", first
        if kind == "ing" or (kind == "calendar" and not be):
            return "ahead", first
        return ("now" if be else "before"), first

    def _tense_of_modal(self, kind: str, words: Words, at: int, perfect: bool) -> str:
        """ "will meet", "would meet" look ahead; "would have met", "could not meet", "nobody could meet" back."""
        if kind == "future":
            return "ahead"
        if words[at + 1 : at + 2] == ["have"] and at + 2 < len(words):  # not "should have ninety seats"
            participle = words[at + 2] in self._words["participle"]
            perfect = perfect or participle or self._kind(words, at + 2) in ("past", "be")
        could = words[at].lower() == "could"
        if could and words[at + 1 : at + 2] == ["be"] and at + 2 < len(words) and self._is(words[at + 2], "sensed"):
            return "before"  # could be seen on Monday
        negated = words[at + 1 : at + 2] == ["not"] or any(self._is(word, "nobody") for word in words[:at])
        return "before" if perfect or (negated and could) else "ahead"

    def _has_infinitive(self, words: Words) -> bool:
        """Whether a word follows "to" that may be a verb: "ministers to meet", but not "to Ohio", "to the sea"."""
        return any(word.lower() == "to" and self._is_base(words, at + 1) for at, word in enumerate(words))

    def _is_base(self, words: Words, at: int) -> bool:
        word = words[at] if at < len(words) else ""
        if self._is(word, "determiner") or word.endswith("ing"):
            return False
        return word.islower() and word.isalpha()


# --- the words around --------------------------------------------------------------------------------------------------


def words_before(text: str, start: int) -> tuple[list[str], bool]:
    """The words of the sentence in front, and whether they begin it."""
    begin = max(0, start - REACH)
    whole = begin == 0
    for end in _END.finditer(text, begin, start + 1):  # the expression may begin the next
        if end.end() <= start and not _SHORT_FORM.search(text, max(begin, end.start() - 6), end.start()):
            begin, whole = end.end(), True
    return _WORD.findall(text, begin, start), whole


def words_behind(text: str, end: int) -> list[str]:
    """The words of the sentence behind."""
    for until in _END.finditer(text, end, end + REACH_BEHIND):
        if not _SHORT_FORM.search(text, max(end, until.start() - 6), until.start()):
            return _WORD.findall(text, end, until.start())
    return _WORD.findall(text, end, end + REACH_BEHIND)


def _is_appointed(left: Words, expression: str) -> bool:
    """ "for Friday", "set May 3", "as early as Friday", "ahead of a summit in"; but "data for May"."""
    last = left[-1] if left else ""
    if last in ("for", "set"):
        letters = expression.isascii() and expression.isalpha()
        return not letters or (last == "for" and expression.endswith("day"))
    near = left[-6:]
    early = any(near[at : at + 3] in (["as", "early", "as"], ["as", "soon", "as"]) for at in range(len(near)))
    # "From now through May"
    if left[-2:-1] == ["now"] and last.lower() in ("until", "till", "by", "through"):
        return True
    # "In the run-up to a May vote", "leading up to May 3"
    near = left[-5:]
    up = "run-up" in near or any(near[at : at + 2] == ["leading", "up"] for at in range(len(near)))
    return early or up or _is_awaited(left[-9:])


def _is_awaited(words: Words) -> bool:
    of = ("ahead", "advance", "aim", "hope", "hopes", "possibility", "prospect", "chance", "chances")
    return any(
        (word == "of" and words[at - 1].lower() in of) or (word == "for" and words[at - 1].lower() == "hopes")
        for at, word in enumerate(words)
        if at
    )


def _is_compared(words: Words) -> bool:
    """ "down from 43 percent in July", "the closing price of $6 on Monday": what is compared with is over."""
    near = words[-5:]
    places = range(max(0, len(words) - 9), len(words) - 3)
    if any(words[at] == "closing" and "price" in words[at + 1 : at + 3] for at in places):
        return True
    far = range(max(0, len(words) - 6), max(0, len(words) - 4))
    if any(words[at] == "previous" and not any(word in ",;:()—–" for word in words[at:]) for at in far):
        return True  # "a previous campaign rally in May"
    last = range(max(0, len(words) - 4), len(words))
    if any(
        words[at] in ("previous", "prior", "recent") or (at and words[at - 1 : at + 1] == ["the", "last"])
        for at in last
    ):
        return True  # "its previous estimate in May"
    # "down from a May estimate"
    own = words[-2:-1] == ["from"] and words[-1] in ("a", "an", "its")
    return own or any(word == "from" and near[at + 1][0].isdigit() for at, word in enumerate(near[:-1]))
