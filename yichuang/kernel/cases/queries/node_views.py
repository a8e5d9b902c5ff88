"""Nodes of a case as chart and desk show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yichuang.engines.calendar import ClockState
from yichuang.engines.calendar import Pause as ClockPause
from yichuang.engines.plan import DORMANT, OPEN
from yichuang.engines.rules import Explanation
from yichuang.engines.values import Span
from yichuang.kernel.cases.contracts import ClockView, ConditionView, NodeView
from yichuang.kernel.cases.days import clock_state
from yichuang.kernel.cases.elements import base_of
from yichuang.kernel.cases.findings import Finding
from yichuang.kernel.cases.models import Pause
from yichuang.kernel.cases.queries.charts import why_words
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import is_seated, seated_in
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.words import outcome_name
from yichuang.kernel.catalogue.contracts import CheckSpec, Node, TaskSpec
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Department, Post


def node_views(sight: Sight, actor: Actor) -> tuple[NodeView, ...]:
    """Every node that somebody opened or that the plan foresees, in the plan's order; ends are left out."""
    rows = sight.all_nodes()
    offices = people.read_departments(
        {r.department for r in rows.values() if r.department is not None}
    )
    posts = people.read_posts({r.post for r in rows.values() if r.post is not None})
    names = people.names(_accounts(rows.values()))
    pauses = list(Pause.objects.filter(case_id=sight.case.id))
    some = any(is_seated(r) for r in rows.values())
    seats = seated_in(sight.case.id, actor) if some else frozenset()
    return tuple(
        _view(sight, actor, row, sight.plan.nodes[row.key], offices, posts, names, pauses, seats)
        for row in sight.in_order()
        if row.state != DORMANT
    )


def _view(
    sight: Sight,
    actor: Actor,
    row: NodeNow,
    node: Node,
    offices: Mapping[int, Department],
    posts: Mapping[int, Post],
    names: Mapping[int, str],
    pauses: list[Pause],
    seats: frozenset[str],
) -> NodeView:
    office = offices.get(row.department) if row.department is not None else None
    post = posts.get(row.post) if row.post is not None else None
    staff = actor.is_staff or actor.is_system
    return NodeView(
        key=row.key,
        name=sight.name_of(row),
        kind=node.do,
        state=row.state,
        round=row.round,
        outcome=row.outcome,
        outcome_name=outcome_name(row.outcome),
        effect=row.effect,
        department=office.name.zh if office else "",
        post=post.name.zh if post else "",
        holder=names.get(row.holder, "") if row.holder is not None else "",
        why=why_words(sight, row),
        waits_for=tuple((row.why or {}).get("missing", ())),
        due=_clock(sight, row, node, pauses),
        opened_at=row.opened_at,
        settled_at=row.settled_at,
        opinion=row.opinion,
        conditions=tuple(row.conditions),
        proposed=row.proposed if staff else "",
        proposed_why=_proposed_why(sight, row, node) if staff and row.proposed else None,
        findings=finding_views(sight, row, node),
        carried_from=_carried(row, names),
        after=sight.plan.graph.predecessors[base_of(row.key)],
        mine=row.state == OPEN and (row.post in actor.post_ids or row.key in seats),
    )


def _accounts(rows: Collection[NodeNow]) -> set[int]:
    """Who holds a task now, and whose result was carried over."""
    held = {r.holder for r in rows if r.holder is not None}
    return held | {r.account for r in rows if r.account is not None and r.carried_from is not None}


def _carried(row: NodeNow, names: Mapping[int, str]) -> str:
    if row.carried_from is None:
        return ""
    at = row.settled_at.strftime("%Y-%m-%d") if row.settled_at else ""
    name = names.get(row.account, "") if row.account is not None else ""
    return f"{name} {at}".strip()


def _clock(sight: Sight, row: NodeNow, node: Node, pauses: list[Pause]) -> ClockView | None:
    if row.opened_at is None or node.limit is None or row.state not in ("open", "held", "waiting"):
        return None
    with sight.within(row.key):
        span = sight.reading().evaluate(node.limit)
    if not isinstance(span, Span):
        return None
    own = [
        ClockPause(p.since, p.until)
        for p in pauses
        if not p.node or (p.node == row.key and p.round in (0, row.round))
    ]
    state: ClockState = clock_state(span, row.opened_at, pauses=own)
    return ClockView("node", state, node.statutory_basis)


def _proposed_why(sight: Sight, row: NodeNow, node: Node) -> Explanation | None:
    spec = node.spec
    if isinstance(spec, TaskSpec) and spec.proposes is not None and spec.proposes.when is not None:
        with sight.within(row.key):
            return sight.reading().explain(spec.proposes.when)
    return None


def finding_views(sight: Sight, row: NodeNow, node: Node) -> tuple[ConditionView, ...]:
    """What a check has found, as its round keeps it, with the explanation of its clauses as they read now."""
    rules: dict[str, object] = {}
    if isinstance(node.spec, CheckSpec):
        rules = {k: d.rule for k, d in node.spec.findings.items() if d.rule is not None}
        if node.spec.rule is not None:
            rules[node.key] = node.spec.rule
    rules |= {k: d.rule for k, d in sight.plan.item.conditions.items() if d.rule is not None}
    found = []
    for finding in map(Finding.read, row.findings):
        if finding.answer == "moot":
            continue
        rule = rules.get(finding.key)
        with sight.within(row.key):
            explanation = sight.reading().explain(rule) if rule is not None else None  # type: ignore[arg-type]
        found.append(
            ConditionView(
                finding.key,
                finding.name,
                finding.answer,
                finding.level,
                finding.ground,
                finding.basis,
                explanation,
            )
        )
    return tuple(found)
