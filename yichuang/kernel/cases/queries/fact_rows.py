"""The facts that a case reads: answered, registered, yielded; each with source and since when."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.engines.values import Type, from_canonical, is_known, show
from yichuang.kernel.cases.contracts import FactRow
from yichuang.kernel.cases.forms import known_fact
from yichuang.kernel.cases.models import AnswerVersion
from yichuang.kernel.cases.sight import Sight


def fact_rows(sight: Sight) -> tuple[FactRow, ...]:
    """One row for each name that the form, the conditions or the plan read, in the order of the form."""
    before = _answers_before(sight)
    rows = (_row(sight, name, before) for name in _names(sight))
    return tuple(row for row in rows if row is not None)


def _answers_before(sight: Sight) -> Mapping[str, str]:
    """The answers of the version before the present one: what a correction changed is marked by them."""
    version = sight.case.answers_version
    if version < 2:
        return {}
    found = AnswerVersion.objects.filter(case_id=sight.case.id, version=version - 1)
    content: dict[str, str] = found.values_list("content", flat=True).first() or {}
    return content


def _names(sight: Sight) -> list[str]:
    names = dict.fromkeys(n for b in sight.plan.item.form for n in b.fields)
    for reads in sight.plan.reads.values():
        names.update(dict.fromkeys(n for n in reads.names if "." in n))
    names.update(dict.fromkeys(".".join(n.split(".")[:2]) for n in sight.answers()))
    names.update(dict.fromkeys(sight.yielded()))
    reserved = ("nodes.", "papers.", "materials.", "case.", "tables.", "seats.", "parties.", ":")
    return [n for n in names if not n.startswith(reserved)]


def _row(sight: Sight, name: str, before: Mapping[str, str]) -> FactRow | None:
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
        changed=_said_before(sight, name, before, step.type),
    )


def _said_before(sight: Sight, name: str, before: Mapping[str, str], kind: Type) -> str:
    """The earlier answer as it was shown, empty where it is the same or there was none."""
    was = before.get(name, "")
    if not was or was == sight.answers().get(name, ""):
        return ""
    return show(from_canonical(was, kind), kind, "zh")
