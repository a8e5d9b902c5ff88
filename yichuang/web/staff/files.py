"""Papers of a case as files: whoever may see the case may see them, nobody else learns that they exist."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import PaperRow
from yichuang.kernel.documents import api as documents
from yichuang.web.parts.files import file_response
from yichuang.web.rendering import answer
from yichuang.web.staff.gate import staff_of, staff_only


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper as a page, while its copy is being made."""

    row: PaperRow
    number: str
    content: SafeString


NONE = Text("没有这份文件", "there is no such file")


@staff_only
@require_GET
def material(request: HttpRequest, number: str, key: str) -> HttpResponseBase:
    """A material of the case: in the page where that is safe, with `?download` always as a file."""
    case = cases.read_case(staff_of(request), number)
    found = next((m for m in case.materials if m.key == key and m.file), None)
    if found is None:
        raise NotFound("web.no_file", NONE)
    return file_response(found.file, found.file_name, inline="download" not in request.GET)


@staff_only
@require_GET
def paper(request: HttpRequest, number: str, paper: int) -> HttpResponseBase:
    """A paper or notice that the case issued: its PDF, or the page of it while the copy is being made."""
    case = cases.read_case(staff_of(request), number)
    row = next(
        (p for p in case.papers if p.id == paper and p.kind == request.GET.get("kind", p.kind)),
        None,
    )
    if row is None:
        raise NotFound("web.no_file", NONE)
    digest = (
        documents.read_notice(row.id).pdf
        if row.kind == "notice"
        else documents.read_paper(row.id).pdf
    )
    if digest:
        return file_response(
            digest, f"{row.number or row.key}.pdf", inline="download" not in request.GET
        )
    render = documents.render_notice_html if row.kind == "notice" else documents.render_html
    page = PaperPage(row, number, mark_safe(render(row.id)))  # noqa: S308 - made and escaped by documents
    return answer(request, "staff/paper.html", page, current="cases")
