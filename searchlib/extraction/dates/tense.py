"""Which way does a sentence look at an expression of time in it: ahead, or back? From the verb group that it belongs to.

The group that touches the expression decides; else that of its clause; an infinitive alone says little, so it is asked
last. Examples are in grammars/english_tense.txt. Not for: which day is then meant (readings/days.py).
"""

from __future__ import annotations

import re

from searchlib.extraction.dates.verbs import (
    SKIPPED,
    first_verb,
    has_infinitive,
    is_in,
    last_verb,
    tense_of_be,
    verb_kind,
)

_REACH, _REACH_BEHIND = 150, 100
"""How many characters of the sentence are looked at before and behind."""
_WORD = re.compile(r"[A-Za-z'’]+(?:-[A-Za-z]+)*|[,;:()—–]|\d[\d.,]*")
_END = re.compile(r"[.!?]['\")”’]*(?=\s+[\"“'A-Z])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Inc|Corp|Co|Ltd|Jr|No|vs|U\.S|U\.N|U\.K)$"
)
_BESIDE = frozenset(
    {"on", "late", "early", "later", "earlier", "in", "at", "by", "for", "last", "again", "also", "only"}
)
_UNTIL = frozenset({"until", "till", "by", "through"})
_CLAUSE = frozenset({",", ";", ":", "—", "–", "(", ")", "and", "but", "while", "which", "who", "that", "then", "when"})
_SUBJECT = frozenset({"the", "a", "an", "he", "she", "it", "they", "we", "i", "its", "his", "her", "their"})
_SAID = (" said on ", " said ", " said late on ", " told reporters on ")
_FUTURES = (" delivery", " futures", " contract", " crude")


def tense_at(text: str, start: int, end: int) -> str:
    """Which way the sentence looks at the expression in [start, end).

    Example:
        >>> tense_at("Envoys will meet on Thursday.", 20, 28)
        'ahead'

    Returns:
        "ahead", "before", "now" (neither) or "" (no verb).
    """
    if text.endswith(_SAID, 0, start):
        return "before"  # most of all in news, so it is looked for first
    left, whole = _words_before(text, start)
    right = _words_behind(text, end)
    last = left[-1].lower() if left else ""
    if any(word in ("since", "Since") for word in left[-4:]) or _is_compared(left[-5:]):
        return "before"
    if right and is_in(right[0], "quoted"):
        return "before"  # the share's Monday close
    touching = first_verb(right[1:4] if right and right[0] in SKIPPED else right[:4], 1)
    if touching and not (touching != "before" and last in _BESIDE and right[0] in ("is", "are")):
        # "A deal agreed on Monday will help": the participle in front is nearer than the verb behind.
        return "before" if touching == "ahead" and _touches(last_verb(left), left) == "before" else touching
    if text.startswith(_FUTURES, end) or _is_appointed(left, text[start:end]):
        return "ahead"
    begins = _begins_a_clause(left, whole)
    if begins and (tense := first_verb(right)):
        return tense
    group = last_verb(left)
    tense, behind = group or ("", 0)
    if (last == "to" and any(is_in(word, "moved") for word in left[-8:])) or (
        last == "for" and left[behind - 1] == "set"
    ):
        return "ahead"
    if last in _UNTIL:
        return "before" if _has_lasted(last, tense, left, behind) else "ahead"
    if beside := _touches(group, left):
        return beside
    if group and behind == len(left) - 1 and last in ("a", "an", "the") and (own := first_verb(right)):
        return own  # "said an August summit could": what it is part of is the subject there
    apart = not group or any(word in _CLAUSE for word in left[behind:])
    if apart and not begins and _subject_follows(right):
        tense = first_verb(right) or tense
    if tense:
        return tense
    infinitive = "ahead" if has_infinitive(left) else ""
    # "To win time, on Friday, he left": the main verb is yet to come.
    return (first_verb(right) or infinitive) if right[:1] == [","] else (infinitive or first_verb(right))


def owner_tense(text: str, start: int, end: int) -> str:
    """The same for a day with 's: "Friday's report will show" looks ahead, most others back.

    Example:
        >>> owner_tense("Friday's report will show more.", 0, 6), owner_tense("They recalled Friday's vote.", 14, 20)
        ('ahead', 'before')
    """
    left, right = _words_before(text, start)[0], _words_behind(text, end)
    last = left[-1].lower() if left else ""
    if _is_awaited(left[-2:]) or is_in(last, "intend"):
        return "ahead"
    if last in ("after", "following", "since") or any(is_in(word, "quoted") for word in right[1:4]):
        return "before"
    for at in range(1, min(9, len(right))):
        if right[at] in _CLAUSE or right[at] in ("after", "before"):
            break
        kind = "" if right[at - 1].endswith("ly") else verb_kind(right, at)
        if kind in ("future", "intend") or (kind == "be" and tense_of_be(right, at) == "ahead"):
            return "ahead"
        if kind:
            return "before"
    tense, behind = last_verb(left) or ("", 0)
    if tense != "ahead" or any(word in _CLAUSE for word in left[behind:]):
        return "before"
    # "would" and "must" are not enough: "must be held within two months of Friday's ruling".
    near = left[max(0, behind - 5) : behind]
    sure = any(is_in(word, name) for word in near for name in ("future", "awaited", "intend"))
    return "ahead" if sure else "before"


def verb_between(text: str, start: int, end: int) -> bool:
    """Whether a verb, or the end of a sentence, stands in a short stretch of text.

    Example:
        >>> verb_between("in May and June", 6, 11), verb_between("in May, it rose in June", 6, 19)
        (False, True)
    """
    words = _WORD.findall(text, start, end)
    return _END.search(text, start, end) is not None or any(verb_kind(words, at) for at in range(len(words)))


# --- the words around --------------------------------------------------------------------------------------------------


def _words_before(text: str, start: int) -> tuple[list[str], bool]:
    """The words of the sentence in front, and whether they begin it."""
    begin = max(0, start - _REACH)
    whole = begin == 0
    for end in _END.finditer(text, begin, start):
        if not _ABBREVIATION.search(text, max(begin, end.start() - 6), end.start()):
            begin, whole = end.end(), True
    return _WORD.findall(text, begin, start), whole


def _words_behind(text: str, end: int) -> list[str]:
    """The words of the sentence behind."""
    for until in _END.finditer(text, end, end + _REACH_BEHIND):
        if not _ABBREVIATION.search(text, max(end, until.start() - 6), until.start()):
            return _WORD.findall(text, end, until.start())
    return _WORD.findall(text, end, end + _REACH_BEHIND)


def _has_lasted(preposition: str, tense: str, left: list[str], behind: int) -> bool:
    """ "had left by Monday", "fell from May through Monday", "not known until Monday"; else what lasts until then goes on."""
    if preposition == "by":
        return tense == "before"
    if preposition == "through":
        return tense == "before" and "from" in left[-10:]
    return tense == "before" and _is_negated(left[max(0, behind - 2) : behind + 1])


def _begins_a_clause(left: list[str], whole: bool) -> bool:
    """ "On Monday", ", and on Monday": what is said of it stands behind."""
    words = left[:-1] if left and left[-1].lower() in _BESIDE | _UNTIL else left
    if words and words[-1].lower() in ("late", "early"):
        words = words[:-1]
    return whole if not words else len(words) < len(left) and words[-1] in _CLAUSE


def _subject_follows(right: list[str]) -> bool:
    """A noun begins right behind: "at a summit on Monday leaders said" has its verb there."""
    return bool(right) and (right[0][0].isupper() or right[0] in _SUBJECT)


def _touches(group: tuple[str, int] | None, left: list[str]) -> str:
    """The tense of a verb group right in front, with no more than "on" or "late on" between; "" for none."""
    return group[0] if group and all(word.lower() in _BESIDE for word in left[group[1] :]) else ""


def _is_appointed(left: list[str], expression: str) -> bool:
    """ "for Friday", "set May 3", "as early as Friday", "ahead of a summit in"; but "data for May"."""
    last = left[-1] if left else ""
    if last in ("for", "set"):
        return not expression.isalpha() or (last == "for" and expression.endswith("day"))
    return left[-3:-1] in (["as", "early"], ["as", "soon"]) or _is_awaited(left[-9:])


def _is_awaited(words: list[str]) -> bool:
    return any(word == "of" and words[at - 1] in ("ahead", "advance") for at, word in enumerate(words) if at)


def _is_compared(words: list[str]) -> bool:
    """ "down from 43 percent in July": what is compared with is over."""
    return any(word == "from" and words[at + 1][0].isdigit() for at, word in enumerate(words[:-1]))


def _is_negated(words: list[str]) -> bool:
    return any(word.lower() in ("not", "never", "no") or word.endswith(("n't", "n’t")) for word in words)
