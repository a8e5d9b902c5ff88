"""How cases really went: items with cases that are over, and for one of them times, ways, rework, bottleneck."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Schema

from yichuang.api.callers import caller
from yichuang.api.door import Door
from yichuang.api.fields import CaseNumber, KeyInPath
from yichuang.blocks.mining import api as mining
from yichuang.blocks.mining.contracts import Flow, Forecast, ItemCount
from yichuang.kernel.cases import api as cases
from yichuang.kernel.people.contracts import Region

door = Door("流程分析 mining")
Month = Annotated[
    str,
    Query(
        pattern=r"^((19|20|21)[0-9]{2}-(0[1-9]|1[0-2]))?$",
        description="月份，如 2023-10；不填为最近一年 a month; empty: the last year",
    ),
]
Scope = Annotated[
    str,
    Query(
        pattern=r"^[0-9]{6}$",
        description="任职地区或其下级 a region of the caller's posts, or one in it",
        examples=["341100"],
    ),
]


class ItemsOut(Schema):
    """Items with cases that are over; most cases first."""

    rows: list[ItemCount]


class ScopesOut(Schema):
    """Regions whose sums the caller may look at, and those directly in them."""

    rows: list[Region]


@door.read("/mining/regions", ScopesOut, "可分析的地区", "Regions that the caller may look at")
def regions(request: HttpRequest) -> dict[str, object]:
    """None for whoever holds no post."""
    return {"rows": mining.scopes_of(caller(request))}


@door.read("/mining/items", ItemsOut, "有办结件的事项", "Items with cases that are over")
def items(
    request: HttpRequest, region: Scope, first: Month = "", last: Month = ""
) -> dict[str, object]:
    """In a region with all that lies in it, by month of the end."""
    return {"rows": mining.list_mined(caller(request), region, _months(first, last))}


@door.read("/mining/items/{key}", Flow, "流程分析", "How the cases of an item really went")
def flow(
    request: HttpRequest, key: KeyInPath, region: Scope, first: Month = "", last: Month = ""
) -> Flow:
    """Seconds of office time; nothing of it names a person."""
    return mining.read_flow(caller(request), region, key, _months(first, last))


@door.read("/cases/{number}/expected", Forecast, "预计办结", "When a running case may be over")
def expected(request: HttpRequest, number: CaseNumber) -> Forecast:
    """As such cases really went in the last year, beside the promise and none itself; `why_not` where it is silent."""
    return mining.forecast_of(cases.read_case(caller(request), number))


def _months(first: str, last: str) -> tuple[int, int]:
    usual = mining.last_year()
    return (
        mining.read_month(first) if first else usual[0],
        mining.read_month(last) if last else usual[1],
    )
