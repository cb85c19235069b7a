"""What is a stretch of days called? Said once more in Python, for the labels that the kernel makes."""

from __future__ import annotations

from datetime import date


def label_of(first: date, unit: str) -> str:
    """The label of the bucket that begins on this day."""
    if unit == "day":
        return first.isoformat()
    if unit == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}-Q{(first.month + 2) // 3}" if unit == "quarter" else f"{first.year:04}"
