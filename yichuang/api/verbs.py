"""Every verb of a case by one address: which fields it takes is what the verb's own function takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from pydantic import Field

from yichuang.api.callers import caller, may
from yichuang.api.door import Door
from yichuang.api.fields import (
    Answers,
    CaseNumber,
    Id,
    IdempotencyKey,
    Key,
    KeyInPath,
    Keys,
    Line,
    OptionalKey,
    Prose,
    Sent,
    Seq,
    Value,
)
from yichuang.api.files_in import FilesIn, keep
from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.journeys.pay_fee import order_payment
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.people.contracts import Actor

door = Door("动作 verbs")

VERBS: Mapping[str, Callable[..., Any]] = {
    "accept": cases.accept,
    "again": cases.again,
    "answer_ask": cases.answer_ask,
    "ask_correction": cases.ask_correction,
    "assign": cases.assign,
    "check_commitment": cases.check_commitment,
    "claim": cases.claim,
    "complete": cases.complete,
    "correct": cases.correct,
    "extend": cases.extend,
    "hand_over": cases.hand_over,
    "open_optional": cases.open_optional,
    "pay": order_payment,
    "refuse_acceptance": cases.refuse_acceptance,
    "release": cases.release,
    "remind": cases.remind,
    "resume": cases.resume,
    "return_to": cases.return_to,
    "supervise": cases.supervise,
    "supply_fact": cases.supply_fact,
    "suspend": cases.suspend,
    "take_back": cases.take_back,
    "terminate": cases.terminate,
    "withdraw": cases.withdraw,
}
# What the door fills in itself.
OWN = frozenset({"actor", "number", "key", "expected"})
# A field whose name in the body is another: files have content, `materials` are names of materials.
CALLED = {("correct", "materials"): "files"}


class Deed(Sent):
    """What a verb is told; each verb takes some of these. `expected` is the seq that the caller saw."""

    expected: Seq | None = None
    node: OptionalKey | None = Field(default=None, description="环节 step")
    from_node: OptionalKey | None = None
    to_node: OptionalKey | None = None
    outcome: OptionalKey | None = Field(default=None, description="结论 outcome")
    opinion: Prose | None = Field(default=None, description="意见 opinion")
    reason: Prose | None = None
    ground: Prose | None = Field(default=None, description="理由 ground")
    basis: Line | None = Field(default=None, description="依据 basis")
    note: Prose | None = None
    text: Prose | None = None
    name: Key | None = Field(default=None, description="数据项 datum, role.datum")
    value: Value | None = None
    answers: Answers | None = None
    yields: Answers | None = Field(default=None, description="环节查明的事实 facts found")
    conditions: Annotated[list[Line], Field(max_length=50)] | None = None
    deficient: Keys | None = Field(default=None, description="容缺材料 papers that may follow")
    fields: Keys | None = None
    materials: Keys | None = Field(default=None, description="要补正的材料 papers to be corrected")
    files: FilesIn | None = Field(default=None, description="补交的文件 files brought")
    signed: Keys | None = None
    days: Annotated[int, Field(ge=1, le=365)] | None = None
    unit: Literal["working_days", "days"] | None = None
    account: Id | None = None


@door.do("/cases/{number}/verbs/{verb}", Done, "办理动作", "Do a verb on a case")
def act(
    request: HttpRequest,
    number: CaseNumber,
    verb: KeyInPath,
    body: Deed,
    key: IdempotencyKey = "",
) -> Done:
    """With `expected` a state that has moved on is a 409 that says what happened meanwhile."""
    actor = caller(request)
    deed = VERBS.get(verb)
    if deed is None:
        raise NotFound(
            "api.no_verb",
            Text("没有这个动作", "there is no such verb"),
            remedy=Text("、".join(VERBS), ", ".join(VERBS)),
        )
    # strangers hear the same whatever else is wrong with what they send
    cases.history(actor, number, limit=1)
    told = _told(actor, number, verb, body)
    done = deed(actor, number=number, key=key, **told)
    assert isinstance(done, Done)
    return done


def fields_of(verb: str) -> dict[str, bool]:
    """The fields that a verb takes, by their name in the body, and whether each must be there."""
    parameters = inspect.signature(VERBS[verb]).parameters.values()
    found = {
        CALLED.get((verb, p.name), p.name): p.default is p.empty
        for p in parameters
        if p.name not in OWN
    }
    if "expected" in inspect.signature(VERBS[verb]).parameters:
        found["expected"] = False
    return found


def _told(actor: Actor, number: str, verb: str, body: Deed) -> dict[str, Any]:
    """What the verb's function is called with. Raises Invalid naming every field too many or missing."""
    takes = fields_of(verb)
    given = {n: v for n in body.model_fields_set if (v := getattr(body, n)) is not None}
    problems = [
        Problem(f"body.{n}", Text("这个动作不用它", "the verb does not take it"), code="unknown")
        for n in sorted(given.keys() - takes.keys())
    ]
    problems += [
        Problem(f"body.{n}", Text("请填写", "it is missing"), code="missing")
        for n, needed in takes.items()
        if needed and n not in given
    ]
    if "signed" in given and not _may_vouch(actor, number):
        message = Text("不能代他人签署", "others sign for themselves")
        problems.append(Problem("body.signed", message, code="not_signer"))
    if problems:
        raise Invalid(
            "api.deed",
            Text("动作的内容不完整或有多余", "the verb is told too little or too much"),
            problems=tuple(problems),
            remedy=Text("请对照接口文档", "see the documentation of the verb"),
        )
    if "files" in given:
        given["materials"] = keep(actor, given.pop("files"))
    return given


def _may_vouch(actor: Actor, number: str) -> bool:
    """Whether the caller may say that others signed: a window, and a partner whose key was given that right."""
    if actor.partner:
        return may(actor, f"sign:{cases.item_of_case(actor, number)}")
    return actor.is_staff
