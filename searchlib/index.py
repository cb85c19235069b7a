"""Index: articles in, answers out. Both ways can be read here from top to bottom."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timezone
from functools import partial
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any, Literal

from searchlib.analysis.fold import fold
from searchlib.analysis.stem import DEFAULT_LANGUAGE, known_language, stem_words
from searchlib.article import Article, DateMention, Person, valid_text
from searchlib.errors import ArticleError, IndexClosed, IndexNotFound, QueryError, ReadOnlyIndex, WriteError
from searchlib.kernels.retrieval import DATE_ONLY, NAIVE, NO_DAY
from searchlib.query.nodes import And, Boost, Exact, Fuzzy, Near, Node, Or, Phrase, Prefix, Wildcard, Word
from searchlib.query.plain import plain_words
from searchlib.query.plan import AND, NO_PLAN, NOTHING, OR, Plan, Planner, analyse, plan_word
from searchlib.ranking.snapshot import ORDERS, Snapshot
from searchlib.results.results import Hit, Results, load_article
from searchlib.segments.directory import Directory, DiskDirectory, MemoryDirectory
from searchlib.segments.manifest import MANIFEST_COPY, MANIFEST_NAME, Manifest
from searchlib.segments.store import encode_record
from searchlib.segments.writer import IndexWriter

PeopleFinder = Callable[[str], Sequence[Person]]
DatesFinder = Callable[[str], Sequence[DateMention]]
Sort = Literal["relevance", "newest", "oldest"]

DEFAULT_BUDGET = 256 * 1024 * 1024
MAX_LIMIT = 1_000_000
_EPOCH = datetime(1970, 1, 1)


class Index:
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
        lock_timeout: seconds that a change waits while somebody else is writing; 0 raises IndexLocked at once.
        people, dates: functions that find people or dates in a text, in the place of searchlib's own.

    Raises:
        IndexNotFound: read_only and there is no index, or the path is something else.
        CorruptIndex: a file is damaged. IndexVersionError: it is of a newer searchlib.

    Threads may share one Index: any number of them search while one at a time adds, deletes or commits. After a fork
    the child goes on reading; to write, it opens an Index of its own. (docs/durability.md says what is promised.)
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        read_only: bool = False,
        memory_budget: int = DEFAULT_BUDGET,
        lock_timeout: float = 0.0,
        people: PeopleFinder | None = None,
        dates: DatesFinder | None = None,
    ) -> None:
        self.path = None if path is None else Path(os.fsdecode(path))
        self.read_only = read_only
        self._budget = memory_budget
        self._lock_timeout = lock_timeout
        self._find_people, self._find_dates = people, dates
        self._writer: IndexWriter | None = None
        self._closed = False
        self._process = os.getpid()
        self._guard = threading.RLock()
        self._directory: Directory = MemoryDirectory() if self.path is None else _folder(self.path, read_only)
        self._snapshot = Snapshot.of_last_commit(self._directory)
        if self.path is not None:
            _on_disk.add(self)

    # --- articles in ----------------------------------------------------------------------------------------------------

    def add(self, article: Article) -> None:
        """Adds an article, in the place of one with the same id. It is found after the next commit.

        Raises:
            ArticleError: it is no Article or too large. IndexLocked: somebody else is writing.
            WriteError: the disk is full or not writable.
        """
        if not isinstance(article, Article):
            raise ArticleError(f"add takes an Article, not {type(article).__name__}")
        people = article.people if article.people is not None else self._people_in(article)
        dates = article.dates if article.dates is not None else self._dates_in(article)
        record = encode_record(article, people, dates)
        with self._guard:
            self._writing().add(article.id, record, analysed_fields(article, people, dates))

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
        with self._guard:
            return self._writing().delete(valid_text(id))

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
                work(writer)
            finally:
                # Also when the second step of two failed: what was committed is what is searched.
                if writer.manifest is not before:
                    self._snapshot = Snapshot(writer.manifest, writer.segments)
            self._release()

    def _writing(self) -> IndexWriter:
        self._open()
        if self.read_only:
            raise ReadOnlyIndex(f"{self._directory.path}: was opened with read_only=True")
        self._refuse_in_child()
        if self._writer is None:
            self._writer = IndexWriter(
                self._directory, self._budget, lock_timeout=self._lock_timeout, known=self._snapshot.segments
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

    def _people_in(self, article: Article) -> tuple[Person, ...]:
        if self._find_people is not None:
            return tuple(self._find_people(article.text))
        from searchlib.extraction.people import find_people

        return find_people(article.text, language=article.language)

    def _dates_in(self, article: Article) -> tuple[DateMention, ...]:
        if self._find_dates is not None:
            return tuple(self._find_dates(article.text))
        from searchlib.extraction.dates import find_dates

        return find_dates(article.text, published=article.published, language=article.language)

    # --- answers out ----------------------------------------------------------------------------------------------------

    def search(
        self,
        query: str | Node,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: Sequence[str] = (),
        strict: bool = False,
        now: date | None = None,
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
            facets: reserved; must be empty.
            strict: raise QueryError where a query would otherwise be reread, with a note.
            now: the day that "yesterday" is counted from; today if None.

        Returns:
            Results: a page of hits, with notes on what was ignored or relaxed.

        Raises:
            QueryError: an argument of a wrong kind, or with strict=True a query that cannot be understood.
        """
        began = perf_counter()
        self._open()
        order = ORDERS.get(sort)
        if order is None:
            raise QueryError(f"sort must be one of {', '.join(ORDERS)}, not {sort!r}")
        if facets:
            raise QueryError("facets are not there yet; leave them out")
        if not (isinstance(limit, int) and isinstance(offset, int) and limit >= 0 and offset >= 0):
            raise QueryError("limit and offset must be whole numbers, 0 or more")
        snapshot = self._snapshot
        try:
            plan, node, notes = self._plan(query, snapshot, strict, now)
        except UnicodeEncodeError:
            raise QueryError("a word of the query holds half of a surrogate pair, which is no character") from None
        wanted = min(limit + offset, MAX_LIMIT)
        found = snapshot.search(plan, wanted, order) if plan[0] != NOTHING else []
        if not found and wanted and (relaxed := _any_of(plan)) is not None:
            found = snapshot.search(relaxed, wanted, order)
            if found:
                plan, notes = relaxed, (*notes, "no article has all of the words; these have some of them")
        matcher = _Matcher(node)
        segments = snapshot.segments
        hits = [Hit(segments[segment], document, score, matcher) for segment, document, score in found[offset:]]
        count = partial(snapshot.count, plan) if plan[0] != NOTHING else int
        return Results(hits, count, notes, perf_counter() - began)

    def _plan(
        self, query: str | Node, snapshot: Snapshot, strict: bool, now: date | None
    ) -> tuple[Plan, Any, tuple[str, ...]]:
        if isinstance(query, str):
            query = valid_text(query)
            words = plain_words(query)
            if words is not None:
                plans = tuple(plan for plan in map(plan_word, words) if plan is not NO_PLAN)
                return (plans[0] if len(plans) == 1 else (AND, 1.0, plans) if plans else NO_PLAN), words, ()
            from searchlib.query.language import parse

            parsed = parse(query, now=now, strict=strict)
            node, notes = parsed.node, parsed.notes
        elif isinstance(query, Node):
            node, notes = query, ()
        else:
            raise QueryError(f"a query must be a str or a Node, not {type(query).__name__}")
        if node is None:
            return NO_PLAN, (), notes
        planner = Planner(snapshot.terms)
        plan = planner.plan(node)
        return plan, node, (*notes, *planner.notes)

    def get(self, id: str) -> Article:
        """The committed article with this id, as it was added.

        Raises:
            KeyError: there is none.
        """
        self._open()
        found = self._snapshot.find(valid_text(id))
        if found is None:
            raise KeyError(id)
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

    def stats(self) -> dict[str, int | str]:
        """Figures of the last commit: articles, deleted (still in files), segments, terms, bytes, path, commit."""
        self._open()
        segments = self._snapshot.segments
        return {
            "path": str(self._directory.path),
            "articles": len(self._snapshot),
            "deleted": sum(segment.entry.deleted_count for segment in segments),
            "segments": len(segments),
            "terms": sum(segment.view.terms for segment in segments),
            "bytes": sum(len(data) for segment in segments for data in segment.contents().values()),
            "commit": self._snapshot.generation,
        }

    def check(self, *, deep: bool = False) -> None:
        """Reads every byte of the index and verifies it (searchlib.check lists all that is wrong).

        Args:
            deep: also read every list and article, and compare what must agree.

        Raises:
            CorruptIndex: something is damaged.
        """
        self._open()
        for segment in self._snapshot.segments:
            segment.check()
            if deep:
                from searchlib.segments.check import check_segment

                check_segment(segment)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Copies the last commit that this Index has seen to a new folder, also while it is being written to.

        Every byte is verified on the way; the copy is an index of its own. Works for an index in memory, too.

        Example:
            >>> import tempfile
            >>> index = Index()
            >>> index.add(Article("Talks open", "They met in Moscow.", id="a1"))
            >>> index.commit()
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     index.backup(folder + "/copy")
            ...     len(Index(folder + "/copy", read_only=True))
            1

        Args:
            path: the folder to make; it must not exist, or be empty.

        Raises:
            WriteError: the folder is not empty or cannot be written; a copy is whole or has no manifest.
            CorruptIndex: the index is damaged.
        """
        self._open()
        from searchlib.segments.backup import copy_commit

        snapshot = self._snapshot
        copy_commit(snapshot.manifest, snapshot.segments, Path(os.fsdecode(path)))

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


_on_disk: weakref.WeakSet[Index] = weakref.WeakSet()


def _after_fork() -> None:
    for index in list(_on_disk):
        index._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _folder(path: Path, read_only: bool) -> DiskDirectory:
    directory = DiskDirectory(path)
    if path.exists() and not path.is_dir():
        raise IndexNotFound(f"{path}: is a file, not the folder of an index")
    if path.is_dir():
        try:
            names = directory.names()
        except OSError as error:
            raise IndexNotFound(f"{path}: cannot be read ({error.strerror})") from None
        ours = (".segment", ".store", ".deleted", ".new")
        strangers = [
            name for name in names if name not in (MANIFEST_NAME, MANIFEST_COPY, "lock") and not name.endswith(ours)
        ]
        if MANIFEST_NAME in names or (not read_only and not strangers):
            return directory
        raise IndexNotFound(
            f"{path}: is not an index"
            + ("" if read_only else f" (it holds {strangers[0]!r}); name an empty or new folder")
        )
    if read_only:
        raise IndexNotFound(f"{path}: there is no index; make one with Index(path) or `search index`")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{path}: cannot be made: {error.strerror or error}") from error
    return directory


def analysed_fields(article: Article, people: Sequence[Person], dates: Sequence[DateMention]) -> tuple[Any, ...]:
    """What BatchInverter.add takes, but for the place in the store."""
    language = known_language(article.language)
    suffix = "" if language == DEFAULT_LANGUAGE else language or "-"
    return (
        article.id, article.headline, article.standfirst, article.body, suffix, *_published(article.published),
        [(person.name, max(1, len(person.mentions))) for person in people],
        [(day.first.toordinal(), (day.last or day.first).toordinal()) for day in dates if day.first is not None],
        article.source, article.section, article.byline, article.extra,
    )  # fmt: skip


def _published(published: date | datetime | None) -> tuple[int, int, int]:
    """(calendar day, microseconds since 1970 UTC, minutes east of UTC or what stands for none)."""
    if published is None:
        return NO_DAY, 0, DATE_ONLY
    day = published.toordinal()
    if not isinstance(published, datetime):
        return day, (day - _EPOCH.toordinal()) * 86_400_000_000, DATE_ONLY
    offset = published.utcoffset()
    zone = NAIVE if offset is None else int(offset.total_seconds() // 60)
    moment = published if offset is None else published.astimezone(timezone.utc)
    passed = moment.replace(tzinfo=None) - _EPOCH
    return day, (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds, zone


def _any_of(plan: Plan) -> Plan | None:
    """The same words, of which any will do; None when the plan is not one of words that are all required."""
    if plan[0] != AND:
        return None
    words = tuple(part for part in plan[2] if part[0] in (2, 4, OR))
    rest = tuple(part for part in plan[2] if part[0] not in (2, 4, OR))
    if len(words) < 2:
        return None
    any_word = (OR, 1.0, words)
    return (AND, plan[1], (any_word, *rest)) if rest else any_word


class _Matcher:
    """Says of a token of an article which word of the query it stands for (for marking it in snippets)."""

    def __init__(self, query: Any) -> None:
        self._query = query
        self._stems: dict[str, int] | None = None
        self._exact: set[str] = set()
        self._prefixes: tuple[str, ...] = ()
        self._seen: dict[str, object] = {}

    def __call__(self, token: str, folded: str | None) -> object:
        if self._stems is None:
            self._prepare()
        if token not in self._seen:
            self._seen[token] = self._match(fold(token) if folded is None else folded)
        return self._seen[token]

    def _match(self, folded: str) -> object:
        assert self._stems is not None
        if folded in self._exact:
            return folded
        stem = stem_words([folded])[0]
        if stem in self._stems:
            return stem
        return next((prefix for prefix in self._prefixes if folded.startswith(prefix)), None)

    def _prepare(self) -> None:
        self._stems = {}
        if isinstance(self._query, list):
            for word in self._query:
                self._word(word)
        elif isinstance(self._query, Node):
            self._node(self._query)

    def _word(self, text: str) -> None:
        assert self._stems is not None
        terms = [term for term, kind in analyse(text) if kind == 0]
        if len(terms) == 1:
            self._stems[stem_words(terms)[0]] = 1
        else:
            self._exact.update(terms)

    def _node(self, node: Node) -> None:
        match node:
            case Word(text) | Fuzzy(text):
                self._word(text)
            case Exact(text):
                self._exact.update(term for term, _ in analyse(text))
            case Phrase(words) | Near(words):
                self._exact.update(term for word in words for term, _ in analyse(word))
            case Prefix(text) | Wildcard(text):
                self._prefixes += (fold(text.partition("*")[0].partition("?")[0]) or "\0",)
            case And(parts) | Or(parts):
                for part in parts:
                    self._node(part)
            case Boost(part):
                self._node(part)
            case _:
                pass
