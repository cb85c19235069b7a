"""What else can an index be asked, besides a query? Articles like one, completions of what is being typed, many queries at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

from searchlib.article import valid_text
from searchlib.errors import QueryError

if TYPE_CHECKING:
    from datetime import date

    from searchlib.query.nodes import Node
    from searchlib.ranking.snapshot import Snapshot
    from searchlib.results.explanation import Explanation
    from searchlib.results.histograms import Histogram
    from searchlib.results.results import Results

LEARNT = "of so many words any may match, so words of the best articles count in the order, too"
COMPLETIONS = ("words", "people", "headlines")
MAX_TYPED = 200
SEARCHED_ALONE = ("collapse", "after", "recency", "boost")


class Asking:
    """Questions that Index answers by searching; it says how."""

    _snapshot: Snapshot

    if TYPE_CHECKING:

        def _open(self) -> None: ...
        def search(self, *args: Any, **options: Any) -> Results: ...
        def _results(self, *args: Any) -> Results: ...
        def _ahead(self, *args: Any, **options: Any) -> Iterator[tuple[Any, Results]]: ...

    def similar(self, id: str, *, limit: int = 10) -> Results:
        """Articles like one of the index, best first; the article itself and its copies are left out.

        Example:
            >>> from searchlib import Article, Index
            >>> with Index() as index:
            ...     for id, text in [("a", "wheat harvest"), ("b", "harvest of wheat"), ("c", "talks"), ("d", "votes")]:
            ...         index.add(Article(text, "", id=id))
            >>> [hit.id for hit in index.similar("a")]
            ['b']

        Raises:
            KeyError: there is no article with this id. QueryError: limit is no whole number.
        """
        from searchlib.results.copies import find_copies
        from searchlib.results.paging import Page
        from searchlib.results.results import load_article
        from searchlib.results.similar import telling_plan

        began = perf_counter()
        self._open()
        page, snapshot = Page(limit), self._snapshot
        found = snapshot.find(valid_text(id)) if isinstance(id, str) else None
        if found is None:
            raise KeyError(id)
        segment, document = found
        at = snapshot.segments.index(segment)
        plan = telling_plan(snapshot, load_article(segment, document))
        same = {(at, document), *((s, d) for s, d, _ in find_copies(snapshot, at, document))}
        hits, _ = Page(page.limit + len(same), feedback=False).found(snapshot, plan)
        hits = [hit for hit in hits if (hit[0], hit[1]) not in same][: page.limit]
        return self._results(page, snapshot, plan, (), (hits, None), None, {}, began)

    def explain(self, query: str | Node, *, limit: int = 10, now: date | None = None) -> Explanation:
        """How a query was understood, and for each hit which words matched where and what they added to its score.

        Example:
            >>> from searchlib import Article, Index
            >>> with Index() as index:
            ...     index.add(Article("Talks open", "They talked in Moscow.", id="a1"))
            >>> why = index.explain("talk -paris")
            >>> print(why.tree)
            all of
              talk in any inflection
              not
                paris in any inflection
            >>> why.hits[0].matches[0].found
            {'headline': ('Talks',), 'body': ('talked',)}

        Args:
            query: as in search. limit: how many hits to explain.
            now: the day that "yesterday" is counted from; today if None.

        Raises:
            QueryError: the query is neither a string nor a node.
        """
        from searchlib.query.description import describe
        from searchlib.query.language import parse
        from searchlib.query.nodes import Node
        from searchlib.ranking.feedback import DEPTH
        from searchlib.results.explanation import Explainer, Explanation

        results = self.search(query, limit=limit, now=now)
        snapshot = results._matching.snapshot
        node = query if isinstance(query, Node) else parse(query, now=now).node
        plan = results._matching.plan
        learnt = snapshot.learnt(plan)
        notes = results.notes if learnt is None else (*results.notes, LEARNT)
        reordered = Explainer(snapshot, plan if learnt is None else learnt.plan)
        others = reordered if learnt is None else Explainer(snapshot, learnt.question)
        hits = tuple(
            (reordered if at < DEPTH else others).explain(hit._segment, hit._document, hit.score)
            for at, hit in enumerate(results)
        )
        tree = "nothing to search" if node is None else describe(node)
        return Explanation(str(query), tree, notes, hits)

    def timeline(
        self,
        query: str | Node,
        *,
        by: str = "auto",
        of: Literal["published", "mentioned"] = "published",
        now: date | None = None,
    ) -> Histogram:
        """When articles that match were published, or of which days they speak.

        Example:
            >>> from searchlib import Article, Index
            >>> index = Index()
            >>> index.add(Article("Talks", "They begin on 2 March 2024.", published="2024-02-29"))
            >>> index.commit()
            >>> [(bucket.label, bucket.count) for bucket in index.timeline("talks", by="month", of="mentioned")]
            [('2024-03', 1)]

        Args:
            query: as for search.
            by: "day", "week", "month", "quarter", "year"; "auto": the finest with at most 60 buckets.
            of: "published" or "mentioned" (a mention counts in the bucket that holds all of its days).
            now: the day that "yesterday" in the query is counted from; today if None.

        Raises:
            QueryError: an argument of a wrong kind.
        """
        return self.search(query, limit=0, now=now).histogram(by, of=of)

    def complete(self, text: str, what: str = "words", *, limit: int = 10) -> list[tuple[str, int]]:
        """What a text that is being typed may become, with the number of articles; the most frequent first.

        Example:
            >>> from searchlib import Article, Index
            >>> with Index() as index:
            ...     index.add(Article("Moscow talks", "", people=["Mikhail Bogdanov"]))
            >>> index.complete("mos"), index.complete("bog", "people"), index.complete("moscow ta", "headlines")
            ([('moscow', 1)], [('Mikhail Bogdanov', 1)], [('Moscow talks', 1)])

        Args:
            text: what was typed; its last word is taken as a beginning.
            what: "words" (of the texts, folded), "people" (names) or "headlines" (the newest first).
            limit: how many.

        Raises:
            QueryError: an argument of a wrong kind.
        """
        from searchlib.results.suggestions import complete_headlines, complete_people, complete_words

        self._open()
        if not isinstance(text, str):
            raise QueryError(f"what is to be completed must be a str, not {type(text).__name__}")
        if what not in COMPLETIONS:
            raise QueryError(f"there are completions of {', '.join(COMPLETIONS)}, not of {what!r}")
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
            raise QueryError("limit must be a whole number, 0 or more")
        complete = {"words": complete_words, "people": complete_people, "headlines": complete_headlines}[what]
        return complete(self._snapshot, valid_text(text[:MAX_TYPED]), limit)

    def search_many(self, queries: Iterable[Any], *, threads: int = 1, **options: Any) -> Iterator[tuple[Any, Results]]:
        """Runs many queries: (query, its Results) for each, in their order, as they are found.

        Example:
            >>> from searchlib import Article, Index
            >>> with Index() as index:
            ...     index.add_many([Article("Moscow talks", "", id="a1"), Article("Wheat", "A good harvest.", id="a2")])
            2
            >>> [(query, found.total) for query, found in index.search_many(["talks", "harvest", "rain"], threads=2)]
            [('talks', 1), ('harvest', 1), ('rain', 0)]

        Args:
            queries: strings or nodes (searchlib.results.batch reads them from CSV, and exports); taken as they are needed.
            threads: with more than one, queries are searched ahead, at most some hundreds of them, without Python's lock
                while earlier answers are read; `seconds` of a result leaves out what it waited.
            options: as for `search`.

        Raises:
            QueryError: as `search`, when the turn of such a query comes; `threads` is no whole number above 0.
        """
        if isinstance(queries, (str, bytes)):
            raise QueryError("search_many takes many queries, such as a list; for a single one there is search")
        if not isinstance(threads, int) or isinstance(threads, bool) or threads < 1:
            raise QueryError("threads must be a whole number, 1 or more")
        return self._one_by_one(queries, options) if threads == 1 else self._on_threads(queries, threads, options)

    def _one_by_one(self, queries: Iterable[Any], options: dict[str, Any]) -> Iterator[tuple[Any, Results]]:
        for query in queries:
            yield query, self.search(query, **options)

    def _on_threads(
        self, queries: Iterable[Any], threads: int, options: dict[str, Any]
    ) -> Iterator[tuple[Any, Results]]:
        if any(options.get(name) not in (None, False) for name in SEARCHED_ALONE):
            return self._one_by_one(queries, options)
        return self._ahead(queries, threads, **{name: options[name] for name in options if name not in SEARCHED_ALONE})
