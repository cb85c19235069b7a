"""I have documents in order; what does a reader see of them? Hits, snippets, exact totals.

Not for: deciding which documents match or in what order (ranking).
"""

from searchlib.results.results import Hit, Results
from searchlib.results.snippets import Snippet

__all__ = ["Hit", "Results", "Snippet"]
