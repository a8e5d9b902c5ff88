"""Who may change regions, posts, accounts and mandates."""

from __future__ import annotations

from yichuang.base.errors import NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people.contracts import LEADER, PEOPLE_ADMIN, Actor
from yichuang.kernel.people.models import PostHolding


def is_admin(actor: Actor) -> bool:
    """The platform itself, or an account that looks after people."""
    return actor.is_system or PEOPLE_ADMIN in actor.roles


def need_admin(actor: Actor) -> None:
    """Raises NotPermitted for anybody else."""
    if not is_admin(actor):
        raise not_permitted()


def may_send_away(actor: Actor, account: int) -> bool:
    """Oneself, whoever looks after people, and a leader of a department where the account has a post."""
    if is_admin(actor) or actor.account == account:
        return True
    if LEADER not in actor.roles:
        return False
    return PostHolding.objects.filter(
        account=account, until=None, post__department__in=actor.departments
    ).exists()


def not_permitted() -> NotPermitted:
    """The refusal, with whom to ask."""
    return NotPermitted(
        "people_admin_needed",
        Text("您的账号不能做这件事", "Your account may not do this"),
        remedy=Text("请联系平台管理员", "Ask the platform's administrator"),
    )
