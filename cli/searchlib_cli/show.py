"""How does a terminal show it? Colours and rules on a terminal, plain lines in a pipe, JSON on request.

Text of articles is never trusted: control characters do not reach the terminal.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchlib import Article, Hit, Results

_STRIPPED = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)))
del _STRIPPED[0x0A]
_STRIPPED[0x09] = " "
PEOPLE_SHOWN = 6


def plain(text: str) -> str:
    """The text without control characters and direction marks."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_STRIPPED)


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _style(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if _coloured() else text


def results(found: Results, offset: int) -> None:
    """A page of hits for people."""
    for note in found.notes:
        print(f"search: {plain(note)}", file=sys.stderr)
    width = min(100, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 10_000
    for number, hit in enumerate(found, offset + 1):
        print(f"{number:>3}  {_style(plain(hit.headline) or '(no headline)', '1')}")
        facts = [str(hit.published)[:10] if hit.published else "undated", plain(hit.id), *_people(hit)]
        print(_style("     " + " · ".join(facts), "2"))
        before, after = ("\x1b[1;33m", "\x1b[0m") if _coloured() else ("", "")
        snippet = plain(hit.snippet.marked("\ue000", "\ue001"))
        for line in textwrap.wrap(snippet, max(20, width - 5)) or []:
            print("     " + line.replace("\ue000", before).replace("\ue001", after))
        print()
    shown = f"{offset + 1}–{offset + len(found)} of " if len(found) else ""
    print(_style(f"{shown}{found.total:,} articles in {found.seconds * 1000:.1f} ms", "2"))


def _people(hit: Hit) -> Iterable[str]:
    names = [plain(name) for name in hit.people]
    if names:
        yield ", ".join(names[:PEOPLE_SHOWN]) + (" …" if len(names) > PEOPLE_SHOWN else "")


def results_json(found: Results) -> None:
    """A page of hits for programs."""
    _print_json(
        {
            "total": found.total,
            "seconds": round(found.seconds, 6),
            "notes": list(found.notes),
            "hits": [
                {
                    "id": hit.id,
                    "score": round(hit.score, 4),
                    "headline": hit.headline,
                    "published": hit.published.isoformat() if hit.published else None,
                    "people": list(hit.people),
                    "snippet": {"text": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks]},
                }
                for hit in found
            ],
        }
    )


def article(found: Article) -> None:
    """A whole article for people."""
    print(_style(plain(found.headline) or "(no headline)", "1"))
    facts = [str(found.published or "undated"), found.source, found.byline, found.section, found.url, found.id]
    print(_style(" · ".join(plain(fact) for fact in facts if fact), "2"))
    width = min(100, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 10_000
    for zone in (found.standfirst, found.body):
        for paragraph in plain(zone).splitlines():
            print(textwrap.fill(paragraph, width) if paragraph.strip() else "")
        if zone:
            print()
    for person in found.people or ():
        roles = f" ({', '.join(person.roles)})" if person.roles else ""
        print(plain(f"person  {person.name}{roles}, {len(person.mentions)} mentions"))
    for day in found.dates or ():
        days = (
            day.how if day.first is None else str(day.first) if day.first == day.last else f"{day.first} to {day.last}"
        )
        print(plain(f"date    {day.text or day.value}: {days}"))


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
