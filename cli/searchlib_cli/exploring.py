"""Commands that look at all articles that match a query, or at the vocabulary: who, when, how, what else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any

import typer

from searchlib import Index
from searchlib_cli import show
from searchlib_cli.options import (
    DEFAULT_INDEX,
    NOTHING_FOUND,
    AliasesOption,
    ChartOption,
    IndexOption,
    JsonOption,
    LimitOption,
    QueryArgument,
)

Row = tuple[str, float, str]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (people, facets, timeline, trend, context, similar, complete, batch):
        app.command()(command)


def people(
    words: QueryArgument,
    index: IndexOption = DEFAULT_INDEX,
    aliases: AliasesOption = None,
    limit: LimitOption = 20,
    together: Annotated[bool, typer.Option(help="Pairs of people who are in the most articles together.")] = False,
    chart: ChartOption = None,
    json_: JsonOption = False,
) -> None:
    """Show who is in the articles that match, with the number of articles.

    Example: search people 'moscow published:2024' --png who.png
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        results = target.search(" ".join(words), limit=0)
        _say(results.notes)
        if together:
            pairs = results.pairs(limit)
            rows = [(f"{pair.first} · {pair.second}", float(pair.count), f"{pair.count:,}") for pair in pairs]
            data: Any = [{"first": pair.first, "second": pair.second, "count": pair.count} for pair in pairs]
        else:
            data = results.facet("people", limit)
            rows = [(name, float(count), f"{count:,}") for name, count in data.items()]
    _bars(rows, data, json_, chart, " ".join(words), upright=False)


def facets(
    words: QueryArgument,
    by: Annotated[str, typer.Option(help="people, source, section, day, week, month, quarter, year or extra.KEY.")],
    index: IndexOption = DEFAULT_INDEX,
    aliases: AliasesOption = None,
    limit: LimitOption = 20,
    chart: ChartOption = None,
    json_: JsonOption = False,
) -> None:
    """Count the articles that match by source, section, month, …

    Example: search facets ceasefire --by source
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        results = target.search(" ".join(words), limit=0)
        _say(results.notes)
        counts = results.facet(by, limit)
    rows = [(value, float(count), f"{count:,}") for value, count in counts.items()]
    _bars(rows, counts, json_, chart, f"{' '.join(words)} by {by}", upright=False)


def timeline(
    words: QueryArgument,
    index: IndexOption = DEFAULT_INDEX,
    aliases: AliasesOption = None,
    by: Annotated[str, typer.Option(help="day, week, month, quarter, year or auto.")] = "auto",
    of: Annotated[
        str, typer.Option(help="published, or mentioned: the days that the articles speak of.")
    ] = "published",
    chart: ChartOption = None,
    json_: JsonOption = False,
) -> None:
    """Show when the articles that match were published, or of which days they speak.

    Example: search timeline earthquake --by month --of mentioned
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        results = target.search(" ".join(words), limit=0)
        _say(results.notes)
        found = results.histogram(by, of=of)  # type: ignore[arg-type]
        _say_undated(found.undated, "speak of no day" if of == "mentioned" else "have no day of publication")
    _bars(found.rows(), found.to_dicts(), json_, chart, f"{' '.join(words)} by {found.unit}, {of}", upright=True)


def trend(
    words: QueryArgument,
    index: IndexOption = DEFAULT_INDEX,
    aliases: AliasesOption = None,
    by: Annotated[str, typer.Option(help="day, week, month, quarter, year or auto.")] = "auto",
    chart: ChartOption = None,
    json_: JsonOption = False,
) -> None:
    """Show which part of all articles of each month (or day, year, …) match, so that busy months do not pass for interest.

    Example: search trend inflation --by year
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        results = target.search(" ".join(words), limit=0)
        _say(results.notes)
        found = results.trend(by)
        _say_undated(found.undated, "have no day of publication")
    _bars(
        found.rows(),
        found.to_dicts(),
        json_,
        chart,
        f"{' '.join(words)}: share by {found.unit}",
        upright=True,
        percent=True,
    )


def context(
    words: QueryArgument,
    index: IndexOption = DEFAULT_INDEX,
    aliases: AliasesOption = None,
    limit: LimitOption = 10,
    width: Annotated[int, typer.Option(min=0, max=1000, help="Characters on each side.")] = 40,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest.")] = "newest",
    json_: JsonOption = False,
) -> None:
    """Show each place where the words stand, with the text around it, in so many articles.

    Example: search context '"cease fire"' --limit 50
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        results = target.search(" ".join(words), limit=limit, sort=sort)  # type: ignore[arg-type]
        _say(results.notes)
        found = list(results.contexts(width))
    from searchlib.results.bars import columns_of

    if json_:
        names = ("id", "left", "word", "right", "start", "end")
        print(json.dumps([{name: getattr(one, name) for name in names} for one in found]))
    else:
        for one in found:
            left, word, right = show.plain(one.left), show.plain(one.word), show.plain(one.right)
            before, behind = (" " * (width - columns_of(text)) for text in (left, right))
            print(f"{before}{left}[{word}]{right}{behind}  {show.plain(one.id)}")
    _exit_if_empty(found)


def similar(
    id: Annotated[str, typer.Argument(help="An article's id, as `search query` shows it.")],
    index: IndexOption = DEFAULT_INDEX,
    limit: LimitOption = 10,
    json_: JsonOption = False,
) -> None:
    """Find articles like one that is in the index.

    Example: search similar diplomacy/moscow-talks-end.txt
    """
    with Index(index, read_only=True) as target:
        if id not in target:
            print(f"search: there is no article {show.plain(id)!r} in {index}", file=sys.stderr)
            raise typer.Exit(NOTHING_FOUND)
        results = target.similar(id, limit=limit)
        show.results_json(results) if json_ else show.results(results, 0)
        _exit_if_empty(results.hits)


def complete(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="The beginning of a word, a name or a headline.")
    ],
    what: Annotated[str, typer.Option(help="words, people or headlines.")] = "words",
    index: IndexOption = DEFAULT_INDEX,
    limit: LimitOption = 10,
    json_: JsonOption = False,
) -> None:
    """Show what a beginning may become, with the number of articles.

    Example: search complete bogd --what people
    """
    with Index(index, read_only=True) as target:
        found = target.complete(" ".join(text), what, limit=limit)
    if json_:
        print(json.dumps([{"text": name, "articles": count} for name, count in found]))
    else:
        for name, count in found:
            print(f"{count:>8,}  {show.plain(name)}")
    _exit_if_empty(found)


def batch(
    queries: Annotated[Path, typer.Argument(help="A CSV file with a column query and, if you like, a column name.")],
    index: IndexOption = DEFAULT_INDEX,
    aliases: AliasesOption = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; standard output if left out.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many articles a query.")] = 10,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest.")] = "relevance",
    json_: Annotated[bool, typer.Option("--json", help="JSON Lines in the place of CSV.")] = False,
) -> None:
    """Run the queries of a CSV file and export their hits.

    Example: search batch queries.csv --out hits.csv --limit 100
    """
    from searchlib.results.batch import read_queries, rows_of, write_rows

    asked = list(read_queries(queries))
    with Index(index, read_only=True, aliases=aliases) as target:
        rows: Iterator[dict[str, Any]] = (
            row
            for query in asked
            for row in rows_of(query, target.search(query.query, limit=limit, sort=sort))  # type: ignore[arg-type]
        )
        # What is wrong with the arguments is seen at the first row: before anything is written, or a file emptied.
        rows = chain(list(islice(rows, 1)), rows)
        if out is None:
            # It may be a terminal, which text of articles must not steer.
            plain = ({name: show.plain(v) if isinstance(v, str) else v for name, v in row.items()} for row in rows)
            write_rows(plain, sys.stdout, lines=json_)
            return
        with open(out, "w", encoding="utf-8", newline="") as file:
            count = write_rows(rows, file, lines=json_)
    print(f"{count:,} rows written to {out}")


def _bars(
    rows: Sequence[Row], data: Any, json_: bool, chart: Path | None, title: str, *, upright: bool, percent: bool = False
) -> None:
    from searchlib.results.bars import bars_text

    if json_:
        print(json.dumps(data))
    else:
        shown = [(show.plain(label)[:50], length, text) for label, length, text in rows]
        print(bars_text(shown) or "no articles")
    if chart is not None:
        from searchlib.results.charts import save_bars

        _say(save_bars(rows, chart, title=title, upright=upright, percent=percent))
    _exit_if_empty(rows)


def _say(notes: Sequence[str]) -> None:
    for note in notes:
        print(f"search: {show.plain(note)}", file=sys.stderr)


def _say_undated(count: int, what: str) -> None:
    if count:
        _say([f"articles that {what}: {count:,}"])


def _exit_if_empty(found: Sequence[object]) -> None:
    if not found:
        raise typer.Exit(NOTHING_FOUND)
