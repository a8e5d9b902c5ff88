"""Adopting, changing and withdrawing a measure for a city: first what it would change and what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import AdoptedPack, PackContent
from yichuang.kernel.people import api as people
from yichuang.web.rendering import answer
from yichuang.web.staff.deeds import Choice
from yichuang.web.staff.gate import staff_of, staff_only, tell
from yichuang.web.staff.packs import ParameterRow, may_adopt, parameter_rows, region_here

NOT_YET = AdoptedPack("", "")
# Problems of these kinds are told beside "who does the work".
FIGURE = re.compile(r"[0-9][0-9.,]*")
OF_STAFF = frozenset({"no_department", "no_post", "no_holder"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter as it is filled in: its row, what was typed, and what is wrong with it."""

    row: ParameterRow
    typed: str
    problem: Text | None

    @property
    def figure(self) -> str:
        """What stands in the field: without the unit that stands beside it."""
        return self.typed.removesuffix(self.row.unit).strip() if self.row.unit else self.typed


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of the pack that nobody here holds under its own name, and who could do its work instead."""

    key: str
    name: Text
    choices: tuple[Choice, ...]


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
    seats_to_fill: tuple[Seat, ...]
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
    wanted = replace(
        mine,
        pack=key,
        version=version,
        parameters=_values(content, typed),
        posts=_mapped(request, mine),
    )
    refusal: Invalid | None = None
    if request.POST.get("step") == "adopt":
        try:
            return _adopt(request, actor, region, content, wanted)
        except Invalid as refused:
            refusal = refused
    page = _page(actor, region, content, mine, wanted, typed, refusal)
    page = replace(page, versions=versions)
    return answer(
        request, "staff/adopt.html", page, current="packs", status=422 if refusal else 200
    )


def _page(
    actor: people.Actor,
    region: people.Region,
    content: PackContent,
    mine: AdoptedPack,
    wanted: AdoptedPack,
    typed: Mapping[str, str],
    refusal: Invalid | None,
) -> AdoptPage:
    """What adopting `wanted` would change and everything that stands in its way."""
    named = {"region": region.code, "pack": wanted.pack, "version": wanted.version}
    problems = catalogue.check_adoption(
        **named, parameters=wanted.parameters, tables=wanted.tables, posts=wanted.posts
    )
    staffing = catalogue.check_staffing(**named, posts=wanted.posts)
    if refusal is not None:
        known = {(p.where, p.message) for p in (*problems, *staffing)}
        extra = tuple(p for p in refusal.problems if (p.where, p.message) not in known)
        problems = (*problems, *(p for p in extra if p.code not in OF_STAFF))
    told = refusal is not None or bool(mine.version) or typed != _defaults(content)
    return AdoptPage(
        content,
        region,
        wanted.version,
        (),
        mine.version,
        tuple(_entries(content, typed, problems if told else ())),
        tuple(r for r in parameter_rows(content, {}) if r.fixed),
        _seats(region, content, staffing, wanted.posts),
        None
        if problems
        else catalogue.what_would_change(
            **named, parameters=wanted.parameters, tables=wanted.tables
        ),
        problems,
        staffing,
        len(catalogue.posts_needed(content)),
        may_adopt(actor),
    )


def _defaults(content: PackContent) -> Mapping[str, str]:
    return {r.name: r.raw for r in parameter_rows(content, {}) if not r.fixed}


def _mapped(request: HttpRequest, mine: AdoptedPack) -> dict[str, str]:
    """Which post here does the work of a post of the pack: as chosen, else as it was."""
    chosen = {
        key.removeprefix("post."): value
        for key in request.POST
        if key.startswith("post.")
        for value in [request.POST.get(key, "")]
    }
    return {k: v for k, v in {**mine.posts, **chosen}.items() if v}


def _seats(
    region: people.Region,
    content: PackContent,
    staffing: tuple[Problem, ...],
    posts: Mapping[str, str],
) -> tuple[Seat, ...]:
    """The posts to be given to somebody: those that lack one, and those given already."""
    keys = [p.where.rpartition("/")[2] for p in staffing if "/" in p.where]
    wanted = dict.fromkeys([*posts, *keys])
    if not wanted:
        return ()
    here = [p for d in people.list_departments(region.code) for p in people.list_posts(d.id)]
    names = {k: p.name for k, p in content.measure.posts.items()}
    return tuple(
        Seat(
            key,
            names.get(key, Text(key, key)),
            tuple(
                Choice(value, _post_name(p), value == posts.get(key))
                for p in here
                if (value := f"{p.department.key} {p.key}")
            ),
        )
        for key in wanted
    )


def _post_name(post: people.Post) -> Text:
    office = post.department.name
    return Text(f"{office.zh} {post.name.zh}", f"{office.show('en')}, {post.name.show('en')}")


def _typed(request: HttpRequest, content: PackContent, mine: AdoptedPack) -> Mapping[str, str]:
    """What stands in the fields: what was typed, else the city's value, else the province's."""
    rows = parameter_rows(content, mine.parameters)
    return {
        r.name: with_unit(request.POST.get(f"p.{r.name}", r.raw).strip(), r.unit)
        for r in rows
        if not r.fixed
    }


def with_unit(text: str, unit: str) -> str:
    """A bare figure with the unit that stands beside its field; anything else as it was typed."""
    return f"{text} {unit}" if unit and FIGURE.fullmatch(text) else text


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
    wanted: AdoptedPack,
) -> HttpResponse:
    catalogue.adopt(
        actor,
        region=region.code,
        pack=content.key,
        version=wanted.version,
        parameters=wanted.parameters,
        posts=wanted.posts,
        tables=wanted.tables,
    )
    tell(
        request,
        Text(
            f"{region.name.zh}现在按“{content.measure.name.zh}”第 {wanted.version} 版办理。在办的办件不变。",
            f"{region.name.show('en')} works with version {wanted.version} now. Running cases stay as they are.",
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
