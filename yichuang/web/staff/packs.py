"""The measures as packs: which are published, which version each city works with, what may be set where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.engines.values import Unknown, read_bounds, show_both
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import (
    AdoptedSet,
    PackContent,
    PackVersion,
    ParameterDef,
)
from yichuang.kernel.people import api as people
from yichuang.web.parts.clocks import UNITS
from yichuang.web.rendering import answer
from yichuang.web.staff.gate import staff_of, staff_only

MAY = {
    "fixed": Text("全省统一，不能改", "the same everywhere"),
    "may_lower": Text("只能调低", "may only be lowered"),
    "may_raise": Text("只能调高", "may only be raised"),
    "may_set": Text("可在范围内设", "may be set within bounds"),
    "must_set": Text("须由本市填写", "must be set by the city"),
}
STATUS = {
    "to_be_confirmed": Text("待核", "to be confirmed"),
    "confirmed": Text("已核", "confirmed"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure in one city: the version in use, empty where it is not adopted; `old` when a newer is published."""

    region: str
    city: Text
    version: str
    old: bool

    @property
    def css(self) -> str:
        """The dot's class."""
        return "is-none" if not self.version else "is-doing" if self.old else "is-live"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One measure of the list with its newest version and the cities."""

    pack: str
    key: str
    name: Text
    stage: str
    latest: str
    mine: str
    cells: tuple[Cell, ...]
    cities: int


@dataclass(frozen=True, slots=True)
class PacksPage:
    """All measures by city."""

    rows: tuple[PackRow, ...]
    cities: tuple[people.Region, ...]
    region: people.Region


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter as shown: value here, the province's, bounds, who may change it, whether the value is confirmed."""

    name: str
    title: Text
    row: str
    type: str
    raw: str
    value: Text
    default: Text
    bounds: Text
    unit: str
    unit_text: Text
    may: Text
    fixed: bool
    must: bool
    confirmed: bool
    status: Text
    source: str
    choices: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class PackPage:
    """One measure: its clauses, items, versions, cities, and the parameters of the reader's city."""

    content: PackContent
    version: str
    latest: str
    adopted: str
    versions: tuple[PackVersion, ...]
    cells: tuple[Cell, ...]
    since: datetime | None
    parameters: tuple[ParameterRow, ...]
    region: people.Region
    may_adopt: bool
    to_confirm: int


def region_here(request: HttpRequest) -> people.Region:
    """The city whose adoptions are looked at: `?region=`, else the reader's own."""
    code = request.POST.get("region") or request.GET.get("region") or request.region  # type: ignore[attr-defined]
    found = people.read_regions([code]).get(code)
    if found is None:
        raise NotFound("web.no_region", Text("没有这个地区", "there is no such region"))
    return found


def may_adopt(actor: people.Actor) -> bool:
    """Whether adopting is among the actor's duties; the catalogue decides for which regions."""
    return actor.is_system or catalogue.ADOPT in actor.roles


@staff_only
@require_GET
def packs(request: HttpRequest) -> HttpResponse:
    """The list of measures and the cities that work with each."""
    region = region_here(request)
    cities = people.list_regions(kind="city")
    sets = {c.code: catalogue.find_current_set(c.code) for c in cities}
    rows = []
    for row in catalogue.list_measures(region.code):
        cells = tuple(_cells(row.pack, row.latest, cities, sets))
        rows.append(
            PackRow(
                row.pack,
                row.measure.key.upper(),
                row.measure.name,
                row.measure.stage,
                row.latest,
                row.adopted,
                cells,
                sum(1 for cell in cells if cell.version),
            )
        )
    return answer(
        request, "staff/packs.html", PacksPage(tuple(rows), cities, region), current="packs"
    )


def _cells(
    pack: str,
    latest: str,
    cities: tuple[people.Region, ...],
    sets: Mapping[str, AdoptedSet | None],
) -> Iterator[Cell]:
    for city in cities:
        found = sets[city.code]
        mine = found.packs.get(pack) if found else None
        version = mine.version if mine else ""
        yield Cell(city.code, city.name, version, bool(version) and version != latest)


@staff_only
@require_GET
def pack(request: HttpRequest, key: str) -> HttpResponse:
    """One measure: what it says, where it runs, its parameters in the reader's city."""
    actor, region = staff_of(request), region_here(request)
    versions = catalogue.list_pack_versions(key)
    if not versions:
        raise NotFound("web.no_pack", Text("没有这个举措包", "there is no such pack"))
    latest = versions[-1].version
    here = catalogue.find_current_set(region.code)
    adopted = here.packs[key].version if here and key in here.packs else ""
    cities = people.list_regions(kind="city")
    content = catalogue.read_pack(key, adopted or latest)
    rows = parameter_rows(content, here.packs[key].parameters if here and adopted else {})
    page = PackPage(
        content,
        adopted or latest,
        latest,
        adopted,
        versions,
        tuple(
            _cells(
                key, latest, cities, {c.code: catalogue.find_current_set(c.code) for c in cities}
            )
        ),
        here.since if here and adopted else None,
        rows,
        region,
        may_adopt(actor),
        sum(1 for row in rows if not row.confirmed),
    )
    return answer(request, "staff/pack.html", page, current="packs")


def parameter_rows(content: PackContent, values: Mapping[str, str]) -> tuple[ParameterRow, ...]:
    """The parameters of a pack with these values of a city; keyed ones row by row."""
    found = []
    for key, definition in content.measure.parameters.items():
        if definition.rows:
            for row, default in definition.rows.items():
                found.append(_row(f"{key}.{row}", definition, row, default, values))
        else:
            found.append(_row(key, definition, "", definition.default, values))
    return tuple(found)


def _row(
    name: str, definition: ParameterDef, row: str, default: str, values: Mapping[str, str]
) -> ParameterRow:
    raw = values.get(name, "" if default == "unknown" else default)
    return ParameterRow(
        name,
        definition.name,
        row,
        definition.type,
        raw,
        _shown(definition, raw),
        _shown(definition, default),
        _bounds(definition),
        unit_of(definition),
        _unit_text(unit_of(definition)),
        MAY.get(definition.city, Text(definition.city)),
        definition.city == "fixed",
        definition.city == "must_set",
        definition.status != "to_be_confirmed",
        STATUS.get(definition.status, Text(definition.status, definition.status)),
        definition.source,
        definition.choices,
    )


def unit_of(definition: ParameterDef) -> str:
    """The word that follows the figure of a parameter where its type wants one: working_days, 元, %; else empty."""
    type_ = catalogue.parameter_type(definition)
    if type_.kind == "duration":
        # its unit is a part of the value; that of the province's own value is offered
        return (definition.default or definition.bounds).rpartition(" ")[2]
    if type_.is_span:
        return type_.kind
    return {"money": "元", "share": "%"}.get(type_.kind, type_.unit if type_.is_number else "")


def _unit_text(unit: str) -> Text:
    return UNITS.get(unit, Text(unit, unit))


def _bounds(definition: ParameterDef) -> Text:
    """The bounds in words of both languages."""
    if not definition.bounds:
        return Text("", "")
    type_ = catalogue.parameter_type(definition)
    low, high = read_bounds(definition.bounds, type_.free())
    ends = [show_both(end, type_) if end is not None else None for end in (low, high)]
    zh = [e.zh if e else "不限" for e in ends]
    en = [e.show("en") if e else "any" for e in ends]
    return Text(f"{zh[0]} 至 {zh[1]}", f"{en[0]} to {en[1]}")


def _shown(definition: ParameterDef, raw: str) -> Text:
    type_ = catalogue.parameter_type(definition)
    value = catalogue.read_parameter(raw or "unknown", type_)
    return Text("未设定", "not set") if isinstance(value, Unknown) else show_both(value, type_)
