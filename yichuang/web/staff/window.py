"""At the window: who stands there, what they want; then the same form as everybody's, handed in with channel window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Invalid, Problem, Refusal
from yichuang.base.text import Text
from yichuang.journeys.receive_visitor import begin_for_visitor
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.facts import api as facts
from yichuang.web.rendering import answer
from yichuang.web.staff.deeds import Choice
from yichuang.web.staff.gate import staff_of, staff_only


@dataclass(frozen=True, slots=True)
class WindowPage:
    """The page of the window: items, kinds of applicant, what was typed and what is wrong with it."""

    items: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    code: str
    refusal: Refusal | None
    problem: Text | None
    at: str


@staff_only
@require_http_methods(["GET", "POST"])
def window(request: HttpRequest) -> HttpResponse:
    """Find or enter the applicant, choose the item, go on to the form."""
    region: str = request.region  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            return _begin(request, region)
        except Invalid as refusal:
            return _page(request, region, refusal, 422)
    return _page(request, region, None, 200)


def _page(request: HttpRequest, region: str, refusal: Invalid | None, status: int) -> HttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    items = catalogue.list_items(region)
    page = WindowPage(
        tuple(Choice(i.key, i.name, i.key == data.get("item")) for i in items),
        _kinds(region, items, data.get("kind", "")),
        data.get("code", ""),
        refusal,
        refusal.problems[0].message if refusal and refusal.problems else None,
        refusal.problems[0].where if refusal and refusal.problems else "",
    )
    return answer(request, "staff/window.html", page, current="cases", status=status)


def _kinds(region: str, items: Sequence[Item], chosen: str) -> tuple[Choice, ...]:
    """The kinds of subject that apply for anything here and have an official code."""
    world = catalogue.world_of_region(region)
    found: dict[str, Choice] = {}
    for item in items:
        for kind in _applicants(item, world):
            subject = world.subject(kind, item.pack)
            if subject is not None and subject.identified_by:
                found.setdefault(kind, Choice(kind, subject.name, kind == chosen))
    return tuple(found.values())


def _applicants(item: Item, world: catalogue.World) -> tuple[str, ...]:
    """The kinds of subject that may apply for an item."""
    if item.applicant is None:
        return ()
    return catalogue.Names.of_item(world, item).role_kinds(item.applicant.key) or ()


def _wrong(where: str, message: Text) -> Invalid:
    return Invalid("web.window", message, problems=(Problem(where, message),))


def _begin(request: HttpRequest, region: str) -> HttpResponse:
    kind, typed = request.POST.get("kind", ""), request.POST.get("code", "")
    world = catalogue.world_of_region(region)
    chosen = world.item(request.POST.get("item", ""))
    if chosen is None:
        raise _wrong("item", Text("请选择事项", "choose an item"))
    may = _applicants(chosen, world)
    subject = world.subject(kind, chosen.pack)
    if subject is None or kind not in may:
        named = [found.name for k in may if (found := world.subject(k, chosen.pack))]
        zh, en = "、".join(n.zh for n in named), ", ".join(n.show("en") for n in named)
        raise _wrong("kind", Text(f"这个事项由{zh}申请", f"this item is applied for by: {en}"))
    datum = world.datum(kind, subject.identified_by)
    assert datum is not None  # a kind's identifier is one of its data, the pack checker sees to it
    taken = facts.take(datum.definition, typed, name="code")
    if taken.ok and not facts.find_subject(kind, taken.value.removeprefix("'")):
        # who is not here yet is entered once and for good: the check character must be right
        taken = facts.take(datum.definition, typed, strict=True, name="code")
    if taken.problem is not None:
        raise Invalid("web.window", taken.problem.message, problems=(taken.problem,))
    draft = begin_for_visitor(
        staff_of(request),
        item=chosen.key,
        region=region,
        kind=kind,
        code=taken.value.removeprefix("'"),
    )
    return HttpResponseRedirect(reverse("draft", args=[draft.id]))
