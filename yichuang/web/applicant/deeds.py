"""Small deeds of a party in a case: withdraw, remind, sign again. The case says whether they are still possible."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.web.applicant.gate import logged_in, person_of, tell

LONGEST = 500


def key_of(request: HttpRequest) -> str:
    """The key that makes pressing twice one deed."""
    return request.POST.get("key", "")[:80]


@logged_in
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The applicant takes the application back; everything open is called off."""
    cases.withdraw(
        person_of(request),
        number=number,
        reason=request.POST.get("reason", "").strip()[:LONGEST],
        key=key_of(request),
    )
    tell(
        request, Text("申请已撤回。可以随时重新申请。", "Withdrawn. You can apply again any time.")
    )
    return HttpResponseRedirect(reverse("my_case", args=[number]))


@logged_in
@require_POST
def remind(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever has the task sees that the applicant asks."""
    cases.remind(
        person_of(request),
        number=number,
        node=request.POST.get("node", "")[:80],
        text=request.POST.get("text", "").strip()[:LONGEST],
        key=key_of(request),
    )
    tell(request, Text("已经替您催了，经办人看得到。", "Done: whoever handles it sees it."))
    return HttpResponseRedirect(reverse("my_case", args=[number]))


@logged_in
@require_POST
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """A party signs the present version after a change."""
    role = request.POST.get("role", "")[:80]
    cases.sign(person_of(request), role=role, number=number, key=key_of(request))
    tell(request, Text("已签署", "signed"))
    return HttpResponseRedirect(reverse("my_case", args=[number]))
