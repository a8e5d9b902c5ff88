"""Acceptance: accepted, accepted with papers to follow, refused; each told in writing by what follows."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.base.text import Text
from yichuang.engines.plan import DONE
from yichuang.engines.values import Span
from yichuang.kernel.cases import notices, refusals
from yichuang.kernel.cases.actions.complete_task import open_task
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.days import end_of_span
from yichuang.kernel.cases.intake import materials_digest
from yichuang.kernel.cases.models import CaseMaterial
from yichuang.kernel.cases.move import Move
from yichuang.kernel.people.contracts import Actor


def accept(
    actor: Actor,
    *,
    number: str,
    opinion: str = "",
    deficient: Sequence[str] = (),
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Accept the case where acceptance lies with a person. `deficient` papers may follow, each by its date.

    Raises Conflict when the case has no acceptance to decide, Invalid for a paper that cannot follow later.
    """

    def deed(move: Move) -> None:
        row = open_task(move, actor, _node(move))
        if deficient:
            _let_follow(move, deficient)
        move.set(row, opinion=opinion, actor=actor.label, account=actor.account)
        move.settle(row, DONE, outcome="approve", effect="go", why={})

    content = {"opinion": opinion, "deficient": sorted(deficient)}
    return change(actor, number, "case.accepted", deed, key=key, expected=expected, content=content)


def refuse_acceptance(
    actor: Actor,
    *,
    number: str,
    ground: str,
    basis: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Refuse acceptance with its ground in writing; the case ends as not accepted."""

    def deed(move: Move) -> None:
        if not ground.strip():
            raise refusals.reason_missing(
                "请写明不予受理的理由", "write why it is not accepted", "ground"
            )
        row = open_task(move, actor, _node(move))
        move.set(row, opinion=ground, reason=basis, actor=actor.label, account=actor.account)
        move.settle(row, DONE, outcome="refuse", effect="stop", why={})

    content = {"ground": ground, "basis": basis}
    return change(
        actor, number, "case.refused_acceptance", deed, key=key, expected=expected, content=content
    )


def _node(move: Move) -> str:
    if not move.plan.accepts or move.case.state != "received":
        raise refusals.not_now(
            "no_acceptance",
            "办件不在受理环节",
            "acceptance is not to be decided now",
            state=move.case.state,
        )
    return move.plan.accepts


def _let_follow(move: Move, materials: Sequence[str]) -> None:
    """Each missing paper gets its date; the result waits for it."""
    items: list[Text] = []
    for key in materials:
        definition = move.plan.item.materials.get(key)
        span = (
            move.reading().evaluate(definition.deficient)
            if definition and definition.deficient
            else None
        )
        if definition is None or not isinstance(span, Span):
            raise refusals.invalid(
                "not_deficient", f"“{key}”不能容缺", f"{key} cannot follow later"
            )
        due = end_of_span(span, move.at)
        CaseMaterial.objects.filter(case_id=move.case.id, key=key, current=True).update(
            current=False
        )
        version = CaseMaterial.objects.filter(case_id=move.case.id, key=key).count() + 1
        CaseMaterial.objects.create(
            case_id=move.case.id,
            key=key,
            version=version,
            state="deficient",
            due=due,
            at=move.at,
            by=move.actor.label,
        )
        move.timer("deficient", f"material:{key}", due, material=key)
        items.append(
            Text(
                f"{definition.name.zh}（{due:%Y-%m-%d} 前）",
                f"{definition.name.show('en')} by {due:%Y-%m-%d}",
            )
        )
    move.forget()
    move.set_case(materials_digest=materials_digest(move.held()))
    notices.write(move, "deficiency", items=items)
