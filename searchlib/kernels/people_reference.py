"""What the recogniser's Viterbi search means, without haste: every labelling is scored, the best is taken (oracle for tests/kernels)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

OUTSIDE, BEGIN, INSIDE, LAST, ONE, ORGANISATION, PLACE, OTHER = range(8)
OPENS, CONTINUES = {BEGIN, INSIDE}, {INSIDE, LAST}


def is_sound(labels: Sequence[int]) -> bool:
    """Does every person that begins also end, and the other way round?

    Example:
        >>> is_sound([BEGIN, LAST, OUTSIDE]), is_sound([BEGIN, OUTSIDE])
        (True, False)
    """
    padded = [OUTSIDE, *labels, OUTSIDE]
    return all((a in OPENS) == (b in CONTINUES) for a, b in pairwise(padded))


def score(
    labels: Sequence[int],
    scores: Sequence[Sequence[int]],
    between: Sequence[Sequence[int]],
    first: Sequence[int],
    last: Sequence[int],
) -> int:
    """The sum of a labelling's token scores and transitions."""
    total = first[labels[0]] + last[labels[-1]]
    total += sum(row[label] for row, label in zip(scores, labels, strict=True))
    return total + sum(between[a][b] for a, b in pairwise(labels))


def best_score(
    scores: Sequence[Sequence[int]], between: Sequence[Sequence[int]], first: Sequence[int], last: Sequence[int]
) -> int:
    """The highest score of any sound labelling; for short runs only."""
    labellings = product(range(8), repeat=len(scores))
    return max(score(one, scores, between, first, last) for one in labellings if is_sound(one))
