"""Commands for saved searches: `search index` tells of the new articles that answer them."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from searchlib import Index
from searchlib_cli import show
from searchlib_cli.options import DEFAULT_INDEX, NOTHING_FOUND, IndexOption, JsonOption


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (watch, unwatch):
        app.command()(command)


def watch(
    name: Annotated[str | None, typer.Argument(help="A name of your own for the search.")] = None,
    words: Annotated[list[str] | None, typer.Argument(metavar="QUERY...", help="What to search.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    json_: JsonOption = False,
) -> None:
    """Save a search, or list those that are saved. `search index` then says which new articles answer it.

    Example: search watch moscow 'talks moscow OR kremlin'
    """
    if name is None:
        with Index(index, read_only=True) as target:
            saved = target.watches
        if json_:
            print(json.dumps(saved))
        else:
            for saved_name, query in saved.items():
                print(f"{show.plain(saved_name)}: {show.plain(query)}")
        return
    if not words:
        raise typer.BadParameter(f"what is to be searched under the name {name!r}?")
    Index(index, read_only=True).close()  # saving a search makes no new index
    with Index(index) as target:
        for note in target.watch(name, " ".join(words)):
            print(f"search: {show.plain(note)}", file=sys.stderr)


def unwatch(
    name: Annotated[str, typer.Argument(help="The name of a saved search.")],
    index: IndexOption = DEFAULT_INDEX,
) -> None:
    """Forget a saved search. Exit code 1 when there is none of this name.

    Example: search unwatch moscow
    """
    Index(index, read_only=True).close()
    with Index(index) as target:
        known = target.unwatch(name)
    if not known:
        raise typer.Exit(NOTHING_FOUND)
