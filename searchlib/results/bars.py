"""How do counts look? Bars of text for a terminal, of HTML for a notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

Row = tuple[str, float, str]
"""A label, the length of its bar, and what stands behind it."""
LEFT_OUT = "⋮"
"""The label of a row that says how many empty ones were left out."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(part: float, width: int) -> str:
    """A bar of a part (0 to 1) of `width` characters, in steps of an eighth of one.

    Example:
        >>> bar(0.5, 5), bar(0.01, 5), bar(0.0, 5)
        ('██▌', '▏', '')
    """
    eighths = round(max(0.0, min(1.0, part)) * width * 8)
    if part > 0 and not eighths:
        eighths = 1  # something is never shown as nothing
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese, Japanese and Korean signs take two, accents of their own none.

    Example:
        >>> columns_of("Erdoğan"), columns_of("北京"), columns_of("e\u0301")
        (7, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def bars_text(rows: Sequence[Row], width: int = 40) -> str:
    """A line for each row.

    Example:
        >>> print(bars_text([("2023", 2.0, "2"), ("2024", 4.0, "4")], width=4))
        2023  ██    2
        2024  ████  4
    """
    most = max((length for _, length, _ in rows), default=0.0)
    names = max((columns_of(label) for label, _, _ in rows), default=0)
    return "\n".join(
        f"{label}{' ' * (names - columns_of(label))}  {bar(length / most if most else 0.0, width):<{width}}  {text}"
        for label, length, text in rows
    )


def bars_html(rows: Sequence[Row]) -> str:
    """A table with a bar in each row."""
    most = max((length for _, length, _ in rows), default=0.0) or 1.0
    lines = [
        f"<tr><td>{html.escape(label)}</td><td style='width:20em'><div style='background:#7aa6c2;height:.8em;"
        f"width:{100 * length / most:.1f}%'></div></td><td style='text-align:right'>{html.escape(text)}</td></tr>"
        for label, length, text in rows
    ]
    return f"<table>{''.join(lines)}</table>"
