"""How does an index understand a query? Plain words become a plan at once, others by way of the query language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchlib.analysis.stem import DEFAULT_LANGUAGE
from searchlib.article import valid_text
from searchlib.errors import QueryError
from searchlib.query.naming import has_names, with_names
from searchlib.query.nodes import Node
from searchlib.query.plain import plain_node, plain_words
from searchlib.query.plan import AND, NO_PLAN, Plan, Planner, once_each, plan_word

if TYPE_CHECKING:
    from datetime import date

    from searchlib.names.aliases import Aliases
    from searchlib.query.naming import Resolver
    from searchlib.ranking.snapshot import Snapshot

_ENGLISH_ONLY = ((), (DEFAULT_LANGUAGE,))


class Planning:
    """How Index comes from a query to the plan that its snapshot is searched with."""

    _aliases: Aliases | None

    if TYPE_CHECKING:

        def _resolver(self, snapshot: Snapshot) -> Resolver: ...

    def _plan(
        self, query: str | Node, snapshot: Snapshot, strict: bool, now: date | None
    ) -> tuple[Plan, tuple[str, ...]]:
        try:
            if isinstance(query, str):
                # What a query means stays the same as long as the index and the day do.
                remembered = snapshot.plans() if now is None and not strict else {}
                made = remembered.get(query)
                if made is None:
                    made = remembered[query] = self._plan_of(query, snapshot, strict, now)
                return made
            return self._plan_of(query, snapshot, strict, now)
        except UnicodeEncodeError:
            raise QueryError("a word of the query holds half of a surrogate pair, which is no character") from None

    def _plan_of(
        self, query: str | Node, snapshot: Snapshot, strict: bool, now: date | None
    ) -> tuple[Plan, tuple[str, ...]]:
        node: Node | None
        notes: tuple[str, ...] = ()
        if isinstance(query, str):
            query = valid_text(query)
            words = plain_words(query)
            if words is not None and snapshot.languages() in _ENGLISH_ONLY:
                plans = once_each(tuple(plan for plan in map(plan_word, words) if plan is not NO_PLAN))
                return (plans[0] if len(plans) == 1 else (AND, 1.0, plans) if plans else NO_PLAN), ()
            if (node := plain_node(query)) is None:
                from searchlib.query.language import parse

                parsed = parse(query, now=now, strict=strict)
                node, notes = parsed.node, parsed.notes
        elif isinstance(query, Node):
            node = query
        else:
            raise QueryError(f"a query must be a str or a Node, not {type(query).__name__}")
        if node is None:
            return NO_PLAN, notes
        named: list[str] = []
        if has_names(node, renamed=self._aliases is not None):
            node = with_names(node, self._resolver(snapshot), named)
        planner = Planner(snapshot, rereads=not strict)
        plan = planner.plan(node)
        return plan, (*notes, *named, *planner.notes)
