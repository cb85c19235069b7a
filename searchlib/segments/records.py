"""How is an article written as bytes, but for what the columns hold of it? Three lengths, a description in JSON, its texts.

Behind them stand the people and dates that the library found in the text (found.py); those that came with the article are
part of the description. FORMAT.md says how.
"""

from __future__ import annotations

import json
import re
import struct
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from searchlib.article import ZONE_SEPARATOR, Article, DateMention, Mention, Person
from searchlib.errors import ArticleError, CorruptIndex

if TYPE_CHECKING:
    from searchlib.kernels.recognition import FoundPeople
    from searchlib.kernels.temporal import FoundDates

_HEAD = struct.Struct("<III")
_USUAL = {"language": "en", "published_from": "metadata"}
"""So most articles are that bring a day and little else; left out of their descriptions, which always say the latter of others."""
_LANGUAGE = re.compile(rb'"language":"([^"\\]*)"')
_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_quoted = json.encoder.encode_basestring  # as the encoder above quotes strings


def encode_record(
    article: Article,
    people: tuple[Person, ...] | FoundPeople[Person],
    dates: tuple[DateMention, ...] | FoundDates[DateMention],
) -> bytes:
    """What the columns do not hold of an article, as bytes."""
    if article.source or article.url or article.byline or article.section or article.extra:
        described = _encode_json(_described(article))[1:-1]
    else:
        described = _language_and_origin(article.language, article.published_from)
    found = b""
    if people:
        if isinstance(people, tuple):
            described += f"{',' * bool(described)}{_people_json(article, people)}"
        else:
            found = people.as_record()
    if dates:
        if isinstance(dates, tuple):
            described += f"{',' * bool(described)}{_dates_json(article, dates)}"
        else:
            found += dates.as_record()
    head = f"{{{described}}}".encode() if described else b""
    standfirst, body = article.standfirst.encode(), article.body.encode()
    return b"".join((_HEAD.pack(len(head), len(standfirst), len(body)), head, standfirst, body, found))


@lru_cache(maxsize=256)
def _language_and_origin(language: str, published_from: str) -> str:
    described = {"language": language, "published_from": published_from}
    return "" if described == _USUAL else _encode_json(described)[1:-1]


def _described(article: Article) -> dict[str, Any]:
    names = ("source", "url", "byline", "section", "language", "published_from")
    described: dict[str, Any] = {name: value for name in names if (value := getattr(article, name))}
    if article.extra:
        described["extra"] = dict(article.extra)
    return described


# People and dates are most of what is described, and written for each article: by hand it takes a third of the time.
def _people_json(article: Article, people: tuple[Person, ...]) -> str:
    text, each = None, []
    for person in people:
        if not person.mentions and not person.roles:
            each.append(_quoted(person.name))
            continue
        text = article.text if text is None else text
        mentions = ",".join([f"[{_place(one, text)}]" for one in person.mentions])
        each.append(f"[{_quoted(person.name)},[{mentions}],[{','.join(map(_quoted, person.roles))}]]")
    return f'"people":[{",".join(each)}]'


def _dates_json(article: Article, dates: tuple[DateMention, ...]) -> str:
    text = article.text
    each = [
        f"[{_place(one, text)},{_ordinal(one.first)},{_ordinal(one.last)},"
        f"{_quoted(one.type)},{_quoted(one.value)},{_quoted(one.how)}]"
        for one in dates
    ]
    return f'"dates":[{",".join(each)}]'


def _place(mention: Mention, text: str) -> str:
    """Its words are left out if they are what stands there."""
    place = f"{mention.start},{mention.end}"
    return place if text[mention.start : mention.end] == mention.text else f"{place},{_quoted(mention.text)}"


def decode_texts(data: bytes) -> tuple[str, str, str]:
    """Standfirst, body and language of a record, without reading the rest of it."""
    head_size, standfirst_size, body_size = _HEAD.unpack_from(data)
    at = _HEAD.size
    found = _LANGUAGE.search(data, at, at + head_size)
    extra = data.find(b'"extra":{', at, at + head_size)
    # A quotation mark within a JSON string has a backslash before it, so this can only be the key itself, or one of extra.
    if found and (extra < 0 or found.start() < extra):
        language = found[1].decode("utf-8")
    else:
        language = "" if data.find(b'"published_from":', at, at + head_size) >= 0 else _USUAL["language"]
    at += head_size
    standfirst = data[at : at + standfirst_size].decode("utf-8")
    return standfirst, data[at + standfirst_size : at + standfirst_size + body_size].decode("utf-8"), language


def decode_record(data: bytes, *, id: str, headline: str, published: Any) -> Article:
    """The article that encode_record was given, with the people and dates that were found in it."""
    try:
        return _decode(data, id, headline, published)
    except (ValueError, TypeError, AttributeError, struct.error, OverflowError, RecursionError, ArticleError) as error:
        raise CorruptIndex(f"article {id!r} cannot be read back ({error})") from None


def _decode(data: bytes, id: str, headline: str, published: Any) -> Article:
    head_size, standfirst_size, body_size = _HEAD.unpack_from(data)
    at = _HEAD.size
    rest = json.loads(data[at : at + head_size]) if head_size else {}
    if "published_from" not in rest:
        rest.update(_USUAL)
    at += head_size
    standfirst = data[at : at + standfirst_size].decode("utf-8")
    at += standfirst_size
    body = data[at : at + body_size].decode("utf-8")
    at += body_size
    people, dates = rest.pop("people", ()), rest.pop("dates", ())
    found = at < len(data)
    text = (
        ZONE_SEPARATOR.join(zone for zone in (headline, standfirst, body) if zone) if people or dates or found else ""
    )
    people = [_person(one, text) for one in people]
    dates = [_date_mention(one, text) for one in dates]
    if found:
        from searchlib.segments.found import decode_found  # not at every start

        found_people, found_dates = decode_found(data, at, text)
        people += found_people
        dates += found_dates
    return Article(
        headline, body, id=id, standfirst=standfirst, people=people, dates=dates, published=published, **rest
    )


def _person(written: Any, text: str) -> Person:
    if isinstance(written, str):
        return Person(written)
    name, places, roles = written
    mentions = [Mention(one[2] if len(one) > 2 else text[one[0] : one[1]], one[0], one[1]) for one in places]
    return Person(name, tuple(mentions), tuple(roles))


def _date_mention(written: Any, text: str) -> DateMention:
    start, end, *words, first, last, type_, value, how = written
    return DateMention(words[0] if words else text[start:end], start, end, _day(first), _day(last), type_, value, how)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
