"""How is a chart drawn into a file? Bars as PNG or SVG, by matplotlib (the extra `searchlib[charts]`)."""

from __future__ import annotations

import os
import re
import textwrap
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from searchlib.errors import SearchlibError, WriteError
from searchlib.results.bars import LEFT_OUT, Row

MOST_LABELS, LABEL_LENGTH, TITLE_LENGTH = 40, 50, 180
COLOUR, GAP_COLOUR = "#4c7a99", "#eeeeee"
FONTS = (
    "DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "Source Han Sans SC", "WenQuanYi Zen Hei", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC",
    "Hiragino Sans", "Apple SD Gothic Neo", "Arial Unicode MS", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Thai", "Segoe UI",
)  # fmt: skip
"""Looked in, one after the other, for each letter; those that the system has."""


def save_bars(
    rows: Sequence[Row],
    path: str | os.PathLike[str],
    *,
    title: str = "",
    upright: bool = False,
    percent: bool = False,
) -> tuple[str, ...]:
    """Draws bars into a file; its ending says whether as PNG, SVG or PDF.

    Args:
        rows: label, length and text of each bar, such as `Histogram.rows()`.
        path: the file; one that is there is replaced.
        title: stands above.
        upright: bars side by side (for a course of time) in the place of one below the other (for names).
        percent: lengths are parts of 1 (`Index.trend`), shown as percentages.

    Returns:
        What is not as it should be, in plain words: letters that no font of the system has.

    Raises:
        SearchlibError: matplotlib is not installed, or the ending is none that it can write.
        WriteError: the file cannot be written.
    """
    try:
        from matplotlib import font_manager, rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise SearchlibError("charts need matplotlib: pip install 'searchlib[charts]'") from None
    installed = set(font_manager.get_font_names())
    size = (10.0, 4.0) if upright else (8.0, max(1.5, 0.28 * len(rows) + 0.8))
    with (
        rc_context({"font.family": [font for font in FONTS if font in installed]}),
        warnings.catch_warnings(record=True) as said,
    ):
        warnings.simplefilter("always")
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots()
        axes.set_title(_title(title))
        axes.spines[["top", "right"]].set_visible(False)
        if rows:
            (_upright if upright else _side_by_side)(axes, rows, percent)
        else:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "nothing found", ha="center", va="center", transform=axes.transAxes)
        try:
            figure.savefig(Path(os.fsdecode(path)), dpi=150)
        except ValueError as error:
            raise SearchlibError(f"{os.fsdecode(path)}: {error}") from None
        except OSError as error:
            raise WriteError(f"{os.fsdecode(path)}: cannot be written: {error.strerror or error}") from error
    codes = (found for one in said for found in re.findall(r"Glyph (\d+) ", str(one.message)))
    missing = "".join(dict.fromkeys(chr(int(code)) for code in codes))
    return (f"no font of this system has {missing[:40]}; the chart shows boxes in their place",) if missing else ()


def _upright(axes: Any, rows: Sequence[Row], percent: bool) -> None:
    axes.bar(range(len(rows)), [length for _, length, _ in rows], width=0.9, color=COLOUR)
    for at, (label, _, text) in enumerate(rows):
        if label == LEFT_OUT:
            axes.axvspan(at - 0.5, at + 0.5, color=GAP_COLOUR)
            axes.text(
                at, 0.98, text, rotation=90, ha="center", va="top", fontsize=6, transform=axes.get_xaxis_transform()
            )
    step = max(1, -(-len(rows) // MOST_LABELS))
    axes.set_xticks(
        range(0, len(rows), step), [_label(row) for row in rows[::step]], rotation=60, ha="right", fontsize=8
    )
    axes.margins(x=0.01)
    _count(axes.yaxis, percent)


def _side_by_side(axes: Any, rows: Sequence[Row], percent: bool) -> None:
    axes.barh(range(len(rows)), [length for _, length, _ in rows], height=0.75, color=COLOUR)
    axes.set_yticks(range(len(rows)), list(map(_label, rows)), fontsize=9)
    axes.margins(y=0.02)
    axes.invert_yaxis()
    for at, (_, length, text) in enumerate(rows):
        axes.annotate(_plain(text), (length, at), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8)
    _count(axes.xaxis, percent)


def _count(axis: Any, percent: bool) -> None:
    """An axis of articles, of which there are no halves, or of percentages."""
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    if percent:
        axis.set_major_formatter(PercentFormatter(1.0))
    else:
        axis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))


def _title(title: str) -> str:
    return _plain(textwrap.fill(textwrap.shorten(title, TITLE_LENGTH, placeholder=" …"), TITLE_LENGTH // 2))


def _label(row: Row) -> str:
    return _plain(row[0] if len(row[0]) <= LABEL_LENGTH else row[0][: LABEL_LENGTH - 1] + "…")


def _plain(text: str) -> str:
    """Text, never a formula; control characters have no shape."""
    return "".join(char for char in text if char.isprintable() or char == "\n").replace("$", r"\$")
