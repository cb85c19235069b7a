"""Index: articles in, answers out. Both ways can be read here from top to bottom."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from searchlib.article import Article, valid_text
from searchlib.errors import ArticleError, IndexClosed, QueryError, ReadOnlyIndex
from searchlib.forks import tell_of_forks
from searchlib.incoming import DatesFinder, Incoming, PeopleFinder
from searchlib.kernels.retrieval import hits as hits_of
from searchlib.query.nodes import Node
from searchlib.query.plan import Plan, any_of
from searchlib.ranking.snapshot import Snapshot
from searchlib.results.asking import Asking
from searchlib.results.known_people import KnownPeople, aliases_of
from searchlib.results.matching import Matching
from searchlib.results.paging import HitsAndCopies, Page, page_of
from searchlib.results.planning import Planning
from searchlib.results.saved_searches import SavedSearches
from searchlib.segments.directory import Directory, MemoryDirectory
from searchlib.segments.folder import open_folder
from searchlib.segments.manifest import Manifest
from searchlib.upkeep import Upkeep

if TYPE_CHECKING:
    from searchlib.names.aliases import AliasSource
    from searchlib.names.table import PeopleTable
    from searchlib.results.results import Hit, Results
    from searchlib.results.watching import Alert, Watches
    from searchlib.segments.writer import IndexWriter

Sort = Literal["relevance", "newest", "oldest"]

DEFAULT_BUDGET = 256 * 1024 * 1024
MOST_THREADS = 64


class Index(Planning, Asking, KnownPeople, SavedSearches, Upkeep):
    """A full-text index of news articles, in a folder or in memory.

    Example:
        >>> with Index() as index:
        ...     index.add(Article("Talks open in Moscow", "Fourteen groups met on Thursday.", id="a1"))
        >>> [hit.headline for hit in index.search("moscow talk")]
        ['Talks open in Moscow']

    As a context manager it commits on success, rolls back on an exception, and closes a folder's index at the end
    (one in memory stays open: it would be lost).

    Args:
        path: the folder; created when absent; None keeps the index in memory.
        read_only: never write, not even a lock file; the index must exist.
        memory_budget: bytes that articles waiting for a commit may take before they are moved to files.
        threads: how many may read, compress and file what is added. Answers are the same with any number.
        lock_timeout: seconds that a change waits while somebody else is writing; 0 raises IndexLocked at once.
        people, dates: functions that find people or dates in a text, in the place of searchlib's own.
        aliases: names of people to merge, to keep apart and to rename in queries: a JSON or CSV file's path, or a mapping
            (docs/names.md).

    Raises:
        AliasError: the aliases cannot be read. IndexNotFound: read_only and there is no index, or the path is something else.
        CorruptIndex: a file is damaged. IndexVersionError: it is of a newer searchlib. ValueError: there are no such threads.

    Threads may share one Index: any number of them search while one at a time adds, deletes or commits. After a fork
    the child goes on reading; to write, it opens an Index of its own. (docs/durability.md says what is promised.)
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        read_only: bool = False,
        memory_budget: int = DEFAULT_BUDGET,
        threads: int = 1,
        lock_timeout: float = 0.0,
        people: PeopleFinder | None = None,
        dates: DatesFinder | None = None,
        aliases: AliasSource | None = None,
    ) -> None:
        self.path = None if path is None else Path(os.fsdecode(path))
        self.read_only = read_only
        self._budget = memory_budget
        if not isinstance(threads, int) or threads < 1:
            raise ValueError(f"threads is a whole number from 1 on, not {threads!r}")
        self._threads = min(threads, MOST_THREADS)
        self._lock_timeout = lock_timeout
        self._incoming = Incoming(people, dates)
        self._aliases = aliases_of(aliases)
        self._people: tuple[Snapshot, PeopleTable] | None = None
        self._writer: IndexWriter | None = None
        self._closed = False
        self._process = os.getpid()
        self._watches: Watches | None = None
        self._matched: dict[str, list[Alert]] = {}  # by articles that are not committed yet
        self._alerts: list[Alert] = []
        self._guard = threading.RLock()
        self._directory: Directory = MemoryDirectory() if self.path is None else open_folder(self.path, read_only)
        self._snapshot = Snapshot.of_last_commit(self._directory)
        if self.path is not None:
            tell_of_forks(self)

    # --- articles in ----------------------------------------------------------------------------------------------------

    def add(self, article: Article) -> None:
        """Adds an article, in the place of one with the same id. It is found after the next commit.

        Raises:
            ArticleError: it is no Article or too large. IndexLocked: somebody else is writing.
            WriteError: the disk is full or not writable.
        """
        if not isinstance(article, Article):
            raise ArticleError(f"add takes an Article, not {type(article).__name__}")
        if self._incoming.may_wait(article):
            with self._guard:
                writer = self._open_writer()
                if not writer.watches:
                    self._incoming.put(article, writer)
                    return
        text = article.text if article.people is None or article.dates is None else ""
        people, dates = self._incoming.people_in(article, text), self._incoming.dates_in(article, text)
        with self._guard:
            writer = self._writing()
            writer.add(article, people, dates)
            if writer.watches:
                self._match_watches(writer.watches, article, tuple(people), tuple(dates))

    def add_many(self, articles: Iterable[Article], *, progress: Callable[[int], None] | None = None) -> int:
        """Adds articles as they come; returns how many.

        Args:
            articles: any iterable; it is not held in memory.
            progress: called with the number of articles added so far, after each.
        """
        count = 0
        for article in articles:
            self.add(article)
            count += 1
            if progress is not None:
                progress(count)
        return count

    def delete(self, id: str) -> bool:
        """Deletes an article; False when there is none with this id. It vanishes at the next commit."""
        if not isinstance(id, str):
            raise ArticleError(f"delete takes an article's id, a str, not {type(id).__name__}")
        with self._guard:
            id = valid_text(id)
            self._matched.pop(id, None)
            return self._writing().delete(id)

    def commit(self) -> None:
        """Makes everything added and deleted since the last commit visible and safe on disk.

        Raises:
            WriteError: a file could not be written; the index is as it was at the last commit.
        """
        self._finish(lambda writer: writer.commit() if writer.changed else None)

    def optimize(self) -> None:
        """Commits and rewrites the index as one segment: smallest and fastest, for archives that rarely change."""
        with self._guard:
            self._writing()
        self._finish(lambda writer: writer.optimize())

    def rollback(self) -> None:
        """Forgets everything added and deleted since the last commit."""
        with self._guard:
            self._open()
            if self._writer is not None:
                self._refuse_in_child()
                self._matched.clear()
                self._incoming.forget()
                self._writer.rollback()
                self._release()

    def _finish(self, work: Callable[[IndexWriter], Manifest | None]) -> None:
        with self._guard:
            self._open()
            writer = self._writer
            if writer is None:
                return
            self._refuse_in_child()
            before = writer.manifest
            try:
                self._incoming.write(writer)
                work(writer)
            finally:
                # Also when the second step of two failed: what was committed is what is searched.
                if writer.manifest is not before:
                    self._snapshot = Snapshot(writer.manifest, writer.segments)
                    self._alerts += [alert for alerts in self._matched.values() for alert in alerts]
                    self._matched.clear()
            self._release()

    def _writing(self) -> IndexWriter:
        """The writer, that has all which was added."""
        writer = self._open_writer()
        self._incoming.write(writer)
        return writer

    def _open_writer(self) -> IndexWriter:
        self._open()
        if self.read_only:
            raise ReadOnlyIndex(f"{self._directory.path}: was opened with read_only=True")
        self._refuse_in_child()
        if self._writer is None:
            from searchlib.segments.writer import IndexWriter

            self._writer = IndexWriter(
                self._directory,
                self._budget,
                lock_timeout=self._lock_timeout,
                threads=self._threads,
                known=self._snapshot.segments,
            )
            # Whoever changes an index continues from its last commit, also from one that another process made.
            if self._writer.manifest.generation != self._snapshot.generation:
                self._snapshot = Snapshot(self._writer.manifest, self._writer.segments)
        return self._writer

    def _refuse_in_child(self) -> None:
        if self.path is not None and os.getpid() != self._process:
            raise ReadOnlyIndex(
                f"{self._directory.path}: was opened before this process forked and only reads here; "
                "open an Index of its own to write"
            )

    def _after_fork(self) -> None:
        # Another thread of the parent may have held the guard, which nobody would release here.
        self._guard = threading.RLock()

    def _release(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            if self.path is None or os.getpid() == self._process:
                writer.close()

    # --- answers out ----------------------------------------------------------------------------------------------------

    def search(
        self,
        query: str | Node,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: Sequence[str] | Mapping[str, int] = (),
        strict: bool = False,
        now: date | None = None,
        after: str | None = None,
        collapse: bool = False,
        recency: float | None = None,
        boost: Callable[[Hit], float] | None = None,
    ) -> Results:
        """Finds articles.

        Example:
            >>> index = Index()
            >>> index.add(Article("Talks open", "They met in Moscow.", id="a1", published="2024-02-29"))
            >>> index.commit()
            >>> index.search('headline:talks published:2024-02', sort="newest").total
            1

        Args:
            query: a query string (docs: README) or nodes of searchlib.query.
            limit: how many hits at most. offset: how many to leave out before them.
            sort: "relevance", "newest" or "oldest" first.
            facets: what to count of all that match: "people", "source", "section", "year", "quarter", "month", "week", "day",
                "extra.KEY"; the 20 most frequent values each, or as many as a mapping says.
            strict: raise QueryError where a query would otherwise be reread, with a note.
            now: the day that "yesterday" is counted from; today if None.
            after: the `cursor` of the page before; deep pages then cost what the first one does.
            collapse: one hit for articles with nearly the same body (results/copies.py says what that is), the others in
                its `copies`; `total` still counts all.
            recency: days in which a score halves, counted back from `now`; nothing is left of an undated article's. None:
                scores do not depend on age.
            boost: called with each article that matches, as a Hit; its score is multiplied with what comes back. Exact, so
                it takes a microsecond or so for each match.

        Returns:
            Results: a page of hits, with notes on what was ignored or relaxed.

        Raises:
            QueryError: an argument of a wrong kind, or with strict=True a query that cannot be understood.
        """
        began = perf_counter()
        self._open()
        if now is not None:
            _refuse_unless_day(now)
        if recency is None and boost is None:
            page = page_of(limit, offset, sort, after, collapse)
        else:
            today = (now or date.today()).toordinal()
            page = Page(limit, offset, sort, after, collapse, recency, today, boost)
        counted = _facet_limits(facets) if facets else {}
        snapshot = self._snapshot
        plan, notes = self._plan(query, snapshot, strict, now)
        return self._answered(page, snapshot, plan, notes, page.found(snapshot, plan), query, counted, began)

    def _answered(
        self, page: Page, snapshot: Snapshot, plan: Plan, notes: tuple[str, ...], found: HitsAndCopies, query: object,
        counted: dict[str, int], began: float,
    ) -> Results:  # fmt: skip
        """What was found for a plan; where no article has all of the words, those that have some."""
        if not found[0] and page.limit and (page.is_first or not snapshot.count(plan)):
            relaxed = any_of(plan)
            if relaxed is not None and (found := page.found(snapshot, relaxed))[0]:
                plan, notes = relaxed, (*notes, "no article has all of the words; these have some of them")
        return self._results(page, snapshot, plan, notes, found, query, counted, began)

    def _ahead(
        self, queries: Iterable[Any], threads: int, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance",
        facets: Sequence[str] | Mapping[str, int] = (), strict: bool = False, now: date | None = None,
    ) -> Iterator[tuple[Any, Results]]:  # fmt: skip
        """(query, what `search` finds for it); the threads search without the interpreter's lock."""
        from searchlib.results.ahead import search_ahead

        if now is not None:
            _refuse_unless_day(now)
        page = page_of(limit, offset, sort, None, False)
        counted = _facet_limits(facets) if facets else {}

        def plan(query: Any) -> tuple[Snapshot, Plan, tuple[str, ...]]:
            self._open()
            snapshot = self._snapshot
            return snapshot, *self._plan(query, snapshot, strict, now)

        for one, hits, began in search_ahead(queries, page, threads, plan):
            found = (hits, None)
            yield one.query, self._answered(page, one.snapshot, one.plan, one.notes, found, one.query, counted, began)

    def _results(
        self, page: Page, snapshot: Snapshot, plan: Plan, notes: tuple[str, ...], found: HitsAndCopies, query: object,
        counted: dict[str, int], began: float,
    ) -> Results:  # fmt: skip
        matching = Matching(snapshot, plan, self._aliases)
        best, copies = found
        shown = None
        if copies is not None:
            from searchlib.results.copies import load_copies

            shown = [load_copies(snapshot, those) for those in copies]
        hit, results = _kinds()
        hits = hits_of(hit, snapshot.segments, best, matching, shown)
        facets = {name: matching.facet(name, most) for name, most in counted.items()} if counted else {}
        return results(hits, matching, notes, perf_counter() - began, query=query, facets=facets, page=page)

    def get(self, id: str) -> Article:
        """The committed article with this id, as it was added.

        Raises:
            KeyError: there is none.
        """
        self._open()
        found = self._snapshot.find(valid_text(id)) if isinstance(id, str) else None
        if found is None:
            raise KeyError(id)
        from searchlib.results.results import load_article

        return load_article(*found)

    def refresh(self) -> bool:
        """Moves on to the last commit, whoever made it; False when this already is the last."""
        with self._guard:
            self._open()
            snapshot = Snapshot.of_last_commit(self._directory, self._snapshot.segments)
            if snapshot.generation == self._snapshot.generation:
                return False
            self._snapshot = snapshot
            return True

    def __len__(self) -> int:
        self._open()
        return len(self._snapshot)

    def __contains__(self, id: object) -> bool:
        self._open()
        return isinstance(id, str) and self._snapshot.find(valid_text(id)) is not None

    # --- opening and closing --------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Closes the index; what was not committed is forgotten. May be called again."""
        with self._guard:
            try:
                self._matched.clear()
                self._incoming.forget()
                if self._writer is not None and (self.path is None or os.getpid() == self._process):
                    self._writer.rollback()
            finally:
                self._closed = True
                self._release()

    def _open(self) -> None:
        if self._closed:
            raise IndexClosed(f"{self._directory.path}: this Index was closed")

    def __enter__(self) -> Index:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.commit() if kind is None else self.rollback()
        finally:
            if self.path is not None:
                self.close()

    def __repr__(self) -> str:
        state = "closed" if self._closed else f"{len(self._snapshot)} articles"
        return f"<Index {str(self._directory.path)!r}: {state}>"


@cache
def _kinds() -> tuple[type[Hit], type[Results]]:
    from searchlib.results.results import Hit, Results  # with the first answer, not at every start

    return Hit, Results


def _refuse_unless_day(now: object) -> None:
    if not isinstance(now, date):
        raise QueryError(f"now must be a date, not {type(now).__name__}")


def _facet_limits(facets: Any) -> dict[str, int]:
    from searchlib.results.facets import facet_limits  # rarely wanted: not at every start

    return facet_limits(facets)
