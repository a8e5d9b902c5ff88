"""Somebody goes away: absent from a day, and if wished all they hold goes back to its posts. One transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from yichuang.kernel.cases import api as cases
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Held


def leave_desk(
    actor: Actor,
    *,
    account: int,
    since: date,
    until: date | None = None,
    reason: str = "",
    substitute: int | None = None,
    give_back: bool = False,
) -> tuple[tuple[Held, ...], tuple[str, ...]]:
    """What the account held, and the numbers of the cases that went back to their posts.

    Raises Invalid, Conflict, NotFound like `set_absence`.
    """
    with transaction.atomic(durable=True):
        held = people.set_absence(
            actor, account=account, since=since, until=until, reason=reason, substitute=substitute
        )
        back = cases.hand_over_all(actor, account=account) if give_back else ()
    return held, back
