"""The commands. Each has its help here, with an example; what they show is in show.py."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.models import CommandInfo

from searchlib import Index, SearchlibError, __version__
from searchlib_cli import show
from searchlib_cli.options import (
    DEFAULT_INDEX,
    ERROR,
    FOUND,
    INTERRUPTED,
    NOTHING_FOUND,
    AliasesOption,
    IndexOption,
    JsonOption,
)


def _application() -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Index news articles and search them: words, phrases, people, days.",
    )


app = _application()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"search {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def index(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")],
    index: IndexOption = DEFAULT_INDEX,
    map: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=NAME: where a field is found in records.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The files' encoding, if it is not to be detected.")] = None,
    json_: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Add the articles of files to the index.

    Example: search index archive/ feed.jsonl --map headline=Titel
    """
    from searchlib import ReadError, read
    from searchlib.reading import total_bytes

    problems: list[str] = []

    def report(problem: ReadError) -> None:
        problems.append(str(problem))
        bar.say(f"search: {problem}")

    def note(line: str) -> None:
        bar.say(f"search: note: {line}")

    mapping = _mapping(map or [])
    with (
        show.Progress(total_bytes(paths), enabled=not quiet and sys.stderr.isatty()) as bar,
        Index(index, threads=min(2, os.cpu_count() or 1)) as target,
    ):
        articles = read(
            paths, mapping=mapping, on_error=report, encoding=encoding, progress=bar.bytes_read, on_note=note
        )
        before = len(target)
        count = target.add_many(articles, progress=bar.articles)
        target.commit()
        total = len(target)
        alerts = target.take_alerts()
    if json_:
        print(
            json.dumps(
                {
                    "indexed": count,
                    "new": total - before,
                    "total": total,
                    "seconds": round(bar.seconds, 3),
                    "problems": problems,
                    "alerts": [{"watch": alert.watch, "id": alert.id} for alert in alerts],
                }
            )
        )
    else:
        print(f"{show.counted(count, 'article')} indexed in {bar.seconds:.1f} s; the index now holds {total:,}")
        for alert in alerts:
            print(f"{show.plain(alert.watch)}: {show.plain(alert.headline)} ({show.plain(alert.id)})")
    if problems:
        said = f"search: {show.counted(len(problems), 'problem')}, see above"
        print(said + ("; everything else was indexed" if count else ""), file=sys.stderr)
        raise typer.Exit(ERROR)


def _mapping(pairs: list[str]) -> dict[str, str] | None:
    mapping = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value:
            raise SearchlibError(f"--map takes FIELD=NAME, such as headline=Titel, not {pair!r}")
        mapping[name] = value
    return mapping or None


@app.command()
def query(
    words: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help="What to search; several words need no quotes.")
    ],
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many articles to show.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="How many to leave out first.")] = 0,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest.")] = "relevance",
    strict: Annotated[bool, typer.Option(help="Refuse what is not understood.")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Print nothing but ids, a line each.")] = False,
    facets: Annotated[str, typer.Option(help="Also count: people,source,section,year,month,extra.KEY.")] = "",
    collapse: Annotated[bool, typer.Option(help="Nearly the same text of several sources once.")] = False,
    after: Annotated[str | None, typer.Option(help="The cursor of the page before (see --json).")] = None,
    recency: Annotated[float | None, typer.Option(help="Days in which a score halves: newer articles first.")] = None,
    aliases: AliasesOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how the query was read, and why each hit is there.")
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Find articles. Exit code 1 when there are none.

    Example: search query 'people:"mikhail bogdanov" published:2024-02'
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        if explain:
            why = target.explain(" ".join(words), limit=limit)
            print(show.plain(str(why)))
            raise typer.Exit(FOUND if why.hits else NOTHING_FOUND)
        results = target.search(
            " ".join(words), limit=limit, offset=offset, sort=sort, strict=strict, after=after, collapse=collapse, recency=recency,  # type: ignore[arg-type]
            facets=[name.strip() for name in facets.split(",") if name.strip()],
        )  # fmt: skip
        if json_:
            show.results_json(results)
        elif ids:
            for hit in results:
                print(show.plain(hit.id))
        else:
            show.results(results, offset)
    if not (results.hits or (limit == 0 and results.total)):
        raise typer.Exit(NOTHING_FOUND)


@app.command(name="show")
def show_article(
    id: Annotated[str, typer.Argument(help="An article's id, as `search query` shows it.")],
    index: IndexOption = DEFAULT_INDEX,
    json_: JsonOption = False,
) -> None:
    """Show a whole article with the people and dates found in it marked: by colours, or as [person] and {date}.

    Example: search show diplomacy/moscow-talks.txt
    """
    with Index(index, read_only=True) as target:
        if id not in target:
            print(f"search: there is no article {show.plain(id)!r} in {index}", file=sys.stderr)
            raise typer.Exit(NOTHING_FOUND)
        found = target.get(id)
    show.article_json(found) if json_ else show.article(found)


@app.command()
def names(
    prefix: Annotated[str, typer.Argument(help="How the name, or a word of it, begins; everybody if left out.")] = "",
    near: Annotated[str | None, typer.Option(help="Only people whose name may be a spelling of this one.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many people to show.")] = 20,
    aliases: AliasesOption = None,
    json_: JsonOption = False,
) -> None:
    """List the people named in the index, with the variants of their names. Exit code 1 when there are none.

    Example: search names --near 'moamar qaddafi'
    """
    with Index(index, read_only=True, aliases=aliases) as target:
        found = target.people(prefix, near=near, limit=limit)
    show.known_people_json(found) if json_ else show.known_people(found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def stats(index: IndexOption = DEFAULT_INDEX, json_: JsonOption = False) -> None:
    """Show figures of the index.

    Example: search stats
    """
    with Index(index, read_only=True) as target:
        figures = target.stats()
    if json_:
        print(json.dumps(figures))
    else:
        show.stats(figures)


@app.command()
def delete(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")],
    index: IndexOption = DEFAULT_INDEX,
    json_: JsonOption = False,
) -> None:
    """Delete articles by id. Exit code 1 when none of them is there.

    Example: search delete feed-17 feed-18
    """
    Index(index, read_only=True).close()  # deleting makes no new index
    with Index(index) as target:
        deleted = [id for id in ids if target.delete(id)]
    missing = [id for id in ids if id not in deleted]
    if json_:
        print(json.dumps({"deleted": deleted, "missing": missing}))
    else:
        print(f"{len(deleted)} deleted")
        for id in missing:
            print(f"search: there is no article {show.plain(id)!r}", file=sys.stderr)
    if not deleted:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def check(
    index: IndexOption = DEFAULT_INDEX,
    deep: Annotated[bool, typer.Option("--deep", help="Also read every list and article.")] = False,
    json_: JsonOption = False,
) -> None:
    """Verify every byte of the index. Exit code 2 when something is damaged.

    Example: search check --deep
    """
    import searchlib

    problems = searchlib.check(index, deep=deep)
    if json_:
        print(json.dumps({"problems": [{"file": p.file, "cause": p.cause} for p in problems]}))
    elif not problems:
        print("no damage found")
    for problem in problems:
        print(f"search: {show.plain(str(problem))}", file=sys.stderr)
    if problems:
        print("search: `search repair` saves what can be read", file=sys.stderr)
        raise typer.Exit(ERROR)


@app.command()
def repair(index: IndexOption = DEFAULT_INDEX, json_: JsonOption = False) -> None:
    """Save what can be read of a damaged index. Exit code 1 when articles are lost.

    Damaged files stay in the folder, ending in ".damaged".

    Example: search repair
    """
    import searchlib

    report = searchlib.repair(index)
    show.repair_json(report) if json_ else show.repair(report)
    if report.lost:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    index: IndexOption = DEFAULT_INDEX,
) -> None:
    """Copy the index to another folder, also while it is being written to.

    Example: search backup /mnt/disk/archive.index
    """
    with Index(index, read_only=True) as target:
        target.backup(path)
        print(f"{len(target):,} articles copied to {show.plain(str(path))}")


def main() -> NoReturn:
    """The entry point: every error is one line on standard error."""
    sys.exit(_guarded(_with_commands(sys.argv[1:])))


def _with_commands(arguments: list[str]) -> typer.Typer:
    """The application with the one command that is asked for, if it is of this file, else with all.

    The framework takes the signature of every command apart at each start, which took a tenth of a search's time.
    """
    asked = [command for command in app.registered_commands if [_name(command)] == arguments[:1]]
    if not asked:
        from searchlib_cli import exploring, watching

        exploring.register(app)
        watching.register(app)
        return app
    alone = _application()
    alone.registered_callback, alone.registered_commands = app.registered_callback, asked
    return alone


def _name(command: CommandInfo) -> str | None:
    return command.name or getattr(command.callback, "__name__", None)


def _guarded(run: Callable[[], Any]) -> int:
    try:
        try:
            run()  # ends in SystemExit: the framework reports wrong use itself, with exit code 2
        finally:
            sys.stdout.flush()
    except SystemExit as stop:
        if stop.code == INTERRUPTED:  # the framework has caught it, and says nothing
            _say_interrupted()
        return stop.code if isinstance(stop.code, int) else FOUND
    except KeyboardInterrupt:
        _say_interrupted()
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has had enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except (SearchlibError, OSError, MemoryError, UnicodeError) as error:
        print(f"search: {show.plain(str(error)) or type(error).__name__}", file=sys.stderr)
        return ERROR
    except Exception as error:
        # A mistake of ours. Its traceback helps whoever mends it, and nobody else.
        if os.environ.get("SEARCHLIB_TRACEBACK"):
            raise
        said = f"{type(error).__name__}: {show.plain(str(error))}"
        print(f"search: a mistake in searchlib itself ({said}); SEARCHLIB_TRACEBACK=1 shows where", file=sys.stderr)
        return ERROR
    return FOUND


def _say_interrupted() -> None:
    print("search: interrupted; the index is as it was at its last commit", file=sys.stderr)


if __name__ == "__main__":
    main()
