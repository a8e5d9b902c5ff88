"""Items, measures and regions: what can be applied for where, and each item's own interface."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Schema

from yichuang.api.door import Door
from yichuang.api.fields import Asked, KeyInPath, KeyInQuery, Limit, RegionInQuery
from yichuang.api.item_schema import parts_of, schema_of
from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.figure_contracts import FigureView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.people import api as people

door = Door("事项 items")


class Row(Schema):
    """An item in a list."""

    key: str
    pack: str
    name: Text
    kind: str
    handling: str
    served: tuple[str, ...]
    modes: tuple[str, ...]


class PartyOut(Schema):
    """A party of an application."""

    role: str
    name: Text | None
    kinds: list[str]
    applicant: bool
    signs: bool
    optional: bool
    submits_for: str


class MaterialOut(Schema):
    """A material: from whom, in which formats, when it is asked for (rule language), who signs it."""

    key: str
    name: Text
    from_: str
    formats: list[str]
    when: str
    signed_by: list[str]
    replaced_by: str
    basis: str


class ConditionOut(Schema):
    """A condition in the rule language, the ground told when it is not met, its basis."""

    key: str
    name: Text
    rule: str
    ground: Text
    basis: str
    level: str


class PaperOut(Schema):
    """A paper that comes out of a case."""

    key: str
    name: Text
    certificate: bool
    holder: str


class StepOut(Schema):
    """A step of the plan, what it comes after and under which condition it is needed."""

    key: str
    name: Text
    kind: str
    after: list[str]
    when: str


class SceneOut(Schema):
    """A situation in which the item is applied for."""

    key: str
    name: Text
    code: str


class ItemOut(Row):
    """An item as a region offers it now, with the JSON Schema of its answers."""

    region: str
    adopted_set: str
    glance: catalogue.AtAGlance
    scenes: list[SceneOut]
    parties: list[PartyOut]
    materials: list[MaterialOut]
    conditions: list[ConditionOut]
    papers: list[PaperOut]
    steps: list[StepOut]
    answers: dict[str, Any]


class Rows(Schema):
    """Items of a region."""

    rows: list[Row]


class FoundOut(Schema):
    """What answers a search; where nothing does, what other regions have and the nearest names."""

    hits: list[catalogue.Found]
    elsewhere: list[catalogue.Found]
    near: list[str]


class RegionsOut(Schema):
    """Regions."""

    rows: list[people.Region]


class MeasureOut(Schema):
    """A measure of the register; `adopted` is the version that the region works with, empty for none."""

    key: str
    pack: str
    name: Text
    source: str
    clauses: dict[str, Text]
    latest: str
    adopted: str
    items: list[str]


class MeasuresOut(Schema):
    """The register of measures."""

    rows: list[MeasureOut]


class FiguresOut(Schema):
    """Indicators of a measure."""

    rows: list[FigureView]


@door.read("/regions", RegionsOut, "地区列表", "Regions, by kind", public=True)
def regions(request: HttpRequest, kind: KeyInQuery = "city") -> dict[str, object]:
    """Regions of a kind: province, city, county, dev_zone."""
    return {"rows": people.list_regions(kind=kind)}


@door.read("/measures", MeasuresOut, "举措登记簿", "The register of measures", public=True)
def measures(request: HttpRequest, region: RegionInQuery = "") -> dict[str, object]:
    """Every published measure and what a region has adopted of it."""
    rows = [
        {
            "key": r.measure.key,
            "pack": r.pack,
            "name": r.measure.name,
            "source": r.measure.source,
            "clauses": {c.key: c.name for c in r.measure.clauses.values()},
            "latest": r.latest,
            "adopted": r.adopted,
            "items": r.items,
        }
        for r in catalogue.list_measures(region)
    ]
    return {"rows": rows}


@door.read(
    "/measures/{pack}/figures",
    FiguresOut,
    "举措的指标",
    "Indicators of a measure, computed from decided cases",
    public=True,
)
def figures(request: HttpRequest, pack: KeyInPath, region: RegionInQuery = "") -> dict[str, object]:
    """Over the province, or over one region; what cannot be computed yet says why."""
    row = next((r for r in catalogue.list_measures(region) if r.pack == pack), None)
    if row is None:
        raise NotFound("api.no_measure", Text("没有这项举措", "there is no such measure"))
    world = catalogue.world_of_version(pack, row.adopted or row.latest)
    return {"rows": cases.figures(world, pack, region=region)}


@door.read("/items", Rows, "事项列表", "Items that a region offers now", public=True)
def items(
    request: HttpRequest,
    region: RegionInQuery,
    kind: KeyInQuery = "",
    served: KeyInQuery = "",
    pack: KeyInQuery = "",
    limit: Limit = 100,
) -> dict[str, object]:
    """Items by kind, whom they serve, or pack."""
    found = catalogue.list_items(region, kind=kind, served=served, pack=pack)
    return {"rows": found[:limit]}


@door.read("/search", FoundOut, "搜索", "Search items, measures and places", public=True)
def search(
    request: HttpRequest, q: Asked, region: RegionInQuery = "", limit: Limit = 20
) -> catalogue.Findings:
    """By words, pinyin, or words in the middle of a name."""
    return catalogue.search(region, q, limit=limit)


@door.read("/items/{key}", ItemOut, "事项详情和填报接口", "An item and its interface", public=True)
def item(request: HttpRequest, key: KeyInPath, region: RegionInQuery) -> dict[str, object]:
    """The item as the region offers it now, with the JSON Schema of `answers`."""
    found = catalogue.find_item(region or "000000", key)
    world = catalogue.world_of_region(region)
    return {
        **_row(found),
        "region": region,
        "adopted_set": world.id,
        "glance": catalogue.at_a_glance(found, _reading(world, found, region)),
        "scenes": list(found.scenes.values()),
        "answers": schema_of(world, found),
        **parts_of(found),
    }


def _row(found: Item) -> dict[str, object]:
    return {name: getattr(found, name) for name in Row.model_fields}


def _reading(world: catalogue.World, found: Item, region: str) -> catalogue.Reading:
    """Nothing is known of whoever asks."""
    return catalogue.Reading(world, found, None, clock.today(), region, pack=found.pack)
