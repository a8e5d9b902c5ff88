"""Correction: asked for once with everything, answered by the party; only who read what changed does it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yichuang.base.text import Text
from yichuang.engines.plan import OPEN, hash_of
from yichuang.engines.values import Span
from yichuang.kernel.cases import notices, refusals
from yichuang.kernel.cases.actions.drafts import check_material
from yichuang.kernel.cases.actions.redo_case import redo_readers
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.days import end_of_span
from yichuang.kernel.cases.deciding import RUNNING, compute_dates
from yichuang.kernel.cases.forms import extra_names, form_names
from yichuang.kernel.cases.intake import materials_digest
from yichuang.kernel.cases.models import AnswerVersion, CaseMaterial, Correction, Pause, Role
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import is_window, parties_of
from yichuang.kernel.cases.statements import read_typed
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

NOTHING: Mapping[str, str] = {}
NO_FILES: Mapping[str, FileInfo] = {}
ASK = Text("告知补正", "asking for a correction")
CORRECT = Text("补正", "correcting")


def ask_correction(
    actor: Actor,
    *,
    number: str,
    text: str,
    fields: Sequence[str] = (),
    materials: Sequence[str] = (),
    days: int = 5,
    unit: str = "working_days",
    node: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Tell the applicant everything that must be corrected, in one notice with one date.

    Before acceptance it can be asked once; afterwards it stops the case's clock until it is answered. No answer by the
    date ends the case. Raises Conflict when one is open or was asked before.
    """

    def deed(move: Move) -> None:
        _may_ask(move, actor)
        _once(move)
        if not (fields or materials or text.strip()):
            raise refusals.reason_missing(
                "请写明需要补正的全部内容", "write everything to be corrected", "text"
            )
        _ask(move, text, fields, materials, Span(days, unit), node)

    content = {"text": text, "fields": sorted(fields), "materials": sorted(materials), "days": days}
    return change(
        actor,
        number,
        "case.correction_asked",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def _may_ask(move: Move, actor: Actor) -> None:
    if move.case.state not in RUNNING:
        raise refusals.not_now("decided", "办件已办结", "the case is decided")
    mine = [r for r in move.all_nodes().values() if r.state == OPEN and r.post in actor.post_ids]
    if not (mine or is_window(move, actor)):
        raise refusals.not_your_post(ASK)


def _once(move: Move) -> None:
    asked = Correction.objects.filter(case_id=move.case.id)
    if asked.filter(answered_at=None).exists():
        raise refusals.not_now(
            "correction_open", "已有一次补正正在等待答复", "a correction is open already"
        )
    if move.case.state == "received" and asked.exists():
        raise refusals.not_now(
            "asked_once",
            "受理前只能告知一次补正",
            "before acceptance a correction can be asked for once",
        )


def _ask(
    move: Move, text: str, fields: Sequence[str], materials: Sequence[str], span: Span, node: str
) -> None:
    due = end_of_span(span, move.at)
    after = move.case.state == "accepted"
    labels = [move.reading().naming.name(tuple(f.split("."))) for f in fields]
    labels += [move.plan.item.materials[m].name for m in materials if m in move.plan.item.materials]
    items = [*labels, *([Text(text, text)] if text.strip() else [])]
    notice = notices.write(move, "correction", items=items, due=due, after_acceptance=after)
    if notice is not None:
        documents.serve(move.actor, notice.id, at=move.at)
    applicant = move.plan.item.applicant
    row = Correction.objects.create(
        case_id=move.case.id,
        node=node,
        party=applicant.key if applicant else "",
        fields=list(fields),
        materials=list(materials),
        text=text,
        asked_at=move.at,
        due=due,
        served_at=move.at,
        by=move.actor.label,
        notice=notice.number if notice else "",
    )
    move.timer("correction", "case:correction", due, correction=row.id)
    if move.plan.accepts:
        trail.cancel_timer("cases.presume", move.ref, f"{move.plan.accepts}:presume")
    limits = move.case.limits or {}
    move.set_case(limits={**limits, "corrections": int(limits.get("corrections", 0)) + 1})
    if after:
        move.pause(
            "", "correction", basis="《中华人民共和国行政许可法》第三十二条", note=text[:200]
        )
        move.set_case(suspended=True)
        compute_dates(move)


def correct(
    actor: Actor,
    *,
    number: str,
    answers: Mapping[str, str] = NOTHING,
    materials: Mapping[str, FileInfo] = NO_FILES,
    signed: Sequence[str] = (),
    key: str = "",
    expected: int | None = None,
) -> Done:
    """The party corrects answers and papers. Whoever read something that changed does it again, nobody else.

    Raises NotPermitted to others than parties and windows, Invalid with every problem.
    """

    def deed(move: Move) -> None:
        _may_correct(move, actor)
        move.detail["changed"] = sorted([*answers, *(f"papers.{m}" for m in materials)])
        put_answers(move, answers, "correction")
        put_files(move, materials, signed)
        sign_again(move, actor, signed)
        answered(move)
        redo_readers(move)

    content = {"answers": dict(answers), "materials": {k: f.digest for k, f in materials.items()}}
    return change(
        actor, number, "case.corrected", deed, key=key, expected=expected, content=content
    )


def _may_correct(move: Move, actor: Actor) -> None:
    if move.case.state not in RUNNING:
        raise refusals.not_now("decided", "办件已办结，不能再补正", "the case is decided")
    own = parties_of(move, actor) or (actor.partner and actor.partner == move.case.partner)
    if not (own or is_window(move, actor)):
        raise refusals.not_your_post(CORRECT)


def put_answers(move: Move, answers: Mapping[str, str], cause: str) -> None:
    """Write a new version of the answers. Raises Invalid with every problem."""
    if not answers:
        return
    allowed = form_names(move) | set(extra_names(move)) | set(move.answers())
    typed = read_typed(move, allowed | _data_of_roles(move), answers)
    if typed.problems:
        raise refusals.invalid(
            "answers", "填写的内容有误", "what was stated cannot be taken", *typed.problems
        )
    content = {**move.answers(), **typed.said}
    for name, text in answers.items():
        if not text.strip():
            content.pop(name, None)
    version = move.case.answers_version + 1
    digest = hash_of(content)
    AnswerVersion.objects.create(
        case_id=move.case.id,
        version=version,
        content=content,
        digest=digest,
        at=move.at,
        by=move.actor.label,
        cause=cause,
    )
    move.set_case(answers_version=version, answers_digest=digest)
    move.forget()


def _data_of_roles(move: Move) -> set[str]:
    found: set[str] = set()
    for role, who in move.subjects().items():
        for subject in who:
            data = move.world.data(subject.kind, move.plan.item.pack)
            found |= {f"{role}.{k}" for k, d in data.items() if d.definition.computed is None}
    return found


def put_files(move: Move, materials: Mapping[str, FileInfo], signed: Sequence[str]) -> None:
    """Write new versions of materials; earlier ones stay."""
    for key, file in materials.items():
        check_material(move.case.adopted_set, move.case.item, move.case.mode, key, file)
        put_material(move, key, file=file, signed=[p for p in _signers(move, key) if p in signed])
    for key in move.plan.item.materials:
        wanted = [p for p in _signers(move, key) if p in signed]
        held = move.held().get(key)
        if key not in materials and wanted and not set(wanted) <= set(held.signed if held else ()):
            put_material(move, key, file=None, signed=[*(held.signed if held else ()), *wanted])
    move.forget()
    move.set_case(materials_digest=materials_digest(move.held()))


def _signers(move: Move, key: str) -> tuple[str, ...]:
    return move.plan.item.materials[key].signed_by


def put_material(move: Move, key: str, *, file: FileInfo | None, signed: Sequence[str]) -> None:
    """A new version of one material becomes the current one."""
    old = CaseMaterial.objects.filter(case_id=move.case.id, key=key)
    before = old.filter(current=True).first()
    version = old.count() + 1
    old.filter(current=True).update(current=False)
    CaseMaterial.objects.create(
        case_id=move.case.id,
        key=key,
        version=version,
        file=file.digest if file else before.file if before else "",
        name=file.name if file else before.name if before else "",
        media=file.media if file else before.media if before else "",
        size=file.size if file else before.size if before else 0,
        state="have",
        signed=list(dict.fromkeys(signed)),
        at=move.at,
        by=move.actor.label,
    )


def sign_again(move: Move, actor: Actor, signed: Sequence[str]) -> None:
    """The change is signed by who makes it and by those named; the others' signatures no longer stand."""
    version = hash_of([move.case.answers_digest, move.case.materials_digest])
    mine = {*parties_of(move, actor), *signed}
    signers = [r for r in move.roles() if r.party and r.signed]
    for role in signers:
        stands = role.role in mine
        Role.objects.filter(id=role.id).update(
            signed=version if stands else "",
            signed_at=move.at if stands else None,
            signed_by=actor.label if stands else "",
        )


def answered(move: Move) -> None:
    """An open correction is answered: the clock of the case goes on."""
    rows = Correction.objects.filter(case_id=move.case.id, answered_at=None)
    if not rows.update(answered_at=move.at):
        return
    trail.cancel_timer("cases.correction", move.ref, "case:correction")
    if move.end_pauses("", "correction"):
        move.set_case(suspended=still_paused(move))
        compute_dates(move)


def still_paused(move: Move) -> bool:
    """Whether another pause of the case is open."""
    return Pause.objects.filter(case_id=move.case.id, node="", until=None).exists()
