"""Which region lies in which, and which department serves it: the nearest upwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connection
from django.db.models import Count, Q

from yichuang.base import clock
from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.kernel.people.contracts import Department, Post, Region
from yichuang.kernel.people.models import Department as DepartmentRow
from yichuang.kernel.people.models import Post as PostRow
from yichuang.kernel.people.models import Region as RegionRow
from yichuang.kernel.people.views import department_view, post_view, region_view, valid_on

# From the highest down.
LEVELS = ("province", "city", "county")

_UPWARDS = """
WITH RECURSIVE up(code, parent, depth) AS (
    SELECT code, parent, 0 FROM people_region WHERE code = %s
    UNION ALL
    SELECT r.code, r.parent, up.depth + 1 FROM people_region r JOIN up ON r.code = up.parent
    WHERE up.depth < 8
)
SELECT code FROM up ORDER BY depth
"""


def chain(code: str) -> tuple[str, ...]:
    """The region itself and those it lies in, nearest first; empty for an unknown code."""
    with connection.cursor() as cursor:
        cursor.execute(_UPWARDS, [code])
        return tuple(row[0] for row in cursor.fetchall())


def parents(code: str) -> tuple[str, ...]:
    """Codes of the regions that `code` lies in, nearest first, without itself."""
    return chain(code)[1:]


def list_regions(*, kind: str = "", parent: str = "", former: bool = False) -> tuple[Region, ...]:
    """Regions of a kind or below a parent, by code; `former` ones only when asked for."""
    rows = RegionRow.objects.order_by("code")
    if kind:
        rows = rows.filter(kind=kind)
    if parent:
        rows = rows.filter(parent=parent)
    if not former:
        rows = rows.filter(Q(until=None) | Q(until__gte=clock.today()))
    return tuple(region_view(row) for row in rows)


def read_regions(codes: Iterable[str]) -> Mapping[str, Region]:
    """Regions by code, former ones too; unknown codes are left out."""
    return {row.code: region_view(row) for row in RegionRow.objects.filter(code__in=list(codes))}


def find_department(key: str, region: str, level: str = "") -> Department | None:
    """The department of a key that serves a region: of the region itself, else of the nearest above it.

    With `level` only one of that level counts, so `city` climbs past a county's own; asked in a city for one of a
    county, the city's own does that work itself. A dissolved department is answered by its successor. None when
    nobody up to the province has it.
    """
    found = _nearest(chain(region), [key])
    row = found.get((key, level))
    return department_view(row) if row else None


def _nearest(codes: Sequence[str], keys: Iterable[str]) -> dict[tuple[str, str], DepartmentRow]:
    """Per (key, level) and (key, "") the nearest department of a chain of regions; two queries at most."""
    day, distance = clock.today(), {code: n for n, code in enumerate(codes)}
    rows = DepartmentRow.objects.filter(region__in=codes, key__in=list(keys))
    rows = rows.select_related("succeeded_by")
    found: dict[tuple[str, str], DepartmentRow] = {}
    own: dict[tuple[str, str], DepartmentRow] = {}
    # one in office before a dissolved one of the same region, the later dissolved before the earlier
    for row in sorted(
        rows, key=lambda r: (distance[r.region_id], not _in_office(r, day), -_end(r).toordinal())
    ):
        serving = row if _in_office(row, day) else _successor(row, day)
        if serving is not None:
            found.setdefault((row.key, row.level), serving)
            found.setdefault((row.key, ""), serving)
            if row.region_id == codes[0]:
                for level in _below(row.level):
                    own.setdefault((row.key, level), serving)
    return {**own, **found}


def _below(level: str) -> tuple[str, ...]:
    """Levels whose work a department does itself in a region that is not divided any further for it."""
    return LEVELS[LEVELS.index(level) + 1 :] if level in LEVELS else ()


def _end(row: DepartmentRow) -> date:
    return row.until or date.max


def _in_office(row: DepartmentRow, day: date) -> bool:
    return (row.since is None or row.since <= day) and _end(row) >= day


def _successor(row: DepartmentRow, day: date) -> DepartmentRow | None:
    """Who took over the work of a dissolved department, along the line of successors."""
    seen = {row.pk}
    while row.until is not None and row.until < day and row.succeeded_by is not None:
        row = row.succeeded_by
        if row.pk in seen:
            return None
        seen.add(row.pk)
        if _in_office(row, day):
            return row
    return None


def find_post(department: int, key: str) -> Post | None:
    """The post of a key in a department."""
    row = (
        PostRow.objects.select_related("department").filter(department=department, key=key).first()
    )
    return post_view(row) if row else None


def find_posts(*, key: str, region: str) -> tuple[Post, ...]:
    """Posts of a key in the departments of a region; where it has none, of the nearest region above it."""
    codes = chain(region)
    rows = PostRow.objects.select_related("department").filter(
        valid_on(clock.today(), "department__"), key=key, department__region__in=codes
    )
    by_region: dict[str, list[Post]] = {}
    for row in rows.order_by("department_id"):
        by_region.setdefault(row.department.region_id, []).append(post_view(row))
    for code in codes:
        if code in by_region:
            return tuple(by_region[code])
    return ()


def read_departments(ids: Iterable[int]) -> Mapping[int, Department]:
    """Departments by id, dissolved ones too; unknown ids are left out."""
    rows = DepartmentRow.objects.filter(id__in=list(ids))
    return {row.pk: department_view(row) for row in rows}


def list_departments(region: str) -> tuple[Department, ...]:
    """The departments in office of a region itself, by key."""
    rows = DepartmentRow.objects.filter(valid_on(clock.today()), region=region).order_by("key")
    return tuple(department_view(row) for row in rows)


def read_posts(ids: Iterable[int]) -> Mapping[int, Post]:
    """Posts with their departments by id; unknown ids are left out."""
    rows = PostRow.objects.select_related("department").filter(id__in=list(ids))
    return {row.pk: post_view(row) for row in rows}


def list_posts(department: int) -> tuple[Post, ...]:
    """The posts of a department, by key."""
    rows = PostRow.objects.select_related("department").filter(department=department)
    return tuple(post_view(row) for row in rows.order_by("key"))


def staffed(region: str, seats: Iterable[tuple[str, str, str]]) -> tuple[Problem, ...]:
    """What is missing in a region for work to be done: seats are (department key, level or "", post key or "").

    No department, no such post, or nobody who holds it. Three queries whatever their number.
    """
    wanted = tuple(dict.fromkeys(seats))
    nearest = _nearest(chain(region), {key for key, _, _ in wanted})
    held = Count("holdings", filter=valid_on(clock.today(), "holdings__"))
    posts = PostRow.objects.filter(department__in=[row.pk for row in nearest.values()])
    by_place = {(p.department_id, p.key): p.held for p in posts.annotate(held=held)}
    problems = []
    for key, level, post in wanted:
        department = nearest.get((key, level))
        where = "/".join(part for part in (f"{key} {level}".strip(), post) if part)
        if department is None:
            problems.append(_no_department(where, key, level))
        elif post and (department.pk, post) not in by_place:
            problems.append(_no_post(where, department, post))
        elif post and not by_place[department.pk, post]:
            problems.append(_no_holder(where, department, post))
    return tuple(problems)


def _no_department(where: str, key: str, level: str) -> Problem:
    return Problem(
        where,
        Text(
            f"本地及上级没有承办部门“{key}”{f'（{level}）' if level else ''}",
            f"no department {key}{f' ({level})' if level else ''} here or above",
        ),
        Text("请补设该部门，或指定由谁承办", "Set the department up, or name who does this work"),
        "no_department",
    )


def _no_post(where: str, department: DepartmentRow, post: str) -> Problem:
    return Problem(
        where,
        Text(
            f"{department.zh}没有岗位“{post}”",
            f"{department.en or department.zh} has no post {post}",
        ),
        Text("请在该部门设置岗位", "Set the post up in the department"),
        "no_post",
    )


def _no_holder(where: str, department: DepartmentRow, post: str) -> Problem:
    return Problem(
        where,
        Text(
            f"{department.zh}的岗位“{post}”无人在岗",
            f"nobody holds the post {post} of {department.en or department.zh}",
        ),
        Text("请任命在岗人员", "Appoint somebody"),
        "no_holder",
    )
