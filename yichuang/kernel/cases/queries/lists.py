"""Lists of cases and drafts: of a party, of a department, of a partner. Rights are the query."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yichuang.base.clock import SHANGHAI
from yichuang.base.paging import MOST, Page
from yichuang.kernel.cases.contracts import CaseRow, DraftView
from yichuang.kernel.cases.forms import draft_view
from yichuang.kernel.cases.models import Case, CaseNode, Correction, Draft, Role
from yichuang.kernel.cases.queries.lights import last_day, light
from yichuang.kernel.cases.words import state_name
from yichuang.kernel.cases.worlds import plan_of
from yichuang.kernel.people.contracts import Actor

FIELDS = (
    "id", "number", "item", "adopted_set", "mode", "title", "applicant_name", "state", "at_window", "result", "due_at",
    "received_at", "region", "asked", "correcting",
)  # fmt: skip


def list_cases(
    actor: Actor,
    *,
    role: str = "",
    state: str = "",
    item: str = "",
    region: str = "",
    subject: int | None = None,
    q: str = "",
    after: str | None = None,
    limit: int = 50,
) -> Page[CaseRow]:
    """Cases that the actor may see, newest first. `role`: party (mine as a party), staff (of my departments), "" both.

    `state` may be running, decided, or one state; `q` is looked for in title and number.
    """
    rows = visible(actor, role)
    if state == "running":
        rows = rows.filter(state__in=["received", "accepted"])
    elif state == "decided":
        rows = rows.exclude(state__in=["received", "accepted"])
    elif state:
        rows = rows.filter(state=state)
    if item:
        rows = rows.filter(item=item)
    if region:
        rows = rows.filter(region=region)
    if subject is not None:
        rows = rows.filter(Exists(Role.objects.filter(case=OuterRef("pk"), subject=subject)))
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(number__startswith=q))
    if after:
        rows = rows.filter(id__lt=int(after))
    asked = Count("nodes", filter=Q(nodes__asks_of__in=actor.subjects, nodes__state="open"))
    size = min(limit, MOST)
    rows = rows.annotate(asked=asked, correcting=_correcting(actor))
    found = list(rows.order_by("-id").values(*FIELDS)[: size + 1])
    more = str(found[size - 1]["id"]) if len(found) > size else None
    return Page(tuple(_row(r) for r in found[:size]), more)


def _correcting(actor: Actor) -> Exists:
    """Whether an open correction is asked of a party that the actor acts for."""
    mine = Role.objects.filter(
        case=OuterRef("case"), role=OuterRef("party"), subject__in=actor.subjects
    )
    return Exists(Correction.objects.filter(Exists(mine), case=OuterRef("pk"), answered_at=None))


def visible(actor: Actor, role: str = "") -> QuerySet[Case]:
    """The cases that an actor may know of."""
    rows = Case.objects.all()
    if actor.is_system:
        return rows
    own = Q(
        Exists(Role.objects.filter(case=OuterRef("pk"), party=True, subject__in=actor.subjects))
    )
    if actor.partner:
        own |= Q(partner=actor.partner)
    works = Q(department__in=actor.departments) | Q(
        Exists(CaseNode.objects.filter(case=OuterRef("pk"), department__in=actor.departments))
    )
    if role == "party":
        return rows.filter(own)
    if role == "staff":
        return rows.filter(works)
    return rows.filter(own | works if actor.is_staff else own)


def _row(row: dict[str, Any]) -> CaseRow:
    plan = plan_of(row["adopted_set"], row["item"], row["mode"])
    running = row["state"] in ("received", "accepted")
    shown = "at_window" if row["at_window"] and running else row["state"]
    return CaseRow(
        number=row["number"],
        item_name=plan.item.name,
        title=row["title"],
        applicant=row["applicant_name"],
        state=row["state"],
        state_name=state_name(shown),
        result=row["result"],
        due=last_day(row["due_at"]) if row["due_at"] else None,
        light=light(row["due_at"]) if running else "",
        received_at=row["received_at"].astimezone(SHANGHAI),
        asked_of_me=row["asked"] + int(row["correcting"]),
        region=row["region"],
    )


def list_drafts(actor: Actor, *, limit: int = 50) -> tuple[DraftView, ...]:
    """The actor's applications that are not handed in yet, newest first."""
    if actor.account is None and not actor.subjects:
        return ()
    mine = Q(account=actor.account) if actor.account is not None else Q(pk=None)
    rows = Draft.objects.filter(mine | Q(applicant__in=actor.subjects), case=None)
    return tuple(draft_view(r) for r in rows.select_related("case").order_by("-updated_at")[:limit])
