"""What an example expects, compared with the case that was played; nothing unknown is passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.base.errors import Invalid
from yichuang.engines.values import NONE, Unknown, read_literal, show
from yichuang.kernel.cases.findings import ask_condition
from yichuang.kernel.cases.models import Case, CaseNode
from yichuang.kernel.cases.queries.find import find_case
from yichuang.kernel.cases.queries.lights import last_day
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.testing.examples import Played
from yichuang.kernel.documents import api as documents

BEGUN = ("open", "waiting", "held", "done", "carried_over")


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: its name, what was expected, what was found, and whether that is it."""

    name: str
    expected: str
    found: str
    ok: bool


def check_all(state: Played) -> tuple[Check, ...]:
    """Every expectation of the example; one that cannot be read here raises NotImplementedError."""
    checks = tuple(check(state, name, value) for name, value in state.example.expect.items())
    if state.refusal is not None and not {"fault", "missing", "invalid"} & set(
        state.example.expect
    ):
        detail = [f"{p.where}: {p.message.zh}" for p in getattr(state.refusal, "problems", ())]
        return (*checks, Check("refusal", "none", f"{state.refusal} {detail}", ok=False))
    return checks


def check(state: Played, name: str, expected: object) -> Check:
    """One expectation."""
    head, _, rest = name.partition(".")
    finder = FINDERS.get(name) or FINDERS.get(f"{head}.")
    if finder is not None:
        found, exact = finder(state, rest)
        return _compare(name, expected, found, exact)
    return _value(state, name, expected)


def _list(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(v) for v in value]
    return [] if value in (None, "none", "None", "") else [str(value)]


def _compare(name: str, expected: object, found: Any, exact: bool) -> Check:
    if isinstance(found, list):
        want = _list(expected)
        ok = sorted(want) == sorted(found) if exact or not want else set(want) <= set(found)
        return Check(name, ", ".join(sorted(want)), ", ".join(sorted(found)), ok)
    want_text = _word(expected)
    return Check(name, want_text, str(found), want_text == str(found))


def _word(value: object) -> str:
    return (
        {True: "yes", False: "no", None: "none"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )


def sight_of(state: Played) -> Sight:
    """The case as it stands."""
    return Sight(find_case(state.number))


def _value(state: Played, name: str, expected: object) -> Check:
    """Any name that rules may read."""
    sight = sight_of(state)
    step = sight.reading().names.find(tuple(name.split(".")))
    if step is None:
        raise NotImplementedError(f"expect: {name}")
    value = sight.reading().value(name)
    text = _word(expected)
    if text in ("unknown", "none"):
        ok = isinstance(value, Unknown) if text == "unknown" else value is NONE
        return Check(name, text, str(value), ok)
    wanted = read_literal(text, step.type.free()) if step.type.kind != "any" else text
    shown = (
        "unknown"
        if isinstance(value, Unknown)
        else show(value, step.type, "zh")
        if step.type.kind != "any"
        else str(value)
    )
    return Check(name, text, shown, value == wanted)


def _rows(state: Played) -> dict[str, CaseNode]:
    plan = sight_of(state).plan.nodes
    return {r.key: r for r in CaseNode.objects.filter(case__number=state.number) if r.key in plan}


def _in(*states: str) -> Callable[[Played, str], tuple[list[str], bool]]:
    return lambda state, _rest: ([k for k, r in _rows(state).items() if r.state in states], False)


def _open(state: Played, _rest: str) -> tuple[list[str], bool]:
    return [k for k, r in _rows(state).items() if r.state == "open"], True


def _begun(state: Played, _rest: str) -> tuple[list[str], bool]:
    """What has begun on the way to the decision; what follows the decision is asked for by `open`."""
    after = sight_of(state).plan.graph.after_decision
    return [k for k, r in _rows(state).items() if r.state in BEGUN and k not in after], True


def _paid(state: Played, rest: str) -> tuple[str, bool]:
    plan = sight_of(state).plan.nodes
    rows = [
        r
        for k, r in _rows(state).items()
        if r.outcome == "paid" and getattr(plan[k].spec, "party", "") == rest
    ]
    return f"{sum(r.extra['amount'] for r in rows) // 100} 元", True


def _papers(state: Played, rest: str) -> tuple[list[str], bool]:
    return [p.key for p in documents.list_papers(state.number)], True


def _same_day(state: Played, _rest: str) -> tuple[list[str], bool]:
    papers = documents.list_papers(state.number)
    days = {p.issued_at.date() for p in papers}
    return ([p.key for p in papers] if len(days) == 1 else []), False


def _revoked(state: Played, _rest: str) -> tuple[list[str], bool]:
    return [p.key for p in documents.list_papers(state.number) if p.status == "revoked"], True


def _frozen(state: Played, _rest: str) -> tuple[list[str], bool]:
    found = [
        r.extra.get("frozen", []) for r in _rows(state).values() if r.state in ("waiting", "held")
    ]
    return [k for keys in found for k in keys], True


def _result(state: Played, _rest: str) -> tuple[str, bool]:
    return Case.objects.get(number=state.number).result or "none", True


def _told(state: Played, _rest: str) -> tuple[list[str], bool]:
    ends = sight_of(state).plan.ends
    rows = CaseNode.objects.filter(
        case__number=state.number, kind="end", state__in=("waiting", "done")
    )
    return sorted({role for r in rows for role in ends[r.key].to}), False


def _waits_for(state: Played, _rest: str) -> tuple[list[str], bool]:
    found: set[str] = set()
    for row in _rows(state).values():
        if row.state == "waiting":
            found |= set(row.why.get("missing", ()))
        if row.state == "open":
            found |= {n for f in row.findings if f["answer"] == "unknown" for n in f["missing"]}
    limits: Mapping[str, Any] = Case.objects.get(number=state.number).limits or {}
    for name in ("promised", "statutory"):
        found |= set(limits.get(f"{name}_missing", ()))
    return sorted(found), False


def _grounds(state: Played, _rest: str) -> tuple[list[str], bool]:
    texts = [r.opinion for r in _rows(state).values() if r.effect == "stop" and r.opinion]
    for row in _rows(state).values():
        texts += [
            f["ground"][0] for f in row.findings if f["answer"] == "no" and f["level"] != "note"
        ]
    bodies = [
        n.body.zh
        for n in documents.list_notices(state.number)
        if n.kind in ("refusal", "not_accepted", "revocation")
    ]
    return [t for t in texts if not bodies or any(t in b for b in bodies)], False


def _missing(state: Played, _rest: str) -> tuple[list[str], bool]:
    if not isinstance(state.refusal, Invalid):
        shelf = sight_of(state).shelf() if state.number else None
        return [s.material.key for s in shelf.missing()] if shelf else [], False
    return [
        p.where.removeprefix("papers.")
        for p in state.refusal.problems
        if p.code.endswith("missing")
    ], False


def _invalid(state: Played, _rest: str) -> tuple[list[str], bool]:
    return [s.material.key for s in sight_of(state).shelf().all() if s.valid is False], False


def _asked(state: Played, _rest: str) -> tuple[list[str], bool]:
    """What a party is asked for; what is fetched or made by the platform is not asked."""
    item = state.item
    return [
        k for k in sight_of(state).shelf().asked() if item.materials[k].from_ in item.parties
    ], True


def _not_asked(state: Played, _rest: str) -> tuple[list[str], bool]:
    asked = [
        s.material.key
        for s in sight_of(state).shelf().all()
        if s.needed is not False and not s.replaced
    ]
    return [k for k in state.item.materials if k not in asked], False


def _fault(state: Played, _rest: str) -> tuple[str, bool]:
    return state.fault or "none", True


def _due(state: Played, rest: str) -> tuple[str, bool]:
    case = Case.objects.get(number=state.number)
    if rest in ("statutory", "promised"):
        day = getattr(case, f"{rest}_due")
        return day.isoformat() if day else "none", True
    row = _rows(state)[rest]
    return last_day(row.due_at).isoformat() if row.due_at else "none", True


def _condition(state: Played, rest: str) -> tuple[str, bool]:
    sight = sight_of(state)
    definition = sight.plan.item.conditions.get(rest)
    if definition is not None:
        finding = ask_condition(sight, definition)
        return finding.answer if finding else "moot", True
    for row in _rows(state).values():
        for found in row.findings:
            if found["key"] == rest:
                return str(found["answer"]), True
    return "moot", True


def _hits(state: Played, rest: str) -> tuple[list[str], bool]:
    return [str(h.key or h.row) for h in sight_of(state).reading().table(rest).hits], True


def _possible(state: Played, rest: str) -> tuple[list[str], bool]:
    return [str(h.key or h.row) for h in sight_of(state).reading().table(rest).possible], False


def _proposed(state: Played, rest: str) -> tuple[str, bool]:
    rows = _rows(state)
    if rest:
        return rows[rest].proposed or "none", True
    return next((r.proposed for r in rows.values() if r.proposed), "none"), True


def _sent(state: Played, rest: str) -> tuple[str, bool]:
    rows = {r.key: r for r in CaseNode.objects.filter(case__number=state.number)}
    return str(rows[rest].extra.get("state", "none")), True


FINDERS: Mapping[str, Callable[[Played, str], tuple[Any, bool]]] = {
    "nodes": _begun,
    "open": _open,
    "skipped": _in("skipped"),
    "carried": _in("carried_over"),
    "called_off": _in("called_off"),
    "undone": _in("idle", "held"),
    "papers": _papers,
    "same_day": _same_day,
    "revoked": _revoked,
    "frozen": _frozen,
    "result": _result,
    "told": _told,
    "waits_for": _waits_for,
    "grounds": _grounds,
    "missing": _missing,
    "invalid": _invalid,
    "asked": _asked,
    "not_asked": _not_asked,
    "fault": _fault,
    "proposed": _proposed,
    "due.": _due,
    "paid.": _paid,
    "conditions.": _condition,
    "hits.": _hits,
    "possible.": _possible,
    "proposed.": _proposed,
    "sent.": _sent,
}

__all__ = ["Check", "check", "check_all"]
