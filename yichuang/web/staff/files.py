"""Papers of a case as files: whoever may see the case may see them, nobody else learns that they exist."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

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


@staff_only
@require_GET
def material(request: HttpRequest, number: str, key: str) -> HttpResponseBase:
    """A material of the case: in the page where that is safe, with `?download` always as a file."""
    found = cases.read_material(staff_of(request), number, key)
    return file_response(found.file, found.file_name, inline="download" not in request.GET)


@staff_only
@require_GET
def paper(request: HttpRequest, number: str, paper: int) -> HttpResponseBase:
    """A paper or notice that the case issued: its PDF, or the page of it while the copy is being made."""
    row = cases.read_issued(staff_of(request), number, paper, kind=request.GET.get("kind", ""))
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
