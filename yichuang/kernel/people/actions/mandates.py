"""Who may act for a subject: granted and revoked by the subject's own people, in some items or all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from yichuang.base import clock
from yichuang.base.errors import Conflict, NotFound
from yichuang.base.text import Text
from yichuang.kernel.people.actors import no_account
from yichuang.kernel.people.contracts import Actor, MandateInfo
from yichuang.kernel.people.models import Account, MandateRow
from yichuang.kernel.people.permits import is_admin
from yichuang.kernel.trail import api as trail

ROLES = ("self", "staff", "agent")


def _no_mandate() -> NotFound:
    return NotFound("mandate_not_found", Text("没有这项委托", "There is no such mandate"))


def _speaks_for(actor: Actor, subject: int) -> bool:
    """The subject's own people, in all items; an agent cannot pass on what was given to it."""
    return is_admin(actor) or any(
        m.subject == subject and m.role in ("self", "staff") and not m.items for m in actor.mandates
    )


def bind_self(actor: Actor, account: Account, subject: int, kind: str) -> None:
    """The account belongs to this person, for whom it may act. Raises Conflict when it is another's."""
    if account.person not in (None, subject):
        raise Conflict(
            "account_bound",
            Text("该账号已绑定他人", "The account is another's"),
            remedy=Text(
                "请用本人的账号，或者新开账号", "Use the person's own account, or open one"
            ),
        )
    account.person = subject
    account.save(update_fields=["person"])
    _put(actor, account.pk, subject, kind, "self", (), None)


@transaction.atomic
def bind_person(actor: Actor, *, account: int, subject: int, kind: str) -> None:
    """Bind an account to the person it belongs to (a subject of facts)."""
    row = Account.objects.select_for_update(no_key=True).filter(id=account).first()
    if row is None or not is_admin(actor):
        raise no_account()
    bind_self(actor, row, subject, kind)


@transaction.atomic
def grant_mandate(
    actor: Actor,
    *,
    subject: int,
    kind: str,
    account: int,
    role: str = "agent",
    items: Sequence[str] = (),
    until: date | None = None,
) -> int:
    """Let an account act for a subject; gives the mandate's id. One of the same role is replaced.

    By the subject's own people or whoever looks after accounts; strangers get NotFound.
    """
    if not _speaks_for(actor, subject) or role not in ROLES:
        raise _no_mandate()
    if not Account.objects.filter(id=account, is_active=True).exists():
        raise no_account()
    return _put(actor, account, subject, kind, role, items, until)


def _put(
    actor: Actor,
    account: int,
    subject: int,
    kind: str,
    role: str,
    items: Sequence[str],
    until: date | None,
) -> int:
    now = clock.now()
    before = MandateRow.objects.select_for_update(no_key=True).filter(
        subject=subject, agent=account, role=role, revoked_at=None
    )
    for row in before:
        if (row.items, row.until, row.kind) == (list(items), until, kind):
            return row.pk
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
    made = MandateRow.objects.create(
        subject=subject,
        kind=kind,
        agent_id=account,
        role=role,
        items=list(items),
        until=until,
        granted_at=now,
    )
    body = {"subject": subject, "role": role, "items": list(items), "until": until}
    trail.record(f"account:{account}", "mandate.granted", body, actor=actor.label)
    return made.pk


@transaction.atomic
def revoke_mandate(actor: Actor, *, mandate: int) -> None:
    """End a mandate at once: by the subject's own people, by the agent, or whoever looks after accounts."""
    row = MandateRow.objects.select_for_update(no_key=True).filter(
        id=mandate, revoked_at=None
    ).first()  # fmt: skip
    if row is None or not (_speaks_for(actor, row.subject) or actor.account == row.agent_id):
        raise _no_mandate()
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    body = {"subject": row.subject, "role": row.role}
    trail.record(f"account:{row.agent_id}", "mandate.revoked", body, actor=actor.label)


def list_mandates(actor: Actor, *, subject: int) -> tuple[MandateInfo, ...]:
    """Who may act for a subject now. Strangers get NotFound."""
    if not _speaks_for(actor, subject):
        raise _no_mandate()
    rows = MandateRow.objects.select_related("agent").filter(
        Q(until=None) | Q(until__gte=clock.today()), subject=subject, revoked_at=None
    )
    return tuple(
        MandateInfo(r.pk, r.subject, r.agent_id, r.agent.name, r.role, tuple(r.items), r.until)
        for r in rows.order_by("id")
    )
