"""I have a query string; what does it ask? String → nodes (language) → plan.

Not for: running it (see ranking) or finding words in files (see segments).
"""

from searchlib.query.nodes import (
    And,
    AsTyped,
    Boost,
    DayRange,
    Everything,
    Exact,
    Fuzzy,
    Name,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Regex,
    Wildcard,
    Word,
)

__all__ = [
    "And",
    "AsTyped",
    "Boost",
    "DayRange",
    "Everything",
    "Exact",
    "Fuzzy",
    "Name",
    "Near",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Range",
    "Regex",
    "Wildcard",
    "Word",
]
