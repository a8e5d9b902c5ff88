"""The register of measures and the page of one: clauses in the notice's words, state, items, values, adopters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.engines.values import is_known, show_both
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Indicators
from yichuang.kernel.cases.figure_contracts import FigureView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import (
    AdoptedPack,
    AdoptedSet,
    ClauseDef,
    Measure,
    PackContent,
    ParameterDef,
)
from yichuang.web.parts.regions import cities, region_of_page
from yichuang.web.public.last_run import NOT_RUN, ClauseState, clause_states
from yichuang.web.public.offers import Offer, offer_of
from yichuang.web.rendering import answer

UNSET = Text("由采用的城市填写", "set by the adopting city")


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in the register: how many cities have it, how its clauses came out in the last run."""

    row: catalogue.MeasureRow
    cities: int
    passed: int
    clauses: int


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """All published measures; `of` cities there are; whether there was a full run to speak of."""

    rows: tuple[Row, ...]
    of: int
    ran: bool


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """The register."""
    towns = cities()
    sets = catalogue.current_sets(t.code for t in towns)
    states = clause_states()
    rows = []
    for row in catalogue.list_measures(region_of_page(request)):
        clauses = row.measure.clauses
        passed = sum(states.get(c, NOT_RUN).word == "passed" for c in clauses)
        adopters = sum(row.pack in s.packs for s in sets.values())
        rows.append(Row(row, adopters, passed, len(clauses)))
    page = MeasuresPage(tuple(rows), len(towns), bool(states))
    return answer(request, "public/measures.html", page, current="measures")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with what the last full run proved of it and the items that carry it out."""

    definition: ClauseDef
    state: ClauseState
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter: the province's value, this city's, and whether the value is confirmed."""

    definition: ParameterDef
    standard: Text
    here: Text | None

    @property
    def differs(self) -> bool:
        """Whether this city has its own value."""
        return self.here is not None and self.here != self.standard


@dataclass(frozen=True, slots=True)
class Adopter:
    """A city that works with the measure: which version, since when its present set stands."""

    code: str
    name: Text
    version: str
    pilot: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Simple counts of the cases of one item over all cities."""

    offer: Text
    counts: Indicators


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure. `here` is the version this city works with, empty when it has not adopted it."""

    measure: Measure
    pack: str
    version: str
    here: str
    ran: bool
    departments: tuple[Text, ...]
    clauses: tuple[Clause, ...]
    offers: tuple[Offer, ...]
    parameters: tuple[ParameterLine, ...]
    figures: tuple[FigureView, ...]
    counts: tuple[Count, ...]
    adopters: tuple[Adopter, ...]
    others: int


@require_safe
def measure(request: HttpRequest, pack: str) -> HttpResponse:
    """One measure as published, and as this city has it."""
    region = region_of_page(request)
    rows = {row.pack: row for row in catalogue.list_measures(region)}
    if pack not in rows:
        raise NotFound("web.no_measure", Text("没有这项举措", "there is no such measure"))
    page = _page(rows[pack], region)
    return answer(request, "public/measure.html", page, current="measures")


def _page(row: catalogue.MeasureRow, region: str) -> MeasurePage:
    content = catalogue.read_pack(row.pack, row.adopted or row.latest)
    world = catalogue.world_of_region(region)
    states, towns = clause_states(), cities()
    adopters = _adopters(content, {t.code: t.name for t in towns})
    departments = [world.department_name(d) for d in content.measure.departments]
    return MeasurePage(
        measure=content.measure,
        pack=row.pack,
        version=row.adopted or row.latest,
        here=row.adopted,
        ran=bool(states),
        departments=tuple(departments),
        clauses=_clauses(content, states),
        offers=tuple(offer_of(i, world) for i in catalogue.list_items(region, pack=row.pack)),
        parameters=_parameters(content, world),
        figures=cases.figures(
            catalogue.world_of_version(row.pack, row.adopted or row.latest), row.pack
        ),
        counts=_figures(content),
        adopters=adopters,
        others=len(towns) - len(adopters),
    )


def _clauses(content: PackContent, states: Mapping[str, ClauseState]) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            definition,
            states.get(key, NOT_RUN),
            tuple(i.name.zh for i in content.items.values() if key in i.proves),
        )
        for key, definition in content.measure.clauses.items()
    )


def _parameters(content: PackContent, world: catalogue.World) -> tuple[ParameterLine, ...]:
    """Each parameter with the pack's own value; where the city works with the pack, with its value too."""
    adopted = content.key in world.packs
    alone = catalogue.world_of(world.dictionary, [content])
    standard = {p.name: p for p in alone.parameters(content.key)}
    mine = {p.name: p for p in world.parameters(content.key)} if adopted else {}
    return tuple(
        ParameterLine(p.definition, _shown(p), _shown(mine[name]) if name in mine else None)
        for name, p in standard.items()
    )


def _shown(parameter: catalogue.Parameter) -> Text:
    if not is_known(parameter.value):
        return UNSET
    return show_both(parameter.value, parameter.type)


def _figures(content: PackContent) -> tuple[Count, ...]:
    """Items with at least one case anywhere; no case, no figure."""
    found = []
    for item in content.items.values():
        counts = cases.indicators("", item.key)
        if counts.received:
            found.append(Count(item.name, counts))
    return tuple(found)


def _adopters(content: PackContent, towns: Mapping[str, Text]) -> tuple[Adopter, ...]:
    sets: Mapping[str, AdoptedSet] = catalogue.current_sets(towns)
    found = []
    for code, adopted in sorted(sets.items()):
        pack: AdoptedPack | None = adopted.packs.get(content.key)
        if pack is not None:
            pilot = code in content.measure.pilots
            found.append(Adopter(code, towns[code], pack.version, pilot))
    return tuple(found)
