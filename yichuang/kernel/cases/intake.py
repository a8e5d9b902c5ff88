"""A case comes into being: subjects, roles, answers as a version, materials, its plan's rounds, the first turns."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.engines.plan import Effect, hash_of, start_plan
from yichuang.engines.values import Subject, Unknown
from yichuang.kernel.cases import notices
from yichuang.kernel.cases.change import finish
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.elements import EACH
from yichuang.kernel.cases.materials import Held
from yichuang.kernel.cases.models import AnswerVersion, Case, CaseMaterial, CaseNode, Role
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.plans import ItemPlan
from yichuang.kernel.cases.posts import deciding_department
from yichuang.kernel.cases.refusals import not_now
from yichuang.kernel.cases.rows import lock_case
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.worlds import plan_of, world_of
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.documents import api as documents
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.contracts import Actor


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that is handed in. `parties`: role to a registered subject; the rest come from the answers."""

    item: str
    adopted_set: str
    region: str
    mode: str
    scene: str
    channel: str
    applicant: int | None
    answers: Mapping[str, str]
    held: Mapping[str, Held]
    signed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parties: Mapping[str, Subject] = field(default_factory=dict)
    version: str = ""
    partner: str = ""


def take_in(actor: Actor, intake: Intake, *, kind: str, at: datetime | None = None) -> Done:
    """Make the case in the caller's transaction and begin its plan. Gives number and what was opened."""
    moment = at or clock.now()
    simulated = intake.mode == "simulated"
    number = documents.next_case_number(intake.region, clock.day_of(moment), simulated=simulated)
    answers = dict(intake.answers)
    case = Case.objects.create(
        number=number,
        item=intake.item,
        adopted_set=intake.adopted_set,
        region=intake.region,
        mode=intake.mode,
        scene=intake.scene,
        channel=intake.channel,
        partner=intake.partner,
        state="received",
        as_of=clock.day_of(moment),
        received_at=moment,
        applicant=intake.applicant,
        query_code=f"{secrets.randbelow(10**6):06d}",
        opened_by=actor.label,
        answers_digest=hash_of(answers),
        materials_digest=materials_digest(intake.held),
    )
    _put_roles(actor, case, intake, answers)
    case.answers_digest = hash_of(answers)
    case.save(update_fields=["answers_digest"])
    AnswerVersion.objects.create(
        case=case,
        version=1,
        content=answers,
        digest=case.answers_digest,
        at=moment,
        by=actor.label,
        cause=kind,
    )
    put_materials(case.id, intake.held, moment, actor.label)
    _put_nodes(case, intake)
    return _begin(actor, number, kind)


def materials_digest(held: Mapping[str, Held]) -> str:
    """The digest of all materials: contents, signatures and states."""
    return hash_of({k: [h.file, list(h.signed), h.state] for k, h in held.items()})


def put_materials(case: int, held: Mapping[str, Held], at: datetime, by: str) -> None:
    """Write materials of a new case."""
    CaseMaterial.objects.bulk_create(
        CaseMaterial(
            case_id=case,
            key=key,
            version=1,
            file=h.file,
            name=h.name,
            media=h.media,
            size=h.size,
            state=h.state,
            signed=list(h.signed),
            due=h.due if isinstance(h.due, datetime) else None,
            at=at,
            by=by,
        )
        for key, h in held.items()
    )


def _put_roles(actor: Actor, case: Case, intake: Intake, answers: dict[str, str]) -> None:
    plan = plan_of(intake.adopted_set, intake.item, intake.mode)
    world = world_of(intake.adopted_set)
    rows: list[Role] = []
    roles = {**{r: p.kinds for r, p in plan.item.parties.items()}}
    roles |= {r: (a.kind,) for r, a in plan.item.about.items()}
    for role, kinds in roles.items():
        subject = intake.parties.get(role)
        if subject is None:
            continue
        ident = subject.id
        if ident.startswith("@"):
            ident = str(_register(actor, world, plan.item.pack, case, role, subject.kind, answers))
        signed = intake.signed.get(role, {})
        rows.append(
            Role(
                case=case,
                role=role,
                party=role in plan.item.parties,
                kind=subject.kind or kinds[0],
                subject=int(ident),
                signed=signed.get("digest", ""),
                signed_at=datetime.fromisoformat(signed["at"]) if signed.get("at") else None,
                signed_by=signed.get("by", ""),
            )
        )
    Role.objects.bulk_create(rows)


def _register(
    actor: Actor, world: Any, pack: str, case: Case, role: str, kind: str, answers: dict[str, str]
) -> int:
    """The subject of a role that had none: found by its identifier, else new (with the case's number)."""
    definition = world.subject(kind, pack)
    key = definition.identified_by if definition else ""
    datum = world.datum(kind, key, pack) if key else None
    code = answers.get(f"{role}.{key}", "")
    if datum is not None and not code and datum.type.checker == "case_number":
        code = case.number
        answers[f"{role}.{key}"] = code
    if code:
        return facts.ensure_subject(kind, code, actor=actor).id
    return facts.new_subject(kind, actor=actor).id


def _put_nodes(case: Case, intake: Intake) -> None:
    plan = plan_of(intake.adopted_set, intake.item, intake.mode)
    rounds = start_plan(plan.graph)
    CaseNode.objects.bulk_create(
        CaseNode(
            case=case,
            key=key,
            kind=_kind(plan, key),
            state=row.state,
            unsettled=row.unsettled,
        )
        for key, row in rounds.items()
    )


def _kind(plan: ItemPlan, key: str) -> str:
    if plan.repeats(key):
        return EACH
    return plan.nodes[key].do if key in plan.nodes else "end"


def _begin(actor: Actor, number: str, kind: str) -> Done:
    """The first move: names, limits, receipt, and every node that depends on nothing."""
    case = lock_case(number)
    if case is None:
        raise RuntimeError("the case was made in this transaction")
    move = Move(case, actor, kind)
    rows = move.all_nodes()
    move.effects.extend(Effect(k, 1, "", rows[k].state) for k in move.plan.graph.order)
    move._told["state"] = "received"
    _name_it(move)
    held = [move.plan.item.materials[k].name for k in move.held() if k in move.plan.item.materials]
    notices.write(move, "receipt", materials=held, query_code=case.query_code)
    ends = move.plan.ends
    _index(move)
    move.queue.extend(
        k
        for k in move.plan.graph.order
        if k not in ends and rows[k].state == "idle" and rows[k].unsettled == 0
    )
    return finish(move)


def _name_it(move: Move) -> None:
    office = deciding_department(move)
    applicant = next((p.key for p in move.plan.item.parties.values() if p.applicant), "")
    name = applicant_name(move, applicant) if applicant else ""
    title = move.plan.item.name.zh
    move.set_case(
        department=None if isinstance(office, Unknown) else office.id,
        applicant=move.case.applicant or _subject(move, applicant),
        applicant_name=name,
        title=f"{name} {title}".strip(),
    )


def _index(move: Move) -> None:
    """Make the case findable for its parties and the department that decides it."""
    audience = [f"subject:{r.subject}" for r in move.roles() if r.party]
    if move.case.department is not None:
        audience.append(f"department:{move.case.department}")
    catalogue.index_entry(
        "case",
        move.case.number,
        title=Text(move.case.title, move.plan.item.name.show("en")),
        region=move.case.region,
        note=move.case.number,
        extra=((move.case.applicant_name, 2.0),),
        audience=audience,
    )


def _subject(move: Move, role: str) -> int | None:
    who = move.subjects().get(role)
    return int(who[0].id) if who and who[0].id.isdigit() else None


def applicant_name(sight: Sight, role: str) -> str:
    """The name of who is in a role, as the case or the register says it."""
    if sight.reading().names.find((role, "name")) is None:
        return ""
    value = sight.reading().value(f"{role}.name")
    return value if isinstance(value, str) else ""


def withdrawn_pack(item: Text) -> Exception:
    """The city no longer offers the item: said in plain words, the draft stays readable."""
    return not_now(
        "not_offered",
        f"本地已停止办理“{item.zh}”，申请没有提交；草稿仍可查看和打印，如有疑问请咨询办事窗口",
        f"“{item.show('en')}” is no longer offered here; nothing was handed in, the draft stays readable",
    )
