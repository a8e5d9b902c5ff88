"""What becomes of a paper after its issue: suspended and again valid, revoked, cancelled, lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, NotFound
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.documents.contracts import Paper
from yichuang.kernel.documents.models import PaperRow, Shown, StatusChange
from yichuang.kernel.documents.views import (
    NO_PAPER,
    latest_changes,
    paper_of,
    read_paper,
    status_now,
)
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

# From what to what. What is revoked, cancelled or lost stays so: a new paper is issued instead.
NEXT = {
    "valid": frozenset(("suspended", "revoked", "cancelled", "lost")),
    "suspended": frozenset(("valid", "revoked", "cancelled", "lost")),
    "expired": frozenset(("revoked", "cancelled")),
}
NAMES = {
    "valid": Text("有效", "valid"),
    "suspended": Text("暂扣", "suspended"),
    "revoked": Text("撤销", "revoked"),
    "cancelled": Text("注销", "cancelled"),
    "lost": Text("遗失作废", "lost"),
    "expired": Text("到期", "expired"),
}


def set_status(
    actor: Actor, paper: int, status: str, ground: Text, *, at: datetime | None = None
) -> Paper:
    """Changes the status of a paper with its ground, and gives it as it now stands; verdicts change with the commit.

    The same status again changes nothing. The line `paper.status` names all to whom it was shown: they are told.
    Rights are the caller's (the deciding office's) to check. Raises Conflict when the paper cannot come to that status.
    """
    if status not in NAMES or status == "expired":
        raise Invalid(
            "documents.status",
            Text(f"没有状态 {status}", f"there is no status {status}"),
            remedy=Text("请选择一种可以设定的状态", "choose a status that can be set"),
        )
    if not ground.zh:
        raise Invalid(
            "documents.no_ground",
            Text("须写明原因", "the ground must be given"),
            remedy=Text("请写出原因后再办", "write down the ground, then do it again"),
        )
    with transaction.atomic():
        row = PaperRow.objects.select_for_update(no_key=True).filter(id=paper).first()
        if row is None:
            raise NotFound("documents.no_paper", NO_PAPER)
        change = latest_changes([row.id]).get(row.id)
        now = status_now(row, change)
        if now == status:
            return read_paper(paper)
        if status not in NEXT.get(now, ()):
            raise _impossible(now, status)
        made = StatusChange.objects.create(
            paper=row,
            status=status,
            ground_zh=ground.zh[:500],
            ground_en=ground.en[:700],
            at=at or clock.now(),
            by=actor.label,
        )
        receivers = list(
            Shown.objects.filter(paper=row).order_by("id").values_list("receiver", flat=True)
        )
        body = {"paper": row.id, "from": now, "to": status, "ground": ground.zh, "case": row.case,
                "number": row.number, "shown_to": receivers}  # fmt: skip
        trail.record(Ref("paper", str(row.id)), "paper.status", body, actor=actor.label, at=made.at)
    return paper_of(row, made)


def note_shown(paper: int, receiver: str) -> None:
    """Notes that the paper was shown to `receiver` (`account:3`, `partner:grid`), who will be told when it falls."""
    Shown.objects.bulk_create(
        [Shown(paper_id=paper, receiver=receiver, at=clock.now())], ignore_conflicts=True
    )


def list_shown(paper: int) -> tuple[str, ...]:
    """All to whom the paper was shown."""
    return tuple(
        Shown.objects.filter(paper_id=paper).order_by("id").values_list("receiver", flat=True)
    )


def _impossible(now: str, status: str) -> Conflict:
    have, want = NAMES[now], NAMES[status]
    return Conflict(
        "documents.status_final",
        Text(
            f"证照现为“{have.zh}”，不能改为“{want.zh}”",
            f"the paper is {have.en} and cannot become {want.en}",
        ),
        data={"from": now, "to": status},
        remedy=Text("如需恢复，请重新办理", "issue a new paper instead"),
    )
