"""Finds rules that can never hold, and those that always do, one datum at a time (cheap, and never wrong)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from yichuang.base.text import Text
from yichuang.engines.rules.compiler import compile_rule
from yichuang.engines.rules.dict_env import DictEnv
from yichuang.engines.rules.protocols import Scope
from yichuang.engines.rules.samples import samples
from yichuang.engines.rules.tree import (
    Call,
    Junction,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Path,
    Quantifier,
    walk,
)
from yichuang.engines.values import Fault, Value


def reach_faults(tree: Node, scope: Scope) -> list[Fault]:
    """A fault where an AND (or the whole) can never hold, a warning where an OR (or the whole) always does."""
    faults: list[Fault] = []
    for node in _outside_lists(tree):
        if isinstance(node, Junction):
            faults += _joined(node, scope)
    if not isinstance(tree, Junction):
        faults += _alone(tree, scope)
    return faults


def _outside_lists(tree: Node) -> Iterator[Node]:
    """Nodes whose names are the scope's own (inside list functions names are variables)."""
    inside = {id(n) for q in walk(tree) if isinstance(q, Quantifier) for n in walk(q)}
    return (n for n in walk(tree) if id(n) not in inside)


def _joined(node: Junction, scope: Scope) -> list[Fault]:
    found: list[Fault] = []
    for path, parts in by_name(node.operands).items():
        values = values_for(path, parts, scope)
        if values is None or len(parts) < 2:
            continue
        answers = [[holds(part, path, value) for part in parts] for value in values]
        if node.word == "AND" and not any(all(row) for row in answers):
            found.append(_never(node, path))
        if node.word == "OR" and all(any(row) for row in answers):
            found.append(_always(node, path))
    return found


def _alone(node: Node, scope: Scope) -> list[Fault]:
    path = only_name(node)
    values = values_for(path, [node], scope) if path is not None else None
    if path is None or not values:
        return []
    answers = [holds(node, path, value) for value in values]
    if not any(answers):
        return [_never(node, path)]
    return [_always(node, path)] if all(answers) else []


def _never(node: Node, path: Path) -> Fault:
    name = ".".join(path)
    return Fault(Text(f"{name} 无论取何值都不成立", f"can never hold, whatever {name} is"), node.at)


def _always(node: Node, path: Path) -> Fault:
    name = ".".join(path)
    return Fault(
        Text(f"{name} 只要已知就总是成立", f"always holds once {name} is known"),
        node.at,
        level="warning",
    )


def by_name(parts: Sequence[Node]) -> dict[Path, list[Node]]:
    """The parts that speak of one name and constants only, by that name."""
    found: dict[Path, list[Node]] = {}
    for part in parts:
        path = only_name(part)
        if path is not None:
            found.setdefault(path, []).append(part)
    return found


def only_name(node: Node) -> Path | None:
    """The one name that a part compares with constants; None where it says anything else."""
    names = {n.path for n in walk(node) if isinstance(n, Name)}
    if len(names) != 1 or any(isinstance(n, Parameter | Quantifier) for n in walk(node)):
        return None
    calls = {n.function for n in walk(node) if isinstance(n, Call)}
    return names.pop() if calls <= {"begins"} else None


def values_for(path: Path, parts: Sequence[Node], scope: Scope) -> list[Value] | None:
    """Values that stand for all that the name may be; None where its type gives none or nothing is compared."""
    type_ = scope.type_of(path)
    if type_ is None or path == ("as_of",) or type_.kind == "any":
        return None
    return samples(type_, constants_of(parts), starts_of(parts))


def constants_of(parts: Sequence[Node]) -> list[Value]:
    """The constants that parts compare with."""
    starts = {
        id(n.arguments[1])
        for p in parts
        for n in walk(p)
        if isinstance(n, Call) and n.function == "begins"
    }
    return [
        n.value for p in parts for n in walk(p) if isinstance(n, Literal) and id(n) not in starts
    ]


def starts_of(parts: Sequence[Node]) -> list[str]:
    """The beginnings of codes that parts ask for."""
    return [
        str(n.arguments[1].value)
        for p in parts
        for n in walk(p)
        if isinstance(n, Call) and n.function == "begins" and isinstance(n.arguments[1], Literal)
    ]


def holds(part: Node, path: Path, value: Value) -> bool:
    """Whether a part holds for this value of its name."""
    env = DictEnv({".".join(path): value}, as_of=date(2023, 10, 19))
    return compile_rule(part).answer(env) is True


__all__ = [
    "Negation",
    "by_name",
    "constants_of",
    "holds",
    "only_name",
    "reach_faults",
    "starts_of",
    "values_for",
]
