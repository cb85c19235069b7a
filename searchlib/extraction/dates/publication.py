"""When was it published? Dates of metadata in any usual form, of a line in the text, of a file's name."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

FIRST_YEAR, LAST_YEAR = 1500, 2100
"""That news may speak of; as date_calendar.hpp has it."""
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?:1[5-9]|20)\d\d"

ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330,
    "jst": 540, "aest": 600, "aedt": 660, "hkt": 480, "sgt": 480,
}  # fmt: skip
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?()\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)
_ZONE_NAME = re.compile(r"\[[\w/+-]{1,40}\]$")
"""What Java writes behind an offset: [America/New_York]."""
_CTIME = re.compile(
    rf"[a-z]{{3}}\s+(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s+(?P<time>\d\d:\d\d(?::\d\d)?)"
    rf"(?:\s+(?P<zone>[a-z]{{1,5}}|[+-]\d{{4}}))?\s+(?P<year>{YEAR})",
    re.IGNORECASE,
)
"""C's and Twitter's: Tue Feb 27 10:40:00 +0000 2024."""
_TIME_FIRST = re.compile(
    r"(\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{1,5})?),?\s+(?:on\s+)?(\D*\d.*)", re.IGNORECASE | re.DOTALL
)
_NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})")
_WRITTEN = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<m1>{MONTH})\b\.?,?[\s-]+(?P<y1>{YEAR})"
    rf"|(?P<m2>{MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{YEAR}))(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TIME = re.compile(
    r"(?:,|at|\s|-|–|\|)*(\d{1,2})[:.](\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?\s*\(?(?:([A-Za-z]{1,5})\b|([+-]\d\d):?(\d\d))?\)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_STATED = re.compile(
    r"^\s*(?:(?:first|last)\s+)?(?:published|updated|modified|posted|date)\b\s*(?:on|at)?\s*:?\s*(.{6,60})$",
    re.IGNORECASE | re.MULTILINE,
)
_PLACE = r"(?![a-z])[^\W\d_](?:[^\W\d_]|[ .,'’/-])"
"""Where a date line begins: SÃO PAULO and ŁÓDŹ, Poland are places, too."""
_DATE_LINE = re.compile(
    rf"^{_PLACE}{{2,40}},\s+({MONTH}\.?\s+\d{{1,2}},?\s+{YEAR}|\d{{1,2}}\s+{MONTH}\.?\s+{YEAR})\b".replace(
        MONTH, f"(?i:{MONTH})"
    )
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DATE_LINE_DAY = re.compile(
    rf"^{_PLACE}{{2,60}},\s+((?i:{MONTH})\b\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{MONTH})\b\.?)\s*(?:\(|--|-|–|—|:)"
)
_LONGEST = 100
FIRST_PLAUSIBLE = date(1600, 1, 1)
"""There were no newspapers before (the first is of 1605)."""


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a day in a year that news may speak of."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_published(text: str, *, day_first: bool | None = None, whole: bool = False) -> date | datetime | None:
    """A publication date as metadata write it.

    Example:
        >>> parse_published("27 Feb 2024 10:40 IST").isoformat(), str(parse_published("February 27, 2024"))
        ('2024-02-27T10:40:00+05:30', '2024-02-27')

    Args:
        text: ISO 8601, RFC 2822, written out, numbers with / . or -, eight digits, or seconds or milliseconds since 1970.
        day_first: whether 3/4/2024 is in April; None: only dates that can be read one way are.
        whole: whether nothing else may stand behind the date; else "27 Feb 2024 by Ann Example" is read, too.

    Returns:
        A date when no time is given, else a datetime (aware when its zone is known); None when it is no date.
    """
    text = _ZONE_NAME.sub("", text.strip())
    if not text or len(text) > _LONGEST:
        return None
    if found := _ISO.fullmatch(text):
        return _from_iso(found)
    if (found := _COMPACT.fullmatch(text)) and (found[4] is None or "T" in text.upper() or len(text) == 14):
        return _from_iso(found)
    if found := _CTIME.fullmatch(text):
        return parse_published(f"{found['day']} {found['month']} {found['year']} {found['time']} {found['zone'] or ''}")
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
        return _epoch(seconds)
    if found := _NUMERIC.match(text):
        return _with_time(_numeric(found, day_first), text[found.end() :], whole)
    if found := _WRITTEN.fullmatch(text):
        day = int(found["d1"] or found["d2"])
        return _with_time(
            day_of(int(found["y1"] or found["y2"]), MONTHS[(found["m1"] or found["m2"])[:3].lower()], day),
            found["rest"],
            whole,
        )
    if (found := _TIME_FIRST.fullmatch(text)) and not _TIME_FIRST.fullmatch(found[2]):
        return parse_published(f"{found[2]} {found[1]}", day_first=day_first, whole=whole)
    return None


def _from_iso(found: re.Match[str]) -> date | datetime | None:
    day = day_of(int(found[1]), int(found[2]), int(found[3]))
    if day is None or found[4] is None:
        return day
    try:
        micro = int((found[7] or "0")[:6].ljust(6, "0"))
        moment = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), int(found[6] or 0), micro)
    except ValueError:
        return None
    zone = found[8]
    if not zone:
        return moment
    if zone.upper() == "Z":
        return moment.replace(tzinfo=timezone.utc)
    return _zoned(moment, zone[:3], zone[-2:])


def _zoned(moment: datetime, hours: str, minutes: str) -> datetime | None:
    offset = int(hours) * 60 + (int(minutes) if hours[0] != "-" else -int(minutes))
    return moment.replace(tzinfo=timezone(timedelta(minutes=offset))) if abs(offset) <= 14 * 60 else None


def _numeric(found: re.Match[str], day_first: bool | None) -> date | None:
    a, b, c = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return day_of(a, b, c)
    if len(found[1]) > 2 or len(found[4]) == 3:
        return None
    year = c if len(found[4]) == 4 else 2000 + c if c < 70 else 1900 + c
    if found[2] == ".":
        return day_of(year, b, a)  # points are written day first, everywhere
    if day_first is None:
        if a <= 12 and b <= 12 and a != b:
            return None  # 3/4/2024 is one day in London and another in Boston: not guessed
        return day_of(year, b, a) if a > 12 else day_of(year, a, b)
    return day_of(year, b, a) if day_first else day_of(year, a, b)


def _with_time(day: date | None, rest: str, whole: bool) -> date | datetime | None:
    found = _TIME.match(rest)
    if day is None or (whole and rest[found.end() if found else 0 :].strip(" .,")):
        return None
    if found is None:
        return day
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    try:
        moment = datetime(day.year, day.month, day.day, hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return day
    if found[5] and found[5].lower() in ZONES:
        return moment.replace(tzinfo=timezone(timedelta(minutes=ZONES[found[5].lower()])))
    return _zoned(moment, found[6], found[7]) if found[6] else moment


def published_from_text(text: str) -> date | datetime | None:
    """The date of a "Published:" line, of a line that is a date, or of a date line with a year, near the start of a text.

    Example:
        >>> str(published_from_text("MOSCOW, Feb 29, 2024 (Reuters) - Envoys met."))
        '2024-02-29'
    """
    head = text[:600]
    for found in _STATED.finditer(head):
        if (published := parse_published(found[1])) is not None:
            return published
    for line in head.split("\n")[:6]:
        if (
            6 <= len(line.strip()) <= 45
            and not line.strip().isdigit()
            and (published := parse_published(line)) is not None
        ):
            return published
        if date_line := _DATE_LINE.match(line.strip()):
            return parse_published(date_line[1])
    return None


def published_beside(text: str, other: date) -> date | None:
    """The day of a date line that names no year ("MOSCOW, Feb 29 (Reuters)"), the one nearest to another date.

    Example:
        >>> str(published_beside("MOSCOW, Feb 29 (Wire) - Envoys met.", date(2024, 3, 2)))
        '2024-02-29'
    """
    for line in text[:600].split("\n")[:6]:
        if found := _DATE_LINE_DAY.match(line.strip()):
            read = (parse_published(f"{found[1]} {other.year + step}") for step in (-1, 0, 1))
            days = [date(day.year, day.month, day.day) for day in read if day]
            return min(days, key=lambda day: abs((day - other).days)) if days else None
    return None


def doubt(published: date | datetime, *, now: date | None = None) -> str:
    """What speaks against a publication date; "" when nothing does.

    Example:
        >>> doubt(date(1970, 1, 1)), doubt(date(2024, 2, 29), now=date(2024, 3, 1))
        ('1970-01-01 is what computers write where they know no date', '')

    Args:
        published: the date.
        now: the day of asking; today (in UTC) if None. The day after it is still possible: it has begun somewhere.
    """
    day = date(published.year, published.month, published.day)
    if day in (date(1970, 1, 1), date(1969, 12, 31)):
        return f"{day} is what computers write where they know no date"
    if day > (now or datetime.now(timezone.utc).date()) + timedelta(1):
        return f"{day} is yet to come"
    if day < FIRST_PLAUSIBLE:
        return f"{day} is before there were newspapers"
    return ""


def published_from_name(file_name: str) -> date | None:
    """The date in a file's name.

    Example:
        >>> str(published_from_name("2024-02-27-talks.txt")), published_from_name("talks.txt")
        ('2024-02-27', None)
    """
    found = _IN_NAME.search(file_name)
    return day_of(int(found[1]), int(found[2]), int(found[3])) if found else None


def _epoch(seconds: float) -> datetime | None:
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    return moment if day_of(moment.year, moment.month, moment.day) else None
