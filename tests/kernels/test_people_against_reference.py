"""The recogniser's Viterbi search beside a search over all labellings; damaged models are refused."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.kernels.people_reference import best_score, is_sound, score
from searchlib.kernels.recognition import Recogniser, best_labels

NUMBER = st.integers(-200, 200)
ROW = st.lists(NUMBER, min_size=8, max_size=8)


@settings(max_examples=40)
@given(st.lists(ROW, min_size=1, max_size=3), st.lists(ROW, min_size=8, max_size=8), ROW, ROW)
def test_the_best_labelling(
    scores: list[list[int]], between: list[list[int]], first: list[int], last: list[int]
) -> None:
    labels = best_labels(scores, between, first, last)
    assert is_sound(labels)
    assert score(labels, scores, between, first, last) == best_score(scores, between, first, last)


def test_a_damaged_model_is_refused() -> None:
    model = files("searchlib.extraction.people").joinpath("people.model").read_bytes()
    assert len(model) <= 5_000_000
    flipped = bytearray(model)
    flipped[len(model) // 2] ^= 1
    newer = bytearray(model)
    newer[8] += 1
    for bad, why in (
        (b"", "no model"),
        (model[:-1], "checksum"),
        (bytes(flipped), "checksum"),
        (bytes(newer), "version"),
    ):
        with pytest.raises(ValueError, match=why):
            Recogniser(bad)
