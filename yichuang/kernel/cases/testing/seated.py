"""The small city whose green opinion is a countersigning of three posts: `first`, `second`, `third`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from yichuang.base.text import Text
from yichuang.kernel.cases import api
from yichuang.kernel.cases.testing import small_city as places
from yichuang.kernel.cases.testing.city import SYSTEM
from yichuang.kernel.cases.testing.small import small_pack
from yichuang.kernel.cases.testing.small_city import City, make_city
from yichuang.kernel.cases.worlds import plan_of
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import PackContent, PostDef, TaskSpec
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

POSTS = ("first", "second", "third")
NODE = "green"


class Patch(Protocol):
    """What sets an attribute for the length of a test."""

    def setattr(self, target: object, name: str, value: object) -> None:
        """Set it."""
        ...


def seated_pack(spec: TaskSpec) -> PackContent:
    """The small pack whose green opinion is a countersigning of three posts of the city."""
    pack = small_pack()
    item = pack.items["small.works"]
    plan = tuple(replace(n, spec=spec) if n.key == NODE else n for n in item.plan)
    posts = {**pack.measure.posts, **{p: PostDef(p, Text(p, p), "city") for p in POSTS}}
    return replace(
        pack, measure=replace(pack.measure, posts=posts), items={item.key: replace(item, plan=plan)}
    )


def city_with(patch: Patch, **spec: Any) -> City:
    """A city in which the countersigning is as `spec` says; its three posts sit in the deciding office."""
    made = TaskSpec(**{"seats": POSTS, **spec})
    patch.setattr(places, "small_pack", lambda: seated_pack(made))
    city = make_city()
    for key in POSTS:
        make_post(city, key)
    return city


def forget_city() -> None:
    """Compiled plans and sets are kept beyond a test; the next one must not meet them."""
    catalogue.forget_worlds()
    plan_of.cache_clear()


def make_post(city: City, key: str, office: str = "city") -> int:
    """A post of an office of the city, with one clerk; gives its id."""
    home = people.find_department(office, city.cast.region)
    if home is None:
        raise AssertionError(office)
    made = people.ensure_post(SYSTEM, department=home.id, key=key, name=Text(key, key))
    city.cast.clerk(made.id)
    return made.id


def post_of(city: City, key: str) -> int:
    """The id of a post of the city."""
    return people.find_posts(region=city.cast.region, key=key)[0].id


def at(city: City, post: str) -> Actor:
    """Whoever holds a post."""
    return city.cast.clerk(post_of(city, post))


def say(
    city: City, number: str, post: str, outcome: str = "approve", opinion: str = "", key: str = ""
) -> None:
    """The post signs its seat."""
    api.complete(
        at(city, post), number=number, node=NODE, outcome=outcome, opinion=opinion, key=key
    )


def green(number: str) -> list[object]:
    """Round, state and outcome of the countersigning; the record folds to the same state."""
    found = api.state_of(number)
    if api.replay(number) != found:
        raise AssertionError(f"the record says {api.replay(number)}, the tables {found}")
    return list(found["nodes"][NODE])


def seats(number: str, round_: int = 1, node: str = NODE) -> list[str]:
    """The states of the seats of a round by place."""
    found = api.state_of(number)["seats"]
    return [v[0] for k, v in sorted(found.items()) if k.startswith(f"{node} {round_}.")]


def open_to(city: City, post: str, number: str) -> bool:
    """Whether the countersigning lies in the inbox of a post."""
    return any(r.case == number and r.node == NODE for r in api.inbox(at(city, post)).rows)
