"""Who acts, with all they may do now: an account, a partner's key, the platform itself.

At most six queries for an account, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.people.contracts import Actor, Mandate, PostHeld
from yichuang.kernel.people.models import Absence, Account, MandateRow, Post, PostHolding
from yichuang.kernel.people.views import valid_on


def system_actor(name: str) -> Actor:
    """The platform itself, under the name of what happens by itself (`timers`, `demo`)."""
    return Actor(label=f"system:{name}", name="平台 Platform")


def no_account() -> NotFound:
    """The refusal for an account that is not there, or not for this person."""
    return NotFound("account_not_found", Text("没有这个账号", "There is no such account"))


def actor_for(account_id: int) -> Actor:
    """An account with the posts and mandates it may use today. Raises NotFound when it is gone or switched off."""
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None:
        raise no_account()
    day = clock.today()
    return Actor(
        label=f"account:{account.pk}",
        name=account.name,
        account=account.pk,
        person=account.person,
        posts=_posts(account.pk, day),
        mandates=_mandates(account.pk, day),
        roles=tuple(account.roles),
        language=account.language,
    )


def _mandates(account: int, day: date) -> tuple[Mandate, ...]:
    rows = MandateRow.objects.filter(
        Q(until=None) | Q(until__gte=day), agent=account, revoked_at=None
    ).order_by("id")
    return tuple(Mandate(r.subject, r.kind, r.role, tuple(r.items), r.until) for r in rows)


def _posts(account: int, day: date) -> tuple[PostHeld, ...]:
    """Posts held; posts as B whose A are all away; posts of those I substitute; posts that mine back up."""
    mine = list(_holdings(day).filter(account=account))
    own = [_held(h.post) for h in mine if h.position == "A"]
    second = [h.post for h in mine if h.position == "B"]
    for_others = [
        _held(h.post, h.account_id)
        for h in _holdings(day).filter(
            valid_on(day, "account__absences__"),
            account__absences__substitute=account,
            position="A",
        )
    ]
    backed_up = list(
        Post.objects.select_related("department").filter(
            valid_on(day, "department__"), backup_post__in=[p.post for p in own]
        )
    )
    manned = present_positions([p.pk for p in (*second, *backed_up)], day)
    stood_in = [_held(p) for p in second if "A" not in manned.get(p.pk, ())]
    stood_in += [_held(p) for p in backed_up if not manned.get(p.pk)]
    chosen = {held.post: held for held in (*reversed(stood_in), *reversed(for_others), *own)}
    return tuple(sorted(chosen.values(), key=lambda held: (held not in own, held.post)))


def _holdings(day: date) -> QuerySet[PostHolding]:
    return PostHolding.objects.select_related("post__department").filter(
        valid_on(day), valid_on(day, "post__department__")
    )


def present_positions(posts: Iterable[int], day: date) -> dict[int, set[str]]:
    """Per post the positions (A, B) that somebody holds who works on this day."""
    away = Absence.objects.filter(valid_on(day), account=OuterRef("account"))
    rows = PostHolding.objects.filter(
        valid_on(day), ~Exists(away), post__in=list(posts), account__is_active=True
    )
    manned: dict[int, set[str]] = {}
    for post, position in rows.values_list("post", "position"):
        manned.setdefault(post, set()).add(position)
    return manned


def _held(post: Post, substitute_for: int | None = None) -> PostHeld:
    department = post.department
    return PostHeld(
        post=post.pk,
        key=post.key,
        department=department.pk,
        department_key=department.key,
        region=department.region_id,
        substitute_for=substitute_for,
    )
