"""Whom does an index know? The people of its commit, under the names and aliases that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchlib.article import valid_text
from searchlib.errors import QueryError

if TYPE_CHECKING:
    from searchlib.names.aliases import Aliases, AliasSource
    from searchlib.names.people import KnownPerson
    from searchlib.names.table import PeopleTable
    from searchlib.query.naming import Resolver
    from searchlib.ranking.snapshot import Snapshot


def aliases_of(source: AliasSource | None) -> Aliases | None:
    """What a user says of names, read; None where nothing is said."""
    if source is None:
        return None
    from searchlib.names.aliases import read_aliases

    return read_aliases(source)


class KnownPeople:
    """What Index knows of people; nothing is gathered before it is asked for."""

    _snapshot: Snapshot
    _guard: Any
    _aliases: Aliases | None
    _people: tuple[Snapshot, PeopleTable] | None

    if TYPE_CHECKING:

        def _open(self) -> None: ...

    def people(self, prefix: str = "", *, near: str | None = None, limit: int = 20) -> list[KnownPerson]:
        """The people named in the index, most often named first, each with the variants of the name.

        Example:
            >>> from searchlib import Article, Index
            >>> index = Index()
            >>> index.add(Article("Tripoli", "", id="a1", people=["Muammar Gaddafi"]))
            >>> index.add(Article("Sirte", "", id="a2", people=["Muammar Gaddafi"]))
            >>> index.add(Article("Sebha", "", id="a3", people=["Moammar Kadhafi"]))
            >>> index.commit()
            >>> [(person.name, person.articles) for person in index.people("gadd")]
            [('Muammar Gaddafi', 3)]

        Args:
            prefix: how the name or a word of it begins; "" lists everybody.
            near: a name; only people whose name may be a spelling of it.
            limit: how many at most.

        Raises:
            QueryError: an argument of a wrong kind.
        """
        from searchlib.names.people import list_people

        self._open()
        if not isinstance(prefix, str) or not isinstance(near, (str, type(None))):
            raise QueryError("prefix and near must be strings")
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
            raise QueryError("limit must be a whole number, 0 or more")
        prefix, near = valid_text(prefix), None if near is None else valid_text(near)
        table = self._people_table(self._snapshot)
        return list_people(table, self._known_aliases(), prefix=prefix, near=near, limit=limit)

    def _people_table(self, snapshot: Snapshot) -> PeopleTable:
        """Everybody named in a commit; gathered when first asked for, which takes seconds for hundreds of thousands."""
        from searchlib.names.table import PeopleTable

        with self._guard:
            if self._people is None or self._people[0] is not snapshot:
                self._people = (snapshot, PeopleTable.of(segment.view for segment in snapshot.segments))
            return self._people[1]

    def _resolver(self, snapshot: Snapshot) -> Resolver:
        """Which names a name in a query stands for."""
        table, aliases = self._people_table(snapshot), self._known_aliases()
        return lambda name, strictness: table.resolve(name, strictness, aliases)

    def _known_aliases(self) -> Aliases:
        from searchlib.names.aliases import Aliases

        return self._aliases or Aliases()
