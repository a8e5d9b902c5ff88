"""Messages: to me, and to those I act for. What is opened counts as read."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.blocks.notices import api as notices
from yichuang.web.applicant.gate import logged_in, person_of
from yichuang.web.rendering import answer


@dataclass(frozen=True, slots=True)
class Row:
    """A message and the case it is about, if it is about one."""

    message: notices.Message
    case: str


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """Messages, newest first, and where to go on."""

    rows: tuple[Row, ...]
    after: str | None
    unread: int


@logged_in
@require_http_methods(["GET", "POST"])
def my_messages(request: HttpRequest) -> HttpResponse:
    """The list; POST marks those shown as read."""
    actor = person_of(request)
    if request.method == "POST":
        ids = [int(i) for i in request.POST.getlist("message") if i.isdigit()]
        notices.mark_read(actor, messages=ids)
        return HttpResponseRedirect(reverse("my_messages"))
    after = request.GET.get("after", "")
    found = notices.list_messages(actor, after=after if after.isdigit() else None, limit=30)
    rows = tuple(Row(m, _case(m.about)) for m in found.rows)
    page = MessagesPage(rows, found.after, sum(1 for m in found.rows if m.read_at is None))
    return answer(request, "applicant/messages.html", page, current="my")


def _case(about: str) -> str:
    kind, _, ident = about.partition(":")
    return ident if kind == "case" else ""
