"""The list of accounts as those who look after people see it."""

from __future__ import annotations

from django.db.models import Prefetch, Q

from yichuang.base import clock
from yichuang.base.paging import MOST, Page
from yichuang.kernel.people.contracts import AccountInfo, Actor
from yichuang.kernel.people.models import Account, PostHolding
from yichuang.kernel.people.permits import need_admin
from yichuang.kernel.people.views import post_view, valid_on


def list_accounts(
    actor: Actor,
    *,
    search: str = "",
    department: int | None = None,
    after: str | None = None,
    limit: int = MOST,
) -> Page[AccountInfo]:
    """Accounts with the posts they hold today, by id; `search` looks into user name and name. Two queries."""
    need_admin(actor)
    rows = Account.objects.filter(id__gt=int(after or 0)).order_by("id")
    if search:
        rows = rows.filter(Q(username__icontains=search) | Q(name__icontains=search))
    today = valid_on(clock.today())
    held = PostHolding.objects.filter(today).select_related("post__department").order_by("id")
    if department is not None:
        rows = rows.filter(
            id__in=PostHolding.objects.filter(today, post__department=department).values("account")
        )
    found = list(rows.prefetch_related(Prefetch("holdings", held))[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else None
    return Page(tuple(_info(row) for row in found[:limit]), after=more)


def _info(row: Account) -> AccountInfo:
    last = row.last_login.astimezone(clock.SHANGHAI) if row.last_login else None
    posts = tuple(post_view(held.post) for held in row.holdings.all())
    return AccountInfo(row.pk, row.username, row.name, row.is_active, posts, last)
