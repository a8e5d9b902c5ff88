"""Adopting, changing and withdrawing a measure for a city: first what it would change and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import AdoptedPack, PackContent
from yichuang.kernel.people import api as people
from yichuang.web.rendering import answer
from yichuang.web.staff.gate import staff_of, staff_only, tell
from yichuang.web.staff.packs import ParameterRow, may_adopt, parameter_rows, region_here

NOT_YET = AdoptedPack("", "")
# Problems of these kinds are told beside the field that they are about.
OF_STAFF = ("no_department", "no_post", "no_holder")


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter as it is filled in: its row, what was typed, and what is wrong with it."""

    row: ParameterRow
    typed: str
    problem: Text | None


@dataclass(frozen=True, slots=True)
class AdoptPage:
    """The dialog of adopting: values, differences in plain words, who is missing, everything wrong at once."""

    content: PackContent
    region: people.Region
    version: str
    versions: tuple[str, ...]
    adopted: str
    entries: tuple[Entry, ...]
    fixed: tuple[ParameterRow, ...]
    changes: tuple[catalogue.Change, ...] | None
    problems: tuple[Problem, ...]
    staffing: tuple[Problem, ...]
    seats: int
    may: bool

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return self.may and not self.problems and not self.staffing


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """What withdrawing means here, before it is done."""

    content: PackContent
    region: people.Region
    version: str
    may: bool


@staff_only
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Adopt, upgrade or set values: `step=check` shows what would come, `step=adopt` does it."""
    actor, region = staff_of(request), region_here(request)
    versions = tuple(v.version for v in catalogue.list_pack_versions(key))
    if not versions:
        raise NotFound("web.no_pack", Text("没有这个举措包", "there is no such pack"))
    here = catalogue.find_current_set(region.code)
    mine = here.packs.get(key, NOT_YET) if here else NOT_YET
    version = request.POST.get("version") or request.GET.get("version") or versions[-1]
    content = catalogue.read_pack(key, version)
    typed = _typed(request, content, mine)
    values = _values(content, typed)
    refused: tuple[Problem, ...] = ()
    if request.POST.get("step") == "adopt":
        try:
            return _adopt(request, actor, region, content, version, values, mine)
        except Invalid as refusal:
            refused = refusal.problems
    problems = refused or catalogue.check_adoption(
        region.code, key, version, values, mine.tables, mine.posts
    )
    told = request.method == "POST" or bool(mine.version)
    page = AdoptPage(
        content,
        region,
        version,
        versions,
        mine.version,
        tuple(_entries(content, typed, problems if told else ())),
        tuple(r for r in parameter_rows(content, {}) if r.fixed),
        None
        if problems
        else catalogue.what_would_change(region.code, key, version, values, mine.tables),
        problems,
        people.staffed(region.code, catalogue.posts_needed(content)),
        len(catalogue.posts_needed(content)),
        may_adopt(actor),
    )
    status = 422 if refused else 200
    return answer(request, "staff/adopt.html", page, current="packs", status=status)


def _typed(request: HttpRequest, content: PackContent, mine: AdoptedPack) -> Mapping[str, str]:
    """What stands in the fields: what was typed, else the city's value, else the province's."""
    rows = parameter_rows(content, mine.parameters)
    return {r.name: request.POST.get(f"p.{r.name}", r.raw).strip() for r in rows if not r.fixed}


def _values(content: PackContent, typed: Mapping[str, str]) -> dict[str, str]:
    """Only what differs from the province's own value: a set says no more than it must."""
    default = {row.name: row.raw for row in parameter_rows(content, {})}
    return {name: text for name, text in typed.items() if text and text != default[name]}


def _entries(
    content: PackContent, typed: Mapping[str, str], problems: tuple[Problem, ...]
) -> list[Entry]:
    wrong = {p.where: p.message for p in problems}
    rows = parameter_rows(content, {})
    return [Entry(r, typed[r.name], wrong.get(r.name)) for r in rows if not r.fixed]


def _adopt(
    request: HttpRequest,
    actor: people.Actor,
    region: people.Region,
    content: PackContent,
    version: str,
    values: Mapping[str, str],
    mine: AdoptedPack,
) -> HttpResponse:
    missing = people.staffed(region.code, catalogue.posts_needed(content))
    if missing:
        raise Invalid(
            "not_staffed",
            Text("还有环节没有人接", "some steps have nobody to do them"),
            problems=missing,
        )
    catalogue.adopt(
        actor,
        region=region.code,
        pack=content.key,
        version=version,
        parameters=values,
        tables=mine.tables,
        posts=mine.posts,
    )
    tell(
        request,
        Text(
            f"{region.name.zh}现在按“{content.measure.name.zh}”第 {version} 版办理。在办的办件不变。",
            f"{region.name.show('en')} works with version {version} now. Running cases stay as they are.",
        ),
    )
    return _back(content.key, region)


def _back(pack: str, region: people.Region) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('pack', args=[pack])}?region={region.code}")


@staff_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """No new applications in this city; running cases go on under what they were received under."""
    actor, region = staff_of(request), region_here(request)
    here = catalogue.current_set(region.code)
    if key not in here.packs:
        raise NotFound("web.not_adopted", Text("本市没有采用它", "not adopted here"))
    content = catalogue.read_pack(key, here.packs[key].version)
    if request.method == "POST":
        catalogue.withdraw(actor, region=region.code, pack=key)
        tell(
            request,
            Text(
                f"{region.name.zh}不再受理新的申请。在办的办件按原来的办法办完。",
                "No new applications are taken. Running cases go on as they began.",
            ),
        )
        return _back(key, region)
    page = WithdrawPage(content, region, here.packs[key].version, may_adopt(actor))
    return answer(request, "staff/withdraw.html", page, current="packs")
