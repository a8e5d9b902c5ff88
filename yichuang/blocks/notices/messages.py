"""Messages inside the portal: sent once per key, read by whom they are for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.paging import MOST, Page
from yichuang.base.text import Text
from yichuang.blocks.notices.contracts import Message
from yichuang.blocks.notices.models import MessageRow
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail


@transaction.atomic
def send(
    actor: Actor,
    *,
    key: str,
    title: Text,
    body: Text,
    account: int | None = None,
    subject: int | None = None,
    role: str = "",
    about: str = "",
) -> bool:
    """Send a message to an account, to whoever acts for a subject, or to all of a role.

    False when one was sent under this key before: nothing changes then. Raises ValueError without a receiver.
    """
    if account is None and subject is None and not role:
        raise ValueError("a message needs a receiver")
    row, made = MessageRow.objects.get_or_create(
        key=key,
        defaults={
            "account_id": account,
            "subject": subject,
            "role": role,
            "about": about,
            "title_zh": title.zh,
            "title_en": title.en,
            "body_zh": body.zh,
            "body_en": body.en,
            "created_at": clock.now(),
        },
    )
    if not made:
        return False
    receiver = {"account": account, "subject": subject, "role": role, "about": about}
    trail.record(f"message:{row.pk}", "message.sent", receiver, actor=actor.label)
    return True


def _mine(actor: Actor) -> QuerySet[MessageRow]:
    """Messages for this actor; mandates for some items only do not open the subject's whole mail."""
    subjects = [m.subject for m in actor.mandates if not m.items]
    mine = Q(subject__in=subjects) | (Q(role__in=actor.roles) & ~Q(role=""))
    if actor.account is not None:
        mine |= Q(account=actor.account)
    return MessageRow.objects.filter(mine)


def list_messages(
    actor: Actor, *, unread: bool = False, after: str | None = None, limit: int = MOST
) -> Page[Message]:
    """The actor's messages, newest first."""
    rows = _mine(actor).order_by("-id")
    if unread:
        rows = rows.filter(read_at=None)
    if after:
        rows = rows.filter(id__lt=int(after))
    found = list(rows[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else None
    return Page(tuple(_message(row) for row in found[:limit]), after=more)


def _message(row: MessageRow) -> Message:
    return Message(
        id=row.pk,
        title=Text(row.title_zh, row.title_en),
        body=Text(row.body_zh, row.body_en),
        about=row.about,
        created_at=row.created_at.astimezone(clock.SHANGHAI),
        read_at=row.read_at.astimezone(clock.SHANGHAI) if row.read_at else None,
    )


def count_unread(actor: Actor) -> int:
    """How many messages the actor has not read."""
    return _mine(actor).filter(read_at=None).count()


@transaction.atomic
def mark_read(actor: Actor, *, messages: Iterable[int]) -> int:
    """Mark messages as read; gives how many were unread. Raises NotFound when one is not the actor's."""
    ids = set(messages)
    mine = _mine(actor).filter(id__in=ids)
    if mine.count() != len(ids):
        raise NotFound("message_not_found", Text("没有这条消息", "There is no such message"))
    return mine.filter(read_at=None).update(read_at=clock.now())
