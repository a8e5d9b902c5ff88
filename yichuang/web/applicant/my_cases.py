"""My matters: what is asked of me first, drafts, cases of everybody I act for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yichuang.base.text import Text
from yichuang.blocks.notices import api as notices
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseRow, DraftView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.web.applicant.gate import Party, logged_in, parties_of, person_of
from yichuang.web.parts.clocks import Light, row_light
from yichuang.web.rendering import answer

RUNNING = ("received", "accepted")
STATES = (
    ("", Text("全部", "All")),
    ("running", Text("在办", "In work")),
    ("decided", Text("办完的", "Done")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A case of mine with its light; a decided one has none."""

    case: CaseRow
    light: Light | None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft with the name of its item."""

    draft: DraftView
    name: Text


@dataclass(frozen=True, slots=True)
class MyPage:
    """What is mine: drafts, cases, the filter, where to go on, unread messages, for whom I act."""

    drafts: tuple[DraftRow, ...]
    rows: tuple[Row, ...]
    state: str
    states: tuple[tuple[str, Text], ...]
    after: str | None
    unread: int
    parties: tuple[Party, ...]
    asked: int


def _light(case: CaseRow) -> Light | None:
    """The light of a running case; one that runs without a due day stands still or has not begun."""
    if case.state not in RUNNING:
        return None
    return row_light(case.light or "paused", case.due)


@logged_in
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    actor = person_of(request)
    state = request.GET.get("state", "")
    state = state if state in dict(STATES) else ""
    after = request.GET.get("after", "")
    found = cases.list_cases(
        actor, role="party", state=state, after=after if after.isdigit() else None, limit=20
    )
    drafts = () if state or after else cases.list_drafts(actor, limit=20)
    rows = tuple(Row(c, _light(c)) for c in found.rows)
    page = MyPage(
        tuple(DraftRow(d, catalogue.find_item(d.adopted_set, d.item).name) for d in drafts),
        rows,
        state,
        STATES,
        found.after,
        notices.count_unread(actor),
        parties_of(actor),
        sum(1 for r in rows if r.case.asked_of_me),
    )
    return answer(request, "applicant/my.html", page, current="my")
