"""Cases: handed in at one go, listed, read, their history and chart; progress by number and query code; the inbox."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status
from pydantic import Field

from yichuang.api.callers import caller, need_scope
from yichuang.api.cursors import PageOf, open_cursor, page
from yichuang.api.door import Door
from yichuang.api.drafts import DraftIn, WhoIn
from yichuang.api.fields import (
    MOST_INT,
    After,
    Answers,
    Asked,
    CaseNumber,
    IdempotencyKey,
    Key,
    KeyInPath,
    KeyInQuery,
    Keys,
    Limit,
    RegionInQuery,
)
from yichuang.api.files_in import FilesIn, keep
from yichuang.api.files_out import send_file
from yichuang.api.patience import slowly
from yichuang.journeys.hand_in import Application, hand_in
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseRow, CaseView, Chart, Done, Happening, TaskRow

door = Door("办件 cases")
Filter = Literal["open", "mine", "unclaimed", "held", "overdue", "soon", "asked", "done"]


class CaseIn(DraftIn):
    """A whole application: answers, other parties by role, files by material, who signed."""

    answers: Answers = {}
    parties: Annotated[dict[Key, WhoIn], Field(max_length=20)] = {}
    materials: FilesIn = {}
    signed: Keys = []


class Counts(Schema):
    """How much lies in each part of the inbox."""

    counts: dict[str, int]


@door.make("/cases", Done, "一次提交整份申请", "Hand in a whole application at once")
def create(request: HttpRequest, body: CaseIn, key: IdempotencyKey = "") -> Status[Done]:
    """One call for partners: a key needs `submit:ITEM`, and `sign:ITEM` to vouch for signatures."""
    actor = caller(request)
    need_scope(actor, f"submit:{body.item}")
    application = Application(
        item=body.item,
        region=body.region,
        applicant=body.applicant.who() if body.applicant else None,
        scene=body.scene,
        mode=body.mode,
        answers=body.answers,
        materials=keep(actor, body.materials),
        signed=tuple(body.signed),
        parties={role: who.who() for role, who in body.parties.items()},
    )
    return Status(201, hand_in(actor, application, key=key))


@door.read("/cases", PageOf[CaseRow], "办件列表", "Cases that the caller may see, newest first")
def list_all(
    request: HttpRequest,
    role: Literal["", "party", "staff"] = "",
    state: KeyInQuery = "",
    item: KeyInQuery = "",
    region: RegionInQuery = "",
    subject: Annotated[int | None, Query(ge=1, le=MOST_INT)] = None,
    q: Asked = "",
    after: After = "",
    limit: Limit = 50,
) -> dict[str, object]:
    """`state`: running, decided, or one state; `q` is looked for in title and number."""
    found = cases.list_cases(
        caller(request),
        role=role,
        state=state,
        item=item,
        region=region,
        subject=subject,
        q=q,
        after=open_cursor(after, "cases"),
        limit=limit,
    )
    return page(found, "cases")


@door.read("/cases/{number}", CaseView, "办件详情", "A case as the caller may see it")
def read(request: HttpRequest, number: CaseNumber) -> CaseView:
    """State, clocks, steps, facts, materials, papers, what is asked of whom, which verbs are possible now."""
    return cases.read_case(caller(request), number)


@door.read("/cases/{number}/history", PageOf[Happening], "办理经过", "What happened, oldest first")
def history(
    request: HttpRequest, number: CaseNumber, after: After = "", limit: Limit = 100
) -> dict[str, object]:
    """Line by line in words."""
    name = f"history.{number}"
    found = cases.history(caller(request), number, after=open_cursor(after, name), limit=limit)
    return page(found, name)


@door.read("/cases/{number}/chart", Chart, "流程图", "The plan with its present states")
def chart(request: HttpRequest, number: CaseNumber) -> Chart:
    """Nodes and edges, for drawing."""
    return cases.chart_of(caller(request), number)


@door.fetch("/cases/{number}/materials/{material}", "下载材料", "Download a material")
def material(request: HttpRequest, number: CaseNumber, material: KeyInPath) -> HttpResponse:
    """Always as a download."""
    found = cases.read_material(caller(request), number, material)
    return send_file(found.file, found.file_name)


@door.read(
    "/progress", CaseView, "凭办件编号和查询码查进度", "Progress without an account", public=True
)
def progress(
    request: HttpRequest,
    number: Annotated[str, Query(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z\-]+$")],
    code: Annotated[str, Query(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z]+$")],
) -> CaseView:
    """State, dates and steps; no data, no names."""
    slowly(request, "progress")
    return cases.progress(number, code)


@door.read(
    "/inbox", PageOf[TaskRow], "待办", "Work of the caller's posts, what it holds, what it is asked"
)
def inbox(
    request: HttpRequest,
    part: Filter = "open",
    q: Asked = "",
    after: After = "",
    limit: Limit = 50,
) -> dict[str, object]:
    """By due date."""
    name = f"inbox.{part}"
    found = cases.inbox(
        caller(request), filter=part, q=q, after=open_cursor(after, name), limit=limit
    )
    return page(found, name)


@door.read("/inbox/counts", Counts, "待办数量", "How much lies in each part of the inbox")
def counts(request: HttpRequest) -> dict[str, object]:
    """One number a part."""
    return {"counts": cases.inbox_counts(caller(request))}
