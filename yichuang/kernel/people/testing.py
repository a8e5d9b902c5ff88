"""People for tests of every room, made through the doors."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Department, Post

SYSTEM = people.system_actor("test")
# Any text that is no hash: nobody can log in with it, and no time is spent on hashing.
NO_PASSWORD = "!"


def make_city(code: str = "340100", county: str = "340104") -> None:
    """A province, a city and a county in it."""
    for region, zh, kind, parent in (
        ("340000", "安徽省", "province", ""),
        (code, "某市", "city", "340000"),
        (county, "某区", "county", code),
    ):
        people.ensure_region(SYSTEM, code=region, name=Text(zh), kind=kind, parent=parent)


def make_department(key: str, region: str = "340100") -> Department:
    """A department of a region that exists."""
    return people.ensure_department(SYSTEM, key=key, region=region, name=Text(f"{key}局", key))


def make_post(department: Department, key: str, backup: Post | None = None) -> Post:
    """A post, with a backup post or none."""
    return people.ensure_post(
        SYSTEM,
        department=department.id,
        key=key,
        name=Text(key),
        backup_post=backup.id if backup else None,
    )


def make_clerk(
    username: str, *posts: Post, position: str = "A", roles: tuple[str, ...] = ()
) -> int:
    """An account that holds these posts; gives its id."""
    account = people.create_account(
        SYSTEM, username=username, name=username, hashed=NO_PASSWORD, roles=roles
    )
    for post in posts:
        people.appoint(SYSTEM, account=account, post=post.id, position=position)
    return account


def make_person(username: str, subject: int) -> Actor:
    """A citizen with an account of their own."""
    account = people.create_account(
        SYSTEM, username=username, name=username, hashed=NO_PASSWORD, person=subject
    )
    return people.actor_for(account)
