"""Drafts: opened, filled in, papers attached, signed, handed in; each step answers with the form as it stands."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File, Schema, Status
from ninja.files import UploadedFile

from yichuang.api.callers import caller, need_scope
from yichuang.api.door import Door
from yichuang.api.fields import (
    Answers,
    IdempotencyKey,
    IdInPath,
    Key,
    KeyInPath,
    Limit,
    Line,
    OptionalKey,
    RegionCode,
    Sent,
)
from yichuang.api.files_in import FileIn, keep, keep_upload
from yichuang.journeys.hand_in import Who, find_applicant, find_party
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done, DraftView, FormView

door = Door("申请 applications")


class WhoIn(Sent):
    """A subject by kind and official code."""

    kind: Key
    code: Line

    def who(self) -> Who:
        """The same as the journey takes it."""
        return Who(self.kind, self.code)


class DraftIn(Sent):
    """What a draft is for. `applicant` may be left out by who acts for one subject alone."""

    item: Key
    region: RegionCode
    scene: OptionalKey = ""
    mode: Key = "formal"
    applicant: WhoIn | None = None


class AnswersIn(Sent):
    """What is said now; an empty text takes an answer back."""

    answers: Answers = {}
    scene: OptionalKey | None = None


class DraftsOut(Schema):
    """Own applications that are not handed in yet."""

    rows: list[DraftView]


@door.read("/drafts", DraftsOut, "我的草稿", "Own drafts, newest first")
def list_own(request: HttpRequest, limit: Limit = 50) -> dict[str, object]:
    """Drafts of the account and of those it acts for."""
    return {"rows": cases.list_drafts(caller(request), limit=limit)}


@door.make("/drafts", FormView, "新建申请", "Begin an application")
def begin(request: HttpRequest, body: DraftIn) -> Status[FormView]:
    """Opens a draft; a key needs the scope `submit:ITEM`."""
    actor = caller(request)
    need_scope(actor, f"submit:{body.item}")
    who = body.applicant.who() if body.applicant else None
    draft = cases.open_draft(
        actor,
        item=body.item,
        region=body.region,
        scene=body.scene,
        mode=body.mode,
        applicant=find_applicant(actor, who, body.item, body.region),
    )
    return Status(201, cases.form(actor, draft.id))


@door.read("/drafts/{draft}", FormView, "填报现状", "The form as it stands")
def form(request: HttpRequest, draft: IdInPath) -> FormView:
    """What is known and from where, what must be asked, what does not apply."""
    return cases.form(caller(request), draft)


@door.do("/drafts/{draft}", FormView, "填写", "Answer", method="PATCH")
def answer(request: HttpRequest, draft: IdInPath, body: AnswersIn) -> FormView:
    """Faults stand at their field, nothing that was typed is lost."""
    return cases.save_draft(caller(request), draft, answers=body.answers, scene=body.scene)


@door.do("/drafts/{draft}", None, "删除草稿", "Throw a draft away", method="DELETE")
def drop(request: HttpRequest, draft: IdInPath) -> Status[None]:
    """Only what was not handed in."""
    cases.drop_draft(caller(request), draft)
    return Status(204, None)


@door.do("/drafts/{draft}/parties/{role}", FormView, "指定当事人", "Name a party", method="PUT")
def party(request: HttpRequest, draft: IdInPath, role: KeyInPath, body: WhoIn) -> FormView:
    """Puts a registered subject into a role."""
    actor = caller(request)
    region = cases.form(actor, draft).draft.region
    subject = find_party(actor, body.who(), region)
    return cases.choose_party(actor, draft, role=role, subject=subject)


@door.do("/drafts/{draft}/materials/{material}", FormView, "上传材料", "Attach a material (form)")
def upload(
    request: HttpRequest, draft: IdInPath, material: KeyInPath, file: File[UploadedFile]
) -> FormView:
    """multipart/form-data with one field `file`."""
    actor = caller(request)
    cases.form(actor, draft)
    return _form(cases.attach(actor, draft=draft, material=material, file=keep_upload(actor, file)))


@door.do(
    "/drafts/{draft}/materials/{material}",
    FormView,
    "提交材料（base64）",
    "Attach a material (base64)",
    method="PUT",
)
def put(request: HttpRequest, draft: IdInPath, material: KeyInPath, body: FileIn) -> FormView:
    """The content inside JSON."""
    actor = caller(request)
    cases.form(actor, draft)
    file = keep(actor, {material: body})[material]
    return _form(cases.attach(actor, draft=draft, material=material, file=file))


@door.do("/drafts/{draft}/materials/{material}", FormView, "撤下材料", "Take out", method="DELETE")
def detach(request: HttpRequest, draft: IdInPath, material: KeyInPath) -> FormView:
    """Takes a file out again."""
    return cases.detach(caller(request), draft=draft, material=material)


@door.do("/drafts/{draft}/signatures/{role}", FormView, "签署", "Sign for a party")
def sign(request: HttpRequest, draft: IdInPath, role: KeyInPath) -> FormView:
    """The party signs this version; a key vouches for it with the scope `sign:ITEM`."""
    return _form(cases.sign(caller(request), draft=draft, role=role))


@door.do("/drafts/{draft}/submit", Done, "提交", "Hand in")
def submit(request: HttpRequest, draft: IdInPath, key: IdempotencyKey = "") -> Done:
    """Everything that is missing is named at once; handed in once, whatever is repeated."""
    actor = caller(request)
    need_scope(actor, f"submit:{cases.form(actor, draft).draft.item}")
    return cases.submit(actor, draft, key=key)


def _form(found: FormView | Done) -> FormView:
    assert isinstance(found, FormView)  # a draft was named, so a form is answered
    return found
