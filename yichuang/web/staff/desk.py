"""The case desk: reading a case and doing a verb on it. A verb refused comes back with everything that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from yichuang.base.errors import Conflict, Invalid, NotFound, Refusal
from yichuang.base.text import Text
from yichuang.blocks.mining import api as mining
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, NodeView
from yichuang.kernel.cases.round_contracts import RoundView
from yichuang.kernel.people import api as people
from yichuang.web.rendering import answer, lang_of
from yichuang.web.staff.deeds import Deed, filled
from yichuang.web.staff.desk_page import Stale, make_page
from yichuang.web.staff.doing import DOERS
from yichuang.web.staff.gate import staff_of, staff_only, tell
from yichuang.web.staff.offers import deeds_of

# What a person writes at length, and would not want to write again.
WRITTEN: Mapping[str, Text] = {
    "opinion": Text("意见", "Opinion"),
    "reason": Text("理由", "Reason"),
    "conditions": Text("附条件", "Conditions"),
    "ground": Text("事由", "Ground"),
    "text": Text("告知内容", "Text"),
    "note": Text("说明", "Note"),
    "basis": Text("依据", "Basis"),
}
Typed = Mapping[str, Sequence[str]]


@staff_only
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case in one view: `?paper=` which paper is shown, `?do=` which dialog stands open, `?node=` which task."""
    view = cases.read_case(staff_of(request), number)
    return show(request, view, wanted=request.GET.get("do", ""))


def show(
    request: HttpRequest,
    view: CaseView,
    *,
    wanted: str = "",
    typed: Typed | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The desk page, with a dialog open and filled where something was typed."""
    task = task_of(view, request.GET.get("node", "") or request.POST.get("node", ""))
    deeds = [_ready(d, wanted, typed) for d in deeds_of(staff_of(request), view, task)]
    page = make_page(
        view,
        deeds,
        lang_of(request),
        task=task,
        paper=request.GET.get("paper", ""),
        only_doubtful="doubtful" in request.GET,
        earlier=_earlier(staff_of(request), view),
        stale=_stale(refusal, typed or {}) if refusal else None,
    )
    if view.state in cases.RUNNING:
        page = replace(page, expected=mining.forecast_of(view))
    return answer(request, "staff/case.html", page, current="cases", status=status)


def task_of(view: CaseView, wanted: str) -> NodeView | None:
    """The task that the page is about: the wanted one, else mine that is open, else mine that is held."""
    offered = {o.node for o in view.verbs if o.node and o.verb != "take_back"}
    named = [n for n in view.nodes if n.key == wanted and n.key in offered]
    mine = [n for n in view.nodes if n.mine]
    return next(iter([*named, *mine, *(n for n in view.nodes if n.key in offered)]), None)


def _ready(deed: Deed, wanted: str, typed: Typed | None) -> Deed:
    fresh = replace(deed, key=uuid4().hex)
    if deed.id != wanted:
        return fresh
    return filled(fresh, typed) if typed else replace(fresh, open=True)


def _earlier(actor: people.Actor, view: CaseView) -> tuple[RoundView, ...]:
    """The rounds that are history; asked for only where there are any."""
    if all(n.round == 1 for n in view.nodes):
        return ()
    return cases.list_rounds(actor, view.number)


def _stale(refusal: Refusal, typed: Typed) -> Stale:
    """What is wrong in words, each thing once, and what a person had written for when its dialog is gone."""
    problems = tuple(
        Text(
            f"{p.message.zh} {p.remedy.zh if p.remedy else ''}".strip(),
            f"{p.message.show('en')} {p.remedy.show('en') if p.remedy else ''}".strip(),
        )
        for p in (refusal.problems if isinstance(refusal, Invalid) else ())
        if p.message != refusal.message
    )
    kept = tuple(
        (WRITTEN[name], "\n".join(values))
        for name, values in typed.items()
        if name in WRITTEN and any(values)
    )
    return Stale(refusal.message, problems, refusal.basis, refusal.remedy, refusal.code, kept)


def uploads_of(request: HttpRequest) -> dict[str, UploadedFile[Any]]:
    """The files that came with a dialog, by the name of their field."""
    found = ((name, request.FILES.get(name)) for name in request.FILES)
    return {name: file for name, file in found if isinstance(file, UploadedFile)}


@staff_only
@require_POST
def do(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Does a verb; refused, the desk comes back with what happened meanwhile and what was typed."""
    actor = staff_of(request)
    doer = DOERS.get(verb)
    if doer is None:
        raise NotFound("web.no_verb", Text("没有这个动作", "there is no such verb"))
    try:
        done = doer(actor, number, request.POST, uploads_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        view = cases.read_case(actor, number)
        typed = {k: request.POST.getlist(k) for k in request.POST}
        status = (
            422 if isinstance(refusal, Invalid) else 409 if isinstance(refusal, Conflict) else 403
        )
        return show(
            request,
            view,
            wanted=request.POST.get("deed", ""),
            typed=typed,
            refusal=refusal,
            status=status,
        )
    tell(request, Text("办好了，已经记入经过。", "Done, and on the record."))
    return HttpResponseRedirect(reverse("case", args=[done.number]))
