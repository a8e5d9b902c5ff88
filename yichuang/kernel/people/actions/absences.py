"""Absence: from a day, until a day or open, with a substitute or none; work goes on at those who stand in."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.kernel.people.actors import no_account
from yichuang.kernel.people.contracts import Actor, Held
from yichuang.kernel.people.holders import warn_before_absence
from yichuang.kernel.people.models import Absence, Account
from yichuang.kernel.people.permits import may_send_away
from yichuang.kernel.trail import api as trail


@transaction.atomic
def set_absence(
    actor: Actor,
    *,
    account: int,
    since: date,
    until: date | None = None,
    reason: str = "",
    substitute: int | None = None,
) -> tuple[Held, ...]:
    """An account is away on these days (both included); gives the work it holds, which those who stand in take.

    Raises Invalid for days the wrong way round, Conflict when it is away then already.
    """
    row = Account.objects.select_for_update(no_key=True).filter(id=account).first()
    if row is None or not may_send_away(actor, account):
        raise no_account()
    _check(account, since, until, substitute)
    held = warn_before_absence(account)
    Absence.objects.create(
        account=row, since=since, until=until, reason=reason, substitute_id=substitute
    )
    body = {"since": since, "until": until, "reason": reason, "substitute": substitute}
    trail.record(f"account:{account}", "account.absent", body, actor=actor.label)
    return held


def _check(account: int, since: date, until: date | None, substitute: int | None) -> None:
    problems = []
    if until is not None and until < since:
        problems.append(
            Problem("until", Text("结束日期早于开始日期", "The last day lies before the first"))
        )
    if substitute == account:
        problems.append(Problem("substitute", Text("不能由本人替代", "Nobody substitutes oneself")))
    elif (
        substitute is not None
        and not Account.objects.filter(id=substitute, is_active=True).exists()
    ):
        problems.append(Problem("substitute", Text("没有这个账号", "There is no such account")))
    if problems:
        raise Invalid(
            "absence_unfit",
            Text("请假登记有误", "The absence has faults"),
            problems=tuple(problems),
        )
    overlap = Absence.objects.filter(Q(until=None) | Q(until__gte=since), account=account)
    if until is not None:
        overlap = overlap.filter(since__lte=until)
    found = overlap.first()
    if found is not None:
        raise Conflict(
            "absent_already",
            Text("该账号在这段时间已登记离岗", "The account is away then already"),
            data={"since": found.since, "until": found.until},
            remedy=Text("先结束原来的登记", "End the earlier absence first"),
        )


@transaction.atomic
def end_absence(actor: Actor, *, account: int, on: date | None = None) -> None:
    """The account is back; `on` (today when None) is its first day of work again. Raises NotFound."""
    row = Account.objects.select_for_update(no_key=True).filter(id=account).first()
    if row is None or not may_send_away(actor, account):
        raise no_account()
    day = on or clock.today()
    away = Absence.objects.filter(Q(until=None) | Q(until__gte=day), account=account).order_by(
        "since"
    )
    first = away.first()
    if first is None:
        raise NotFound("not_absent", Text("该账号没有离岗登记", "The account is not away"))
    if first.since >= day:
        first.delete()
    else:
        first.until = day - timedelta(days=1)
        first.save(update_fields=["until"])
    trail.record(f"account:{account}", "account.back", {"on": day}, actor=actor.label)
