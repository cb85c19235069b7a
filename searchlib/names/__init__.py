"""Are these two names of one person? Spellings, scripts, short forms, order; aliases of the user's own.

Names of an index's people come in, with the number of articles each is in; groups of names come out. Not for: finding
names in text (see extraction) or knowing which articles name someone (see query/plan.py).
"""

from searchlib.names.aliases import Aliases, read_aliases
from searchlib.names.people import KnownPerson, NameVariant
from searchlib.names.table import PeopleTable

__all__ = ["Aliases", "KnownPerson", "NameVariant", "PeopleTable", "read_aliases"]
