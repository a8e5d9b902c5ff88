"""Rows as the values that leave the room."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from yichuang.base.text import Text
from yichuang.kernel.people.contracts import Department, Post, Region
from yichuang.kernel.people.models import Department as DepartmentRow
from yichuang.kernel.people.models import Post as PostRow
from yichuang.kernel.people.models import Region as RegionRow


def region_view(row: RegionRow) -> Region:
    """A region."""
    return Region(row.code, Text(row.zh, row.en), row.kind, row.parent)


def department_view(row: DepartmentRow) -> Department:
    """A department."""
    return Department(row.pk, row.key, row.region_id, Text(row.zh, row.en), row.level, row.usci)


def post_view(row: PostRow) -> Post:
    """A post, with its department (which must have been selected with it)."""
    return Post(row.pk, row.key, Text(row.zh, row.en), department_view(row.department))


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose days, both included and each end open when empty, contain `day`."""
    since = Q(**{f"{prefix}since": None}) | Q(**{f"{prefix}since__lte": day})
    return since & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))
