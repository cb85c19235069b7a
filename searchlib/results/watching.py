"""Which saved searches does a new article answer? Percolation: queries wait in a table under a word each must have.

An article is looked at when it is added; only queries whose word it has are evaluated, on the article alone, so nothing is
searched again and the cost does not grow with the index. Alerts are given out once the article is committed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from searchlib.analysis.stem import DEFAULT_LANGUAGE
from searchlib.article import Article, DateMention, Person
from searchlib.errors import QueryError
from searchlib.query.naming import has_names, with_names
from searchlib.query.nodes import And, AsTyped, Boost, Fuzzy, Name, Node, Not, Or, Prefix, Range, Regex, Wildcard
from searchlib.query.plan import AND, NOTHING, OR, PHRASE, TERM, Plan, Planner
from searchlib.results.percolation import ArticleTerms

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search that a new article answers.

    Attributes:
        watch: the name of the search.
        id, headline: of the article.
    """

    watch: str
    id: str
    headline: str


@dataclass(slots=True)
class _Watch:
    node: Node
    plan: Plan | None  # None: it has patterns, which mean other words in every article
    anchors: frozenset[str] | None  # at least one of these keys is in every article that answers; None: unknown


class Watches:
    """Saved searches, ready to be held against articles; read anew each day, since "last week" moves."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self.queries = dict(queries)
        self._day: date | None = None
        self._watches: dict[str, _Watch] = {}
        self._by_anchor: dict[str, list[str]] = {}
        self._always: list[str] = []

    def matching(self, article: Article, people: Sequence[Person], dates: Sequence[DateMention]) -> list[str]:
        """The names of the searches that the article answers."""
        if self._day != date.today():
            self._read(date.today())
        terms = ArticleTerms(article, people, dates)
        if terms.language != DEFAULT_LANGUAGE:
            # Words may have other stems in its language, so no key tells which searches are likely.
            return sorted(
                name for name, watch in self._watches.items() if terms.matches(_plan_for(watch.node, terms, people))
            )
        likely = dict.fromkeys(self._always)
        for key in self._by_anchor.keys() & terms.positions.keys():
            likely.update(dict.fromkeys(self._by_anchor[key]))
        return sorted(name for name in likely if self._answers(self._watches[name], terms, people))

    def _answers(self, watch: _Watch, terms: ArticleTerms, people: Sequence[Person]) -> bool:
        plan = watch.plan if watch.plan is not None else _plan_for(watch.node, terms, people)
        return terms.matches(plan)

    def _read(self, today: date) -> None:
        self._day = today
        self._watches, self._by_anchor, self._always = {}, {}, []
        for name, query in self.queries.items():
            node = node_of(query, today)
            plan = None if _has_patterns(node) else Planner(_NO_WORDS).plan(node)
            watch = _Watch(node, plan, None if plan is None else anchors_of(plan))
            self._watches[name] = watch
            if watch.anchors is None:
                self._always.append(name)
            else:
                for key in watch.anchors:
                    self._by_anchor.setdefault(key, []).append(name)


_NO_WORDS = ArticleTerms(Article("", "", id="none"), (), ())


def _plan_for(node: Node, terms: ArticleTerms, people: Sequence[Person]) -> Plan:
    """The plan of a query whose patterns and names of people depend on the article."""
    if has_names(node):
        from searchlib.names import Aliases, PeopleTable

        table, aliases = PeopleTable({person.name: 1 for person in people}), Aliases()
        node = with_names(node, lambda name, strictness: table.resolve(name, strictness, aliases), [])
    return Planner(terms).plan(node)


def node_of(query: str, today: date | None = None) -> Node:
    """A saved search as nodes.

    Raises:
        QueryError: it is no string, or asks for nothing.
    """
    from searchlib.query.language import parse

    node = parse(query, now=today).node
    if node is None:
        raise QueryError(f"a search that is saved must ask for something; {query!r} does not")
    return node


def check_name(name: object) -> str:
    """The name of a saved search.

    Raises:
        QueryError: it is no string, empty or too long.
    """
    if not isinstance(name, str) or not name.strip() or len(name) > MAX_NAME:
        raise QueryError(f"the name of a saved search must be a string of 1 to {MAX_NAME} characters")
    return name.encode("utf-8", "replace").decode("utf-8")


def anchors_of(plan: Plan) -> frozenset[str] | None:
    """Keys of which every article that answers the plan has at least one; None when there are no such."""
    kind = plan[0]
    if kind == TERM:
        return frozenset((plan[2],))
    if kind == PHRASE:
        return frozenset((max(plan[2], key=len),))
    if kind == AND:
        known = [anchors for part in plan[2] if (anchors := anchors_of(part)) is not None]
        # The fewest keys, and of equals the longest words: long words are rare.
        return min(known, key=lambda keys: (len(keys), -min(map(len, keys), default=0)), default=None)
    if kind == OR:
        united: frozenset[str] = frozenset()
        for part in plan[2]:
            anchors = anchors_of(part)
            if anchors is None:
                return None
            united |= anchors
        return united
    return frozenset() if kind == NOTHING else None


def _has_patterns(node: Node) -> bool:
    match node:
        case AsTyped() | Prefix() | Wildcard() | Fuzzy() | Regex() | Range() | Name():
            return True
        case And(parts) | Or(parts):
            return any(map(_has_patterns, parts))
        case Not(part) | Boost(part):
            return _has_patterns(part)
        case _:
            return False
