"""How does a terminal show it? Tables with colours; NO_COLOR and a dumb terminal are respected.

Text of articles comes in as `Text`, never as markup, and without control characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from searchlib_cli.show import BRACKETS, copies, date_rows, day, marked_zones, people, person_rows, plain

if TYPE_CHECKING:
    from searchlib import Article, Results

MAX_WIDTH = 110
HIT = "bold yellow"
MARKS = {"person": "bold green", "date": "bold cyan", "": ""}


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, MAX_WIDTH)
    return console


def results(found: Results, offset: int, summary: str) -> None:
    """A page of hits: number, day, and what the article is about with the words found."""
    console = _console()
    table = Table(box=SIMPLE, show_header=False, pad_edge=False, padding=(0, 1, 1, 0))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(ratio=1)
    for number, hit in enumerate(found, offset + 1):
        text = Text(plain(hit.headline) or "(no headline)", style="bold")
        text.append("\n" + " · ".join([plain(hit.id), *people(hit), *copies(hit)]), style="not bold dim")
        snippet = _snippet(hit.snippet.text, hit.snippet.marks)
        if snippet.plain:
            text.append("\n").append_text(snippet)
        table.add_row(str(number), day(hit), text)
    if len(found):
        console.print(table)
    console.print(Text(summary, style="dim"))


def _snippet(text: str, marks: Iterable[tuple[int, int]]) -> Text:
    out, at = Text(style="not bold"), 0
    for start, end in marks:
        out.append(plain(text[at:start]).replace("\n", " "))
        out.append(plain(text[start:end]).replace("\n", " "), style=HIT)
        at = end
    out.append(plain(text[at:]).replace("\n", " "))
    return out


def article(found: Article, facts: str) -> None:
    """A whole article with who and which days it speaks of marked, then a list of them."""
    console = _console()
    colours = console.color_system is not None and not console.no_color

    def marked(zone: Iterable[tuple[str, str]], style: str = "") -> Text:
        pieces = ((text, MARKS[kind]) if colours else (BRACKETS[kind].format(text), "") for text, kind in zone)
        return Text.assemble(*pieces, style=style)

    headline, *zones = marked_zones(found)
    console.print(marked(headline or [("(no headline)", "")], "bold"))
    console.print(Text(facts, style="dim"))
    for zone in zones:
        if zone:
            console.print(Padding(marked(zone), (1, 0, 0, 0)))
    persons, dates = list(person_rows(found)), list(date_rows(found))
    if persons:
        console.print(_table(("person", "roles", "mentions"), ((n, r, m.split()[0]) for n, r, m in persons)))
    if dates:
        console.print(_table(("date", "days"), dates))


def stats(rows: Iterable[tuple[str, str]]) -> None:
    """Figures of an index."""
    table = Table(box=SIMPLE, show_header=False, pad_edge=False)
    table.add_column(style="cyan")
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(Text(name), Text(value))
    _console().print(table)


def known_people(rows: Iterable[tuple[str, str, str]]) -> None:
    """People of an index."""
    _console().print(_table(("articles", "person", "also written"), rows))


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(*headings, box=SIMPLE, pad_edge=False, header_style="cyan")
    for row in rows:
        table.add_row(*map(Text, row))
    return table
