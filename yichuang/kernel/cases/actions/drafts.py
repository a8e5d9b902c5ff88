"""Drafts: opened, filled in, papers attached, signed. A draft is nobody's business but its owner's and its signers'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.cases import refusals
from yichuang.kernel.cases.contracts import DraftView, FormView
from yichuang.kernel.cases.draft_sight import DraftSight
from yichuang.kernel.cases.forms import draft_view, extra_names, form_names, form_of, prune_answers
from yichuang.kernel.cases.looking import look_at_form
from yichuang.kernel.cases.models import Draft
from yichuang.kernel.cases.permits import sits_at_window
from yichuang.kernel.cases.statements import read_typed
from yichuang.kernel.cases.worlds import current_set, item_of, plan_of, world_of
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.contracts import Actor

NOTHING: Mapping[str, str] = {}


def open_draft(
    actor: Actor,
    *,
    item: str,
    region: str,
    scene: str = "",
    applicant: int | None = None,
    mode: str = "formal",
) -> DraftView:
    """Begin an application for an item that the region has adopted, for a subject that the actor may act for."""
    adopted = current_set(region)
    definition = item_of(world_of(adopted.id), item)
    if mode not in (*definition.modes, "formal"):
        raise refusals.not_now(
            "no_such_mode", "本事项没有这种办理方式", "the item has no such mode", mode=mode
        )
    if scene and scene not in definition.scenes:
        raise refusals.not_now(
            "no_such_scene", "本事项没有这个情形", "the item has no such scene", scene=scene
        )
    _may_apply(actor, definition, region, applicant)
    draft = Draft.objects.create(
        item=definition.key,
        region=region,
        adopted_set=adopted.id,
        scene=scene or next(iter(definition.scenes), ""),
        mode=mode,
        applicant=applicant,
        account=actor.account,
        partner=actor.partner,
        updated_at=clock.now(),
    )
    return draft_view(draft)


def _may_apply(actor: Actor, item: Item, region: str, applicant: int | None) -> None:
    """Whoever acts for the applicant, a partner, and an officer at a window where the item is handed in."""
    if actor.is_system or actor.partner or applicant is None or sits_at_window(actor, item, region):
        return
    covered = {m.subject for m in actor.mandates if not m.items or item.key in m.items}
    if applicant not in covered:
        raise NotPermitted(
            "cases.no_mandate",
            Text("您没有代其申请的授权", "you have no mandate to apply for them"),
            remedy=Text("请先取得授权", "obtain a mandate first"),
        )


def find_draft(actor: Actor, draft: int, *, lock: bool = False) -> Draft:
    """The draft, if it is the actor's, the applicant's, or one that waits for the actor's signature. NotFound else."""
    # Locked without its case: who waited for the lock would see the new draft beside the old, missing case.
    rows = (
        Draft.objects.select_for_update(no_key=True)
        if lock
        else Draft.objects.select_related("case")
    )
    row = rows.filter(id=draft).first()
    if row is None or not _is_theirs(actor, row):
        raise refusals.no_such_draft()
    return row


def _is_theirs(actor: Actor, row: Draft) -> bool:
    if actor.is_system or (row.account is not None and row.account == actor.account):
        return True
    if actor.partner:
        return row.partner == actor.partner
    if row.applicant is not None and row.applicant in actor.subjects:
        return True
    return bool(signing_roles(actor, row))


def signing_roles(actor: Actor, row: Draft) -> tuple[str, ...]:
    """The roles of a draft for which the actor may sign."""
    sight = DraftSight(row)
    found = []
    for role, party in sight.plan.item.parties.items():
        signs = party.signs or any(role in m.signed_by for m in sight.plan.item.materials.values())
        if signs and _subject_of(sight, role) in actor.subjects:
            found.append(role)
    return tuple(found)


def _subject_of(sight: DraftSight, role: str) -> int | None:
    """The registered subject of a role: chosen, or found by any identifier that was typed for it."""
    who = sight.subjects().get(role)
    if who and who[0].id.isdigit():
        return int(who[0].id)
    kind = who[0].kind if who else ""
    for name, text in sight.draft.answers.items():
        head, _, key = name.partition(".")
        datum = sight.world.datum(kind, key, sight.plan.item.pack) if head == role else None
        if datum is None or datum.type.kind != "code":
            continue
        definition = sight.world.subject(kind, sight.plan.item.pack)
        if definition is not None and definition.identified_by == key:
            found = facts.find_subject(kind, text)
            return found.id if found else None
        known = facts.find_by_datum(kind, f"{kind}.{key}", text)
        if len(known) == 1:
            return known[0].id
    return None


def must_be_open(row: Draft) -> None:
    """Raises Conflict when the draft was handed in."""
    if row.case is not None:
        number = row.case.number
        raise refusals.not_now(
            "already_submitted",
            f"这份申请已经提交，办件编号 {number}",
            f"handed in already, its number is {number}",
            number=number,
        )


def save_draft(
    actor: Actor, draft: int, *, answers: Mapping[str, str] = NOTHING, scene: str | None = None
) -> FormView:
    """Keep what was typed, mended; empty text takes an answer back. Faults are shown at their field, nothing is lost.

    Answers of blocks that do not apply are set aside (`unused`) and never sent.
    """
    with transaction.atomic():
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        if scene is not None:
            if scene not in plan_of(row.adopted_set, row.item, row.mode).item.scenes:
                raise refusals.not_now(
                    "no_such_scene", "本事项没有这个情形", "the item has no such scene"
                )
            row.scene = scene
        sight = DraftSight(row)
        allowed = form_names(sight) | set(extra_names(sight)) | set(row.answers) | set(row.unused)
        typed = read_typed(sight, allowed, answers)
        row.problems = {k: v for k, v in row.problems.items() if k not in answers}
        row.problems |= {p.where: [p.message.zh, p.message.en] for p in typed.problems}
        for name, text in answers.items():
            row.unused.pop(name, None)
            if not text.strip():
                row.answers.pop(name, None)
        row.answers.update(typed.said)
        prune_answers(row)
        row.updated_at = clock.now()
        row.save()
    return _shown(actor, row)


def form(actor: Actor, draft: int) -> FormView:
    """The form of a draft as it stands: known with source and since when, to be asked, moot."""
    return _shown(actor, find_draft(actor, draft))


def _shown(actor: Actor, row: Draft) -> FormView:
    """The form as the actor sees it; what it shows of others is noted."""
    now = form_of(row)
    return look_at_form(now.sight, actor, now.view)


def choose_party(actor: Actor, draft: int, *, role: str, subject: int) -> FormView:
    """Put a registered subject into a role; the actor must act for it or be staff."""
    with transaction.atomic():
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        item = plan_of(row.adopted_set, row.item, row.mode).item
        if role not in item.parties and role not in item.about:
            raise refusals.not_now(
                "no_such_role", "本事项没有这个当事人", "the item has no such party", role=role
            )
        if subject not in actor.subjects and not (
            actor.is_staff or actor.is_system or actor.partner
        ):
            raise refusals.no_such_draft()
        known = facts.read_subjects([subject]).get(subject)
        if known is None:
            raise refusals.no_such_draft()
        row.parties[role] = {"kind": known.kind, "id": known.id}
        row.updated_at = clock.now()
        row.save()
    return _shown(actor, row)


def attach_to_draft(actor: Actor, draft: int, *, material: str, file: FileInfo) -> FormView:
    """Attach a stored file as a material, in one of the formats that the item takes."""
    with transaction.atomic():
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        check_material(row.adopted_set, row.item, row.mode, material, file)
        row.materials[material] = {
            "file": file.digest,
            "name": file.name,
            "media": file.media,
            "size": file.size,
        }
        row.updated_at = clock.now()
        row.save()
    return _shown(actor, row)


def check_material(adopted_set: str, item: str, mode: str, material: str, file: FileInfo) -> None:
    """Raises Invalid when the item has no such material or takes another format."""
    definition = plan_of(adopted_set, item, mode).item.materials.get(material)
    if definition is None:
        raise refusals.invalid(
            "no_such_material", "本事项没有这项材料", "the item has no such material"
        )
    ending = file.name.rpartition(".")[2].lower()
    ending = {"jpeg": "jpg", "tif": "tiff"}.get(ending, ending)
    if definition.formats and ending not in definition.formats:
        wanted = "、".join(definition.formats)
        raise refusals.invalid(
            "format",
            f"“{definition.name.zh}”接受的格式：{wanted}",
            f"{definition.name.show('en')} takes {wanted}",
        )


def detach_from_draft(actor: Actor, draft: int, *, material: str) -> FormView:
    """Take an attached file out of the draft again."""
    with transaction.atomic():
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        row.materials.pop(material, None)
        row.updated_at = clock.now()
        row.save()
    return _shown(actor, row)


def sign_draft(
    actor: Actor, draft: int, *, role: str, papers: Sequence[str] | None = None
) -> FormView:
    """The party in `role` signs this version of the draft and every paper that it signs; a change unsigns it.

    With `papers` only these are signed, otherwise all that are needed of those that the party signs. Whoever signs for
    themselves is from then on known in the draft: what registers say of them need not be typed, papers are fetched.
    At a window staff record the signature that was given before them; so does a partner in whose system it was given,
    where its key was given that right for the item (`sign:ITEM`).
    """
    with transaction.atomic():
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        sight = DraftSight(row)
        if role not in sight.plan.item.parties:
            raise refusals.not_now(
                "no_such_role", "本事项没有这个当事人", "the item has no such party", role=role
            )
        subject = _subject_of(sight, role)
        own = subject is not None and subject in actor.subjects
        if not (own or actor.is_staff or actor.is_system or _vouches(actor, row)):
            raise NotPermitted(
                "cases.not_signer",
                Text("只能由当事人本人或其代理人签署", "only the party or its agent can sign"),
                remedy=Text("请由该当事人登录后签署", "let the party log in and sign"),
            )
        if own and subject is not None:
            _join(row, sight, role, subject)
        row.signed[role] = {
            "digest": sight.version_digest(),
            "at": clock.now().isoformat(),
            "by": actor.label,
            **({} if papers is None else {"papers": list(papers)}),
        }
        row.updated_at = clock.now()
        row.save()
    return _shown(actor, row)


def _join(row: Draft, sight: DraftSight, role: str, subject: int) -> None:
    """A party that only an identifier had named takes its place; before it signs, nobody learns what is known of it."""
    who = sight.subjects().get(role)
    if who and not who[0].id.isdigit():
        row.parties[role] = {"kind": who[0].kind, "id": subject}


def _vouches(actor: Actor, row: Draft) -> bool:
    """Whether the actor is the partner that makes this draft and answers for signatures given in its own system."""
    ours = bool(actor.partner) and actor.partner == row.partner
    return ours and not {f"sign:{row.item}", "sign:*"}.isdisjoint(actor.scopes)


def drop_draft(actor: Actor, draft: int) -> None:
    """Throw a draft away that was not handed in."""
    with transaction.atomic():
        row = find_draft(actor, draft, lock=True)
        must_be_open(row)
        row.delete()
