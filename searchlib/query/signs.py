"""What do the names and signs of a query look like? Fields, operators and the expressions by which scanning.py knows them."""

from __future__ import annotations

import re
from typing import Literal

FIELDS = {
    "headline": "headline", "title": "headline", "standfirst": "standfirst", "body": "body", "text": "body",
    "people": "people", "person": "people", "byline": "byline", "author": "byline", "source": "source",
    "section": "section", "id": "id",
}  # fmt: skip
Meeting = Literal["overlap", "within", "exact"]
MEETINGS: dict[str, Meeting] = {"": "overlap", "overlap": "overlap", "within": "within", "exact": "exact"}
MEETING_FIELDS = ("dates", "mentioned")
DATE_FIELDS = {"published": "published", "date": "published", "dates": "dates", "mentioned": "dates"}

HOLDER, HOLDER_END = "\ue000", "\ue001"
HOLDER_PATTERN = re.compile(f"{HOLDER}([0-9]+){HOLDER_END}")
HOLDERS = re.compile(rf"\s*(?:{HOLDER_PATTERN.pattern}\s+)*(?:{HOLDER_PATTERN.pattern})\s*")
FIELD = re.compile(r"(extra\.\w[\w-]*|(?:dates|mentioned|published|date)\.\w+|[^\W\d]\w*):", re.IGNORECASE)
TOKEN = re.compile(r'[^\s()"]+')
BOOST = re.compile(r"\^(\d{1,4}(?:\.\d{1,4})?)(?=[\s)]|$)")
NO_BOOST = re.compile(r"\^(?:[-+\d.^]*$|(?=(\S)))")
SLOP = re.compile(r"~(>?)(\d+)")
NO_SLOP = re.compile(r'~[^\s()"^]*')
PATTERN = re.compile(r"\*|(?<=\w)\?(?=\w)")
NEAR = re.compile(r"(NEAR|BEFORE)(?:/(\d+))?")
PAUSE = re.compile(r"(?<=[^\W\d_])[,;]+(?=[^\W\d_])")
REGEX = re.compile(r"/((?:[^/\\\s]|\\\S)+)/(?=[\s()^]|$)")
JOINED = re.compile(r"\|\||&&")
OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "&&": "AND", "||": "OR"}
SPOKEN = ("and", "or", "not")
# What tells that an operator in lower case is meant as one: quotes, a group, a field, a pattern before or behind it.
SPECIAL_NEXT = re.compile(r'\s+(?:not\s+)?(?:["(/]|[^\W\d][\w.-]*:\S|\S*\w[*?~^])', re.IGNORECASE)
NEAR_DISTANCE = 10
VARIANTS = re.compile(r'(~~?)(?:"([^"]*)"|([^\s()"~]+))?')
TYPED = re.compile(r'="([^"]*)"|=(\w[\w\'-]*)(?=[\s()^]|$)')
FUZZY = re.compile(r"(.*\w)~(\d*(?:\.\d+)?)", re.DOTALL)
BRACKETS = re.compile(r"([\[{])([^\[\]{}]{0,200})([\]}])")
TO = re.compile(r"\s+to\s+|^to\s+|\s+to$", re.IGNORECASE)
EITHER = re.compile(r"\s+OR\s+|\s*\|\|\s*", re.IGNORECASE)
BOTH = re.compile(r"\s+AND\s+|\s*&&\s*")
INTERVAL = re.compile(r"(?=.*\d)(\d{4}(?:-\d\d){0,2}|\.\.|\*)?/(\d{4}(?:-\d\d){0,2}|\.\.|\*)?")
COMPARISON = re.compile(r"(>=|<=|>|<)\s*")
REREAD = str.maketrans({
    **dict.fromkeys("“”„‟«»＂〝〞〟「」『』❝❞", '"'), **dict.fromkeys("‘’‚‛＇", "'"), **dict.fromkeys("\x00\u3000" + HOLDER + HOLDER_END, " "),
    **{wide: chr(ord(wide) - 0xFEE0) for wide in "（）：［］｛｝＊？～＾＆｜＜＞＝＋－／"},
})  # fmt: skip
"""Typographic and full-width signs, as what they stand for; one for one, so that places stay right."""
