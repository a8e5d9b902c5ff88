"""Faults of a whole table: rows that overlap, cases that no row speaks of, rows that can never be reached.

Every name is cut into values that stand for all others (`samples`); a row is then a box of such values, and what the
boxes leave open or share is found by splitting name after name, never by trying all combinations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yichuang.base.text import Text
from yichuang.engines.rules.protocols import Scope
from yichuang.engines.rules.reach import constants_of, holds, only_name, starts_of
from yichuang.engines.rules.samples import OTHER, samples
from yichuang.engines.rules.table import DecisionTable, Row
from yichuang.engines.rules.tree import (
    Call,
    Comparison,
    Junction,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Path,
    walk,
)
from yichuang.engines.values import (
    ANY,
    DATE,
    NONE,
    UNKNOWN,
    YES_NO,
    Fault,
    Type,
    Unknown,
    Value,
    show_both,
)

Point = tuple[tuple[Path, Value], ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One name and the values that stand for all it may be. An opaque one is a rule that is only true or false."""

    path: Path
    type: Type
    values: tuple[Value, ...]
    opaque: Node | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A row: per dimension the values under which it may hit, as bits. `exact` is false where a part was left out."""

    row: Row
    masks: tuple[int, ...]
    exact: bool


def table_faults(
    table: DecisionTable, scope: Scope, parameters: Mapping[str, Value] | None = None
) -> list[Fault]:
    """Overlaps, gaps and unreachable rows, each with an example; for tables read without faults.

    `parameters` are the values to reckon with. A gap for words that no row names is a warning: which words there
    are the table cannot know. A table without conditions is a list: only its keys must differ.
    """
    if table.is_list and table.declaration.key:
        return _same_keys(table)
    rows = [replace_parameters(row, parameters or {}) for row in table.rows]
    hits = table.declaration.hits
    if hits in ("all", "slices"):
        return []
    if hits == "sum":
        groups = dict.fromkeys(row.group for row in rows if row.group)
        faults = [
            _check([r for r in rows if r.group == g], scope, unique=True, name=g) for g in groups
        ]
        return [fault for found in faults for fault in found]
    if hits == "last":
        rows.reverse()
    return _check(rows, scope, unique=hits == "unique", name="")


def _same_keys(table: DecisionTable) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for row in table.rows:
        if row.dates or seen.setdefault(row.key, row.number) == row.number:
            continue
        first = seen[row.key]
        text = Text(
            f"第 {first}、{row.number} 行的键相同：{row.key}",
            f"rows {first} and {row.number} have one key: {row.key}",
        )
        faults.append(Fault(text, row=row.number, header=table.declaration.key))
    return faults


def _check(rows: list[Row], scope: Scope, *, unique: bool, name: str) -> list[Fault]:
    dimensions = _dimensions(rows, scope)
    boxes = [_box(row, dimensions) for row in rows]
    faults = _overlaps(boxes, dimensions) if unique else _unreachable(boxes, dimensions)
    return faults + _gaps(boxes, dimensions, name)


def replace_parameters(row: Row, parameters: Mapping[str, Value]) -> Row:
    """The row with the parameters' values in their place."""
    cells = tuple((path, substitute(node, parameters)) for path, node in row.cells)
    return replace(row, cells=cells)


def substitute(node: Node, parameters: Mapping[str, Value]) -> Node:
    """The tree with known parameters as constants (only the forms that cells have)."""
    if isinstance(node, Parameter):
        value = parameters.get(node.name, UNKNOWN)
        return (
            node
            if isinstance(value, Unknown)
            else Literal(value, YES_NO if isinstance(value, bool) else ANY)
        )
    if isinstance(node, Junction):
        return replace(node, operands=tuple(substitute(o, parameters) for o in node.operands))
    if isinstance(node, Comparison):
        return replace(
            node, left=substitute(node.left, parameters), right=substitute(node.right, parameters)
        )
    return node


def _parts(row: Row) -> list[Node]:
    """The row's condition as parts that must all hold."""
    nodes = (
        [node for _, node in row.cells]
        + ([row.rule] if row.rule is not None else [])
        + list(row.dates)
    )
    return [
        p
        for node in nodes
        for p in (node.operands if isinstance(node, Junction) and node.word == "AND" else (node,))
    ]


def _dimensions(rows: Sequence[Row], scope: Scope) -> list[Dimension]:
    parts: dict[Path, list[Node]] = {}
    opaque: dict[Node, None] = {}
    for row in rows:
        for part in _parts(row):
            path = _about(part)
            if path is not None:
                parts.setdefault(path, []).append(part)
            else:
                opaque[_positive(part)] = None
    found = [
        d for path, nodes in parts.items() if (d := _dimension(path, nodes, scope)) is not None
    ]
    return found + [
        Dimension((f"?{i}",), YES_NO, (True, False), node) for i, node in enumerate(opaque)
    ]


def _about(part: Node) -> Path | None:
    """The one name that a part speaks of, also where it asks for none or unknown."""
    path = only_name(part)
    if path is not None:
        return path
    names = {n.path for n in walk(part) if isinstance(n, Name)}
    calls = {n.function for n in walk(part) if isinstance(n, Call)}
    simple = not any(isinstance(n, Parameter) for n in walk(part)) and calls <= {
        "begins",
        "is_none",
        "is_known",
    }
    return names.pop() if len(names) == 1 and simple else None


def _dimension(path: Path, parts: list[Node], scope: Scope) -> Dimension | None:
    type_ = DATE if path == ("as_of",) else scope.type_of(path)
    if type_ is None:
        return None
    if any(isinstance(_positive(part), Name) for part in parts):
        type_ = YES_NO  # a bare name asks yes or no
    constants = constants_of(parts)
    if type_.kind == "any" and not all(isinstance(c, str) for c in constants):
        return None
    values = samples(type_, constants, starts_of(parts))
    if values is None:
        return None
    if path == ("as_of",) or (type_.is_day and len(values) > 2):
        values = (
            values[1:-1] or values
        )  # before the first and after the last day of validity no row need speak
    asked = {n.function for p in parts for n in walk(p) if isinstance(n, Call)}
    if "is_none" in asked:
        values.append(NONE)
    if "is_known" in asked:
        values.append(UNKNOWN)
    return Dimension(path, type_, tuple(values))


def _positive(part: Node) -> Node:
    return part.operand if isinstance(part, Negation) else part


def _box(row: Row, dimensions: Sequence[Dimension]) -> Box:
    masks = []
    parts = _parts(row)
    used: set[int] = set()
    for dimension in dimensions:
        mask = (1 << len(dimension.values)) - 1
        for place, part in enumerate(parts):
            mine = _mask(part, dimension)
            if mine is not None:
                used.add(place)
                mask &= mine
        masks.append(mask)
    return Box(row, tuple(masks), exact=len(used) == len(parts))


def _mask(part: Node, dimension: Dimension) -> int | None:
    if dimension.opaque is not None:
        if _positive(part) != dimension.opaque:
            return None
        return 0b10 if isinstance(part, Negation) else 0b01
    if _about(part) != dimension.path:
        return None
    return sum(
        1 << i for i, value in enumerate(dimension.values) if holds(part, dimension.path, value)
    )


def _gaps(boxes: Sequence[Box], dimensions: Sequence[Dimension], name: str) -> list[Fault]:
    """The first case that no row speaks of. A rule that cannot be weighed counts as holding."""
    found = _uncovered([_widest(b, dimensions) for b in boxes], dimensions)
    if found is None:
        return []
    example = _example(found)
    where = Text(f"分组 {name}：", f"group {name}: ") if name else Text("")
    return [
        Fault(
            Text(
                f"{where.zh}没有一行适用于：{example.zh}",
                f"{where.en}no row for: {example.show('en')}",
            ),
            row=boxes[-1].row.number if boxes else 0,
            level="warning"
            if any(isinstance(v, str) and v.endswith(OTHER) for _, v in found)
            else "fault",
        )
    ]


def _widest(box: Box, dimensions: Sequence[Dimension]) -> tuple[int, ...]:
    return tuple(
        m if d.opaque is None else (1 << len(d.values)) - 1
        for m, d in zip(box.masks, dimensions, strict=True)
    )


def _uncovered(
    masks: Sequence[tuple[int, ...]], dimensions: Sequence[Dimension], place: int = 0
) -> list[tuple[Dimension, Value]] | None:
    """A point that lies in no box, None where all points do."""
    if not masks:
        return [(d, d.values[0]) for d in dimensions[place:] if d.opaque is None]
    if any(
        all(
            m == (1 << len(d.values)) - 1
            for m, d in zip(row[place:], dimensions[place:], strict=True)
        )
        for row in masks
    ):
        return None
    classes: dict[tuple[int, ...], Value] = {}
    dimension = dimensions[place]
    for bit, value in enumerate(dimension.values):
        members = tuple(i for i, row in enumerate(masks) if row[place] >> bit & 1)
        classes.setdefault(members, value)
    for members, value in classes.items():
        found = _uncovered([masks[i] for i in members], dimensions, place + 1)
        if found is not None:
            return [(dimension, value), *found]
    return None


def _overlaps(boxes: Sequence[Box], dimensions: Sequence[Dimension]) -> list[Fault]:
    faults = []
    for place, box in enumerate(boxes):
        for earlier in boxes[:place]:
            shared = [a & b for a, b in zip(box.masks, earlier.masks, strict=True)]
            opaque = any(
                d.opaque is not None and a != b
                for a, b, d in zip(box.masks, earlier.masks, dimensions, strict=True)
            )
            if not all(shared) or opaque or not (box.exact and earlier.exact):
                continue
            point = [
                (d, d.values[(m & -m).bit_length() - 1])
                for m, d in zip(shared, dimensions, strict=True)
            ]
            example = _example(point)
            both = f"{earlier.row.number}、{box.row.number}"
            faults.append(
                Fault(
                    Text(
                        f"第 {both} 行同时适用于：{example.zh}",
                        f"rows {earlier.row.number} and {box.row.number} both hit: {example.show('en')}",
                    ),
                    row=box.row.number,
                )
            )
    return faults


def _unreachable(boxes: Sequence[Box], dimensions: Sequence[Dimension]) -> list[Fault]:
    faults = []
    for place, box in enumerate(boxes):
        if not box.exact:
            continue
        earlier = [b for b in boxes[:place] if b.exact]
        inside = [tuple(a & b for a, b in zip(b.masks, box.masks, strict=True)) for b in earlier]
        if not all(box.masks):
            faults.append(_fault_of(box, "永远不会命中", "can never hit"))
        elif inside and _covers(inside, box, dimensions):
            faults.append(
                _fault_of(
                    box,
                    "被前面各行完全覆盖，永远轮不到",
                    "is never reached: earlier rows take every case",
                )
            )
    return faults


def _covers(inside: Sequence[tuple[int, ...]], box: Box, dimensions: Sequence[Dimension]) -> bool:
    """Whether boxes cover this one wholly: seen as the only values that there are."""
    narrowed = []
    for place, dimension in enumerate(dimensions):
        kept = tuple(v for bit, v in enumerate(dimension.values) if box.masks[place] >> bit & 1)
        narrowed.append(replace(dimension, values=kept))
    packed = [
        tuple(
            _pack(mask, box.masks[place], len(dimensions[place].values))
            for place, mask in enumerate(row)
        )
        for row in inside
    ]
    return _uncovered([row for row in packed if all(row)], narrowed) is None


def _pack(mask: int, within: int, count: int) -> int:
    """The bits of `mask` that `within` keeps, moved together."""
    packed = place = 0
    for bit in range(count):
        if within >> bit & 1:
            packed |= (mask >> bit & 1) << place
            place += 1
    return packed


def _fault_of(box: Box, zh: str, en: str) -> Fault:
    return Fault(
        Text(f"第 {box.row.number} 行{zh}", f"row {box.row.number} {en}"), row=box.row.number
    )


def _example(point: Sequence[tuple[Dimension, Value]]) -> Text:
    words = [(".".join(d.path), _shown(v, d.type)) for d, v in point if d.opaque is None]
    zh = "，".join(f"{name} = {value.zh}" for name, value in words)
    return Text(
        zh or "任何情形",
        ", ".join(f"{name} = {value.show('en')}" for name, value in words) or "any case",
    )


def _shown(value: Value, type_: Type) -> Text:
    if value == OTHER:
        return Text("其他值", "any other")
    return show_both(value, type_)
