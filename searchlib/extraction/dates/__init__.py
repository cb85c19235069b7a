"""Which days does a text speak of, and when was it published? Found in English text, resolved, with how it was done.

grammars/ says what expressions look like, grammar.py makes that matchable, the kernel knows what each means
(kernels/date_readings.hpp); finding.py reads articles, expressions.py what searchers type, publication.py metadata. No result depends on the
machine's zone or locale. Not for: searching days (query, segments).
"""

from searchlib.extraction.dates.expressions import parse_days, read_days
from searchlib.extraction.dates.finding import dates_and_ranges, find_dates
from searchlib.extraction.dates.publication import (
    doubt,
    parse_published,
    published_beside,
    published_from_name,
    published_from_text,
)
from searchlib.extraction.dates.ranges import ranges_between

__all__ = [
    "dates_and_ranges", "doubt", "find_dates", "parse_days", "parse_published", "published_beside", "published_from_name", "published_from_text",
    "ranges_between", "read_days",
]  # fmt: skip
