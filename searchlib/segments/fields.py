"""How does the kernel take an article's language and the moment of its publication (BatchInverter.add)?"""

from __future__ import annotations

from datetime import date, datetime, timezone
from functools import lru_cache

from searchlib.analysis.stem import DEFAULT_LANGUAGE, known_language
from searchlib.kernels.segments import DATE_ONLY, NAIVE, NO_DAY

_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()
_DAY = 86_400_000_000  # microseconds


@lru_cache(maxsize=256)
def language_mark(language: str) -> str:
    """What tells words of other languages than English from its own, until they are stemmed."""
    known = known_language(language)
    return "" if known == DEFAULT_LANGUAGE else known or "-"


def moment_of(published: date | datetime | None) -> tuple[int, int, int]:
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
