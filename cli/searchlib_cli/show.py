"""How is it shown? Plain lines in a pipe, JSON on request; tables on a terminal are in terminal.py.

Text of articles is never trusted: control characters do not reach the terminal.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from searchlib.article import ZONE_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchlib import Article, Hit, Results
    from searchlib.names import KnownPerson
    from searchlib.rescue import Repair

_STRIPPED = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)))
del _STRIPPED[0x0A]
_STRIPPED[0x09] = " "
PEOPLE_SHOWN = 6


def plain(text: str) -> str:
    """The text without control characters and direction marks."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_STRIPPED)


def counted(number: int, noun: str) -> str:
    """The number with its noun.

    Example:
        >>> counted(1, "article"), counted(1200, "article")
        ('1 article', '1,200 articles')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def results(found: Results, offset: int) -> None:
    """A page of hits for people."""
    for note in found.notes:
        print(f"search: {plain(note)}", file=sys.stderr)
    shown = f"{offset + 1}–{offset + len(found)} of " if len(found) else ""
    summary = f"{shown}{counted(found.total, 'article')} in {found.seconds * 1000:.1f} ms"
    if not found.hits and found.suggestion:
        summary += f"; did you mean: {plain(found.suggestion)}"
    for name, values in found.facets.items():
        counts = ", ".join(f"{plain(value)} {count:,}" for value, count in values.items())
        summary += f"\n{plain(name)}: {counts}"
    if sys.stdout.isatty():
        from searchlib_cli import terminal

        terminal.results(found, offset, summary)
        return
    for number, hit in enumerate(found, offset + 1):
        print(f"{number:>3}  {plain(hit.headline) or '(no headline)'}")
        print("     " + " · ".join([day(hit), plain(hit.id), *people(hit), *copies(hit)]))
        for line in plain(hit.snippet.text).splitlines():
            print("     " + line)
        print()
    print(summary)


def day(hit: Hit) -> str:
    """The day of publication, or a word that there is none."""
    return str(hit.published)[:10] if hit.published else "undated"


def people(hit: Hit) -> Iterable[str]:
    """The first people of a hit as one string, if there are any."""
    names = [plain(name) for name in hit.people]
    if names:
        yield ", ".join(names[:PEOPLE_SHOWN]) + (" …" if len(names) > PEOPLE_SHOWN else "")


def copies(hit: Hit) -> Iterable[str]:
    """How often else the text of a hit was found, and where, if it was."""
    if hit.copies:
        count = "1 copy" if len(hit.copies) == 1 else f"{len(hit.copies)} copies"
        yield " ".join([count, *([f"({', '.join(map(plain, hit.sources))})"] if hit.sources else [])])


def results_json(found: Results) -> None:
    """A page of hits for programs."""
    _print_json(
        {
            "total": found.total,
            "seconds": round(found.seconds, 6),
            "notes": list(found.notes),
            "hits": found.to_dicts(),
            "cursor": found.cursor,
            **({"facets": found.facets} if found.facets else {}),
            **({"suggestion": found.suggestion} if not found.hits else {}),
        }
    )


def stats(figures: Mapping[str, Any]) -> None:
    """Figures of an index for people."""
    rows = [(name, f"{value:,}" if isinstance(value, int) else plain(str(value))) for name, value in figures.items()]
    if sys.stdout.isatty():
        from searchlib_cli import terminal

        terminal.stats(rows)
        return
    for name, value in rows:
        print(f"{name:10} {value}")


def known_people(found: Sequence[KnownPerson]) -> None:
    """People of the index: how often named, the name, other ways it is written."""
    rows = [(f"{person.articles:,}", plain(person.name), _other_names(person)) for person in found]
    if sys.stdout.isatty():
        from searchlib_cli import terminal

        terminal.known_people(rows)
    else:
        for count, name, others in rows:
            print(f"{count:>7}  {name}" + (f"  ({others})" if others else ""))
    for note in dict.fromkeys(note for person in found for note in person.notes):
        print(f"search: {plain(note)}", file=sys.stderr)


def _other_names(person: KnownPerson) -> str:
    others = [variant for variant in person.variants if variant.name != person.name]
    names = [
        f"{plain(variant.name)} {variant.articles:,}" + ("" if variant.how == "spelling" else f" {variant.how}")
        for variant in others[:PEOPLE_SHOWN]
    ]
    return ", ".join(names) + (" …" if len(others) > PEOPLE_SHOWN else "")


def known_people_json(found: Sequence[KnownPerson]) -> None:
    _print_json([asdict(person) for person in found])


def repair(report: Repair) -> None:
    """What a repair found and did, for people."""
    if not report.problems:
        print(f"no damage found; {report.kept:,} articles")
        return
    for problem in report.problems:
        print(f"damaged  {plain(str(problem))}")
    for note in report.notes:
        print(f"note     {plain(note)}")
    for lost in report.lost:
        print(f"lost     {plain(lost)}")
    for name in report.set_aside:
        print(f"kept     {plain(name)}")
    print(f"{report.kept:,} articles undamaged, {report.rescued:,} rescued, {len(report.lost):,} losses")


def repair_json(report: Repair) -> None:
    """The same for programs."""
    _print_json(
        {
            "problems": [{"file": problem.file, "cause": problem.cause} for problem in report.problems],
            "kept": report.kept,
            "rescued": report.rescued,
            "lost": report.lost,
            "notes": report.notes,
            "set_aside": report.set_aside,
        }
    )


BRACKETS = {"person": "[{}]", "date": "{{{}}}", "": "{}"}
"""What stands around people and dates where there are no colours."""


def article(found: Article) -> None:
    """A whole article for people: who and which days are found in it is marked."""
    if sys.stdout.isatty():
        from searchlib_cli import terminal

        terminal.article(found, facts(found))
        return
    headline, *zones = marked_zones(found)
    print(_bracketed(headline) or "(no headline)")
    print(facts(found))
    for zone in zones:
        if zone:
            print(_bracketed(zone), end="\n\n")
    for name, roles, mentions in person_rows(found):
        print(f"person  {name}{f' ({roles})' if roles else ''}, {mentions}")
    for text, days in date_rows(found):
        print(f"date    {text}: {days}")


def _bracketed(zone: Iterable[tuple[str, str]]) -> str:
    return "".join(BRACKETS[kind].format(text) for text, kind in zone)


def marked_zones(found: Article) -> tuple[list[tuple[str, str]], ...]:
    """Headline, standfirst and body in pieces: (text, "person", "date" or "")."""
    marks = [(one.start, one.end, "person") for person in found.people or () for one in person.mentions]
    marks += [(one.start, one.end, "date") for one in found.dates or ()]
    marks.sort()
    text, zones, at = found.text, [], 0
    for zone in (found.headline, found.standfirst, found.body):
        pieces = []
        if zone:
            at += len(ZONE_SEPARATOR) if at else 0
            end = at + len(zone)
            for first, last, kind in marks:
                if at <= first < last <= end:
                    pieces += [(plain(text[at:first]), ""), (plain(text[first:last]), kind)]
                    at = last
            pieces.append((plain(text[at:end]), ""))
            at = end
        zones.append([piece for piece in pieces if piece[0]])
    return tuple(zones)


def facts(found: Article) -> str:
    """When, where and by whom, on one line."""
    parts = [str(found.published or "undated"), found.source, found.byline, found.section, found.url, found.id]
    return " · ".join(plain(part) for part in parts if part)


def person_rows(found: Article) -> Iterator[tuple[str, str, str]]:
    """Name, roles and number of mentions of each person."""
    for person in found.people or ():
        count = len(person.mentions)
        yield plain(person.name), plain(", ".join(person.roles)), f"{count} mention{'' if count == 1 else 's'}"


def date_rows(found: Article) -> Iterator[tuple[str, str]]:
    """The words of each date and the days that they mean."""
    for date in found.dates or ():
        days = date.how
        if date.first is not None:
            days = str(date.first) if date.first == date.last else f"{date.first} to {date.last}"
        yield plain(date.text or date.value), days


def article_json(found: Article) -> None:
    """A whole article for programs."""
    _print_json(
        {
            **{name: getattr(found, name) for name in ("id", "headline", "standfirst", "body", "source", "url", "byline", "section", "language")},
            "published": found.published.isoformat() if found.published else None,
            "published_from": found.published_from,
            "extra": dict(found.extra),
            "people": [
                {"name": p.name, "roles": list(p.roles), "mentions": [[m.start, m.end, m.text] for m in p.mentions]}
                for p in found.people or ()
            ],
            "dates": [
                {
                    "text": d.text, "start": d.start, "end": d.end, "first": d.first and d.first.isoformat(),
                    "last": d.last and d.last.isoformat(), "type": d.type, "value": d.value, "how": d.how,
                }
                for d in found.dates or ()
            ],
        }
    )  # fmt: skip


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=not _utf8(), indent=2 if sys.stdout.isatty() else None))


def _utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


class Progress:
    """A bar on standard error: articles, MB/s, time left. `total` is None when it cannot be known."""

    def __init__(self, total: int | None, enabled: bool) -> None:
        self._total, self._enabled = total, enabled
        self._began = self._drawn = time.perf_counter()
        self._bytes = self._articles = 0
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self._enabled:
            from rich import progress as rich
            from rich.console import Console

            columns = [rich.BarColumn(), rich.TextColumn("{task.fields[articles]:,} articles"), rich.TransferSpeedColumn(),
                       rich.TimeRemainingColumn()]  # fmt: skip
            self._bar = rich.Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("indexing", total=self._total, articles=0)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._seconds = time.perf_counter() - self._began

    @property
    def seconds(self) -> float:
        return self._seconds

    def bytes_read(self, count: int) -> None:
        self._bytes = count

    def articles(self, count: int) -> None:
        self._articles = count
        if self._bar is not None and count % 64 == 0:
            self._bar.update(self._task, completed=self._bytes, articles=count)

    def say(self, line: str) -> None:
        """A line above the bar."""
        line = plain(line)
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr)
