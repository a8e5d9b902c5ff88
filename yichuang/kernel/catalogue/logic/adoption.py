"""Whether a city may adopt a pack with these values: every fault at once, in both languages, with the bounds shown."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.rules import rows_of
from yichuang.engines.values import (
    NONE,
    Fault,
    Span,
    Type,
    Unknown,
    Value,
    read_bounds,
    read_literal,
    show_both,
)
from yichuang.kernel.catalogue.contracts import PackContent, ParameterDef, TableDef
from yichuang.kernel.catalogue.logic.reading import Reading
from yichuang.kernel.catalogue.logic.tables import checked
from yichuang.kernel.catalogue.logic.world import World, parameter_type

Values = Mapping[str, str]
MAY = {
    "fixed": Text("全省统一，不得调整", "the same in the whole province"),
    "may_lower": Text("只能调低", "may only be lowered"),
    "may_raise": Text("只能调高", "may only be raised"),
    "may_set": Text("可在范围内设定", "may be set within the bounds"),
    "must_set": Text("须由采用地设定", "must be set by who adopts"),
}


def check_values(content: PackContent, values: Values) -> Iterator[Problem]:
    """Faults of parameter values: unknown names, types, bounds, what the province has fixed, what is not set."""
    declared = content.measure.parameters
    names = {f"{key}.{row}" for key, d in declared.items() for row in d.rows}
    names |= {key for key, d in declared.items() if not d.rows}
    for name in values:
        if name not in names:
            yield _unknown_name(name, names)
    for name in sorted(names):
        key, _, row = name.partition(".")
        definition = declared[key]
        default = definition.rows.get(row, definition.default)
        if name in values:
            yield from _check_value(name, definition, default, values[name])
        elif definition.city == "must_set" and default in ("", "unknown"):
            yield _must_be_set(name, definition)


def _unknown_name(name: str, names: set[str]) -> Problem:
    near = difflib.get_close_matches(name, sorted(names), 1)
    remedy = Text(f"是否指 {near[0]}？", f"did you mean {near[0]}?") if near else None
    message = Text(f"本措施没有参数“{name}”", f"the measure has no parameter {name!r}")
    return Problem(name, message, remedy, "unknown_parameter")


def _must_be_set(name: str, definition: ParameterDef) -> Problem:
    message = Text(
        f"“{definition.name.zh}”须由采用地填写{_bounds_zh(definition)}",
        f"“{definition.name.show('en')}” must be set by who adopts{_bounds_en(definition)}",
    )
    return Problem(name, message, None, "must_set")


def _bounds_zh(definition: ParameterDef) -> str:
    return f"（范围 {definition.bounds}）" if definition.bounds else ""


def _bounds_en(definition: ParameterDef) -> str:
    return f" (bounds {definition.bounds})" if definition.bounds else ""


def _check_value(name: str, definition: ParameterDef, default: str, text: str) -> Iterator[Problem]:
    type_ = parameter_type(definition)
    try:
        value = read_literal(text, type_.free())
    except Fault as fault:
        zh = f"“{definition.name.zh}”：{fault.message.zh}"
        en = f"“{definition.name.show('en')}”: {fault.message.show('en')}"
        yield Problem(name, Text(zh, en), fault.expected, "type")
        return
    if isinstance(value, Unknown):
        if definition.city == "must_set":
            yield _must_be_set(name, definition)
        return
    before = None if default in ("", "unknown") else read_literal(default, type_.free())
    yield from _within_bounds(name, definition, type_, value)
    if before is not None and not _may(definition.city, before, value):
        yield _not_allowed(name, definition, type_, before, value)


def _within_bounds(
    name: str, definition: ParameterDef, type_: Type, value: Value
) -> Iterator[Problem]:
    if not definition.bounds or value is NONE:
        return
    low, high = read_bounds(definition.bounds, type_.free())
    below = low is not None and _order(value) < _order(low)
    above = high is not None and _order(value) > _order(high)
    if below or above:
        shown = show_both(value, type_)
        ends = [show_both(end, type_) for end in (low, high) if end is not None]
        message = Text(
            f"“{definition.name.zh}”为 {shown.zh}，超出允许范围 {' 至 '.join(e.zh for e in ends)}",
            f"“{definition.name.show('en')}” is {shown.show('en')}, "
            f"outside the bounds {' to '.join(e.show('en') for e in ends)}",
        )
        yield Problem(name, message, None, "bounds")


def _may(city: str, before: Value, after: Value) -> bool:
    if city == "may_lower":
        return _order(after) <= _order(before)
    if city == "may_raise":
        return _order(after) >= _order(before)
    return city != "fixed" or after == before


def _not_allowed(
    name: str, definition: ParameterDef, type_: Type, before: Value, after: Value
) -> Problem:
    old, new, may = show_both(before, type_), show_both(after, type_), MAY[definition.city]
    message = Text(
        f"“{definition.name.zh}”省定 {old.zh}，{may.zh}，不能设为 {new.zh}",
        f"“{definition.name.show('en')}” is {old.show('en')} and {may.show('en')}; "
        f"it cannot be {new.show('en')}",
    )
    return Problem(name, message, None, "not_allowed")


def _order(value: Value) -> float | int:
    """What decides between two values of one parameter; a text or yes_no has no order and is only equal or not."""
    if isinstance(value, Span):
        return value.amount
    if isinstance(value, bool | str):
        return 0
    return value  # type: ignore[return-value]  # numbers and days order themselves


def check_must_hold(reading: Reading, content: PackContent) -> Iterator[Problem]:
    """Rules over the parameters that do not hold with these values (weights add up to one)."""
    for key, condition in content.measure.must_hold.items():
        if condition.rule is None:
            continue
        answer = reading.answer(condition.rule)
        if answer is False:
            yield Problem(key, condition.ground, condition.name, "must_hold")
        elif isinstance(answer, Unknown):
            missing = "、".join(sorted(answer.missing))
            message = Text(
                f"不能判断“{condition.name.zh}”：缺少 {missing}",
                f"“{condition.name.show('en')}” cannot be answered: {missing} not set",
            )
            yield Problem(key, message, None, "must_hold")


def check_tables(world: World, content: PackContent, tables: Values) -> Iterator[Problem]:
    """Faults of tables that a city puts in place of the province's, with row and column."""
    for key, csv in tables.items():
        table = content.tables.get(key)
        if table is None:
            near = difflib.get_close_matches(key, sorted(content.tables), 1)
            hint = Text(f"是否指 {near[0]}？", f"did you mean {near[0]}?") if near else None
            yield Problem(key, Text(f"本措施没有表“{key}”", f"no table {key!r}"), hint, "table")
        elif table.city == "fixed" and csv != table.csv:
            message = Text(
                f"“{table.name.zh}”全省统一，不得替换",
                f"“{table.name.show('en')}” is the same everywhere",
            )
            yield Problem(key, message, None, "table")
        else:
            yield from _check_rows(world, content, table, csv)


def _check_rows(world: World, content: PackContent, table: TableDef, csv: str) -> Iterator[Problem]:
    replaced = world.table(table.key, content.key)
    assert replaced is not None
    _, faults = checked(world, replaced, content.key)
    for fault in faults:
        place = f"第 {fault.row} 行 {fault.header}" if fault.row else fault.header
        en_place = f"row {fault.row} {fault.header}" if fault.row else fault.header
        message = Text(
            f"“{table.name.zh}”{place}：{fault.message.zh}",
            f"“{table.name.show('en')}”, {en_place}: {fault.message.show('en')}",
        )
        yield Problem(table.key, message, fault.expected, "table")
    if table.city == "may_add":
        lost = [row for row in rows_of(table.csv)[1] if row not in rows_of(csv)[1]]
        for row in lost:
            message = Text(
                f"“{table.name.zh}”只能增加，不能去掉“{row[0]}”一行",
                f"rows may only be added to “{table.name.show('en')}”: the row {row[0]!r} is gone",
            )
            yield Problem(table.key, message, None, "table")


def check_needs(
    content: PackContent, dictionary: int, others: Mapping[str, str]
) -> Iterator[Problem]:
    """What the pack needs and the region does not have: a newer dictionary, other packs. `others`: versions by pack."""
    for key, wanted in content.measure.needs.items():
        have = str(dictionary) if key == "dictionary" else others.get(key, "")
        if not have or not satisfies(have, wanted):
            shown = have or "—"
            message = Text(
                f"需要 {key} {wanted}，现有 {shown}", f"needs {key} {wanted}, there is {shown}"
            )
            yield Problem(key, message, Text("先采用所需的措施", "adopt that first"), "needs")


def satisfies(version: str, wanted: str) -> bool:
    """Whether a version is at least what `>=1.2` asks."""
    least = wanted.strip().removeprefix(">=").strip()
    return _numbers(version) >= _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int(p) for p in version.split(".") if p.isdigit()]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def posts_needed(content: PackContent) -> tuple[tuple[str, str, str], ...]:
    """Department key, level and post that the plans of a pack name outright, each once; rules cannot be foretold."""
    found: dict[tuple[str, str, str], None] = {}
    for item in content.items.values():
        own = _department(item.decided_by)
        for node in item.plan:
            post: str = getattr(node.spec, "post", "")
            if not post:
                continue
            slot = getattr(node.spec, "department", None)
            declared = content.measure.posts.get(post)
            place = _department(str(slot)) if slot is not None else None
            place = place or (_department(declared.department) if declared else None) or own
            if place is not None:
                found[(*place, post)] = None
    return tuple(found)


def mapped_post(seat: tuple[str, str, str], posts: Values) -> tuple[str, str, str]:
    """The seat as a region has it: its post may have another name there, and sit in another department."""
    department, level, post = seat
    words = posts.get(post, post).split()
    return (words[0], "", words[1]) if len(words) == 2 else (department, level, words[0])


def _department(slot: str) -> tuple[str, str] | None:
    """Key and level of `KEY [level]` or of a quoted key; None where a rule decides."""
    words = slot.strip().strip("'").split()
    if not words or not all(word.isidentifier() for word in words) or len(words) > 2:
        return None
    return words[0], words[1] if len(words) == 2 else ""
