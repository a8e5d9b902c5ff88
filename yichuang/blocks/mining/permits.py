"""Whose sums somebody may look at: staff those of the regions of their posts and of all that lies in them."""

from __future__ import annotations

import re

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import OPERATOR, Actor, Region

CODE = re.compile(r"[0-9]{6,12}\Z")


def scopes_of(actor: Actor) -> tuple[Region, ...]:
    """The regions to choose from: those of the actor's posts and what lies directly in them, by code.

    Whoever runs the platform has no region of their own and sees the province.
    """
    own = list(dict.fromkeys(p.region for p in actor.posts))
    if OPERATOR in actor.roles or actor.is_system:
        own += [r.code for r in people.list_regions(kind="province")]
    known = dict(people.read_regions(own))
    for code in own:
        known.update((r.code, r) for r in people.list_regions(parent=code))
    return tuple(sorted(known.values(), key=lambda r: (r.code not in own, r.code)))


def must_look_at(actor: Actor, scope: str) -> None:
    """Raises NotFound unless the region is one of the actor's posts or lies in one."""
    if actor.is_system:
        return
    known = bool(CODE.match(scope) and people.read_regions([scope]))
    above = {scope, *people.parents(scope)} if known else set()
    if not (known and OPERATOR in actor.roles) and above.isdisjoint(p.region for p in actor.posts):
        raise NotFound(
            "mining.no_region",
            Text("没有您能看的这个地区", "there is no such region that you may look at"),
            remedy=Text("选您任职的地区或其下级", "choose a region of your posts, or one in it"),
        )
