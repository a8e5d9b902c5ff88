"""Handing in: by the applicant or a partner from a draft, or received at a window on behalf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from yichuang.base import clock
from yichuang.base.canonical import digest
from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.kernel.cases import refusals
from yichuang.kernel.cases.actions.drafts import check_material, find_draft, must_be_open
from yichuang.kernel.cases.change import as_answer, done_again
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.draft_sight import DraftSight
from yichuang.kernel.cases.findings import conditions
from yichuang.kernel.cases.forms import extra_names, form_names, form_of, prune_answers
from yichuang.kernel.cases.intake import Intake, take_in, withdrawn_pack
from yichuang.kernel.cases.materials import Standing
from yichuang.kernel.cases.models import Case, Draft
from yichuang.kernel.cases.permits import is_window
from yichuang.kernel.cases.statements import read_typed
from yichuang.kernel.cases.worlds import current_set, item_of, world_of
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

NOTHING: Mapping[str, Any] = {}
WINDOW = Text("窗口收件", "receiving at the window")
# What an officer may leave open: what nobody knows yet, and what can be brought later.
MAY_FOLLOW = frozenset(("missing", "paper_missing"))


def submit(actor: Actor, draft: int, *, key: str = "", incomplete: bool = False) -> Done:
    """Hand the draft in, once. Gives the case's number; the same key gives the same answer.

    `incomplete`: an officer at the window takes it in although facts or papers are missing; the case waits for them.
    Raises Invalid with every missing fact, paper and signature at once; Conflict when it was handed in already (with
    its number) or the city has withdrawn the item.
    """
    with transaction.atomic():
        if key:
            answered = trail.once(actor.label, key, digest(["case.submitted", draft]))
            if answered is not None:
                return done_again(answered)
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        _must_be_offered(row)
        prune_answers(row)
        sight = DraftSight(row)
        problems = (*_missing_facts(row), *_missing_papers(sight), *_missing_signatures(sight))
        problems += _conditions_at_once(sight)
        if incomplete:
            if not is_window(sight, actor):
                raise refusals.not_your_post(WINDOW)
            problems = tuple(p for p in problems if p.code not in MAY_FOLLOW)
        if problems:
            raise refusals.invalid(
                "incomplete",
                f"还有 {len(problems)} 项需要补充",
                f"{len(problems)} things are still needed",
                *problems,
            )
        kind = "case.received" if incomplete else "case.submitted"
        done = take_in(actor, _intake(actor, sight), kind=kind)
        row.case = Case.objects.get(number=done.number)
        row.save()
        _count_asked(sight)
        if key:
            trail.remember(actor.label, key, as_answer(done))
    return done


def _must_be_offered(row: Draft) -> None:
    """A pack that was withdrawn takes no applications; one that was upgraded takes the draft under its own set."""
    current = current_set(row.region)
    if world_of(current.id).item(row.item) is None:
        raise withdrawn_pack(item_of(world_of(row.adopted_set), row.item).name)
    row.adopted_set = current.id


def _missing_facts(row: Draft) -> tuple[Problem, ...]:
    now = form_of(row)
    labels = {a.name: a.label for b in now.view.blocks for a in b.asks}
    found = [
        Problem(
            n, Text(f"请填写{labels[n].zh}", f"{labels[n].show('en')} is missing"), code="missing"
        )
        for n in now.missing
    ]
    shown = set(labels)
    found += [
        Problem(n, Text(*said), code="invalid")
        for n, said in row.problems.items()
        if n in shown and n not in now.missing
    ]
    return tuple(found)


def _missing_papers(sight: DraftSight) -> tuple[Problem, ...]:
    return tuple(_paper_problem(s) for s in sight.shelf().missing())


def _paper_problem(standing: Standing) -> Problem:
    material = standing.material
    where = f"papers.{material.key}"
    if standing.state == "invalid":
        return Problem(
            where,
            Text(f"“{material.name.zh}”已失效", f"{material.name.show('en')} is not valid"),
            code="paper_invalid",
        )
    if standing.unsigned:
        return Problem(
            where,
            Text(f"“{material.name.zh}”未签署", f"{material.name.show('en')} is not signed"),
            code="signature_missing",
        )
    return Problem(
        where,
        Text(f"缺少“{material.name.zh}”", f"{material.name.show('en')} is missing"),
        code="paper_missing",
    )


def _missing_signatures(sight: DraftSight) -> tuple[Problem, ...]:
    found = []
    for role, party in sight.plan.item.parties.items():
        if party.signs and role in sight.subjects() and not sight.signed_by(role):
            name = sight.reading().names.role_name(role)
            found.append(
                Problem(
                    f"signatures.{role}",
                    Text(f"{name.zh}尚未签署", f"{name.show('en')} has not signed"),
                    code="signature_missing",
                )
            )
    return tuple(found)


def _conditions_at_once(sight: DraftSight) -> tuple[Problem, ...]:
    """Without an accepting node a condition that is not met is said at once, before anything is handed in."""
    if sight.plan.accepts:
        return ()
    return tuple(
        Problem(f"conditions.{f.key}", f.ground, code="condition")
        for f in conditions(sight)
        if f.answer == "no" and f.level in ("refuse", "block")
    )


def _intake(actor: Actor, sight: DraftSight) -> Intake:
    row = sight.draft
    return Intake(
        item=row.item,
        adopted_set=row.adopted_set,
        region=row.region,
        mode=row.mode,
        scene=row.scene,
        channel="api" if actor.partner else "window" if actor.is_staff else "portal",
        applicant=row.applicant,
        answers=row.answers,
        held=sight.held(),
        signed={r: m for r, m in row.signed.items() if sight.signed_by(r)},
        parties={role: who[0] for role, who in sight.subjects().items()},
        version=sight.version_digest(),
        partner=actor.partner,
    )


def _count_asked(sight: DraftSight) -> None:
    """Count what was asked and what had been known: re-entry is measured, not believed."""
    counts = {}
    view = form_of(sight.draft).view
    for ask in (a for b in view.blocks for a in b.asks if a.state != "moot"):
        step = sight.reading().names.find(tuple(ask.name.split(".")))
        if step is not None and step.datum is not None:
            counts[f"{step.datum.kind}.{step.datum.key}"] = ask.state == "known"
    for datum, known in counts.items():
        if not known or f"{datum}" in counts:
            facts.count_asked(sight.plan.item.key, datum, known)


def receive_at_window(
    actor: Actor,
    *,
    item: str,
    region: str,
    applicant: int | None = None,
    answers: Mapping[str, str] = NOTHING,
    scene: str = "",
    mode: str = "formal",
    materials: Mapping[str, FileInfo] = NOTHING,
    signed: Sequence[str] = (),
    signed_papers: Mapping[str, Sequence[str]] = NOTHING,
    parties: Mapping[str, int] = NOTHING,
    key: str = "",
) -> Done:
    """Receive an application at a window on behalf. Facts that nobody knows yet may stay unknown: the case waits.

    `signed` are the parties that signed before the window; `signed_papers` says of single papers who signed them.
    Raises NotPermitted to whoever sits at no window of the region, Invalid for what cannot be read.
    """
    content = [
        item,
        region,
        applicant,
        dict(answers),
        scene,
        mode,
        sorted(materials),
        sorted(signed),
    ]
    with transaction.atomic():
        if key:
            answered = trail.once(actor.label, key, digest(["case.received", content]))
            if answered is not None:
                return done_again(answered)
        draft = _window_draft(actor, item, region, applicant, scene, mode, parties)
        _fill(draft, answers)
        sight = DraftSight(draft)
        if not is_window(sight, actor):
            raise refusals.not_your_post(WINDOW)
        _put_papers(draft, materials, signed_papers)
        mark = {"digest": sight.version_digest(), "at": clock.now().isoformat(), "by": actor.label}
        draft.signed = dict.fromkeys(signed, mark)
        done = take_in(actor, _intake(actor, DraftSight(draft)), kind="case.received")
        draft.case = Case.objects.get(number=done.number)
        draft.save()
        if key:
            trail.remember(actor.label, key, as_answer(done))
    return done


def _put_papers(
    draft: Draft, files: Mapping[str, FileInfo], signed: Mapping[str, Sequence[str]]
) -> None:
    for key, file in files.items():
        check_material(draft.adopted_set, draft.item, draft.mode, key, file)
        draft.materials[key] = {
            "file": file.digest,
            "name": file.name,
            "media": file.media,
            "size": file.size,
        }
    for key, who in signed.items():
        draft.materials.setdefault(key, {})["signed"] = list(who)


def _window_draft(
    actor: Actor,
    item: str,
    region: str,
    applicant: int | None,
    scene: str,
    mode: str,
    parties: Mapping[str, int],
) -> Draft:
    adopted = current_set(region)
    if adopted is None:
        raise refusals.not_now(
            "not_adopted", "本地没有开办这个事项", "this item is not offered here", item=item
        )
    definition = item_of(world_of(adopted.id), item)
    known = facts.read_subjects(parties.values())
    return Draft(
        item=definition.key,
        region=region,
        adopted_set=adopted.id,
        scene=scene or next(iter(definition.scenes), ""),
        mode=mode,
        applicant=applicant,
        account=actor.account,
        parties={r: {"kind": known[s].kind, "id": s} for r, s in parties.items() if s in known},
        updated_at=clock.now(),
    )


def _fill(draft: Draft, answers: Mapping[str, str]) -> None:
    sight = DraftSight(draft)
    allowed = form_names(sight) | set(extra_names(sight)) | _own_data(sight)
    typed = read_typed(sight, allowed, answers)
    if typed.problems:
        raise refusals.invalid(
            "answers", "填写的内容有误", "what was stated cannot be taken", *typed.problems
        )
    draft.answers.update(typed.said)
    prune_answers(draft)


def _own_data(sight: DraftSight) -> set[str]:
    """At a window whatever the rules may read of those in the case can be written down."""
    found: set[str] = set()
    for role, who in sight.subjects().items():
        for subject in who:
            data = sight.world.data(subject.kind, sight.plan.item.pack)
            found |= {f"{role}.{k}" for k, d in data.items() if d.definition.computed is None}
    return found
