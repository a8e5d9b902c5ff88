"""What the case itself becomes when nodes have settled: accepted, not accepted, decided, ended, closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yichuang.base import clock
from yichuang.engines.calendar import Pause as ClockPause
from yichuang.engines.plan import (
    CALLED_OFF,
    DORMANT,
    HELD,
    IDLE,
    SETTLED,
    SKIPPED,
    prune,
    recount,
    running_on,
)
from yichuang.engines.values import Span, Unknown
from yichuang.kernel.cases import branches, issuing, notices
from yichuang.kernel.cases.days import clock_state
from yichuang.kernel.cases.facts_out import make_visible
from yichuang.kernel.cases.models import CaseNode, Pause
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.trail import api as trail

RUNNING = ("received", "accepted")
ENDED = ("not_accepted", "withdrawn", "terminated", "lapsed")


def follow(move: Move) -> None:
    """Look at the accepting and the deciding node and at stops that nobody received."""
    if move.case.state == "received":
        _acceptance(move)
    if move.case.state in RUNNING and "end" in move.detail:
        end(move, move.detail["end"])
    if move.case.state in RUNNING:
        _decision(move)


def close(move: Move) -> None:
    """After all turns: a case that is decided or ended is closed when every node is settled."""
    if move.case.state not in RUNNING:
        _closing(move)


# ---- acceptance ----------------------------------------------------------------------------------------------------


def _acceptance(move: Move) -> None:
    key = move.plan.accepts
    if not key:
        accept(move, move.case.received_at)
        return
    if key not in move.settled:
        return
    row = move.node(key)
    if row.state in SETTLED and row.effect == "stop":
        found, basis = notices.grounds(move)
        notices.write(move, "not_accepted", grounds=found, basis=basis)
        end(move, "not_accepted")
    elif row.state in SETTLED and row.state != CALLED_OFF:
        presumed = bool(move.detail.get("presumed"))
        accept(move, move.case.received_at if presumed else move.at, presumed=presumed)


def accept(move: Move, at: datetime, *, presumed: bool = False) -> None:
    """The case is accepted: its clocks begin, the applicant is told."""
    move.set_case(state="accepted", accepted_at=at)
    set_limits(move, at)
    statutory, promised = move.case.statutory_due, move.case.promised_due
    if presumed:
        notices.write(move, "presumed", accepted_on=at, promised=promised or "")
    elif move.plan.accepts:
        notices.write(
            move, "acceptance", accepted_on=at, statutory=statutory or "", promised=promised or ""
        )


def set_limits(move: Move, start: datetime) -> None:
    """Keep the inputs of the case's clocks and compute their dates."""
    limits = move.plan.item.limits
    kept = {**(move.case.limits or {}), "start": start.isoformat()}
    slots = {"statutory": limits.statutory, "promised": limits.promised}
    if move.case.mode == "simulated" and limits.simulated is not None:
        slots["promised"] = limits.simulated
    for name, slot in slots.items():
        value = move.reading().evaluate(slot) if slot is not None else None
        if isinstance(value, Span):
            kept[name] = str(value)
            kept.pop(f"{name}_missing", None)
        elif isinstance(value, Unknown):
            kept[f"{name}_missing"] = sorted(value.missing)
    move.set_case(limits=kept)
    compute_dates(move)


def case_pauses(case: int) -> list[ClockPause]:
    """The pauses of the case's own clock."""
    rows = Pause.objects.filter(case_id=case, node="")
    return [ClockPause(p.since, p.until, "case") for p in rows]


def compute_dates(move: Move) -> None:
    """The statutory and the promised date from what was recorded; the promise never passes the law."""
    kept = move.case.limits or {}
    if "start" not in kept:
        return
    start, pauses = datetime.fromisoformat(kept["start"]), case_pauses(move.case.id)
    dues: dict[str, datetime | None] = {}
    for name in ("statutory", "promised"):
        if name in kept:
            n, unit = kept[name].split(" ", 1)
            more = int((move.case.extended or {}).get("n", 0)) if name == "statutory" else 0
            more = more or int((move.case.extended or {}).get("n", 0))
            state = clock_state(
                Span(int(n), unit), start, pauses=pauses, extension=more, scope="case"
            )
            dues[name] = state.due_at
    law, promise = dues.get("statutory"), dues.get("promised")
    if law is not None and promise is not None:
        promise = min(law, promise)
    due = promise or law
    move.set_case(statutory_due=_day(law), promised_due=_day(promise), due_at=due)
    if due is not None:
        move.timer("case_due", "case:due", due)


def _day(due: datetime | None) -> date | None:
    return None if due is None else clock.day_of(due - timedelta(microseconds=1))


# ---- decision ------------------------------------------------------------------------------------------------------


def _decision(move: Move) -> None:
    key = move.plan.decides
    if key in move.settled:
        row = move.node(key)
        if row.state == SKIPPED:
            decide(move, "closed")
        elif row.state != CALLED_OFF:
            _decided_by(move, row)
        else:
            _refuse_by_stop(move)
    elif move.detail.pop("unreceived", None) or (move.case.limits or {}).get("refusing"):
        _refuse_by_stop(move)


def _decided_by(move: Move, row: NodeNow) -> None:
    result = row.extra.get("result") or _result_of_task(move, row)
    decide(move, result)


def _result_of_task(move: Move, row: NodeNow) -> str:
    """The result of a deciding task or check: its own words, else by its effect; it issues what the plan says."""
    refused = row.effect == "stop"
    if issuing.issues_of(move, row.key) and not refused:
        plan = issuing.plan_papers(move, row.key)
        if not isinstance(plan, Unknown) and plan.papers:
            issuing.issue(move, row.key, plan)
    node = move.plan.nodes[row.key]
    if node.result is not None:
        return issuing.result_of(move, row.key, issuing.PaperPlan((), ()))
    if row.outcome in move.plan.item.results:
        return row.outcome
    return "refused" if refused else "granted"


def _refuse_by_stop(move: Move) -> None:
    """Refused by a stop. Who still examines runs on, so that one notice can hold all grounds."""
    rows = move.all_nodes()
    work = [k for k, n in move.plan.nodes.items() if n.do in ("task", "check")]
    running = (*running_on(move.plan.graph, rows, work), *branches.examining(move, work))
    after = move.plan.graph.after_decision
    cut(move, [k for k in prune(move.plan.graph, rows, keep=running) if k not in after])
    if running:
        move.set_case(limits={**(move.case.limits or {}), "refusing": True})
    else:
        decide(move, "refused")


def cut(move: Move, keys: list[str]) -> None:
    """Call nodes off outside the ordinary spreading of a stop, and count their successors afresh."""
    graph = move.plan.graph
    for key in keys:
        move.call_off(key, move.node_of_line or "case")
    rows = move.all_nodes()
    for below in dict.fromkeys(b for k in keys for b in graph.successors[k]):
        left = recount(graph, rows, below)
        move.set_count(below, left)
        if left == 0 and rows[below].state in (IDLE, HELD) and below not in move.queue:
            move.queue.append(below)


def decide(move: Move, result: str) -> None:
    """The case is decided: clocks stop, the result is in force, its facts are visible, ends start."""
    move.set_case(state="decided", result=result, decided_at=move.at)
    _stop_clocks(move)
    _stop_before(move)
    if result == "refused":
        found, basis = notices.grounds(move)
        notices.write(move, "refusal", grounds=found, basis=basis)
    elif result == "granted":
        names = [move.plan.item.papers[k].name for k in move.numbers if k in move.plan.item.papers]
        conditions = [c for r in move.all_nodes().values() for c in r.conditions]
        notices.write(move, "decision", papers=names, conditions=conditions, basis="")
    make_visible(move)
    start_ends(move, result)


def _stop_clocks(move: Move) -> None:
    """Nothing of the case happens by itself any more, and what is over is not suspended."""
    trail.cancel_timers(move.ref, "case:")
    if move.case.suspended:
        move.end_pauses("")
        move.set_case(suspended=False)


def _stop_before(move: Move) -> None:
    """Whatever led to the decision and still stands open has nothing to wait for any more."""
    leading = move.plan.graph.upstream(move.plan.decides)
    cut(move, [k for k in prune(move.plan.graph, move.all_nodes()) if k in leading])


def end(move: Move, state: str, *, result: str = "") -> None:
    """The case ends before its decision: not accepted, withdrawn, terminated or lapsed. Ends start on it."""
    cut(move, list(prune(move.plan.graph, move.all_nodes())))
    move.queue.clear()
    move.set_case(state=state, result=result or state)
    _stop_clocks(move)
    start_ends(move, state)
    if result and result != state:
        start_ends(move, result)


def start_ends(move: Move, result: str) -> None:
    """Ends that name this result begin; one that has run before begins a new round."""
    for key, definition in move.plan.ends.items():
        if result not in definition.on:
            continue
        row = move.node(key)
        if row.state in SETTLED:
            move.renew(key, forced=True, candidate=False)
        elif row.state == DORMANT:
            move.pass_to(row, IDLE)
        else:
            continue
        move.queue.append(key)


def _closing(move: Move) -> None:
    """Closed when every node is settled (what nobody opened does not count)."""
    if move.case.closed_at is not None:
        return
    if any(not r.settled and r.state != DORMANT for r in move.rows.values()):
        return
    known = [r.key for r in move.rows.values()]
    others = CaseNode.objects.filter(case_id=move.case.id).exclude(key__in=known)
    if others.exclude(state__in=[*SETTLED, DORMANT]).exists():
        return
    move.set_case(closed_at=move.at)
    if move.case.state == "decided":
        move.set_case(state="closed")
