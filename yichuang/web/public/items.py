"""The page of one item: at a glance, conditions, materials, flow, guide; made from its definition in this city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item, Measure
from yichuang.web.parts.flow import flow_of_item
from yichuang.web.parts.markdown import Section, sections
from yichuang.web.parts.regions import region_names, region_of_page
from yichuang.web.public.item_needs import Condition, MaterialGroups, conditions_of, groups_of
from yichuang.web.public.offers import glance_of, nobody
from yichuang.web.rendering import answer, lang_of

DELIVERY = {
    "electronic": Text("电子证照，办好就能下载", "electronic, to be downloaded when issued"),
    "collect": Text("到窗口领取", "collected at the window"),
    "post": Text("寄送", "by post"),
}


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything about an item in one city. `contact` and `complaints` are empty where the pack names nobody."""

    item: Item
    measure: Measure
    region: str
    glance: catalogue.AtAGlance
    conditions: tuple[Condition, ...]
    materials: MaterialGroups
    fees: tuple[catalogue.FeeNow, ...]
    flow: SafeString
    guide: tuple[Section, ...]
    faq: tuple[Section, ...]
    delivery: tuple[Text, ...]
    contact: Text
    complaints: Text
    clauses: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """An item that this city does not offer: since when, if it once did, and who does."""

    name: Text
    cities: tuple[tuple[str, Text], ...]
    since: datetime | None


@require_safe
def item(request: HttpRequest, key: str) -> HttpResponse:
    """The item as this city offers it; else who offers it."""
    region = region_of_page(request)
    world = catalogue.world_of_region(region)
    found = world.item(key)
    if found is None or found.opened_by != "applicant":
        return _elsewhere(request, region, key)
    page = _page(found, world, clock.today(), lang_of(request))
    return answer(request, "public/item.html", page, current="home")


def _page(item: Item, world: catalogue.World, day: date, lang: str) -> ItemPage:
    reading = nobody(item, world, day)
    content = world.packs[item.pack]
    measure = content.measure
    return ItemPage(
        item=item,
        measure=measure,
        region=world.region,
        glance=glance_of(item, world, day),
        conditions=conditions_of(item, reading),
        materials=groups_of(item, reading),
        fees=catalogue.fees(item, reading),
        flow=flow_of_item(item, lang),
        guide=_text(content.texts, "guide", lang),
        faq=_text(content.texts, "faq", lang),
        delivery=tuple(DELIVERY.get(d, Text(d, d)) for d in item.delivery),
        contact=_contact(item, world),
        complaints=_department(item.complaints, world),
        clauses=tuple((k, measure.clauses[k].name) for k in item.proves if k in measure.clauses),
    )


def _text(texts: object, name: str, lang: str) -> tuple[Section, ...]:
    found = texts if isinstance(texts, dict) else {}
    for language in (lang, "zh"):
        text = found.get(f"texts/{name}.{language}.md")
        if text:
            return sections(text)
    return ()


def _contact(item: Item, world: catalogue.World) -> Text:
    """Whom to ask: the named window, or the deciding department."""
    if item.contact == "deciding_department":
        return _department(item.decided_by, world)
    return world.code_name("windows", item.contact) if item.contact else Text("")


def _department(slot: str, world: catalogue.World) -> Text:
    key = slot.split()[0] if slot.strip() else ""
    return world.department_name(key) if key.isidentifier() else Text("")


def _elsewhere(request: HttpRequest, region: str, key: str) -> HttpResponse:
    codes: Sequence[str] = [c for c in catalogue.which_cities(key) if c != region]
    since = catalogue.withdrawn_since(region, key.partition(".")[0])
    if not codes and since is None:
        raise NotFound("web.no_item", Text("没有这个事项", "there is no such item"))
    name = catalogue.find_item(codes[0], key).name if codes else Text(key, key)
    names = region_names(codes)
    page = ElsewherePage(name, tuple(names.items()), since)
    return answer(request, "public/item_elsewhere.html", page, status=404, current="home")
