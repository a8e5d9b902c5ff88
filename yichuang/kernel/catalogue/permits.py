"""Who may publish and who may adopt: a role of the account, and for a region a post in it or above it."""

from __future__ import annotations

from yichuang.base.errors import NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people.api import parents
from yichuang.kernel.people.contracts import Actor

PUBLISH = "catalogue.publish"
ADOPT = "catalogue.adopt"


def permit_publish(actor: Actor) -> None:
    """Raises NotPermitted unless the actor publishes for the province."""
    if not actor.is_system and PUBLISH not in actor.roles:
        raise NotPermitted(
            "may_not_publish",
            Text("您没有发布措施的权限", "you may not publish measures"),
            remedy=Text("请联系省级管理员", "ask the province's administrator"),
        )


def permit_adopt(actor: Actor, region: str) -> None:
    """Raises NotPermitted unless the actor may adopt measures in this region."""
    if actor.is_system:
        return
    places = {post.region for post in actor.posts}
    if ADOPT not in actor.roles or places.isdisjoint({region, *parents(region)}):
        raise NotPermitted(
            "may_not_adopt",
            Text("您没有在该地区采用措施的权限", "you may not adopt measures in this region"),
            data={"region": region},
            remedy=Text("请联系该地区管理员", "ask the region's administrator"),
        )
