"""What is an article, and what is found in it? The types that every stage exchanges.

All are frozen: an article that was added cannot change under the index. Offsets count characters into
``Article.text``, which is the headline, the standfirst and the body, joined by blank lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from types import MappingProxyType

from searchlib.errors import ArticleError

__all__ = ["Article", "DateMention", "Extraction", "Mention", "Person"]

ZONE_SEPARATOR = "\n\n"
"""Stands between headline, standfirst and body in ``Article.text``."""

MAX_ID_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where something is named.

    Attributes:
        text: the words as they stand in the text.
        start: the first character, counted from 0.
        end: one past the last character.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, init=False)
class Person:
    """A person named in an article.

    Attributes:
        name: the fullest form of the name in the article, without titles.
        mentions: where the person is named, in reading order (empty when the article brought its people itself).
        roles: role words seen beside the name, such as "deputy foreign minister".
    """

    name: str
    mentions: tuple[Mention, ...]
    roles: tuple[str, ...]

    def __init__(self, name: str, mentions: tuple[Mention, ...] = (), roles: tuple[str, ...] = ()) -> None:
        _set_name(self, name)
        _set_mentions(self, mentions)
        _set_roles(self, roles)


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A temporal expression in a text, with the days that it stands for.

    Attributes:
        first: the first day meant, or None when it could not be resolved.
        last: the last day meant (the same as `first` for a single day), or None.
        type: the TIMEX3 type: DATE, TIME, DURATION or SET.
        value: the TIMEX3 value, such as "2023-10-07", "2024-W09", "P3D" or "PAST_REF".
        how: "absolute", "relative" (to the publication date), "anaphoric" (to an earlier mention), "unresolved",
            or "given" when the article brought it.
    """

    first: date | None = None
    last: date | None = None
    type: str = "DATE"
    value: str = ""
    how: str = "absolute"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one text: its people and its dates, each in the order of their first mention."""

    people: tuple[Person, ...] = ()
    dates: tuple[DateMention, ...] = ()


_NOTHING, _ENGLISH = "", "en"
NO_EXTRA: Mapping[str, str] = MappingProxyType({})
DateLike = date | datetime | str
PersonLike = Person | str
DateMentionLike = DateMention | date | str | tuple[date, date]


@dataclass(frozen=True, slots=True, init=False)
class Article:
    """A news article as it is indexed and as it comes back.

    Example:
        >>> from datetime import date
        >>> article = Article("Talks open in Moscow", "Fourteen groups met on Thursday.", published=date(2024, 2, 29))
        >>> article.published.isoformat()
        '2024-02-29'

    Args:
        headline: the headline, on one line; may be empty.
        body: the text, paragraphs apart by newlines; may be empty.
        id: a name of your own for the article; adding the same id again replaces the article. None derives one from
            the content, so that the same article added twice is one article.
        standfirst: the summary between headline and body.
        people: names (or Persons) that the article brings; None has them found in the text; a list is taken as it is.
        dates: days, ISO strings of days, pairs of first and last day, or DateMentions that it speaks of; None has
            them found.
        published: the calendar day, or a datetime, or an ISO 8601 string of either.
        source, url, byline, section: what else is known of it; all but the url can be searched.
        language: ISO 639-1 code, picks the stemmer.
        extra: any further strings, searched as ``extra.KEY:word``.
        published_from: where `published` was found: "metadata", "text", "file name" or "unknown".

    Raises:
        ArticleError: a field has a type or a value that cannot be indexed.
    """

    headline: str
    body: str
    id: str
    standfirst: str
    people: tuple[Person, ...] | None
    dates: tuple[DateMention, ...] | None
    published: date | datetime | None
    source: str
    url: str
    byline: str
    section: str
    language: str
    extra: Mapping[str, str]
    published_from: str

    def __init__(
        self,
        headline: str,
        body: str,
        *,
        id: str | None = None,
        standfirst: str = _NOTHING,
        people: Iterable[PersonLike] | None = None,
        dates: Iterable[DateMentionLike] | None = None,
        published: DateLike | None = None,
        source: str = _NOTHING,
        url: str = _NOTHING,
        byline: str = _NOTHING,
        section: str = _NOTHING,
        language: str = _ENGLISH,
        extra: Mapping[str, str] = NO_EXTRA,
        published_from: str = "",
    ) -> None:
        # What was left out is not looked at.
        _set_headline(self, headline if type(headline) is str and headline.isascii() else _text("headline", headline))
        _set_body(self, body if type(body) is str and body.isascii() else _text("body", body))
        _set_standfirst(self, standfirst if standfirst is _NOTHING else _text("standfirst", standfirst))
        _set_source(self, source if source is _NOTHING else _text("source", source))
        _set_url(self, url if url is _NOTHING else _text("url", url))
        _set_byline(self, byline if byline is _NOTHING else _text("byline", byline))
        _set_section(self, section if section is _NOTHING else _text("section", section))
        _set_language(self, language if language is _ENGLISH else _text("language", language))
        if published is None:
            _set_published(self, None)
            _set_published_from(self, published_from or "unknown")
        else:
            _set_published(self, published if type(published) is date else moment(published))
            _set_published_from(self, published_from or "metadata")
        _set_people(self, None if people is None else tuple([_person(one) for one in _each("people", people)]))
        _set_dates(self, None if dates is None else tuple([_date_mention(one) for one in _each("dates", dates)]))
        _set_extra(self, extra if extra is NO_EXTRA else _extra(extra))
        _set_id(self, self._derived_id() if id is None else _id(id))

    @property
    def text(self) -> str:
        """The headline, standfirst and body as one text: what offsets of mentions count in."""
        return ZONE_SEPARATOR.join(zone for zone in (self.headline, self.standfirst, self.body) if zone)

    def _derived_id(self) -> str:
        import hashlib  # loads OpenSSL, which who only searches need not wait for

        digest = hashlib.blake2b(digest_size=12)
        published = "" if self.published is None else self.published.isoformat()
        for part in (self.headline, self.standfirst, self.body, self.url, self.source, published):
            digest.update(part.encode("utf-8"))
            digest.update(b"\0")
        return digest.hexdigest()


# Only __init__ sets what is frozen. An archive makes millions of these: setting each slot directly takes half the time.
_set_name, _set_mentions, _set_roles = (getattr(Person, field.name).__set__ for field in fields(Person))
(
    _set_headline, _set_body, _set_id, _set_standfirst, _set_people, _set_dates, _set_published, _set_source, _set_url,
    _set_byline, _set_section, _set_language, _set_extra, _set_published_from,
) = (getattr(Article, field.name).__set__ for field in fields(Article))  # fmt: skip


def _text(name: str, value: object) -> str:
    if type(value) is str and value.isascii():
        return value
    if type(value) is not str:
        if not isinstance(value, str):
            raise ArticleError(f"{name} must be a str, not {type(value).__name__}")
        value = str(value)
    return valid_text(value)


def valid_text(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair.

    A half is no character: files and sockets cannot hold it, so neither can an index.
    """
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _id(value: object) -> str:
    if not isinstance(value, str):
        raise ArticleError(f"id must be a str or None, not {type(value).__name__}")
    if not value:
        raise ArticleError("id must not be empty; leave it out to have one derived from the content")
    text = value if type(value) is str and value.isascii() else _text("id", value)
    if len(text) * 4 > MAX_ID_BYTES and len(text.encode("utf-8")) > MAX_ID_BYTES:
        raise ArticleError(f"id is longer than {MAX_ID_BYTES} bytes: {text[:40]}…")
    return text


def moment(value: object) -> date | datetime:
    """The day or datetime that a caller means by `published`."""
    if isinstance(value, str):
        try:
            day = value.strip()
            return date.fromisoformat(day) if len(day) <= 10 else datetime.fromisoformat(day.replace("Z", "+00:00"))
        except ValueError:
            raise ArticleError(f"published is no ISO 8601 date: {value[:60]!r}") from None
    if not isinstance(value, date):
        raise ArticleError(f"published must be a date, a datetime, an ISO string or None, not {type(value).__name__}")
    return value


def _each(name: str, value: Iterable[object]) -> Iterable[object]:
    if type(value) is list or type(value) is tuple:
        return value
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ArticleError(f"{name} must be a list or None, not {type(value).__name__}")
    return value


def _person(value: object) -> Person:
    if isinstance(value, Person):
        return value
    if isinstance(value, str):
        return Person(_text("people", value))
    raise ArticleError(f"people holds names or Persons, not {type(value).__name__}")


def _date_mention(value: object) -> DateMention:
    if isinstance(value, DateMention):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return given_days(value, value)
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise ArticleError(f"dates holds a string that is no ISO 8601 day: {value[:60]!r}") from None
        return given_days(day, day)
    if isinstance(value, Sequence) and len(value) == 2 and all(isinstance(one, date) for one in value):
        first, last = value
        return given_days(min(first, last), max(first, last))
    raise ArticleError(f"dates holds days, ISO strings, pairs of days or DateMentions, not {type(value).__name__}")


def given_days(first: date, last: date) -> DateMention:
    """The mention that stands for days which an article brought itself, with no place in its text."""
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return DateMention("", 0, 0, first=first, last=last, type="DATE", value=value, how="given")


def _extra(value: Mapping[str, str]) -> Mapping[str, str]:
    if value is NO_EXTRA:
        return value
    if not isinstance(value, Mapping):
        raise ArticleError(f"extra must be a mapping of strings to strings, not {type(value).__name__}")
    if not value:
        return NO_EXTRA
    for key, text in value.items():
        if not isinstance(key, str) or not isinstance(text, str):
            raise ArticleError(f"extra holds strings only; {key!r} is a {type(text).__name__}")
    return MappingProxyType({_text("extra", key): _text("extra", text) for key, text in value.items()})
