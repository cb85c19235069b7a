"""Which verb group stands in these words, and does it look ahead? "will be asked", "was expected to cut", "has fallen".

A group is read from its main verb back over its auxiliaries, with the words of grammars/english_tense.txt and no more: no
word is known to be a verb by its place. Not for: which group an expression of time belongs to (tense.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "of", "more", "most"})
_DETERMINERS = ARTICLES | {"this", "that", "these", "those"}
_LIKE_THE_PRESENT = frozenset({"come", "become", "run"})  # participles
_NOUNS = frozenset({"open", "start", "end", "hold", "head", "vote", "travel"})
_PLURAL = frozenset({"they", "we", "who", "you", "people", "and"})
SKIPPED = frozenset({"not", "also", "only", "still", "now", "again", "just", "never", "already", "first", "and"})
_ENDINGS = ("ed", "ing", "'ll", "’ll", "'d", "’d")
_AUXILIARIES = ("future", "would", "modal", "had", "be")
_FINITE = ("future", "would", "modal")


@dataclass(slots=True)
class TenseWords:
    """grammars/english_tense.txt as written, and the classes of each word."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    examples: list[tuple[str, str]] = field(default_factory=list)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)


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
    for name, words in read.words.items():
        for word in words:
            read.classes[word] = read.classes.get(word, frozenset()) | {name}
    return read


def is_in(word: str, name: str) -> bool:
    """Whether a word is of a class of the file."""
    return name in tense_words().classes.get(word.lower(), ())


def last_verb(words: Sequence[str]) -> tuple[str, int] | None:
    """The tense of the last finite verb group, and the place behind it; None when there is none.

    Example:
        >>> last_verb("the bank will be asked on".split())
        ('ahead', 5)
    """
    at, known = len(words) - 1, tense_words().classes
    while at >= 0:
        word = words[at].lower()
        if (word in known or word.endswith(_ENDINGS)) and (kind := verb_kind(words, at)):
            tense, first = _group(kind, words, at)
            if tense:
                return tense, at + 1
            at = first
        at -= 1
    return None


def first_verb(words: Sequence[str], within: int | None = None) -> str:
    """The tense of the first finite verb group (among the first `within` words); "" when there is none.

    Example:
        >>> first_verb("the bank is expected to act".split())
        'ahead'
    """
    for at in range(len(words) if within is None else min(within, len(words))):
        if words[at].lower() in ("to", "who", "which", "that"):
            return ""
        kind = verb_kind(words, at)
        # "on Friday due to", "on Friday seeking to": of what stands in front.
        if not kind or (at == 0 and (kind == "arranged" or words[at] == "due" or words[at].endswith("ing"))):
            continue
        if kind == "would" and at == 0 and words[1:2] == ["not"]:
            return "before"  # on Friday he would not say
        if kind == "intend" and words[at].endswith("ed"):
            return "before"  # on Monday it agreed to pay
        if kind == "be":
            return tense_of_be(words, at)
        return "before" if kind == "had" else _group(kind, words, at)[0]
    return ""


def tense_of_be(words: Sequence[str], at: int) -> str:
    """The tense of a form of be with what follows it: "is expected to", "was", "are meeting"."""
    rest = next((word.lower() for word in words[at + 1 : at + 4] if word.lower() not in SKIPPED), "")
    if rest == "to" or is_in(rest, "awaited"):
        return "ahead"
    if is_in(words[at], "was"):
        return "before"
    # "Tuesday is the deadline": of a day that is over it would be "was".
    return "now" if at else "ahead"


def verb_kind(words: Sequence[str], at: int) -> str:
    """The class of the verb at a place; "" for other words."""
    word = words[at].lower()
    classes = tense_words().classes.get(word)
    if classes is None:
        return _by_ending(word, words, at)
    if "other" in classes or (word == "may" and words[at][0] == "M"):
        return ""
    following = words[at + 1].lower() if at + 1 < len(words) else ""
    if "await" in classes or (word, following) in (("set", "for"), ("has", "to"), ("have", "to")):
        return "intend"
    if word == "due" and following == "to" and not _is_base(words, at + 2):
        return ""  # due to the storm
    if ("intend" in classes or "awaited" in classes) and any(one.lower() == "to" for one in words[at + 1 : at + 5]):
        return "intend"
    for name in (*_AUXILIARIES, "arranged", "past"):
        if name in classes:
            return name
    if "calendar" in classes and words[at].islower() and _is_calendar(words, at):
        return "calendar"
    return _by_ending(word, words, at)


def _is_calendar(words: Sequence[str], at: int) -> bool:
    """Whether "opens" and the like are verbs: not behind an article; "open" itself only behind a plural ("doors open")."""
    before = words[at - 1].lower() if at else ""
    if before in _DETERMINERS:
        return False
    return words[at] not in _NOUNS or before.endswith("s") or before in _PLURAL


def _by_ending(word: str, words: Sequence[str], at: int) -> str:
    if word.endswith("ed"):
        if word == "followed" and words[at + 1 : at + 2] == ["by"]:
            return ""  # it is told in the tense of what it follows
        # "the disputed vote", "the closely watched vote"
        adjective = at and (
            words[at - 1].lower() in ARTICLES or (words[at - 1].endswith("ly") and words[at - 2].lower() in ARTICLES)
        )
        return "" if adjective or len(word) < 4 or words[at][0].isupper() else "past"
    if word.endswith("ing"):
        return "ing" if at and is_in(words[at - 1], "be") else ""
    if word.endswith(("'ll", "’ll")):
        return "future"
    return "would" if word.endswith(("'d", "’d")) else ""


def _group(kind: str, words: Sequence[str], at: int) -> tuple[str, int]:
    """The tense of the verb group that ends at a verb, and its first word; "" where it is an infinitive."""
    first, perfect, be, main = at, False, "", words[at].lower()
    while kind not in _FINITE and first:
        before = words[first - 1].lower()
        if before == "and" and kind == "past" and first > 1 and verb_kind(words, first - 2) == "past":
            first -= 2  # "will be opened and adjourned"
            continue
        if before in SKIPPED or before.endswith("ly"):
            first -= 1
            continue
        if before == "to":
            return "", first - 1
        helper = verb_kind(words, first - 1)
        if helper not in _AUXILIARIES:
            break
        perfect = perfect or helper == "had"
        be = before if helper == "be" else be
        kind = helper if helper in _FINITE else kind
        first -= 1
    if kind in _FINITE:
        have = words[first + 1 : first + 2] == ["have"] and first + 2 < len(words)
        # Not "should have ninety seats".
        perfect = perfect or (
            have and (verb_kind(words, first + 2) in ("past", "be") or words[first + 2] in _LIKE_THE_PRESENT)
        )
        return _of_modal(kind, words, first, perfect), first
    if kind in ("arranged", "intend") or (is_in(main, "be") and words[at + 1 : at + 2] == ["to"]):
        return "ahead", first
    if be and is_in(main, "awaited"):
        return "ahead", first
    if perfect or kind == "had" or is_in(be, "was") or is_in(main, "was"):
        return "before", first
    if kind == "be":
        return "now", first
    if kind == "ing" or (kind == "calendar" and not be):
        return "ahead", first
    return ("now" if be else "before"), first


def _of_modal(kind: str, words: Sequence[str], at: int, perfect: bool) -> str:
    """ "will meet" and "would meet" look ahead; "would have met", "could not meet", "nobody could meet" back."""
    if kind == "future":
        return "ahead"
    nobody = ("neither", "nor", "nobody", "none", "no")
    negated = words[at + 1 : at + 2] == ["not"] or any(word.lower() in nobody for word in words[:at])
    return "before" if perfect or (negated and words[at].lower() == "could") else "ahead"


def has_infinitive(words: Sequence[str]) -> bool:
    """Whether a word follows "to" that may be a verb: "ministers to meet", but not "to Ohio", "to the sea"."""
    return any(word.lower() == "to" and _is_base(words, at + 1) for at, word in enumerate(words))


def _is_base(words: Sequence[str], at: int) -> bool:
    word = words[at] if at < len(words) else ""
    return word.islower() and word.isalpha() and word not in _DETERMINERS and not word.endswith("ing")
