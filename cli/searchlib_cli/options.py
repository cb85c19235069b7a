"""What do the commands have in common? Options and exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FOUND, NOTHING_FOUND, ERROR, INTERRUPTED = 0, 1, 2, 130

IndexOption = Annotated[
    Path, typer.Option("--index", envvar="SEARCHLIB_INDEX", help="The folder of the index.", show_default=".searchlib")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
QueryArgument = Annotated[
    list[str], typer.Argument(metavar="QUERY...", help="What to search; several words need no quotes.")
]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=0, help="How many to show.")]
ChartOption = Annotated[
    Path | None, typer.Option("--chart", "--png", "--svg", help="Also draw a chart into this file (.png, .svg, .pdf).")
]
AliasesOption = Annotated[
    Path | None,
    typer.Option(
        "--aliases", envvar="SEARCHLIB_ALIASES", help="A JSON or CSV file of names to merge, split and rename."
    ),
]
DEFAULT_INDEX = Path(".searchlib")
