"""Papers attached and signatures given, on a draft or in a running case: one verb each for both."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.base.errors import NotPermitted
from yichuang.base.text import Text
from yichuang.engines.plan import hash_of
from yichuang.kernel.cases import refusals
from yichuang.kernel.cases.actions import drafts
from yichuang.kernel.cases.actions.complete_task import complete
from yichuang.kernel.cases.actions.correct_case import correct
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done, FormView
from yichuang.kernel.cases.models import Case, Role
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import is_window, parties_of
from yichuang.kernel.cases.worlds import plan_of
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.people.contracts import Actor


def attach(
    actor: Actor,
    *,
    material: str,
    file: FileInfo,
    draft: int | None = None,
    number: str = "",
    key: str = "",
) -> FormView | Done:
    """Attach a stored file as a material: to a draft (gives its form) or, as a correction, to a running case."""
    if draft is not None:
        return drafts.attach_to_draft(actor, draft, material=material, file=file)
    return correct(actor, number=number, materials={material: file}, key=key)


def detach(actor: Actor, *, draft: int, material: str) -> FormView:
    """Take a file out of a draft again."""
    return drafts.detach_from_draft(actor, draft, material=material)


def sign(
    actor: Actor,
    *,
    role: str,
    draft: int | None = None,
    number: str = "",
    papers: Sequence[str] | None = None,
    key: str = "",
) -> FormView | Done:
    """The party signs the present version: of a draft (gives its form) or of a case after a change.

    In a draft it signs all needed papers that it has to sign, or only those named in `papers`.
    """
    if draft is not None:
        return drafts.sign_draft(actor, draft, role=role, papers=papers)

    def deed(move: Move) -> None:
        if role not in parties_of(move, actor) and not is_window(move, actor):
            raise NotPermitted(
                "cases.not_signer",
                Text("只能由当事人本人或其代理人签署", "only the party or its agent can sign"),
                remedy=Text("请由该当事人登录后签署", "let the party log in and sign"),
            )
        version = hash_of([move.case.answers_digest, move.case.materials_digest])
        rows = Role.objects.filter(case_id=move.case.id, role=role, party=True)
        if not rows.update(signed=version, signed_at=move.at, signed_by=actor.label):
            raise refusals.not_now(
                "no_such_role", "本办件没有这个当事人", "the case has no such party", role=role
            )
        move.detail["role"] = role

    return change(actor, number, "case.signed", deed, key=key, content={"role": role})


def check_commitment(
    actor: Actor,
    *,
    number: str,
    outcome: str,
    opinion: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Say whether the commitment of a decided case holds (`ok`) or is broken: then papers are revoked, it is put on

    record, and the party is barred as the plan says.
    """
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise refusals.no_such_case()
    plan = plan_of(case.adopted_set, case.item, case.mode)
    found = [k for k, n in plan.nodes.items() if getattr(n.spec, "mode", "") == "commitment_check"]
    if not found:
        raise refusals.not_now(
            "no_commitment", "本办件没有承诺需要核查", "the case has no commitment to check"
        )
    return complete(
        actor,
        number=number,
        node=found[0],
        outcome=outcome,
        opinion=opinion,
        key=key,
        expected=expected,
    )
