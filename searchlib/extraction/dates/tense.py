"""Which way does a sentence look at an expression of time in it: ahead, or back? From the verb group that it belongs to.

A verb group is read from its main verb back over its auxiliaries ("will be asked", "was expected to cut"). The group that
touches the expression decides; else that of its clause; an infinitive alone says little, so it is asked last. Words and
examples are in grammars/english_tense.txt. Not for: which day is then meant (readings/days.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

REACH = 220
"""How many characters of the sentence are looked at on either side."""
_WORD = re.compile(r"[A-Za-z'’]+(?:-[A-Za-z]+)*|[.!?]['\")”’]*(?=\s+[\"“'A-Z])|\n\s*\n|[,;:()—–]|\d[\d.,]*")
_ABBREVIATION = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Inc|Corp|Co|Ltd|Jr|No|U\.S|U\.N|U\.K)$")
_BESIDE = frozenset({"on", "late", "early", "later", "earlier", "in", "at", "by", "for", "last", "again", "also", "only"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "our", "my", "of", "more", "most"})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "of", "more", "most"})
_SKIPPED = frozenset({"not", "also", "only", "still", "now", "again", "just", "never", "already", "first", "and", "n't"})
_CLAUSE = frozenset({",", ";", ":", "—", "–", "(", ")", "and", "but", "while", "which", "who", "that", "then", "when"})
_FUTURES = (" delivery", " futures", " contract", " crude")
_SUBJECT = frozenset({"the", "a", "an", "he", "she", "it", "they", "we", "i", "its", "his", "her", "their"})


@dataclass(slots=True)
class TenseWords:
    """grammars/english_tense.txt as written."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    examples: list[tuple[str, str]] = field(default_factory=list)


@cache
def tense_words() -> TenseWords:
    """Reads grammars/english_tense.txt."""
    read = TenseWords()
    name = ""
    for line in (Path(__file__).with_name("grammars") / "english_tense.txt").read_text("utf-8").splitlines():
        if line.startswith("words "):
            name = line[6:].strip()
            read.words[name] = frozenset()
        elif line.startswith("  "):
            read.words[name] |= frozenset(line.split())
        elif line.startswith(": "):
            text, _, tense = line[2:].rpartition(" = ")
            read.examples.append((text, tense.strip()))
    return read


def tense_at(text: str, start: int, end: int) -> str:
    """Which way the sentence looks at the expression in [start, end).

    Example:
        >>> tense_at("Envoys will meet on Thursday.", 20, 28)
        'ahead'

    Returns:
        "ahead", "before", "now" (neither) or "" (no verb).
    """
    left, cut = _words_before(text, start)
    last = left[-1].lower() if left else ""
    if "since" in (word.lower() for word in left[-4:]) or _is_compared(left[-5:]):
        return "before"
    right = _words_after(text, end)
    beside = 1 if right and right[0].lower() in _SKIPPED else 0
    touching = _first_verb(right[beside : beside + 4], 1)
    if touching and not (touching != "before" and last in _BESIDE and right[beside].lower() in ("is", "are")):
        return touching
    if text.startswith(_FUTURES, end):
        return "ahead"  # "crude for May delivery rose"
    if (last in ("for", "set") and _is_day(text[start:end], last)) or _is_awaited(left[-7:]) or left[-3:-1] == ["as", "early"] or left[-3:-1] == ["as", "soon"]:
        return "ahead"
    group = _last_verb(left)
    if last in ("until", "till"):
        return "before" if group is not None and _is_negated(left[max(0, group[1] - 2) : group[1] + 1]) else "ahead"
    if last in ("by", "through") and (group is None or group[0] != "before" or last == "through"):
        return "ahead"
    if group is not None and all(word.lower() in _BESIDE for word in left[group[1] :]):
        return group[0]
    apart = group is None or any(word.lower() in _CLAUSE for word in left[group[1] :])
    if (_begins_a_clause(left, cut) or (apart and _subject_follows(right))) and (
        behind := _first_verb(right, len(right))
    ):
        return behind
    if group is not None:
        return group[0]
    infinitive = "ahead" if _has_infinitive(left) else ""
    after = _first_verb(right, len(right))
    # "To win time, on Friday, he left": the main verb is yet to come.
    return (after or infinitive) if right[:1] == [","] else (infinitive or after)


def verb_between(text: str, start: int, end: int) -> bool:
    """Whether a verb, or the end of a sentence, stands in a short stretch of text.

    Example:
        >>> verb_between("in May and June", 6, 11), verb_between("in May, it rose in June", 6, 19)
        (False, True)
    """
    known = tense_words().words
    words = [found[0] for found in _WORD.finditer(text[start : end + 2]) if found.start() < end - start]
    return any(word[0] in ".!?\n" or _kind(word.lower(), words, at, known) != "" for at, word in enumerate(words))


def owner_tense(text: str, start: int, end: int) -> str:
    """The same for a day with 's: "Friday's report will show" looks ahead, most others back.

    Example:
        >>> owner_tense("Friday's report will show more.", 0, 6), owner_tense("They recalled Friday's vote.", 14, 20)
        ('ahead', 'before')
    """
    known = tense_words().words
    left, right = _words_before(text, start)[0], _words_after(text, end)
    last = left[-1].lower() if left else ""
    if left[-2:] == ["ahead", "of"] or last == "for" or last in known["intend"]:
        return "ahead"
    if last in ("after", "following", "since") or any(word.lower() in known["quoted"] for word in right[1:4]):
        return "before"
    for at, word in enumerate(right[1:9], 1):
        low = word.lower()
        if low in _CLAUSE or low in ("after", "before"):
            break
        kind = "" if right[at - 1].endswith("ly") else _kind(low, right, at, known)
        if kind in ("future", "intend") or (kind == "be" and _of_be(right, at, known, first=False) == "ahead"):
            return "ahead"
        if kind:
            return "before"
    group = _last_verb(left)
    sure = group is not None and group[0] == "ahead" and not any(word.lower() in _CLAUSE for word in left[group[1] :])
    return "ahead" if sure and group and not _is_weak(left[: group[1]], known) else "before"


def _is_weak(words: list[str], known: dict[str, frozenset[str]]) -> bool:
    """Whether a group that ends these words is of "would", "must" and the like, or a present: not sure to lie ahead."""
    near = [word.lower() for word in words[-5:]]
    return not any(word in known["future"] or word in known["awaited"] or word in known["intend"] for word in near)


# --- the words around --------------------------------------------------------------------------------------------------


def _words_before(text: str, start: int) -> tuple[list[str], bool]:
    """The words of the sentence in front, and whether they begin it."""
    begin = max(0, start - REACH)
    part = text[begin:start]
    words: list[str] = []
    whole = begin == 0
    for found in _WORD.finditer(part):
        word = found[0]
        if word[0] in ".!?\n":
            if word[0] == "." and _ABBREVIATION.search(part, max(0, found.start() - 6), found.start()):
                continue
            words.clear()
            whole = True
            continue
        words.append(word)
    return words, whole


def _words_after(text: str, end: int) -> list[str]:
    """The words of the sentence behind."""
    words: list[str] = []
    for found in _WORD.finditer(text, end, end + 120):
        if found[0][0] in ".!?\n":
            break
        words.append(found[0])
    return words


def _begins_a_clause(left: list[str], whole: bool) -> bool:
    """ "On Monday", ", and on Monday": what is said of it stands behind."""
    words = left[:-1] if left and left[-1].lower() in _BESIDE else left
    if words and words[-1].lower() in ("late", "early"):
        words = words[:-1]
    return (not words and whole) or (bool(words) and len(words) < len(left) and words[-1].lower() in _CLAUSE)


def _subject_follows(right: list[str]) -> bool:
    """A noun begins right behind: "at a summit on Monday leaders said" has its verb there."""
    return bool(right) and (right[0][0].isupper() or right[0] in _SUBJECT)


# --- verb groups ---------------------------------------------------------------------------------------------------------


def _last_verb(words: list[str]) -> tuple[str, int] | None:
    """The tense of the last finite verb group, and the place behind it."""
    known = tense_words().words
    at = len(words) - 1
    while at >= 0:
        word = words[at].lower()
        if kind := _kind(word, words, at, known):
            tense, first = _group(kind, words, at, known)
            if tense:
                return tense, at + 1
            at = first
        at -= 1
    return None


def _first_verb(words: list[str], within: int) -> str:
    """The tense of the first finite verb among the first words; "" when there is none."""
    known = tense_words().words
    for at, word in enumerate(words[:within]):
        low = word.lower()
        if low in ("to", "who", "which", "that") or (at and low in (",", ";")) and within < len(words):
            return ""
        kind = _kind(low, words, at, known)
        if not kind or (kind == "arranged" and at == 0):
            continue
        if low in known["be"]:
            return _of_be(words, at, known, first=at == 0)
        if kind == "had":
            return "before"
        return _group(kind, words, at, known)[0]
    return ""


def _of_be(words: list[str], at: int, known: dict[str, frozenset[str]], *, first: bool) -> str:
    """A form of be with what follows it: "is expected to", "was", "are meeting"."""
    rest = [word.lower() for word in words[at + 1 : at + 4] if word.lower() not in _SKIPPED]
    if rest and (rest[0] in known["awaited"] or rest[0] == "to"):
        return "ahead"
    if words[at].lower() in known["was"]:
        return "before"
    # "Tuesday is the deadline": a day that is over was one.
    return "ahead" if first else "now"


def _kind(word: str, words: list[str], at: int, known: dict[str, frozenset[str]]) -> str:
    """The class of a verb; "" for other words."""
    if word.endswith(("'ll", "’ll")):
        return "future"
    if word.endswith(("'d", "’d")):
        return "would"
    if word == "due" and _next_is(words, at, "to") and at + 2 < len(words) and not _is_base(words[at + 2]):
        return ""  # due to the storm
    if word in known["await"] or (word in ("set", "has", "have") and _next_is(words, at, "for" if word == "set" else "to")):
        return "intend"
    if word == "followed" and _next_is(words, at, "by"):
        return ""  # what follows is told in the tense of what it follows
    if (word in known["intend"] or word in known["awaited"]) and "to" in (one.lower() for one in words[at + 1 : at + 5]):
        return "intend"
    for name in ("future", "would", "modal", "had", "be"):
        if word in known[name]:
            return "" if word == "may" and words[at][0] == "M" else name
    if word in known["arranged"]:
        return "arranged"
    if word in known["past"]:
        return "past"
    if word.endswith("ed") and len(word) > 3 and word not in known["other"] and not words[at][0].isupper():
        return "" if at and words[at - 1].lower() in _ARTICLES else "past"
    if word in known["calendar"] and words[at].islower():
        return "" if at and words[at - 1].lower() in _DETERMINERS else "calendar"
    return "ing" if word.endswith("ing") and at and words[at - 1].lower() in known["be"] else ""


def _group(kind: str, words: list[str], at: int, known: dict[str, frozenset[str]]) -> tuple[str, int]:
    """The tense of the verb group that ends at a verb, and its first word; "" where it is no finite one."""
    first = at
    perfect = False
    be = ""
    while kind not in ("future", "would", "modal") and first:
        before = words[first - 1].lower()
        if before == "and" and first > 1 and _kind(words[first - 2].lower(), words, first - 2, known) == kind == "past":
            first -= 2  # "will be opened and adjourned"
            continue
        if before in _SKIPPED or before.endswith("ly"):
            first -= 1
            continue
        if before == "to":
            return "", first - 1
        helper = _kind(before, words, first - 1, known)
        if helper not in ("future", "would", "modal", "had", "be"):
            break
        perfect = perfect or helper == "had"
        be = before if helper == "be" else be
        kind = helper if helper in ("future", "would", "modal") else kind
        first -= 1
    main = words[at].lower()
    if kind == "future":
        return "ahead", first
    if kind == "would":
        return ("before" if perfect or main in ("have", "has") or _next_is(words, at, "have") else "ahead"), first
    if kind == "modal":
        negated = words[first].lower() == "could" and (_next_is(words, first, "not") or _is_nobody(words[:first]))
        return ("before" if negated or perfect or _next_is(words, at, "have") else "ahead"), first
    if kind in ("arranged", "intend") or (main in known["be"] and _next_is(words, at, "to")):
        return "ahead", first
    if be and main in known["awaited"]:
        return "ahead", first
    if be in known["was"] or perfect or kind == "had" or main in known["was"]:
        return "before", first
    if kind == "be" or main in known["be"]:
        return "now", first
    if kind == "ing":
        return "ahead", first
    if kind == "calendar":
        return ("ahead" if not be else "now"), first
    return ("now" if be else "before"), first


def _next_is(words: list[str], at: int, word: str) -> bool:
    return at + 1 < len(words) and words[at + 1].lower() == word


def _has_infinitive(words: list[str]) -> bool:
    return any(
        word.lower() == "to" and _is_base(words[at + 1]) for at, word in enumerate(words[:-1])
    )


def _is_base(word: str) -> bool:
    return word.islower() and word.isalpha() and word not in _DETERMINERS and not word.endswith("ing")


def _is_compared(words: list[str]) -> bool:
    """ "down from 43 percent in July": what is compared with is over."""
    return any(word.lower() == "from" and words[at + 1][0].isdigit() for at, word in enumerate(words[:-1]))


def _is_day(expression: str, before: str) -> bool:
    """ "for Friday", "set May 3" say when something is to be; "data for May" does not."""
    return not expression.isalpha() or (before == "for" and expression.endswith("day"))


def _is_awaited(words: list[str]) -> bool:
    """ "ahead of a summit in", "in advance of"."""
    low = [word.lower() for word in words]
    return any(pair in (("ahead", "of"), ("advance", "of")) for pair in zip(low, low[1:], strict=False))


def _is_negated(words: list[str]) -> bool:
    return any(word.lower() in ("not", "never", "no") or word.endswith(("n't", "n’t")) for word in words)


def _is_nobody(words: list[str]) -> bool:
    return any(word.lower() in ("neither", "nor", "nobody", "none", "no") for word in words)
