"""Who can take the work of a post on a day: its holders, who stands in for them, and what an account holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from yichuang.base import clock
from yichuang.kernel.people.contracts import Held, Holder
from yichuang.kernel.people.models import Absence, Account, Post, PostHolding
from yichuang.kernel.people.views import valid_on

HeldBy = Callable[[int], Sequence[Held]]


def _nothing(_account: int) -> Sequence[Held]:
    return ()


_held_by: HeldBy = _nothing


def ask_for_held_work(held_by: HeldBy) -> None:
    """Whom to ask what an account holds; called once by the wiring, since cases stand above this room."""
    global _held_by  # noqa: PLW0603 - the one place where the room is wired
    _held_by = held_by


def warn_before_absence(account: int) -> tuple[Held, ...]:
    """What an account holds now, to be shown before it is set absent or switched off."""
    return tuple(_held_by(account))


def holders(post: int, day: date | None = None) -> tuple[Holder, ...]:
    """Everybody who can take the work of a post on a day (today when None), see `holders_of`."""
    return holders_of([post], day).get(post, ())


def holders_of(posts: Iterable[int], day: date | None = None) -> Mapping[int, tuple[Holder, ...]]:
    """Per post: its A holders (absent ones marked), then as backups the substitutes of the absent, its B holders,
    and, only when none of all these works, those of its backup post. Four queries whatever the number of posts.
    """
    on = day or clock.today()
    backups: dict[int, int | None] = dict(
        Post.objects.filter(id__in=list(posts)).values_list("id", "backup_post")
    )
    wanted = {*backups, *(backup for backup in backups.values() if backup is not None)}
    rows = list(
        PostHolding.objects.filter(valid_on(on), post__in=wanted, account__is_active=True)
        .order_by("position", "id")
        .values_list("post", "account", "account__name", "position")
    )
    away: dict[int, int | None] = dict(
        Absence.objects.filter(valid_on(on), account__in={account for _, account, _, _ in rows})
        .order_by("id")
        .values_list("account", "substitute")
    )
    stand_ins = _present_names({s for s in away.values() if s is not None}, on)
    own = {post: _of_post(post, rows, away, stand_ins) for post in wanted}
    return {
        post: own[post]
        if backup is None or any(not h.absent for h in own[post])
        else (*own[post], *_as_backup(own[backup], own[post]))
        for post, backup in backups.items()
    }


def _present_names(accounts: Iterable[int], day: date) -> dict[int, str]:
    """Names of those accounts that work on this day."""
    away = Absence.objects.filter(valid_on(day)).values("account")
    rows = Account.objects.filter(id__in=list(accounts), is_active=True).exclude(id__in=away)
    return dict(rows.values_list("id", "name"))


def _of_post(
    post: int,
    rows: Sequence[tuple[int, int, str, str]],
    away: Mapping[int, int | None],
    stand_ins: Mapping[int, str],
) -> tuple[Holder, ...]:
    found: dict[int, Holder] = {}
    held = [row for row in rows if row[0] == post]
    for _, account, name, position in held:
        if position == "A":
            found[account] = Holder(account, name, backup=False, absent=account in away)
    for _, account, _, position in held:
        substitute = away.get(account)
        if position == "A" and substitute in stand_ins and substitute is not None:
            found.setdefault(substitute, Holder(substitute, stand_ins[substitute], True, False))
    for _, account, name, position in held:
        if position == "B":
            found.setdefault(account, Holder(account, name, True, account in away))
    return tuple(found.values())


def _as_backup(others: Sequence[Holder], have: Sequence[Holder]) -> list[Holder]:
    known = {holder.account for holder in have}
    return [Holder(h.account, h.name, True, h.absent) for h in others if h.account not in known]


def names(accounts: Iterable[int]) -> Mapping[int, str]:
    """What accounts sign with, by id."""
    return dict(Account.objects.filter(id__in=list(accounts)).values_list("id", "name"))
