"""How is a chart drawn into a file? Bars as PNG or SVG, by matplotlib (the extra `searchlib[charts]`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from searchlib.errors import SearchlibError, WriteError
from searchlib.results.bars import Row

MOST_LABELS = 40


def save_bars(rows: Sequence[Row], path: str | os.PathLike[str], *, title: str = "", upright: bool = False) -> None:
    """Draws bars into a file; its ending says whether as PNG, SVG or PDF.

    Args:
        rows: label, length and text of each bar, such as `Histogram.rows()`.
        path: the file; one that is there is replaced.
        title: stands above.
        upright: bars side by side (for a course of time) in the place of one below the other (for names).

    Raises:
        SearchlibError: matplotlib is not installed, or the ending is none that it can write.
        WriteError: the file cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise SearchlibError("charts need matplotlib: pip install 'searchlib[charts]'") from None
    # Labels are text, never formulas.
    labels = [label.replace("$", r"\$") for label, _, _ in rows]
    lengths = [length for _, length, _ in rows]
    size = (10.0, 4.0) if upright else (8.0, max(1.5, 0.28 * len(rows) + 0.8))
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title.replace("$", r"\$"))
    axes.spines[["top", "right"]].set_visible(False)
    if upright:
        axes.bar(range(len(rows)), lengths, width=0.9, color="#4c7a99")
        step = max(1, -(-len(rows) // MOST_LABELS))
        axes.set_xticks(range(0, len(rows), step), labels[::step], rotation=60, ha="right", fontsize=8)
    else:
        axes.barh(range(len(rows)), lengths, height=0.75, color="#4c7a99")
        axes.set_yticks(range(len(rows)), labels, fontsize=9)
        axes.invert_yaxis()
        for at, (_, length, text) in enumerate(rows):
            axes.annotate(
                text.replace("$", r"\$"),
                (length, at),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
            )
    try:
        figure.savefig(Path(os.fsdecode(path)), dpi=150)
    except ValueError as error:
        raise SearchlibError(f"{os.fsdecode(path)}: {error}") from None
    except OSError as error:
        raise WriteError(f"{os.fsdecode(path)}: cannot be written: {error.strerror or error}") from error
