"""Which field of a record is the headline, which the body? The names of common feeds, and a mapping of the user's own."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from searchlib.article import Article
from searchlib.errors import ArticleError

NAMES: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "head"),
    "body": ("body", "text", "content", "article", "article_body", "articlebody", "maintext", "full_text"),
    "standfirst": ("standfirst", "description", "summary", "lead", "abstract", "subtitle"),
    "published": (
        "published", "published_at", "publishedat", "date", "publish_date", "pubdate", "date_published", "datepublished",
        "publication_date", "datetime", "timestamp", "created_at",
    ),
    "byline": ("byline", "author", "authors", "creator"),
    "source": ("source", "publisher", "outlet", "publication"),
    "url": ("url", "link", "href"),
    "section": ("section", "category", "desk"),
    "language": ("language", "lang"),
    "id": ("id", "_id", "guid", "uuid"),
    "people": ("people", "persons"),
    "dates": ("dates",),
}  # fmt: skip
FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
Note = Callable[[str], None]


class FieldReader:
    """Turns records into articles."""

    def __init__(self, mapping: Mapping[str, str] | None, language: str, day_first: bool | None) -> None:
        self.language, self.day_first = language, day_first
        unknown = set(mapping or ()) - set(NAMES)
        if unknown:
            raise ArticleError(f"a mapping names fields of an article ({', '.join(NAMES)}), not {sorted(unknown)[0]!r}")
        self._mapped = {name: field for field, name in (mapping or {}).items()}
        self._known: dict[str, str | None] = {}

    def article(self, record: Mapping[str, Any], note: Note) -> Article:
        """The article in a record; `note` hears of what was left out of it.

        Raises:
            ArticleError: there is neither headline nor body, or a field cannot be used.
        """
        found: dict[str, Any] = {}
        extra: dict[str, str] = {}
        for name, value in record.items():
            if value is None or value == "" or name is None:
                continue
            field = self._field(name)
            if field and field not in found:
                found[field] = value
            elif field != "body" and isinstance(value, (str, int, float)):
                extra[str(name)] = str(value)
        body = _text(found.get("body", ""))
        standfirst = _text(found.get("standfirst", ""))
        if not body:
            body, standfirst = standfirst, ""
        headline = " ".join(html.unescape(_text(found.get("headline", ""))).split())
        if not headline and not body:
            raise ArticleError(
                "the record has neither a headline nor a body; name its fields with a mapping"
                + (f" (it has {', '.join(map(str, record))[:100]})" if record else "")
            )
        published = self._published(found["published"], note) if "published" in found else None
        origin = "metadata"
        if published is None:
            published, origin = self._from_text(body), "text"
        return Article(
            headline, body, id=_id(found.get("id")), standfirst=standfirst, people=_people(found.get("people")),
            dates=_dates(found.get("dates"), note), published=published, source=_text(found.get("source", "")),
            url=_text(found.get("url", "")), byline=_text(found.get("byline", "")),
            section=_text(found.get("section", "")), language=_text(found.get("language", "")) or self.language,
            extra=extra, published_from=origin if published else "unknown",
        )  # fmt: skip

    def _field(self, name: str) -> str | None:
        if name not in self._known:
            folded = str(name).strip().lower().replace("-", "_").replace(" ", "_")
            self._known[name] = self._mapped.get(name) or FIELD_OF.get(folded)
            if self._known[name] in self._mapped.values() and name not in self._mapped:
                self._known[name] = None  # the user has said that this field stands elsewhere
        return self._known[name]

    @staticmethod
    def _from_text(body: str) -> date | datetime | None:
        """The date of a date line, for records that bring none."""
        from searchlib.extraction.dates import doubt, published_from_text

        published = published_from_text(body[:300])
        return published if published is not None and not doubt(published) else None

    def _published(self, value: Any, note: Note) -> date | datetime | None:
        from searchlib.extraction.dates import doubt, parse_published

        published = parse_published(_text(value), day_first=self.day_first)
        if published is not None and (reason := doubt(published)):
            note(f"published {_text(value)[:60]!r} was not trusted: {reason}")
            return None
        if published is None:
            note(f"{_text(value)[:60]!r} {_why_no_date(_text(value))}; the article was kept without one")
        return published


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\x00", "") if "\x00" in value else value
    if isinstance(value, Mapping):
        return _text(next((value[key] for key in ("name", "title", "text", "value") if value.get(key)), ""))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_text, value)))
    return "" if value is None else str(value)


def _why_no_date(text: str) -> str:
    from searchlib.extraction.dates import parse_published

    both = (parse_published(text, day_first=True), parse_published(text, day_first=False))
    return f"may be {both[0]:%Y-%m-%d} or {both[1]:%Y-%m-%d} (see day_first)" if both[0] and both[1] else "is no date"


def _id(value: Any) -> str | None:
    return _text(value) or None


def _people(value: Any) -> list[str] | None:
    if isinstance(value, list):
        return [name for name in map(_text, value) if name] or None
    return None


def _dates(value: Any, note: Note) -> list[str] | None:
    if not isinstance(value, list):
        return None
    days = []
    for one in value:
        try:
            days.append(date.fromisoformat(_text(one)).isoformat())
        except ValueError:
            note(f"{_text(one)[:60]!r} among the dates is no ISO 8601 day; it was left out")
    return days or None
