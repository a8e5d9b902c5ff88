"""Reactions whose effects can be counted: each writes a line about `effect:<line>`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line, Outcome, Work
from yichuang.kernel.trail.testing import lines_of_kind, listening
from yichuang.reactions.registry import Reaction, Table, about_stream

Deed = Callable[[Work, Line], Outcome]


def effect(work: Work, line: Line) -> None:
    """The effect in the database that must come exactly once."""
    trail.record(f"effect:{line.id}", "effect", {"of": line.about}, actor="system:test")


def slow_effect(work: Work, line: Line) -> None:
    """The same, with time for a kill in the middle."""
    effect(work, line)
    time.sleep(0.004)


def table_of(deed: Deed = effect) -> Table:
    """A table with one reaction to `thing.*`, in order per thing."""
    return Table((Reaction("effect", ("thing.*",), deed, about_stream),), {})


SLOW = table_of(slow_effect)


@contextmanager
def wired(table: Table) -> Iterator[None]:
    """Lines written within the block cause work for this table."""
    with listening(table.interests):
        yield


def write(n: int, about: str = "thing:{n}", kind: str = "thing.done") -> list[int]:
    """n lines, each in its own transaction."""
    lines = []
    for i in range(n):
        with transaction.atomic():
            lines.append(trail.record(about.format(n=i), kind, {"i": i}, actor="system:test"))
    return lines


def effects() -> Counter[str]:
    return Counter(line.about for line in lines_of_kind("effect"))


def exactly_once(lines: list[int]) -> Counter[str]:
    return Counter({f"effect:{line}": 1 for line in lines})
