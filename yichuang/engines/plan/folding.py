"""Effects that lines of the record carry, and the state that follows from them alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effect:
    """The change of one node in one line: round, state before and after, digest of what it read, outcome."""

    node: str
    round: int
    before: str
    after: str
    digest: str = ""
    outcome: str = ""

    def as_list(self) -> list[str | int]:
        """The form in the record: node, round, from, to, digest, outcome."""
        return [self.node, self.round, self.before, self.after, self.digest, self.outcome]

    @classmethod
    def read(cls, row: list[Any]) -> Effect:
        """The effect that `as_list` wrote."""
        node, number, before, after, digest, outcome = row
        return cls(str(node), int(number), str(before), str(after), str(digest), str(outcome))


def fold(bodies: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Effect]]:
    """The case's own state and the last effect of each node, from the bodies of its lines in order.

    Nothing is evaluated. Raises ValueError where an effect does not continue the one before.
    """
    case: dict[str, Any] = {}
    nodes: dict[str, Effect] = {}
    for body in bodies:
        case.update(body.get("case", {}))
        for row in body.get("effects", ()):
            effect = Effect.read(row)
            last = nodes.get(effect.node)
            if last is not None and last.after != effect.before:
                raise ValueError(f"{effect.node}: {effect.before} does not follow {last.after}")
            nodes[effect.node] = effect
    return case, nodes
