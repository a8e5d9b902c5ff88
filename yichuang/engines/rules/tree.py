"""The tree of a rule: frozen nodes, equal when they mean the same (places are not compared)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from yichuang.engines.values import Type, Value

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant with its type: `10 万元`, `'low'`, `TRUE`, `3 years`."""

    value: Value
    type: Type
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted name: `works.voltage`, `nodes.river.outcome`, a loop variable, `as_of`."""

    path: Path
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def dotted(self) -> str:
        """The name as written."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Parameter:
    """`:filing_distance`, `:weights.loss`, `:p08_realty.transfer_limit`."""

    name: str
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """NOT operand."""

    operand: Node
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Junction:
    """Operands joined by "AND" or "OR"."""

    word: str
    operands: tuple[Node, ...]
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """left `= <> < <= > >=` right."""

    sign: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """operand BETWEEN low AND high, both ends in; NOT BETWEEN is a Negation of it."""

    operand: Node
    low: Node
    high: Node
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """operand IN (options)."""

    operand: Node
    options: tuple[Node, ...]
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """left `+ - * /` right."""

    sign: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """CASE WHEN condition THEN result ... ELSE otherwise END; without ELSE there is none."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node | None
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of its arguments: LEAST, is_none, years_between, within ..."""

    function: str
    arguments: tuple[Node, ...]
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A function over a list: `any_of(v in L, rule)`, `sum_of(v in L, value, rule)`, `trimmed_mean_of(v in L, x, n)`.

    `value` is what is added up or ranked, `rule` says which elements count, `cut` is the n of trimmed_mean_of.
    """

    function: str
    variable: str
    source: Node
    value: Node | None
    rule: Node | None
    cut: Node | None = None
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


Node: TypeAlias = (
    Literal
    | Name
    | Parameter
    | Negation
    | Junction
    | Comparison
    | Between
    | Within
    | Arithmetic
    | Choice
    | Call
    | Quantifier
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    if isinstance(node, Negation):
        return (node.operand,)
    if isinstance(node, Junction):
        return node.operands
    if isinstance(node, Comparison | Arithmetic):
        return (node.left, node.right)
    if isinstance(node, Between):
        return (node.operand, node.low, node.high)
    if isinstance(node, Within):
        return (node.operand, *node.options)
    if isinstance(node, Choice):
        inner = tuple(part for branch in node.branches for part in branch)
        return inner if node.otherwise is None else (*inner, node.otherwise)
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Quantifier):
        return tuple(n for n in (node.source, node.value, node.rule, node.cut) if n is not None)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_of(node: Node, *, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """Everything that the rule reads, dotted: names, `:parameter` with its colon, `tables.x`, `as_of`.

    A loop variable's field is named by its list: `v.date` of `v in enterprise.violations` is
    `enterprise.violations.date`; over a list that is no name only the list's own names count.
    """
    return _names(node, dict.fromkeys(bound))


def _names(node: Node, variables: dict[str, Path | None]) -> frozenset[str]:
    if isinstance(node, Parameter):
        return frozenset({f":{node.name}"})
    if isinstance(node, Name):
        path = resolve(node.path, variables)
        return frozenset({".".join(path)}) if path else frozenset()
    if isinstance(node, Quantifier):
        found = _names(node.source, variables)
        source = resolve(node.source.path, variables) if isinstance(node.source, Name) else None
        inner = {**variables, node.variable: source}
        below = [n for n in (node.value, node.rule, node.cut) if n is not None]
        return found.union(*(_names(n, inner) for n in below))
    return frozenset().union(*(_names(n, variables) for n in children(node)))


def resolve(path: Path, variables: dict[str, Path | None]) -> Path | None:
    """The path with a leading loop variable replaced by its list; None where that list is no name."""
    if path[0] not in variables:
        return path
    source = variables[path[0]]
    return None if source is None else source + path[1:]
