"""The one inbox: open work of the actor's posts by due date, what the actor holds, what a party is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from yichuang.base import clock
from yichuang.base.clock import SHANGHAI
from yichuang.base.paging import MOST, Page
from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import TaskRow
from yichuang.kernel.cases.elements import named
from yichuang.kernel.cases.models import CaseNode
from yichuang.kernel.cases.queries.lights import amber_until, last_day, light
from yichuang.kernel.cases.seat_rows import seated
from yichuang.kernel.cases.worlds import plan_of
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

FIELDS = (
    "id", "key", "state", "holder", "due_at", "opened_at", "round", "extra", "why", "label", "case__number",
    "case__item", "case__adopted_set", "case__mode", "case__title", "case__applicant_name", "case__promised_due",
    "case__region",
)  # fmt: skip
FILTERS = ("open", "mine", "unclaimed", "held", "overdue", "soon", "asked", "done")


def inbox(
    actor: Actor,
    *,
    filter: str = "open",  # noqa: A002 - the word of the page
    q: str = "",
    after: str | None = None,
    limit: int = 50,
) -> Page[TaskRow]:
    """Work by due date. `filter`: open (at my posts, mine or nobody's), mine (I hold it), unclaimed (nobody does),

    held (stands still), overdue, soon (amber), asked (of the subjects I act for), done (what I have settled, newest
    first). `q` is looked for in number, title and applicant.
    """
    rows = _rows(actor, filter)
    if q:
        rows = rows.filter(
            Q(case__number__startswith=q)
            | Q(case__title__icontains=q)
            | Q(case__applicant_name__icontains=q)
        )
    size = min(limit, MOST)
    if filter == "done":
        return _done(actor, rows, after, size)
    rows = _after(rows, after).order_by(F("due_at").asc(nulls_last=True), "id")
    found = list(rows.values(*FIELDS)[: size + 1])
    names = people.names({r["holder"] for r in found if r["holder"] is not None})
    page = tuple(_row(actor, r, names) for r in found[:size])
    more = _cursor(found[size - 1]) if len(found) > size else None
    return Page(page, more)


def inbox_counts(actor: Actor) -> dict[str, int]:
    """How much lies in each part of the inbox."""
    return {name: _rows(actor, name).count() for name in FILTERS if name != "done"}


def _rows(actor: Actor, name: str) -> QuerySet[CaseNode]:
    if name == "asked":
        return CaseNode.objects.filter(asks_of__in=actor.subjects, state="open")
    if name == "done":
        return CaseNode.objects.filter(account=actor.account, settled_at__isnull=False)
    mine = Q(holder=actor.account) if actor.account is not None else Q(pk=None)
    if name == "mine":
        return CaseNode.objects.filter(mine, state="open")
    if name == "held":
        return CaseNode.objects.filter(
            department__in=actor.departments, post__in=actor.post_ids, state="held"
        )
    rows = CaseNode.objects.filter(
        Q(holder=None) | mine,
        department__in=actor.departments,
        post__in=actor.post_ids,
        state="open",
    )
    rows = rows | CaseNode.objects.filter(pk__in=seated(actor).values("pk"))
    if name == "unclaimed":
        rows = rows.filter(holder=None)
    if name == "overdue":
        rows = rows.filter(due_at__lte=clock.now())
    if name == "soon":
        rows = rows.filter(due_at__gt=clock.now(), due_at__lte=amber_until())
    return rows


def _after(rows: QuerySet[CaseNode], after: str | None) -> QuerySet[CaseNode]:
    if not after:
        return rows
    due, _, ident = after.rpartition("|")
    if not due:
        return rows.filter(due_at=None, id__gt=int(ident))
    moment = datetime.fromisoformat(due)
    return rows.filter(Q(due_at__gt=moment) | Q(due_at=moment, id__gt=int(ident)) | Q(due_at=None))


def _cursor(row: dict[str, Any]) -> str:
    due = row["due_at"].isoformat() if row["due_at"] else ""
    return f"{due}|{row['id']}"


def _done(actor: Actor, rows: QuerySet[CaseNode], after: str | None, size: int) -> Page[TaskRow]:
    if after:
        moment, _, ident = after.rpartition("|")
        at = datetime.fromisoformat(moment)
        rows = rows.filter(Q(settled_at__lt=at) | Q(settled_at=at, id__lt=int(ident)))
    ordered = rows.order_by("-settled_at", "-id").values(*FIELDS, "settled_at")
    found = list(ordered[: size + 1])
    page = tuple(_row(actor, r, {}) for r in found[:size])
    last = found[size - 1] if len(found) > size else None
    return Page(page, f"{last['settled_at'].isoformat()}|{last['id']}" if last else None)


def _row(actor: Actor, row: dict[str, Any], names: Any) -> TaskRow:
    plan = plan_of(row["case__adopted_set"], row["case__item"], row["case__mode"])
    node = plan.nodes.get(row["key"])
    due_at = row["due_at"]
    opened = row["opened_at"]
    return TaskRow(
        case=row["case__number"],
        node=row["key"],
        node_name=named(node.name, row["label"]) if node else Text(row["key"], row["key"]),
        item_name=plan.item.name,
        title=row["case__title"],
        applicant=row["case__applicant_name"],
        state=row["state"],
        holder=names.get(row["holder"], "") if row["holder"] is not None else "",
        mine=row["holder"] is not None and row["holder"] == actor.account,
        due=last_day(due_at) if due_at else None,
        light=light(due_at) if row["state"] == "open" else "",
        promised=row["case__promised_due"],
        opened_at=opened.astimezone(SHANGHAI) if opened else None,
        region=row["case__region"],
        round=row["round"],
        note=_note(plan, row),
    )


def _note(plan: Any, row: dict[str, Any]) -> Text | None:
    """What whoever works on it must know first: why it stands still, who sent it back, that somebody waits."""
    why, extra = row["why"] or {}, row["extra"] or {}
    if row["state"] == "held":
        node = plan.nodes.get(why.get("held_by", ""))
        zh, en = (node.name.zh, node.name.show("en")) if node else ("前序环节", "an earlier step")
        return Text(f"“{zh}”正在重新办理，暂停", f"held: “{en}” is being done again")
    if why.get("returned_by"):
        ground = str(why.get("ground", ""))
        return Text(f"被退回：{ground}", f"sent back: {ground}")
    if extra.get("reminders"):
        return Text(f"已催办 {extra['reminders']} 次", f"reminded {extra['reminders']} times")
    return None
