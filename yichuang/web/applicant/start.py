"""Before the form: for whom, and in which situation where the item asks for one. What was begun is offered first."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import DraftView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item, SceneDef
from yichuang.kernel.people.api import Actor
from yichuang.web.applicant.gate import Party, logged_in, parties_of, person_of
from yichuang.web.parts.regions import region_of_page
from yichuang.web.rendering import answer

SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class StartPage:
    """Who may apply, which situations there are, drafts of this item; `kinds` in words where nobody may."""

    item: Item
    parties: tuple[Party, ...]
    scenes: tuple[SceneDef, ...]
    simulated: bool
    drafts: tuple[DraftView, ...]
    kinds: tuple[Text, ...]
    chosen: str
    scene: str
    problem: Text | None


@logged_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Opens a draft and leads to its first step."""
    region, actor = region_of_page(request), person_of(request)
    world = catalogue.world_of_region(region)
    item = catalogue.find_item(region, key)
    kinds = _kinds(world, item)
    parties = tuple(p for p in parties_of(actor, item.key) if p.kind in kinds)
    scenes = tuple(s for s in item.scenes.values() if s.rule is None)
    if request.method == "POST":
        try:
            made = _open(request, actor, item, parties, scenes)
            return HttpResponseRedirect(reverse("draft", args=[made.id]))
        except Invalid as refusal:
            problem, status = refusal.message, 422
    else:
        problem, status = None, 200
    drafts = tuple(d for d in cases.list_drafts(actor) if (d.item, d.region) == (key, region))
    page = StartPage(
        item=item,
        parties=parties,
        scenes=scenes,
        simulated=SIMULATED in item.modes,
        drafts=drafts,
        kinds=tuple(s.name for k in kinds if (s := world.subject(k, item.pack)) is not None),
        chosen=request.POST.get("applicant", str(parties[0].subject) if len(parties) == 1 else ""),
        scene=request.POST.get("scene", ""),
        problem=problem,
    )
    return answer(request, "applicant/start.html", page, status=status, current="home")


def _kinds(world: catalogue.World, item: Item) -> tuple[str, ...]:
    """The kinds of subject that may apply."""
    if item.applicant is None:
        return ()
    return catalogue.Names.of_item(world, item).role_kinds(item.applicant.key) or ()


def _open(
    request: HttpRequest,
    actor: Actor,
    item: Item,
    parties: tuple[Party, ...],
    scenes: tuple[SceneDef, ...],
) -> DraftView:
    chosen = request.POST.get("applicant", "")
    party = next((p for p in parties if str(p.subject) == chosen), None)
    if party is None:
        raise Invalid(
            "web.whom",
            Text("请选择替谁办", "choose for whom you apply"),
            remedy=Text("回到上一页选一位申请人", "go back and choose one applicant"),
        )
    scene = request.POST.get("scene", "")
    if scenes and scene not in {s.key for s in scenes}:
        raise Invalid(
            "web.scene",
            Text("请选择您的情形", "choose your situation"),
            remedy=Text("回到上一页选一种情形", "go back and choose one situation"),
        )
    simulated = request.POST.get("mode") == SIMULATED and SIMULATED in item.modes
    return cases.open_draft(
        actor,
        item=item.key,
        region=region_of_page(request),
        scene=scene if scenes else "",
        applicant=party.subject,
        mode=SIMULATED if simulated else "formal",
    )
