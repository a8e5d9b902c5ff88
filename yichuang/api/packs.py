"""Adopting measures for a city: versions, a dry run that names what stands in the way, adopting, withdrawing."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import Field

from yichuang.api.callers import caller
from yichuang.api.door import Door
from yichuang.api.fields import Key, KeyInPath, KeyInQuery, Prose, Sent, Value
from yichuang.api.problems import FieldProblem, lang_of
from yichuang.base.errors import NotPermitted, Problem
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import AdoptedSet, PackVersion
from yichuang.kernel.people.contracts import Actor

door = Door("举措包 packs")
Region = Annotated[str, Path(pattern=r"^[0-9]{6}$")]
Values = Annotated[dict[Key, Value], Field(max_length=500)]


class Adoption(Sent):
    """Which version with which values; posts mapped and tables replaced where the pack allows it."""

    version: Key
    parameters: Values = {}
    posts: Annotated[dict[Key, Prose], Field(max_length=200)] = {}
    tables: Values = {}


class Trial(Schema):
    """What adopting would mean: what stands in the way, who is missing, what would change."""

    ready: bool
    problems: list[FieldProblem]
    staffing: list[FieldProblem]
    changes: list[catalogue.Change]


class VersionsOut(Schema):
    """Published versions."""

    rows: list[PackVersion]


class SetsOut(Schema):
    """Sets that a region has had, newest first."""

    rows: list[AdoptedSet]


@door.read("/packs", VersionsOut, "举措包版本", "Published versions of packs")
def versions(request: HttpRequest, pack: KeyInQuery = "") -> dict[str, object]:
    """The newest last."""
    need_staff(caller(request))
    return {"rows": catalogue.list_pack_versions(pack)}


@door.read("/regions/{region}/sets", SetsOut, "地区采用情况", "What a region has adopted, and when")
def sets(request: HttpRequest, region: Region) -> dict[str, object]:
    """Each set is immutable; every case carries the id of its own."""
    need_staff(caller(request))
    return {"rows": catalogue.list_sets(region)}


@door.do(
    "/regions/{region}/packs/{pack}/check",
    Trial,
    "试采用",
    "What adopting would mean; changes nothing",
)
def check(request: HttpRequest, region: Region, pack: KeyInPath, body: Adoption) -> Trial:
    """Everything at once, in plain words."""
    need_staff(caller(request))
    problems = catalogue.check_adoption(
        region, pack, body.version, body.parameters, body.tables, body.posts
    )
    staffing = catalogue.check_staffing(region, pack, body.version, body.posts)
    changes = (
        ()
        if problems
        else catalogue.what_would_change(region, pack, body.version, body.parameters, body.tables)
    )
    lang = lang_of(request)
    return Trial(
        ready=not problems and not staffing,
        problems=[_told(p, lang) for p in problems],
        staffing=[_told(p, lang) for p in staffing],
        changes=list(changes),
    )


@door.do(
    "/regions/{region}/packs/{pack}",
    AdoptedSet,
    "采用",
    "Adopt, upgrade or set values",
    method="PUT",
)
def adopt(request: HttpRequest, region: Region, pack: KeyInPath, body: Adoption) -> AdoptedSet:
    """The same again changes nothing."""
    return catalogue.adopt(
        caller(request),
        region=region,
        pack=pack,
        version=body.version,
        parameters=body.parameters,
        posts=body.posts,
        tables=body.tables,
    )


@door.do(
    "/regions/{region}/packs/{pack}", AdoptedSet, "停用", "No new applications", method="DELETE"
)
def withdraw(request: HttpRequest, region: Region, pack: KeyInPath) -> AdoptedSet:
    """Running cases go on under their own set."""
    return catalogue.withdraw(caller(request), region=region, pack=pack)


def need_staff(actor: Actor) -> None:
    """Raises NotPermitted for whoever holds no post."""
    if not actor.is_staff:
        raise NotPermitted(
            "api.staff_only",
            Text("仅供工作人员使用", "for those who hold a post"),
            remedy=Text("请用工作账号登录", "log in with an office's account"),
        )


def _told(problem: Problem, lang: str) -> FieldProblem:
    return FieldProblem(
        where=problem.where,
        code=problem.code,
        message=problem.message.show(lang),
        remedy=problem.remedy.show(lang) if problem.remedy else "",
    )
