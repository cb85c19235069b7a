"""The scorer of temporal expressions counts as TempEval-3 does."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from timex import Score, Timex, pairs, parse_document, score

SOURCE = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2024-03-01">20240301</TIMEX3></DCT>
<TEXT>On <TIMEX3 tid="t1" type="DATE" value="2024-02-29">Thursday</TIMEX3> they <EVENT eid="e1">met</EVENT> &amp; left for
<TIMEX3 tid="t2" value="P2D" type="DURATION">two days</TIMEX3>.</TEXT></TimeML>"""


def test_documents_are_read_without_their_tags() -> None:
    document = parse_document("one", SOURCE)
    assert document.text == "On Thursday they met & left for\ntwo days."
    assert document.published == date(2024, 3, 1)
    assert [(document.text[one.start : one.end], one.type, one.value) for one in document.expressions] == [
        ("Thursday", "DATE", "2024-02-29"),
        ("two days", "DURATION", "P2D"),
    ]


def test_a_perfect_answer_and_none() -> None:
    gold = parse_document("one", SOURCE).expressions
    assert set(score([(gold, gold)]).figures().values()) == {100.0}
    assert set(score([(gold, [])]).figures().values()) == {0.0}
    assert set(score([([], [])]).figures().values()) == {0.0}


def test_what_each_measure_asks_for() -> None:
    gold = [Timex(0, 8, "DATE", "2024"), Timex(20, 30, "DURATION", "P2D")]
    found = [Timex(0, 6, "DATE", "2024"), Timex(20, 30, "DATE", "P2D"), Timex(50, 54, "DATE", "2023")]
    figures = score([(gold, found)]).figures()
    # 2 there, 3 found: an F1 of 2 * right / 5.
    assert figures == {"strict": 40.0, "relaxed": 80.0, "value": 40.0, "value_alone": 80.0, "date_value": 50.0}


@pytest.mark.parametrize(
    ("found", "partner"),
    [
        ([Timex(0, 4, "", "a"), Timex(0, 8, "", "b")], "b"),  # the same characters before a mere overlap
        ([Timex(0, 3, "", "a"), Timex(3, 9, "", "b")], "b"),  # the longer overlap
        ([Timex(8, 9, "", "a")], None),  # touching is not overlapping
    ],
)
def test_partners(found: list[Timex], partner: str | None) -> None:
    matched = pairs([Timex(0, 8, "", "gold")], found)
    assert (matched[0][1].value if matched[0][1] else None) == partner
    assert len(matched) == 1 + len(found) - (partner is not None)


def test_counts_add_up_over_documents() -> None:
    one = Timex(0, 4, "DATE", "2024")
    total = Score()
    total.add([one], [one])
    total.add([one], [])
    assert (total.strict.precision, total.strict.recall, round(total.strict.f1, 3)) == (1.0, 0.5, 0.667)
