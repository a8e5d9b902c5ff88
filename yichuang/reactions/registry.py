"""What a reaction is, and how the worker finds the one that a row of pending work names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yichuang.base.refs import Ref
from yichuang.kernel.trail.api import Interest
from yichuang.kernel.trail.contracts import Line, Outcome, Timer, Work

Stream = Callable[[Ref, Mapping[str, Any]], str | None]
OnTimer = Callable[[Timer], None]


@dataclass(frozen=True, slots=True)
class Reaction:
    """A function that reacts to kinds of lines, in one short transaction with the end of its work.

    `kinds` are whole names, or a beginning with a star (`case.*`); empty: only what another reaction enqueues.
    `stream` names the queue within which order is kept. With `only` it reacts to lines alone whose body says yes to
    it: others cost no row. It may run twice; only one run counts.
    """

    handler: str
    kinds: tuple[str, ...]
    run: Callable[[Work, Line], Outcome]
    stream: Stream | None = None
    only: Callable[[Mapping[str, Any]], bool] | None = None


@dataclass(frozen=True, slots=True)
class OutsideReaction:
    """A reaction that asks the world outside, or computes for long: never inside a transaction.

    `prepare` reads what is needed (None: nothing to do, a Later: not yet), `call` runs in a thread, `settle` writes
    down its answer in one transaction with the end of the work. At least once: what `call` does outside carries the
    work's line and handler as its key; a door that it calls must be safe to repeat. At most `lane` calls of one
    handler run beside one another.
    """

    handler: str
    kinds: tuple[str, ...]
    prepare: Callable[[Work, Line], Any]
    call: Callable[[Any], Any]
    settle: Callable[[Work, Line, Any], Outcome]
    stream: Stream | None = None
    lane: int = 2


@dataclass(frozen=True, slots=True)
class Regular:
    """Something that every worker does by itself each so many seconds; safe in several processes."""

    name: str
    seconds: float
    run: Callable[[], object]


AnyReaction = Reaction | OutsideReaction


def base_name(handler: str) -> str:
    """The name in the table of a handler that was enqueued for one of many receivers: `tell/12` is `tell`."""
    return handler.partition("/")[0]


@dataclass(frozen=True)
class Table:
    """All reactions, and the functions of timers by kind or beginning of kinds (`cases.*`).

    Raises ValueError when a handler is named twice.
    """

    reactions: tuple[AnyReaction, ...]
    timers: Mapping[str, OnTimer]
    regular: tuple[Regular, ...] = ()
    _by_name: dict[str, AnyReaction] = field(default_factory=dict)
    _by_kind: dict[str, tuple[Interest, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the reactions by name."""
        for reaction in self.reactions:
            if reaction.handler in self._by_name or "/" in reaction.handler:
                raise ValueError(f"two reactions, or a stroke in the name: {reaction.handler}")
            self._by_name[reaction.handler] = reaction

    def interests(self, kind: str) -> Sequence[Interest]:
        """Who must see a line of this kind; computed once per kind."""
        found = self._by_kind.get(kind)
        if found is None:
            found = tuple(
                Interest(r.handler, r.stream, r.only if isinstance(r, Reaction) else None)
                for r in self.reactions
                if any(_covers(pattern, kind) for pattern in r.kinds)
            )
            self._by_kind[kind] = found
        return found

    def find(self, handler: str) -> AnyReaction:
        """The reaction of a row. Raises KeyError when it was taken out of the table with work left."""
        return self._by_name[base_name(handler)]

    def on_timer(self, kind: str) -> OnTimer:
        """The function of a kind of timer. Raises KeyError when there is none."""
        exact = self.timers.get(kind)
        return exact or self.timers[kind.partition(".")[0] + ".*"]


def _covers(pattern: str, kind: str) -> bool:
    return kind.startswith(pattern[:-1]) if pattern.endswith("*") else kind == pattern


def about_stream(ref: Ref, body: Mapping[str, Any]) -> str:
    """The stream that keeps the order of the lines about one thing."""
    return str(ref)
