"""What can which engine do? One small probe an ability, put to each by the way that its documentation shows.

    python benchmarks/bench_abilities.py [--engines "searchlib|Whoosh"]

"yes" means that the probe's answer was right in every part, a fraction that some parts were, "no" that none was or that there
is no way to ask (the run says which). A "no" is said of this API only: with code of the caller's own, much can be had anywhere.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from abilities_more_peers import PEERS, NoWay, Peer
from machine import NOT_INSTALLED, describe, version_of

SHOWN = 6
TODAY = date(2024, 3, 15)  # a Friday
Parts = list[tuple[str, Callable[[], Any], Any]]
"""Parts of a probe: what it is, what the peer is asked, the right answer."""


@dataclass(frozen=True)
class Ability:
    title: str
    asked: str
    probe: Callable[[Peer], Parts]


def bm25f(peer: Peer) -> Parts:
    filler = [f"other{number}" for number in range(200)]
    texts = {
        "headline": ("wheat prices", " ".join(filler[:40])),
        "body": ("other prices", " ".join(["wheat", *filler[:39]])),
        # As long as the next with its headline counted three times; so one length for all fields tells them not apart.
        "short headline": ("wheat rises", " ".join(filler[:120])),
        "long headline": (" ".join(["wheat", *filler[:31]]), " ".join(filler[:30])),
        "both": (" ".join(["wheat"] * 40), " ".join(["wheat"] * 40)),
        "one": (" ".join(filler[:40]), " ".join(["wheat"] * 40)),
        **{f"none{number}": ("talks go on", " ".join(filler[:40])) for number in range(40)},
    }

    def holds(compare: Callable[[dict[str, float]], bool]) -> Callable[[], bool]:
        return lambda: compare(peer.weighted(texts, "wheat"))

    return [
        ("the headline counts more than the body", holds(lambda got: got["headline"] > got["body"] * 1.01), True),
        ("occurrences saturate over all fields together", holds(lambda got: got["both"] < 1.5 * got["one"]), True),
        (
            "each field has a length of its own",
            holds(lambda got: got["short headline"] > got["long headline"] * 1.01),
            True,
        ),
    ]


TIMES = {
    "yesterday": {"14"}, "last week": {"04", "10"}, "3 days ago": {"12"}, "february 2024": {"feb"},
    "Q1 2024": {"14", "04", "10", "12", "feb", "11"}, "since monday": {"14", "12", "11"},
}  # fmt: skip


def times(peer: Peer) -> Parts:
    days = {
        "14": date(2024, 3, 14), "12": date(2024, 3, 12), "11": date(2024, 3, 11), "10": date(2024, 3, 10),
        "04": date(2024, 3, 4), "feb": date(2024, 2, 20), "old": date(2023, 12, 31),
    }  # fmt: skip
    return [(f"'{said}'", partial(peer.in_time, days, said, TODAY), right) for said, right in TIMES.items()]


def snippets(peer: Peer) -> Parts:
    text = "The minister was late. The prime minister spoke of grain."
    phrase = partial(peer.marked, text, '"prime minister"', "phrase")
    return [
        ("a word with a slip", partial(peer.marked, text, "graim~1", "fuzzy"), ["grain"]),
        ("a phrase's words", lambda: {word for mark in phrase() for word in mark.split()}, {"prime", "minister"}),
        ("only where they stand as the phrase", lambda: " ".join(phrase()), "prime minister"),
    ]


def offsets(peer: Peer) -> Parts:
    text = "Für Erdoğan, größer: the wheat harvest failed."
    found = partial(peer.offsets, text, "wheat")
    return [("behind letters with accents", lambda: [text[start:end] for start, end in found()], ["wheat"])]


def copies(peer: Peer) -> Parts:
    wire = (
        "Envoys of fourteen groups opened three days of talks in Moscow on Thursday. The host asked them to agree on one "
        "text before the month ends. Nobody expected it to be quick, and two delegations left early."
    )
    texts = {
        "a": ("Talks open", wire),
        "b": ("Moscow hosts", wire + " More soon."),
        "c": ("Other talks", "Moscow talks of rain."),
    }
    return [
        (
            "two versions of one wire text",
            lambda: sorted(map(sorted, peer.collapsed(texts, "talks"))),
            [["a", "b"], ["c"]],
        )
    ]


def alerts(peer: Peer) -> Parts:
    saved = {"grain": "grain -rice", "rice": "rice", "phrase": '"grain talks"'}
    return [("three saved searches", partial(peer.alerts, "The grain talks went on.", saved), {"grain", "phrase"})]


NAMES = [
    ("Muammar Gaddafi", "Moammar Kadhafi", True), ("Mikhail Bogdanov", "Михаил Богданов", True),
    ("Yevgeny Prigozhin", "Evgeni Prigoschin", True), ("Mohammed ElBaradei", "Mohamed El Baradei", True),
    ("John Kerry", "John Terry", False), ("Mikhail Bogdanov", "Mikhail Bogatov", False),
]  # fmt: skip


def names(peer: Peer) -> Parts:
    def finds(asked: str, other: str) -> bool:
        return "a" in peer.named({"a": other, "b": "Anna Halvorsen"}, asked)

    return [
        (f"{asked} {'is' if same else 'is not'} {other}", partial(finds, asked, other), same)
        for asked, other, same in NAMES
    ]


def pairs(peer: Peer) -> Parts:
    people = {"a": ["Ann Lee", "Bo Tan", "Cy Ode"], "b": ["Ann Lee", "Bo Tan"], "c": ["Bo Tan", "Cy Ode"]}
    right = {("Ann Lee", "Bo Tan"): 2, ("Ann Lee", "Cy Ode"): 1, ("Bo Tan", "Cy Ode"): 2}
    return [("all pairs with their counts", partial(peer.pairs, people), right)]


TYPED = (
    'grain "', '"grain', "(grain", "grain)", "((grain", "grain AND", "OR grain", "AND grain", "grain NOT", "grain:", ":grain",
    "grain [", "grain ]", "{grain", "grain}", "grain ^", "grain^", "grain ~", "grain *(", "grain /", "/grain", "grain \\",
    "grain ;", "“grain”", "grain!", "grain?", "'grain", "grain''", "grain &&", "|| grain", "grain +", "grain, grain.", "grain -",
    "grain <", "grain >=", "@grain", "#grain", "grain %", "grain \x00", "grain…", "what of grain? (and", 'grain" OR ("grain',
)  # fmt: skip
"""Punctuation beside one word; the article with the word is to be found."""


def typed(peer: Peer) -> Parts:
    texts = {
        "a": ("Talks", "What they said of grain and of prices."),
        "b": ("Votes", "A close one."),
        "c": ("Rain", "Clouds."),
    }
    return [(repr(query), partial(_finds, peer, texts, query), True) for query in TYPED]


def _finds(peer: Peer, texts: dict[str, tuple[str, str]], query: str) -> bool:
    return "a" in peer.typed(texts, query)


def months(peer: Peer) -> Parts:
    days = {"a": date(2024, 1, 31), "b": date(2024, 2, 1), "c": date(2024, 2, 29), "d": date(2024, 4, 30)}
    return [("four articles in three months", partial(peer.months, days), {"2024-01": 1, "2024-02": 2, "2024-04": 1})]


ABILITIES = [
    Ability("true BM25F", "weights, one saturation over all fields, a length for each field", bm25f),
    Ability("days in English", "six times, from 'yesterday' to 'Q1 2024'", times),
    Ability("marks for slips and phrases", "which words a snippet marks for graim~1 and for a phrase", snippets),
    Ability("offsets in characters", "where a match stands in a text with accents", offsets),
    Ability("near-duplicates collapsed", "a wire text and its longer version as one hit", copies),
    Ability("alerts", "saved searches that a new article answers", alerts),
    Ability("name variants", "four spellings found, two lookalikes not", names),
    Ability("who with whom, counted", "pairs of people in articles", pairs),
    Ability(
        "any punctuation typed",
        f"{len(TYPED)} queries of one word and signs: no error, and the article is found",
        typed,
    ),
    Ability("articles by month", "a histogram", months),
]


def put(peer: Peer, ability: Ability) -> tuple[str, str]:
    """The table's cell, and what the run says of it."""
    wrong: list[str] = []
    parts = ability.probe(peer)
    for title, ask, right in parts:
        try:
            answer = ask()
        except NoWay as reason:
            wrong.append(str(reason))
        except Exception as error:
            said = str(error).splitlines()
            wrong.append(f"{title} ({type(error).__name__}{': ' + said[0][:100] if said else ''})")
        else:
            if answer != right:
                wrong.append(title if isinstance(right, bool) else f"{title} (gave {answer or 'nothing'})")
    good = len(parts) - len(wrong)
    why = "; ".join(dict.fromkeys(wrong[:SHOWN])) + (f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else "")
    return ("yes" if not wrong else f"{good} of {len(parts)}" if good else "no"), why


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", default="|".join(PEERS), help="names with | between them")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/runs"))
    given = parser.parse_args()
    asked = given.engines.split("|")
    if strangers := [name for name in asked if name not in PEERS]:
        parser.error(f"there is no engine {strangers[0]!r}; there are {', '.join(PEERS)}")
    versions = {name: version_of(PEERS[name][1]) if PEERS[name][1] else sqlite3.sqlite_version for name in asked}
    chosen = [name for name in asked if versions[name] != NOT_INSTALLED]  # what was not asked has no answers
    table = [f"| | {' | '.join(chosen)} |", "|---" * (len(chosen) + 1) + "|"]
    details = []
    for ability in ABILITIES:
        cells = {name: put(PEERS[name][0](), ability) for name in chosen}
        table.append(f"| {ability.title} | {' | '.join(cell for cell, _ in cells.values())} |")
        details.append(f"- **{ability.title}** ({ability.asked})")
        details += [f"  - {name}: {cell}. Not: {why}" for name, (cell, why) in cells.items() if why]
    day = date.today().isoformat()
    lines = [
        f"What each engine can do, {day}: {', '.join(f'{name} {versions[name]}' for name in asked)}; {describe()['system']}.", "",
        *table, "", "Asked by benchmarks/bench_abilities.py. What is not a plain yes:", "", *details,
    ]  # fmt: skip
    (given.out / f"{day}-abilities.md").write_text("\n".join(lines).replace("\x00", "\\x00") + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
