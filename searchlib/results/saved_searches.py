"""How does an index keep saved searches? They are filed with each commit; new articles are held against them as they come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from searchlib.article import Article, DateMention, Person

if TYPE_CHECKING:
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.results.watching import Alert, Watches


class SavedSearches:
    """What Index knows of saved searches; it says when articles come and when they are committed."""

    _snapshot: Snapshot
    _guard: Any
    _writer: Any
    _watches: Watches | None
    _matched: dict[str, list[Alert]]
    _alerts: list[Alert]

    if TYPE_CHECKING:

        def _open(self) -> None: ...
        def _writing(self) -> Any: ...

    def watch(self, name: str, query: str) -> tuple[str, ...]:
        """Saves a search, from the next commit on in the index itself; articles that answer it are told by `take_alerts`.

        All words of the query are needed. A name that is there already gets the new query.

        Example:
            >>> from searchlib import Article, Index
            >>> index = Index()
            >>> index.watch("talks", "talks moscow")
            ()
            >>> index.add(Article("Talks open", "They met in Moscow.", id="a1"))
            >>> index.commit()
            >>> index.take_alerts()
            [Alert(watch='talks', id='a1', headline='Talks open')]

        Returns:
            Notes on what of the query was ignored or reread, as in `Results.notes`.

        Raises:
            QueryError: the name or the query is empty or no string.
        """
        from searchlib.query.language import parse
        from searchlib.results.watching import check_name, node_of

        node_of(query)
        with self._guard:
            self._writing().watches[check_name(name)] = query
        return parse(query).notes

    def unwatch(self, name: str) -> bool:
        """Forgets a saved search, from the next commit on; False when there is none of this name."""
        with self._guard:
            return self._writing().watches.pop(name, None) is not None

    @property
    def watches(self) -> dict[str, str]:
        """The saved searches: query by name."""
        with self._guard:
            self._open()
            return dict(self._writer.watches if self._writer is not None else self._snapshot.manifest.watches)

    def take_alerts(self) -> list[Alert]:
        """Which saved searches the articles answer that this Index has committed since it was last asked."""
        with self._guard:
            taken, self._alerts = self._alerts, []
            return taken

    def _match_watches(
        self, queries: dict[str, str], article: Article, people: Sequence[Person], dates: Sequence[DateMention]
    ) -> None:
        from searchlib.results.watching import Alert, Watches

        if self._watches is None or self._watches.queries != queries:
            self._watches = Watches(queries)
        names = self._watches.matching(article, people, dates)
        self._matched[article.id] = [Alert(name, article.id, article.headline) for name in names]
