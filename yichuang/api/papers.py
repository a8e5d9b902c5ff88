"""Papers and notices of cases, papers that one holds, and the verdict on any paper for anybody."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Schema
from ninja.files import UploadedFile

from yichuang.api.callers import caller
from yichuang.api.door import Door
from yichuang.api.fields import CaseNumber, IdInPath, Limit, NoNul
from yichuang.api.files_out import send_file
from yichuang.base.errors import Conflict
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import PaperRow
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import Notice, Paper, Verdict

door = Door("证照文书 papers")
Kind = Literal["paper", "notice"]


class PapersOut(Schema):
    """Papers and notices of a case."""

    rows: list[PaperRow]


class HeldOut(Schema):
    """Papers held."""

    rows: list[Paper]


@door.read("/cases/{number}/papers", PapersOut, "办件的证照文书", "Papers and notices of a case")
def of_case(request: HttpRequest, number: CaseNumber) -> dict[str, object]:
    """In the order of issue."""
    return {"rows": cases.list_issued(caller(request), number)}


@door.read("/cases/{number}/papers/paper/{paper}", Paper, "证照文书", "A paper with its status now")
def paper(request: HttpRequest, number: CaseNumber, paper: IdInPath) -> Paper:
    """Number, identifier, holder, data, status."""
    cases.read_issued(caller(request), number, paper, kind="paper")
    return documents.read_paper(paper)


@door.read("/cases/{number}/papers/notice/{notice}", Notice, "通知书", "A notice, what it says")
def notice(request: HttpRequest, number: CaseNumber, notice: IdInPath) -> Notice:
    """Number, receiver, text, when it was served."""
    cases.read_issued(caller(request), number, notice, kind="notice")
    return documents.read_notice(notice)


@door.fetch("/cases/{number}/papers/{kind}/{paper}/pdf", "证照文书 PDF", "The copy as PDF")
def pdf(request: HttpRequest, number: CaseNumber, kind: Kind, paper: IdInPath) -> HttpResponse:
    """409 while the copy is being made."""
    row = cases.read_issued(caller(request), number, paper, kind=kind)
    digest = (
        documents.read_notice(paper).pdf if kind == "notice" else documents.read_paper(paper).pdf
    )
    if not digest:
        raise Conflict(
            "api.copy_in_work",
            Text("副本正在生成", "the copy is being made"),
            remedy=Text("请稍后再取", "ask again in a moment"),
        )
    return send_file(digest, f"{row.number or row.key}.pdf")


@door.read("/papers", HeldOut, "我持有的证照", "Papers held by those the caller acts for")
def held(request: HttpRequest, limit: Limit = 50) -> dict[str, object]:
    """Newest first."""
    return {"rows": documents.list_held(caller(request).subjects, limit=limit)}


@door.read(
    "/verify",
    Verdict,
    "查验证照文书",
    "Does this paper hold? By token, number or identifier",
    public=True,
)
def verify(
    request: HttpRequest, q: Annotated[str, Query(min_length=1, max_length=120), NoNul]
) -> Verdict:
    """Read afresh each time; names masked."""
    return documents.verify(q)


@door.do("/verify", Verdict, "查验 PDF 副本", "Is this PDF the one that was issued?", public=True)
def verify_copy(request: HttpRequest, file: File[UploadedFile]) -> Verdict:
    """To the byte."""
    return documents.verify_copy(file.read())
