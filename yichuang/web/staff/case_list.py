"""The cases of the actor's departments: found by number or name, filtered, page after page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseRow
from yichuang.kernel.catalogue import api as catalogue
from yichuang.web.parts.clocks import Light, row_light
from yichuang.web.rendering import answer
from yichuang.web.staff.deeds import Choice
from yichuang.web.staff.gate import staff_of, staff_only

STATES = (
    ("", Text("全部", "All")),
    ("running", Text("在办", "Running")),
    ("decided", Text("已办结", "Decided")),
    ("not_accepted", Text("不予受理", "Not accepted")),
    ("withdrawn", Text("撤回", "Withdrawn")),
    ("terminated", Text("终止", "Terminated")),
    ("lapsed", Text("逾期未补", "Lapsed")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A case with its light; none once it is decided."""

    case: CaseRow
    light: Light | None


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The list as shown."""

    rows: tuple[Row, ...]
    after: str | None
    q: str
    states: tuple[Choice, ...]
    items: tuple[Choice, ...]


@staff_only
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """My departments' cases, newest first; the filter is a link."""
    actor = staff_of(request)
    state, item = request.GET.get("state", ""), request.GET.get("item", "")
    page = cases.list_cases(
        actor,
        role="staff",
        state=state if state in dict(STATES) else "",
        item=item,
        q=request.GET.get("q", "").strip(),
        after=request.GET.get("after") or None,
    )
    offered = catalogue.list_items(request.region)  # type: ignore[attr-defined]
    value = CasesPage(
        tuple(Row(c, row_light(c.light, c.due) if c.light else None) for c in page.rows),
        page.after,
        request.GET.get("q", "").strip(),
        tuple(Choice(key, name, key == state) for key, name in STATES),
        tuple(Choice(i.key, i.name, i.key == item) for i in offered),
    )
    return answer(request, "staff/cases.html", value, current="cases")
