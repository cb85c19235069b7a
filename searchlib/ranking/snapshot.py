"""One commit's state, open for searching: it does not change, whatever a writer does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from time import time
from typing import TYPE_CHECKING

from searchlib.kernels import dictionary, retrieval
from searchlib.query.plan import ALL_PLAN, ANY_TERM, OR, STEM_PREFIXES, TYPED, Plan, in_body, word_prefix
from searchlib.segments.directory import Directory, MissingFile
from searchlib.segments.manifest import Manifest, read_manifest
from searchlib.segments.reader import SegmentReader

if TYPE_CHECKING:
    from searchlib.kernels.aggregation import LabelTable
    from searchlib.query.expansion import Found
    from searchlib.query.patterns import Automaton
    from searchlib.ranking.feedback import Learnt

ORDERS = {"relevance": retrieval.RELEVANCE, "newest": retrieval.NEWEST, "oldest": retrieval.OLDEST}


MAX_PLANS = 4096
MOST_KEPT = 64
"""A plan of more words is looked up in the dictionary each time it is searched: it would take much memory."""
MAX_TYPED = 64
MAX_LEARNT = 1024
TERMS_A_PAGE = 4096
LEAST_WORDS = 8
"""Questions of so many words learn from their best articles (feedback.py)."""


class Snapshot:
    """Segments of one manifest."""

    def __init__(self, manifest: Manifest, segments: tuple[SegmentReader, ...]) -> None:
        self.manifest = manifest
        self.generation = manifest.generation
        self.segments = segments
        self.views = tuple(segment.view for segment in segments)
        self.documents = sum(view.documents for view in self.views)
        self._plans: dict[str, tuple[Plan, tuple[str, ...]]] = {}
        self._weighed: dict[int, retrieval.WeighedPlan] = {}  # by what a plan's id() is, as long as it is kept
        self._learnt: dict[Plan, Learnt | None] = {}
        self._typed: dict[tuple[Plan, str, str], Plan] = {}
        self._reads_texts = False
        self._day_begins = self._day_ends = 0.0
        self.label_tables: dict[int, LabelTable] = {}  # names numbered across segments, made when first counted

    @classmethod
    def of_last_commit(cls, directory: Directory, known: Iterable[SegmentReader] = ()) -> Snapshot:
        """Opens what the manifest names; segments that are open already (`known`) are taken over.

        Raises:
            CorruptIndex: a file is damaged or missing.
        """
        by_entry = {reader.entry: reader for reader in known}
        manifest = read_manifest(directory) or Manifest()
        while True:
            try:
                readers = [by_entry.get(entry) or SegmentReader(directory, entry) for entry in manifest.segments]
                return cls(manifest, tuple(readers))
            except MissingFile:
                # A writer may have committed, and removed files, since the manifest was read.
                newer = read_manifest(directory) or Manifest()
                if newer.generation == manifest.generation:
                    raise
                manifest = newer

    def __len__(self) -> int:
        return sum(segment.live for segment in self.segments)

    def search(
        self,
        plan: Plan,
        k: int,
        order: int,
        behind: tuple[float, int, int, str] | None = None,
        fading: tuple[int, float] | None = None,
    ) -> list[tuple[int, int, float]]:
        """The k best (segment, document, score), in order; of what comes behind (score, day, instant, id), if given.

        With `fading` (today, half-life in days) scores fall with age.
        """
        if self._reads_texts:
            from searchlib.ranking.typed import best_in_order

            found = best_in_order(plan, k, lambda one, most: self.weighed(one).search(most, order, behind, fading))
            if found is not None:
                return found
        return self.weighed(plan).search(k, order, behind, fading)

    def weighed(self, plan: Plan) -> retrieval.WeighedPlan:
        """The plan as the kernels search it; looked up in the dictionary once, if the very same plan is asked again."""
        known = self._weighed.get(id(plan))
        if known is not None and known.plan is plan:
            return known
        made = retrieval.WeighedPlan(self.views, plan)
        if made.size <= MOST_KEPT:
            if len(self._weighed) >= MAX_PLANS:
                self._weighed = {}
            self._weighed[id(plan)] = made
        return made

    def learnt(self, plan: Plan) -> Learnt | None:
        """What a long question's best articles add to it (feedback.py); None for any other plan."""
        if plan[0] != OR or len(plan[2]) < LEAST_WORDS:
            return None
        if plan not in self._learnt:
            from searchlib.ranking.feedback import is_long_question, learn

            if len(self._learnt) >= MAX_LEARNT:
                self._learnt = {}
            self._learnt[plan] = learn(self, plan) if is_long_question(plan) else None
        return self._learnt[plan]

    def reads_texts(self, plan: Plan) -> bool:
        """Whether a search for the plan may have to read articles' texts (ranking/typed.py)."""
        if not self._reads_texts:
            return False
        from searchlib.ranking.typed import asks_for_texts

        return asks_for_texts(plan)

    def frequency(self, key: str) -> int:
        """In how many articles, deleted ones included, a key of the dictionary stands."""
        total = 0
        for view in self.views:
            for found, articles in view.terms_from(key, 1):
                total += articles if found == key else 0
        return total

    def plans(self) -> dict[str, tuple[Plan, tuple[str, ...]]]:
        """What queries meant that were asked today; of many, none are kept."""
        now = time()
        # Asking for the day takes longer than looking a plan up: it is asked for again when it may have changed.
        if not self._day_begins <= now < self._day_ends or len(self._plans) >= MAX_PLANS:
            today = datetime.fromtimestamp(now).replace(hour=0, minute=0, second=0, microsecond=0)
            self._day_begins, self._day_ends = today.timestamp(), (today + timedelta(days=1)).timestamp()
            self._plans = {}
        return self._plans

    def count(self, plan: Plan) -> int:
        return self.weighed(plan).count()

    def find(self, id: str) -> tuple[SegmentReader, int] | None:
        for segment in self.segments:
            document = segment.find(id)
            if document is not None:
                return segment, document
        return None

    # --- the dictionary (query/expansion.py) ----------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether a document has this key."""
        return any(page and page[0][0] == key for page in (view.terms_from(key, 1) for view in self.views))

    def as_typed(self, folded: Plan, within: Plan, field: str, text: str) -> Plan:
        """A plan for the articles of `folded` that have the words in this field just as typed.

        Texts are read when it is searched (ranking/typed.py); of no other articles than those of `within`.
        """
        asked = (within, field, text)
        made = self._typed.get(asked)
        if made is None:
            if len(self._typed) >= MAX_TYPED:
                self._typed = {}
            from searchlib.ranking.typed import Spelled

            made = self._typed[asked] = (TYPED, 1.0, folded, Spelled(self.segments, within, field, text))
            self._reads_texts = True
        return made

    def with_any(self, field: str) -> Plan:
        """A plan for the articles that have any word in this field, worked out once a commit."""
        asked = (ALL_PLAN, field, "")
        made = self._typed.get(asked)
        if made is None:
            from searchlib.ranking.typed import AnyValue

            made = self._typed[asked] = (TYPED, 1.0, ALL_PLAN, AnyValue(self.segments, field, self._any_word(field)))
            self._reads_texts = True
        return made

    def _any_word(self, field: str) -> Plan:
        head = "s" if field == "body" else STEM_PREFIXES.get(field) or word_prefix(field) or ""
        keys = self._keys_behind(head)
        if field != "body":
            return (ANY_TERM, 1.0, tuple(keys))
        # A stem is in the body of the articles that have it, but for those that have it in the headline only.
        others = {key[1:] for key in self._keys_behind("n")}
        plain = tuple(key for key in keys if key[1:] not in others)
        return (OR, 1.0, ((ANY_TERM, 1.0, plain), *(in_body(key[1:]) for key in keys if key[1:] in others)))

    def _keys_behind(self, head: str) -> dict[str, None]:
        """All keys that begin so."""
        found: dict[str, None] = {}
        for view in self.views:
            low = head
            while page := view.terms_from(low, TERMS_A_PAGE):
                found.update((key, None) for key, _ in page if key.startswith(head))
                low = page[-1][0] + "\0"
                if not low.startswith(head):
                    break
        return found

    def languages(self) -> tuple[str, ...]:
        """Languages that articles were added in; "" stands for those without a stemmer."""
        return self.manifest.languages

    def expand(self, head: str, pattern: Automaton, limit: int, most_work: int) -> Found:
        """Words behind `head` that fit, the `limit` most frequent; see query/expansion.py."""
        from searchlib.query.expansion import joined

        made = (pattern.states, list(pattern.edges), list(pattern.accepting), pattern.literal)
        parts: list[Found] = []
        for view in self.views:
            parts.append(dictionary.expand(view, head, pattern.prefix, made, limit, most_work))
            most_work -= min(most_work, parts[-1][2])
        return joined(parts, limit) if parts else ([], 0, 0, True)

    def between(self, head: str, low: str, high: str | None, limit: int) -> list[str]:
        """The first words behind `head` from `low` to `high`, both included; None for the end."""
        found: set[str] = set()
        for view in self.views:
            for key, _ in view.terms_from(head + low, limit):
                if not key.startswith(head) or (high is not None and key[len(head) :] > high):
                    break
                found.add(key[len(head) :])
        return sorted(found)[:limit]
