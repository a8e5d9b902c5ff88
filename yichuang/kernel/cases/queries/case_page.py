"""A case as one page shows it to one actor; and its progress for whoever has number and query code."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.engines.values import Span
from yichuang.kernel.cases.contracts import (
    CaseView,
    ClockView,
    PartyRow,
    Request,
)
from yichuang.kernel.cases.days import clock_state
from yichuang.kernel.cases.deciding import RUNNING, case_pauses
from yichuang.kernel.cases.forms import condition_views, material_view
from yichuang.kernel.cases.looking import look_at_case
from yichuang.kernel.cases.models import Correction, Pause
from yichuang.kernel.cases.permits import is_party
from yichuang.kernel.cases.queries.fact_rows import fact_rows
from yichuang.kernel.cases.queries.find import find_case, see
from yichuang.kernel.cases.queries.node_views import node_views
from yichuang.kernel.cases.queries.offers import offers
from yichuang.kernel.cases.queries.papers import issued_of
from yichuang.kernel.cases.queries.records import happening
from yichuang.kernel.cases.queries.ways import way_of
from yichuang.kernel.cases.refusals import no_such_case
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.words import result_name, state_name
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

HAPPENINGS = 200


def read_case(actor: Actor, number: str) -> CaseView:
    """The case for one actor: parties, their office, the partner that handed it in. Raises NotFound to all others.

    What others than its subjects see of personal data in it is noted as a look.
    """
    sight = see(actor, number)
    page = page_of(sight, actor)
    look_at_case(sight, actor, [f.name for f in page.facts if f.shown])
    return page


def progress(number: str, query_code: str) -> CaseView:
    """What anyone with number and query code may know: state, dates, steps and their states; no data, no names."""
    sight = Sight(find_case(number))
    if not hmac.compare_digest(sight.case.query_code.encode(), query_code.strip().encode()):
        raise no_such_case()
    whole = _frame(sight, Actor("public", ""))
    nodes = tuple(
        replace(
            n, opinion="", holder="", conditions=(), findings=(), proposed="", proposed_why=None
        )
        for n in node_views(sight, Actor("public", ""))
    )
    return replace(
        whole, nodes=nodes, applicant=facts.mask_name(whole.applicant), title="", query_code=""
    )


def page_of(sight: Sight, actor: Actor) -> CaseView:
    """The whole page of a case that the actor may see."""
    lines = trail.newest_lines(sight.ref, limit=HAPPENINGS)
    return replace(
        _frame(sight, actor),
        nodes=node_views(sight, actor),
        parties=_parties(sight),
        facts=fact_rows(sight),
        materials=tuple(material_view(s) for s in sight.shelf().all()),
        conditions=condition_views(sight),
        papers=issued_of(sight),
        requests=_requests(sight, actor),
        verbs=offers(sight, actor),
        happenings=tuple(happening(sight, line) for line in lines if line.seq is not None),
        way=way_of(sight),
    )


def _frame(sight: Sight, actor: Actor) -> CaseView:
    case = sight.case
    shown = "at_window" if case.at_window and case.state in RUNNING else case.state
    return CaseView(
        number=case.number,
        item=case.item,
        item_name=sight.plan.item.name,
        region=case.region,
        adopted_set=case.adopted_set,
        mode=case.mode,
        scene=case.scene,
        channel=case.channel,
        state=case.state,
        state_name=state_name(shown),
        suspended=case.suspended,
        result=case.result,
        result_name=result_name(case.result, sight.plan.item.results),
        title=case.title,
        applicant=case.applicant_name,
        as_of=case.as_of,
        received_at=case.received_at,
        accepted_at=case.accepted_at,
        decided_at=case.decided_at,
        closed_at=case.closed_at,
        seq=case.seq,
        query_code=case.query_code if is_party(sight, actor) or actor.is_staff else "",
        statutory=clock_view(sight, "statutory"),
        promised=clock_view(sight, "promised"),
        pauses=_pauses(sight),
        nodes=(),
        parties=(),
        facts=(),
        materials=(),
        conditions=(),
        papers=(),
        requests=(),
        verbs=(),
        happenings=(),
    )


def clock_view(sight: Sight, name: str) -> ClockView | None:
    """The statutory or promised clock of the case as it stands (or stood at the decision)."""
    kept: Mapping[str, Any] = sight.case.limits or {}
    if name not in kept or "start" not in kept:
        return None
    n, unit = str(kept[name]).split(" ", 1)
    extension = int((sight.case.extended or {}).get("n", 0))
    state = clock_state(
        Span(int(n), unit),
        datetime.fromisoformat(kept["start"]),
        pauses=case_pauses(sight.case.id),
        extension=extension,
        scope="case",
        now=sight.case.decided_at or clock.now(),
    )
    basis = sight.plan.item.limits.statutory_basis if name == "statutory" else ""
    return ClockView(name, state, basis)


def _pauses(sight: Sight) -> tuple[Mapping[str, Any], ...]:
    rows = Pause.objects.filter(case_id=sight.case.id).exclude(ground="held").order_by("id")
    return tuple(
        {
            "node": p.node,
            "scope": "node" if p.node else "case",
            "ground": p.ground,
            "basis": p.basis,
            "note": p.note,
            "from": p.since.astimezone(clock.SHANGHAI),
            "until": p.until.astimezone(clock.SHANGHAI) if p.until else None,
        }
        for p in rows
    )


def _parties(sight: Sight) -> tuple[PartyRow, ...]:
    rows = sight.roles()
    names = facts.name_of({r.subject for r in rows})
    found = []
    for row in rows:
        said = sight.reading().names.find((row.role, "name"))
        value = sight.reading().value(f"{row.role}.name") if said is not None else ""
        shown = value if isinstance(value, str) else names.get(row.subject, "")
        found.append(
            PartyRow(
                row.role,
                sight.reading().names.role_name(row.role),
                row.subject,
                row.kind,
                shown,
                bool(row.signed),
            )
        )
    return tuple(found)


def _requests(sight: Sight, actor: Actor) -> tuple[Request, ...]:
    """What parties are asked for now: corrections, asks, facts that they can say."""
    rows = Correction.objects.filter(case_id=sight.case.id, answered_at=None)
    found = [
        Request(
            key=f"correction:{c.id}",
            kind="correct",
            party=c.party,
            node=c.node,
            text=Text(c.text, c.text),
            due=clock.day_of(c.due - timedelta(microseconds=1)),
            then=Text("逾期不补正，本次申请终结", "without an answer the application ends"),
            fields=tuple(c.fields),
            materials=tuple(c.materials),
        )
        for c in rows
    ]
    for row in sight.in_order():
        key, node = row.key, sight.plan.nodes[row.key]
        if node.do == "ask" and row.state == "open":
            found.append(
                Request(
                    key=f"ask:{key}",
                    kind=str(getattr(node.spec, "ask", "fill")),
                    party=str(getattr(node.spec, "party", "")),
                    node=key,
                    text=sight.name_of(row),
                    due=clock.day_of(row.due_at - timedelta(microseconds=1))
                    if row.due_at
                    else None,
                    then=None,
                    fields=tuple(getattr(node.spec, "fills", ())),
                    amount=row.extra.get("amount"),
                    pay_ref=str(row.extra.get("order", "")),
                )
            )
    return (*found, *_frozen(sight), *_facts_asked(sight))


def _frozen(sight: Sight) -> list[Request]:
    """One refused, the others wait for it: the applicant hears why, and until when it may be mended."""
    applicant = sight.plan.item.applicant
    found = []
    for key, row in sight.all_nodes().items():
        refused = (row.why or {}).get("frozen_because", ())
        if row.state != "waiting" or not refused or applicant is None:
            continue
        said = [(sight.plan.nodes[k].name, sight.all_nodes()[k].opinion) for k in refused]
        found.append(
            Request(
                key=f"frozen:{key}",
                kind="mend",
                party=applicant.key,
                node=key,
                text=Text(
                    "；".join(f"“{n.zh}”未同意：{why}" for n, why in said),
                    "; ".join(f"{n.show('en')} was refused: {why}" for n, why in said),
                ),
                due=clock.day_of(row.due_at - timedelta(microseconds=1)) if row.due_at else None,
                then=Text(
                    "在此之前改好可以再审，其他结果先冻结；到期未改的一并不予许可",
                    "mended by then it is examined again, the rest is frozen; else all is refused",
                ),
            )
        )
    return found


def _facts_asked(sight: Sight) -> list[Request]:
    names: dict[str, str] = {}
    for row in sight.all_nodes().values():
        if row.state == "waiting":
            for name in (row.why or {}).get("missing", ()):
                if not name.startswith((":", "papers.", "nodes.")):
                    names.setdefault(name, row.key)
    return [
        Request(
            key=f"fact:{name}",
            kind="fact",
            party=sight.reading().owner_of(name),
            node=node,
            text=sight.reading().naming.name(tuple(name.split("."))),
            due=sight.case.promised_due or sight.case.statutory_due,
            then=None,
            fields=(name,),
        )
        for name, node in sorted(names.items())
    ]
