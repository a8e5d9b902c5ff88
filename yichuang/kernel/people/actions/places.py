"""Regions, departments and posts: set up as they should be, however often asked; dissolved with a successor."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from yichuang.base.errors import Conflict, Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.kernel.people.contracts import Actor, Department, Post, Region
from yichuang.kernel.people.models import Department as DepartmentRow
from yichuang.kernel.people.models import Post as PostRow
from yichuang.kernel.people.models import Region as RegionRow
from yichuang.kernel.people.permits import need_admin
from yichuang.kernel.people.views import department_view, post_view, region_view
from yichuang.kernel.trail import api as trail

KINDS = ("province", "city", "county", "dev_zone")


def _put(row: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set what differs; gives the new values of those columns, and saves when there are any."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed or row._state.adding:
        row.save()
    return changed


@transaction.atomic
def ensure_region(
    actor: Actor,
    *,
    code: str,
    name: Text,
    kind: str,
    parent: str = "",
    since: date | None = None,
    until: date | None = None,
    note: str = "",
) -> Region:
    """The region as described, made or mended; a trail line only when something changed."""
    need_admin(actor)
    row = RegionRow.objects.filter(code=code).first() or RegionRow(code=code)
    values = {"zh": name.zh, "en": name.en, "kind": kind, "parent": parent}
    changed = _put(row, {**values, "since": since, "until": until, "note": note})
    if changed:
        trail.record(f"region:{code}", "region.set", changed, actor=actor.label)
    return region_view(row)


@transaction.atomic
def load_regions(actor: Actor, text: str) -> int:
    """Regions from CSV (code, zh, en, kind, parent, from, until, note); gives how many. Raises Invalid."""
    need_admin(actor)
    rows = list(csv.DictReader(io.StringIO(text)))
    problems = tuple(_faults_of(rows))
    if problems:
        raise Invalid(
            "regions_unfit",
            Text("区划表有误", "The table of regions has faults"),
            problems=problems,
        )
    before = dict(RegionRow.objects.in_bulk())
    made = [_region_row(row) for row in rows]
    changed = [row for row in made if _differs(row, before.get(row.code))]
    RegionRow.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["zh", "en", "kind", "parent", "since", "until", "note"],
    )
    if changed:
        codes = [row.code for row in changed]
        trail.record("region:all", "regions.loaded", {"codes": codes}, actor=actor.label)
    return len(rows)


def _faults_of(rows: list[dict[str, str]]) -> list[Problem]:
    codes = {row.get("code") for row in rows}
    problems = []
    for line, row in enumerate(rows, 2):
        for column, ok, wanted in (
            ("code", (row.get("code") or "").isdigit(), "6 digits"),
            ("zh", bool(row.get("zh")), "a name"),
            ("kind", row.get("kind") in KINDS, ", ".join(KINDS)),
            ("parent", not row.get("parent") or row["parent"] in codes, "a code of the table"),
            ("from", _is_day(row.get("from")), "YYYY-MM-DD"),
            ("until", _is_day(row.get("until")), "YYYY-MM-DD"),
        ):
            if not ok:
                where, found = f"line {line}.{column}", row.get(column)
                problems.append(
                    Problem(where, Text(f"“{found}”不符（{wanted}）", f"{found!r} is not {wanted}"))
                )
    return problems


def _is_day(text: str | None) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _region_row(row: Mapping[str, str]) -> RegionRow:
    return RegionRow(
        code=row["code"],
        zh=row["zh"],
        en=row.get("en") or "",
        kind=row["kind"],
        parent=row.get("parent") or "",
        since=_day(row.get("from")),
        until=_day(row.get("until")),
        note=row.get("note") or "",
    )


def _differs(row: RegionRow, before: RegionRow | None) -> bool:
    columns = ("zh", "en", "kind", "parent", "since", "until", "note")
    return before is None or any(getattr(row, c) != getattr(before, c) for c in columns)


@transaction.atomic
def ensure_department(
    actor: Actor,
    *,
    key: str,
    region: str,
    name: Text,
    level: str = "",
    usci: str = "",
    since: date | None = None,
) -> Department:
    """The department of a key in office in a region, made or mended; `level` is the region's kind when empty."""
    need_admin(actor)
    place = RegionRow.objects.filter(code=region).first()
    if place is None:
        raise NotFound("region_not_found", Text(f"没有区划 {region}", f"No region {region}"))
    row = DepartmentRow.objects.filter(key=key, region=region, until=None).first() or DepartmentRow(
        key=key, region=place
    )
    values = {"zh": name.zh, "en": name.en, "level": level or place.kind, "usci": usci}
    changed = _put(row, {**values, "since": since})
    if changed:
        body = {"key": key, "region": region, **changed}
        trail.record(f"department:{row.pk}", "department.set", body, actor=actor.label)
    return department_view(row)


@transaction.atomic
def ensure_post(
    actor: Actor, *, department: int, key: str, name: Text, backup_post: int | None = None
) -> Post:
    """The post of a key in a department, made or mended. `backup_post` steps in when nobody of this post works."""
    need_admin(actor)
    home = DepartmentRow.objects.filter(id=department).first()
    if home is None:
        raise NotFound("department_not_found", Text("没有这个部门", "There is no such department"))
    row = PostRow.objects.filter(department=home, key=key).first() or PostRow(
        department=home, key=key
    )
    if backup_post is not None and backup_post == row.pk:
        raise Conflict(
            "own_backup",
            Text("岗位不能替补自己", "A post cannot back itself up"),
            remedy=Text("请另选一个替补岗位", "Choose another post as the backup"),
        )
    changed = _put(row, {"zh": name.zh, "en": name.en, "backup_post_id": backup_post})
    if changed:
        body = {"department": department, "key": key, **changed}
        trail.record(f"post:{row.pk}", "post.set", body, actor=actor.label)
    return post_view(row)


@transaction.atomic
def dissolve_department(actor: Actor, *, department: int, successor: int | None, on: date) -> None:
    """The department ends: `on` is the first day on which its successor does its work.

    Open work is moved by whoever reads the trail line.
    """
    need_admin(actor)
    row = DepartmentRow.objects.select_for_update(no_key=True).filter(id=department).first()
    if row is None:
        raise NotFound("department_not_found", Text("没有这个部门", "There is no such department"))
    if row.until is not None:
        raise Conflict(
            "department_dissolved",
            Text("该部门已撤并", "The department was dissolved before"),
            data={"until": row.until},
            remedy=Text("请在承接部门办理", "Turn to the department that took over"),
        )
    if successor == department:
        raise Conflict(
            "own_successor",
            Text("部门不能承接自己", "It cannot succeed itself"),
            remedy=Text("请另选承接部门，或者不填", "Choose another department, or none"),
        )
    row.until, row.succeeded_by_id = on - timedelta(days=1), successor
    row.save()
    body = {"on": on, "successor": successor}
    trail.record(f"department:{row.pk}", "department.dissolved", body, actor=actor.label)
