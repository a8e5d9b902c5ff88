"""Data and parameters: types, bounds, codes, subjects that exist, data computed in rings, rules that must hold."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.base.text import Text
from yichuang.engines.codes import KINDS
from yichuang.engines.rules import names_of, parse_rule
from yichuang.engines.values import Fault, Type, Value, parse_type, read_bounds, read_literal
from yichuang.kernel.catalogue.contracts import SubjectDef
from yichuang.kernel.catalogue.section import Reading, World, datum_type, parameter_type
from yichuang.packs.check.context import Context, Pack
from yichuang.packs.check.scope import pack_scope
from yichuang.packs.check.shape import Slot
from yichuang.packs.faults import Faults
from yichuang.packs.prove import ON_NO_DAY
from yichuang.packs.read.dictionary import read_datum
from yichuang.packs.read.entry import Entry
from yichuang.packs.read.measure import read_parameter
from yichuang.packs.tree import Block, Scalar


def check_types(context: Context) -> bool:
    """Every type slot; False where one cannot be read (then nothing that needs types is checked)."""
    before = len(context.faults.found)
    kinds = {k.key if hasattr(k, "key") else k for k in KINDS}
    codes = {*kinds, *context.dictionary.code_tables, *context.dictionary.subjects}
    for slot in context.dictionary_slots:
        _type(slot, context.faults, codes, set(context.dictionary.subjects))
    for pack in context.packs.values():
        subjects = context.subjects(pack)
        for slot in [*pack.slots, *(s for i in pack.items.values() for s in i.slots)]:
            _type(slot, context.faults, {*codes, *subjects}, subjects)
    return len(context.faults.found) == before


def _type(slot: Slot, faults: Faults, codes: set[str], subjects: set[str]) -> None:
    if slot.kind != "type" or not isinstance(slot.value, Scalar):
        return
    try:
        found = parse_type(slot.value.text)
        if slot.place in ("datum", "record_field"):
            found = datum_type(read_datum(Entry(slot.owner)))
        elif slot.place == "parameter":
            found = parameter_type(read_parameter(Entry(slot.owner)))
    except Fault as fault:
        _report(slot.value, fault, faults)
        return
    _named_choices(slot, found, faults)
    for kind in (found, found.of or found):
        for target in kind.targets:
            if target not in subjects:
                faults.add(
                    slot.value.at,
                    "unknown_subject",
                    Text(f"没有主体 {target}", f"no subject {target}"),
                    expected="a subject of the dictionary or of the pack",
                    name=target,
                    names=subjects,
                    link="datum",
                )
    if found.checker and found.checker not in codes:
        faults.add(
            slot.value.at,
            "unknown_code",
            Text(f"没有编码 {found.checker}", f"no kind of code {found.checker}"),
            expected="a kind of code, or one of code_tables",
            name=found.checker,
            names=codes,
            link="datum",
        )


def _named_choices(slot: Slot, found: Type, faults: Faults) -> None:
    """People read names, never the codes of choices: each must have one in both languages."""
    if slot.place not in ("datum", "record_field", "parameter"):
        return
    named = {entry.key for entry in Entry(slot.owner).entries("choices")}
    lacking = [code for code in (found.of or found).choices if code not in named]
    if lacking:
        words = "、".join(lacking)
        faults.add(
            slot.value.at,
            "choice_unnamed",
            Text(f"选项没有名称：{words}", f"choices without a name: {', '.join(lacking)}"),
            expected="choices: CODE: zh, en",
            link="datum",
        )


def _report(at: Scalar, fault: Fault, faults: Faults) -> None:
    expected = (fault.expected.en or fault.expected.zh) if fault.expected else ""
    near = (fault.nearest,) if fault.nearest else ()
    place = at.part(fault.position, "").at
    faults.add(place, "type", fault.message, expected=expected, name=fault.nearest, names=near)


def check_data(context: Context, world: World) -> None:
    """Subjects, parameters and computed data of the dictionary and of all packs."""
    for file in context.sources.dictionary.folder(""):
        if file.place == "subject":
            _identified(file.root, context.dictionary.subjects, context.faults)
    for pack in context.packs.values():
        _subjects(context, pack)
        for key, block in pack.source.measure.block("parameters").blocks():
            _parameter(block, key, context.faults)
        _must_hold(context, pack, world)
        _needs(context, pack)
    _circles(context, world)


def _identified(root: Block, subjects: dict[str, SubjectDef] | object, faults: Faults) -> None:
    by = root.scalar("identified_by")
    if "subject" in root and (by is None or by.text not in root.block("data")):
        faults.add(
            by.at if by else root.at,
            "identified_by",
            Text("identified_by 须是其数据", "identified_by names one of its data"),
            expected="a datum",
            name=by.text if by else "",
            names=root.block("data"),
            link="subject",
        )


def _subjects(context: Context, pack: Pack) -> None:
    province = context.dictionary.subjects
    for file in pack.source.folder("data"):
        root, faults = file.root, context.faults
        _identified(root, province, faults)
        key = root.text("subject") or root.text("extends")
        if "subject" in root and key in province:
            faults.add(
                root.place("subject"),
                "subject_taken",
                Text(f"词典已有主体 {key}", f"the dictionary has {key}"),
                expected=f"extends: {key}",
                link="subject",
            )
        for datum in root.block("data"):
            if key in province and datum in province[key].data:
                faults.add(
                    root.block("data").place(datum),
                    "datum_taken",
                    Text(f"词典已有 {key}.{datum}", f"the dictionary has {key}.{datum}"),
                    expected="another name",
                    link="datum",
                )


def _parameter(block: Block, key: str, faults: Faults) -> None:
    """Default within bounds, both of the parameter's type; unknown only where the city must set it."""
    entry = Entry(block, key)
    try:
        type_ = parameter_type(read_parameter(entry))
    except Fault:
        return
    default, bounds, city = block.scalar("default"), block.scalar("bounds"), block.text("city")
    if default is not None and default.text == "unknown" and city != "must_set":
        faults.add(
            default.at,
            "default_unknown",
            Text("缺省值未知须由城市填写", "an unknown default must be set"),
            expected="city: must_set",
        )
    if bounds is None and city != "fixed":
        faults.add(
            block.at,
            "no_bounds",
            Text(f"参数 {key} 没有界限", f"parameter {key} has no bounds"),
            expected="bounds:",
            link="parameter",
        )
    ends = _bounds(bounds, type_, faults) if bounds is not None else None
    value = (
        _value(default, type_, faults)
        if default is not None and default.text != "unknown"
        else None
    )
    if ends and default is not None and value is not None and not _within(value, ends, type_):
        faults.add(
            default.at,
            "out_of_bounds",
            Text("缺省值超出界限", "the default is out of bounds"),
            expected=bounds.text if bounds else "",
        )


Ends = tuple[Value | None, Value | None]


def _bounds(bounds: Scalar, type_: Type, faults: Faults) -> Ends | None:
    if type_.kind in ("choice", "yes_no", "text"):
        for word in bounds.text.split("|") if type_.kind == "choice" else ():
            if word.strip() not in type_.choices:
                faults.add(
                    bounds.at,
                    "bounds",
                    Text(f"没有选项 {word.strip()}", f"no choice {word.strip()}"),
                    expected=" | ".join(type_.choices),
                )
        return None
    try:
        return read_bounds(bounds.text, type_)
    except Fault as fault:
        _report(bounds, fault, faults)
        return None


def _value(found: Scalar, type_: Type, faults: Faults) -> Value | None:
    try:
        return read_literal(found.text, type_)
    except Fault as fault:
        _report(found, fault, faults)
        return None


def _within(value: Value, ends: Ends, type_: Type) -> bool:
    low, high = ends
    size = _size(value)
    if size is None:
        return True
    return not (
        (low is not None and size < (_size(low) or 0))
        or (high is not None and size > (_size(high) or 0))
    )


def _size(value: Value) -> float | None:
    amount = getattr(value, "amount", value)
    return (
        float(amount)
        if not isinstance(amount, str | bool) and hasattr(amount, "__float__")
        else None
    )


def _must_hold(context: Context, pack: Pack, world: World) -> None:
    """Rules over parameters hold at the defaults, as far as all are set."""
    reading = Reading(world, None, None, ON_NO_DAY, pack=pack.key)
    for key, block in pack.source.measure.block("must_hold").blocks():
        rule = block.scalar("rule")
        if rule is None:
            continue
        try:
            answer = reading.answer(rule.text)
        except (Fault, KeyError, TypeError):
            continue  # named where rules are checked
        if answer is False:
            context.faults.add(
                rule.at,
                "must_hold",
                Text(f"缺省值不满足 {key}", f"{key} does not hold at the defaults"),
                expected="defaults that keep the rule",
                link="must_hold",
            )


def _needs(context: Context, pack: Pack) -> None:
    for key in (needs := pack.source.measure.block("needs")):
        if key != "dictionary" and key not in context.packs:
            context.faults.add(
                needs.place(key),
                "unknown_pack",
                Text(f"没有包 {key}", f"no pack {key}"),
                expected="a pack",
                name=key,
                names=context.packs,
                link="measure",
            )


def _circles(context: Context, world: World) -> None:
    """Data computed from one another in a ring."""
    edges: dict[tuple[str, str], set[tuple[str, str]]] = {}
    places = {}
    for slot, kind, pack in _computed(context):
        key = (kind, slot.trail[-1].key)
        places[key] = slot
        edges.setdefault(key, set()).update(_reads(slot, kind, pack, world))
    for key in edges:
        seen: set[tuple[str, str]] = set()
        todo = list(edges[key])
        while todo:
            one = todo.pop()
            if one == key:
                context.faults.add(
                    places[key].value.at,
                    "circle",
                    Text(f"{'.'.join(key)} 由自己算出", f"{'.'.join(key)} is computed from itself"),
                    expected="data that do not need it",
                    link="datum",
                )
                break
            if one not in seen:
                seen.add(one)
                todo += edges.get(one, ())


def _computed(context: Context) -> Iterator[tuple[Slot, str, str]]:
    slots = [("", context.dictionary_slots), *((k, p.slots) for k, p in context.packs.items())]
    for pack, found in slots:
        for slot in found:
            if slot.kind == "computed" and slot.place == "datum" and isinstance(slot.value, Scalar):
                root = slot.trail[0].block
                yield slot, root.text("subject") or root.text("extends"), pack


def _reads(slot: Slot, kind: str, pack: str, world: World) -> set[tuple[str, str]]:
    """The data that a computed datum reads: (kind of subject, datum)."""
    text = slot.value.text if isinstance(slot.value, Scalar) else ""
    if text.startswith("="):
        try:
            names = names_of(parse_rule(text[1:]))
        except Fault:
            return set()
    else:
        table = world.table(text.removeprefix("table ").partition(".")[0].strip(), pack)
        header = table.csv.partition("\n")[0] if table else ""
        names = frozenset(c.strip() for c in header.split(",") if "." in c)
    scope = pack_scope(world, pack)
    return {
        found for n in names if (found := _datum_of(n, scope.names_here.world, pack)) is not None
    }


def _datum_of(name: str, world: World, pack: str) -> tuple[str, str] | None:
    """The last datum of a dotted name: through references from its kind of subject."""
    parts = name.split(".")
    kind, found = parts[0], None
    for part in parts[1:]:
        datum = world.datum(kind, part, pack)
        if datum is None:
            return found
        found = (kind, part)
        kind = datum.type.targets[0] if datum.type.targets else ""
    return found
