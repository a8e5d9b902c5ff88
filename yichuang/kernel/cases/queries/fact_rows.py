"""The facts that a case reads: answered, registered, yielded; each with source and since when."""

from __future__ import annotations

from yichuang.engines.values import is_known, show
from yichuang.kernel.cases.contracts import FactRow
from yichuang.kernel.cases.forms import known_fact
from yichuang.kernel.cases.sight import Sight


def fact_rows(sight: Sight) -> tuple[FactRow, ...]:
    """One row for each name that the form, the conditions or the plan read, in the order of the form."""
    return tuple(row for name in _names(sight) if (row := _row(sight, name)) is not None)


def _names(sight: Sight) -> list[str]:
    names = dict.fromkeys(n for b in sight.plan.item.form for n in b.fields)
    for reads in sight.plan.reads.values():
        names.update(dict.fromkeys(n for n in reads.names if "." in n))
    names.update(dict.fromkeys(".".join(n.split(".")[:2]) for n in sight.answers()))
    names.update(dict.fromkeys(sight.yielded()))
    reserved = ("nodes.", "papers.", "materials.", "case.", "tables.", "seats.", "parties.", ":")
    return [n for n in names if not n.startswith(reserved)]


def _row(sight: Sight, name: str) -> FactRow | None:
    step = sight.reading().names.find(tuple(name.split(".")))
    if step is None or step.datum is None:
        return None
    value = sight.reading().value(name)
    definition = step.datum.definition
    answered = name in sight.answers() or any(n.startswith(f"{name}.") for n in sight.answers())
    yielded = name in sight.yielded()
    known = None if answered or yielded else known_fact(sight, name)
    source = "case" if yielded else "typed" if answered else known.fact.source.kind if known else ""
    return FactRow(
        name=name,
        label=step.label or definition.name,
        shown=show(value, step.type, "zh") if is_known(value) else "",
        state="known" if is_known(value) else "unknown",
        source=source,
        owner=definition.owner,
        since=known.fact.valid_from if known else sight.case.as_of if answered or yielded else None,
        computed=definition.computed is not None,
    )
