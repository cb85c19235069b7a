"""What does the first pass over a query give? Text for the parser, the parts that were taken out, and notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchlib.query import signs
from searchlib.query.nodes import Node

MAX_NOTES = 20


def place_holder_number(text: str) -> int | None:
    """Which part a place holder stands for; None for anything else."""
    found = signs.HOLDER_PATTERN.fullmatch(text.strip())
    return int(found[1]) if found else None


def only_place_holders(text: str) -> list[int] | None:
    """The parts of a text of place holders only, with no operator, group, field or boost; None for others."""
    return list(map(int, signs.HOLDER_PATTERN.findall(text))) if signs.HOLDERS.fullmatch(text) else None


@dataclass(slots=True)
class Scan:
    """What the pass gives: text for the parser, the parts that were taken out, the fields by the names that stand in for them."""

    text: str = ""
    parts: list[Node] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, int]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)

    def note(self, message: str, position: int, *, once: bool = False) -> None:
        """Says what was ignored or reread, and where; `once`: whichever the place."""
        if once and any(message == said for said, _ in self.notes):
            return
        if len(self.notes) < MAX_NOTES and (message, position) not in self.notes:
            self.notes.append((message, position))

    def reading(self, message: str | None) -> None:
        """Says how days were read."""
        if message and message not in self.readings and len(self.readings) < MAX_NOTES:
            self.readings.append(message)
