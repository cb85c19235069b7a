"""Which spellings are one word? Case, accents and scripts are folded away; kernels/tokenizer.hpp does plain ASCII itself."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

WORD, COMPOUND, SIGIL = 0, 1, 2

_REWRITTEN = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "ё": "е", "Ё": "Е", "\u00ad": None})
"""Signs that are typed in several ways, and the soft hyphen, where a line may end; Russian news write е for ё (Горбачёв, Горбачев: Gorbachev)."""
_UNWRITABLE = re.compile(r"[^0-9a-z'&._+#@-]+")


@cache
def _unfolded() -> re.Pattern[str]:
    """East Asian scripts, whose characters are searched as they are. Compiled when needed: so large a class takes its time."""
    return re.compile("[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0003ffff]")


def fold(token: str, kind: int = WORD) -> str:
    """The term under which a token is filed.

    Example:
        >>> fold("Erdoğan’s"), fold("Горбачёв"), fold("29,954"), fold("al-Qaïda", COMPOUND)
        ('erdogan', 'gorbachev', '29954', 'alqaida')

    Args:
        token: one token of the tokenizer.
        kind: WORD, COMPOUND (its hyphens are left out) or SIGIL.

    Returns:
        The term; "" when nothing of the token can be written in a query.
    """
    text = unicodedata.normalize("NFKC", token).translate(_REWRITTEN)
    if not text.isascii() and not _unfolded().search(text):
        from unidecode import unidecode

        text = _UNWRITABLE.sub("", unidecode(text).lower()) or text.casefold()
    else:
        text = text.lower()
    if kind == COMPOUND:
        text = text.replace("-", "")
    if text[:1].isdigit():
        text = text.replace(",", "")
    if len(text) > 2 and text.endswith("'s"):
        text = text[:-2]
    return text
