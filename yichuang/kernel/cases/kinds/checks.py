"""`check`: rules decide, clause by clause; a person only where the plan says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yichuang.base.errors import Refusal
from yichuang.engines.plan import DONE, OPEN, WAITING
from yichuang.engines.values import Span, Unknown
from yichuang.kernel.cases import waiting
from yichuang.kernel.cases.days import end_of_span
from yichuang.kernel.cases.findings import Finding, findings_of
from yichuang.kernel.cases.kinds.opening import due_again, open_at, set_timers, span_end
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.posts import deciding_department, find_seat, window_of
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import CheckSpec, Expression, Node
from yichuang.kernel.people.contracts import Post


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from findings: `then` is go, refuse, wait, window or `task POST`; `outcome` is yes, no, unknown."""

    outcome: str
    then: str
    missing: tuple[str, ...] = ()


class CheckKind:
    """Computes its findings anew each time; a person's decision on equal findings is carried like a task's."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Ask the rules, then go, stop, wait or open for a person."""
        node = move.plan.nodes[row.key]
        spec = node.spec
        assert isinstance(spec, CheckSpec)
        found = findings_of(move, node)
        move.set(row, findings=[f.as_json() for f in found])
        verdict = judge(spec, found)
        if row.forced and not verdict.then.startswith("task"):
            # Somebody returned to it: a person looks again, where the plan names one.
            person = next(
                (p for p in (spec.on_no, spec.on_unknown, spec.on_person) if p.startswith("task")),
                "",
            )
            verdict = Verdict(verdict.outcome, person, verdict.missing) if person else verdict
        follow(move, row, node, verdict)

    def resume(self, move: Move, row: NodeNow) -> None:
        """Its clock stood still; a waiting one asks again."""
        node = move.plan.nodes[row.key]
        if row.state == OPEN:
            set_timers(move, row, node)
            due_again(move, row, node)
        elif row.state == WAITING:
            self.begin(move, row)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """Only what a person decided, on the same findings."""
        if past.account is None:
            return False
        node = move.plan.nodes[row.key]
        return bool([f.as_json() for f in findings_of(move, node)] == past.findings)


def judge(spec: CheckSpec, found: Sequence[Finding]) -> Verdict:
    """What the findings lead to, the gravest first: block, refuse, person, unknown, note."""
    no = [f for f in found if f.answer == "no"]
    unknown = [f for f in found if f.answer == "unknown" and f.level != "note"]
    names = tuple(sorted({n for f in unknown for n in f.missing}))
    own = next((f.on_no for f in no if f.on_no), "")
    if any(f.level == "block" for f in no):
        return Verdict("no", own or spec.on_block or "refuse")
    if any(f.level == "refuse" for f in no):
        return Verdict("no", own or spec.on_no or "refuse")
    if any(f.level == "person" for f in no):
        return Verdict("no", own or spec.on_person or _person(spec))
    if unknown:
        # Whether a paper is needed hangs on a fact: the fact is asked for, nobody can judge the paper before.
        papers = all(f.key.startswith("papers.") for f in unknown)
        return Verdict("unknown", "wait" if papers else spec.on_unknown or "wait", names)
    if any(f.level == "note" for f in no) and spec.on_note:
        return Verdict("yes", spec.on_note)
    return Verdict("yes", "go")


def _person(spec: CheckSpec) -> str:
    return next((p for p in (spec.on_no, spec.on_unknown) if p.startswith("task")), "task")


def follow(move: Move, row: NodeNow, node: Node, verdict: Verdict) -> None:
    """Do what the verdict says."""
    word, _, rest = verdict.then.partition(" ")
    if word == "wait":
        _wait(move, row, node, verdict)
    elif word in ("task", "window"):
        if word == "window":
            move.set_case(at_window=True, channel="window")
        _open(move, row, node, rest if word == "task" else "window")
    elif word == "go":
        move.settle(row, DONE, outcome=verdict.outcome, effect="go", why={})
    elif word == "lapse":
        move.detail["end"] = "lapsed"
    else:
        move.settle(row, DONE, outcome=verdict.outcome, effect="stop", why={})


def _wait(move: Move, row: NodeNow, node: Node, verdict: Verdict) -> None:
    """It waits for what is missing, at most so long; the acceptance that nobody decides is presumed."""
    waiting.wait_for(move, row, verdict.missing, "rule")
    end = span_end(move, node.at_most, row.opened_at or move.at)
    move.set(row, opened_at=row.opened_at or move.at, due_at=end)
    if end is not None:
        move.timer("at_most", f"{row.key}:at_most", end, round=row.round)
    _presume(move, row, node)


def _open(move: Move, row: NodeNow, node: Node, rest: str) -> None:
    post = person_for(move, node, rest)
    if isinstance(post, Unknown):
        waiting.wait_for(move, row, post.missing, "department")
        return
    open_at(move, row, node, department=post.department.id, post=post.id)
    _presume(move, row, node)


def person_for(move: Move, node: Node, rest: str) -> Post | Unknown:
    """The post that `task POST` or `task department X` means; without a name the deciding examiner's."""
    if rest.startswith("department "):
        return find_seat(move, Expression(rest.removeprefix("department ")), "")
    spec = node.spec
    if rest:
        return find_seat(move, None, rest)
    if getattr(spec, "post", "") or getattr(spec, "department", None) is not None:
        return find_seat(move, getattr(spec, "department", None), getattr(spec, "post", ""))
    try:
        office = deciding_department(move)
        if isinstance(office, Unknown):
            return office
        return find_seat(move, Expression(move.plan.item.decided_by), "")
    except Refusal:
        return window_of(move)


def presumed_after(node: Node) -> tuple[Span, str] | None:
    """After how long acceptance is presumed, and on which basis (`5 working_days 许可法32`)."""
    text = getattr(node.spec, "presume", "")
    parts = text.split(None, 2)
    if len(parts) < 2 or not parts[0].isdigit():
        return None
    return Span(int(parts[0]), parts[1]), parts[2] if len(parts) > 2 else ""


def _presume(move: Move, row: NodeNow, node: Node) -> None:
    presumed = presumed_after(node)
    if presumed is not None and row.key == move.plan.accepts:
        end = end_of_span(presumed[0], move.case.received_at)
        move.timer("presume", f"{row.key}:presume", end, round=row.round)
