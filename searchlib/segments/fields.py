"""What of an article is indexed? Its texts, days and names, as the kernel takes them (BatchInverter.add)."""

from __future__ import annotations

from datetime import date, datetime, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from searchlib.analysis.stem import DEFAULT_LANGUAGE, known_language
from searchlib.kernels.retrieval import DATE_ONLY, NAIVE, NO_DAY

if TYPE_CHECKING:
    from searchlib.article import Article, DateMention, Person
    from searchlib.kernels.recognition import FoundPeople
    from searchlib.kernels.temporal import FoundDates

_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()
_DAY = 86_400_000_000  # microseconds


def analysed_fields(
    article: Article,
    people: tuple[Person, ...] | FoundPeople[Person],
    dates: tuple[DateMention, ...] | FoundDates[DateMention],
) -> tuple[Any, ...]:
    """What BatchInverter.add takes, but for the place in the store."""
    if isinstance(people, tuple):
        names = [(person.name, len(person.mentions) or 1) for person in people] if people else []
    else:
        names = people.names()
    if isinstance(dates, tuple):
        days = [_interval(one.first, one.last or one.first) for one in dates if one.first is not None] if dates else []
    else:
        days = dates.days()
    return (
        article.id, article.headline, article.standfirst, article.body, _key_suffix(article.language),
        *_moment(article.published), names, days, article.source, article.section, article.byline, article.extra,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _key_suffix(language: str) -> str:
    """What tells words of other languages than English from its own, until they are stemmed."""
    known = known_language(language)
    return "" if known == DEFAULT_LANGUAGE else known or "-"


def _interval(first: date, last: date) -> tuple[int, int]:
    """Days as numbers, the earlier first: mentions may come from a finder that is not ours."""
    low, high = first.toordinal(), last.toordinal()
    return (low, high) if low <= high else (high, low)


def _moment(published: date | datetime | None) -> tuple[int, int, int]:
    """(calendar day, microseconds since 1970 UTC, minutes east of UTC or what stands for none)."""
    if published is None:
        return NO_DAY, 0, DATE_ONLY
    day = published.toordinal()
    if not isinstance(published, datetime):
        return day, (day - _EPOCH_DAY) * _DAY, DATE_ONLY
    offset = published.utcoffset()
    zone = NAIVE if offset is None else int(offset.total_seconds() // 60)
    moment = published if offset is None else published.astimezone(timezone.utc)
    passed = moment.replace(tzinfo=None) - _EPOCH
    return day, (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds, zone
