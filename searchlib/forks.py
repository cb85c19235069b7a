"""What after a fork? The child gets a copy of every index, of its guard too, which another thread may hold for ever."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Forked(Protocol):
    """What must know that it is in a child now."""

    def _after_fork(self) -> None: ...


_known: weakref.WeakSet[Forked] = weakref.WeakSet()


def tell_of_forks(one: Forked) -> None:
    """From now on, and as long as it lives, it is told in each child."""
    _known.add(one)


def _after_fork() -> None:
    for one in list(_known):
        one._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
