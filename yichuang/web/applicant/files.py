"""Files of a case for its parties: what they handed in, notices, papers; as a page, and as PDF once it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.documents import api as documents
from yichuang.web.applicant.gate import logged_in, person_of
from yichuang.web.parts.files import file_response
from yichuang.web.rendering import answer


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper on a page of its own: its text, where its PDF is, where anyone can verify it."""

    name: Text
    number: str
    content: SafeString
    has_pdf: bool
    token: str
    case: str
    status: str
    status_ground: Text | None

    @property
    def titled(self) -> bool:
        """Whether the paper brings its own heading; a page has one."""
        return "<h1" in self.content


@logged_in
@require_safe
def material(request: HttpRequest, number: str, key: str) -> HttpResponseBase:
    """A material of a case that the reader may see."""
    found = cases.read_material(person_of(request), number, key)
    return file_response(found.file, found.file_name, inline="download" not in request.GET)


@logged_in
@require_safe
def notice(request: HttpRequest, number: str, notice: int) -> HttpResponseBase:
    """A notice of a case: a page, with `?pdf` its copy."""
    cases.read_issued(person_of(request), number, notice, kind="notice")
    found = documents.read_notice(notice)
    if "pdf" in request.GET and found.pdf:
        return _pdf(request, found.pdf, found.number)
    page = PaperPage(
        found.title,
        found.number,
        _content(documents.render_notice_html, notice),
        bool(found.pdf),
        found.token,
        number,
        "valid",
        None,
    )
    return answer(request, "applicant/paper.html", page, current="my")


@logged_in
@require_safe
def paper(request: HttpRequest, paper: int) -> HttpResponseBase:
    """A paper for its holder or whoever may see its case: a page, with `?pdf` its copy."""
    actor = person_of(request)
    found = documents.read_paper(paper)
    if found.holder_subject not in actor.subjects:
        # Raises NotFound for strangers: the same answer as for a paper that is not there.
        cases.read_issued(actor, found.case, paper, kind="paper")
    if "pdf" in request.GET and found.pdf:
        return _pdf(request, found.pdf, found.number)
    page = PaperPage(
        found.name,
        found.number,
        _content(documents.render_html, paper),
        bool(found.pdf),
        found.token,
        found.case,
        found.status,
        found.status_ground,
    )
    return answer(request, "applicant/paper.html", page, current="my")


def _pdf(request: HttpRequest, digest: str, number: str) -> HttpResponseBase:
    return file_response(digest, f"{number}.pdf", inline="download" not in request.GET)


def _content(render: Callable[[int], str], ident: int) -> SafeString:
    return mark_safe(render(ident))  # noqa: S308 - made and escaped by the room of documents
