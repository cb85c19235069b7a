"""I have documents in order; what does a reader see of them? Hits, snippets, exact totals.

Not for: deciding which documents match or in what order (ranking).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchlib.results.results import Hit, Results
    from searchlib.results.snippets import Snippet

__all__ = ["Hit", "Results", "Snippet"]


def __getattr__(name: str) -> Any:
    # Loaded with the first answer: a program that only adds articles does without them.
    if name in __all__:
        from searchlib.results import results

        return getattr(results, name)
    raise AttributeError(f"module 'searchlib.results' has no attribute {name!r}")
