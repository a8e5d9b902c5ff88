"""A case ends before its decision: withdrawn by its applicant, terminated by the office."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.cases import notices, refusals
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.deciding import RUNNING, end
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import is_window, must_lead, parties_of
from yichuang.kernel.people.contracts import Actor

WITHDRAW = Text("撤回申请", "withdrawing")
TERMINATE = Text("终止办理", "terminating")


def withdraw(
    actor: Actor, *, number: str, reason: str = "", key: str = "", expected: int | None = None
) -> Done:
    """The applicant withdraws before the decision; everything open is called off."""

    def deed(move: Move) -> None:
        _must_run(move)
        applicant = move.plan.item.applicant
        roles = parties_of(move, actor)
        own = (applicant is not None and applicant.key in roles) or (
            bool(actor.partner) and actor.partner == move.case.partner
        )
        if not (own or is_window(move, actor)):
            raise refusals.not_your_post(WITHDRAW)
        notices.write(move, "withdrawal")
        move.detail["reason"] = reason
        end(move, "withdrawn")

    return change(
        actor,
        number,
        "case.withdrawn",
        deed,
        key=key,
        expected=expected,
        content={"reason": reason},
    )


def terminate(
    actor: Actor,
    *,
    number: str,
    ground: str,
    basis: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """The deciding department terminates a case that has lost its object, with its ground in writing."""

    def deed(move: Move) -> None:
        _must_run(move)
        must_lead(move, actor, TERMINATE)
        if not ground.strip():
            raise refusals.reason_missing(
                "请写明终止的理由", "write why it is terminated", "ground"
            )
        notices.write(move, "termination", ground=ground, basis=basis)
        move.detail.update(ground=ground, basis=basis)
        end(move, "terminated")

    content = {"ground": ground, "basis": basis}
    return change(
        actor, number, "case.terminated", deed, key=key, expected=expected, content=content
    )


def _must_run(move: Move) -> None:
    if move.case.state not in RUNNING:
        raise refusals.not_now(
            "decided",
            "办件已办结，不能撤回或终止",
            "the case is decided and cannot end otherwise",
            state=move.case.state,
        )
