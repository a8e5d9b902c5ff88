"""The offices of the demonstration: departments with their names, posts that measures need, people as A and B."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from yichuang.base.text import Text
from yichuang.demo.names import Names, department_usci
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import PackContent
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor
from yichuang.packs.api import Report

SYSTEM = people.system_actor("demo")
PROVINCE = "340000"
NATIONAL = "national"
ABOVE = ("province", NATIONAL)
# Where people hand in, whatever department decides.
CENTRE, WINDOW, EXAMINER = "government_service", "window", "reviewer"
OFFICE = Text("营商环境办公室", "Business environment desk")
_DATA = Path(__file__).parent / "data"

Seat = tuple[str, str, str]


@dataclass
class Staff:
    """Who works where: what each login is for. All accounts share one hashed password."""

    report: Report
    names: Names
    hashed: str
    logins: dict[str, str] = field(default_factory=dict)

    def account(
        self, login: str, words: str, roles: Iterable[str] = (), person: int | None = None
    ) -> int:
        """The account of a login, made when there is none yet."""
        known = people.find_account(login)
        if known is not None:
            return known
        self.logins[login] = words
        return people.create_account(
            SYSTEM,
            username=login,
            name=self.names.person(),
            hashed=self.hashed,
            roles=tuple(roles),
            person=person,
        )

    def actor(self, login: str) -> Actor:
        """Who acts when this login is used, with the posts they have on the day of the clock."""
        account = people.find_account(login)
        if account is None:
            raise LookupError(f"nobody is called {login}")
        return people.actor_for(account)


@lru_cache(maxsize=1)
def _office_names() -> dict[str, dict[str, str]]:
    with (_DATA / "offices.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def short_name(region: str) -> str:
    """A region's name in logins: `hefei`, `maanshan`."""
    name = people.read_regions([region])[region].name.show("en")
    return name.rpartition(" ")[0].replace("'", "").replace(" ", "").lower()


def seats_of(contents: Iterable[PackContent]) -> tuple[Seat, ...]:
    """Departments, levels and posts that these packs name, those that only examine among them, each once.

    A level is said only where it lies above the cities; what is a county's the city does itself.
    """
    named = (seat for content in contents for seat in _named(content))
    return tuple(sorted({(k, level if level in ABOVE else "", post) for k, level, post in named}))


def _named(content: PackContent) -> Iterable[Seat]:
    yield from catalogue.posts_needed(content)
    for item in content.items.values():
        slots = [item.decided_by, *(str(d) for d in item.joint_with)]
        for slot in slots:
            key, _, level = slot.strip().partition(" ")
            if key.isidentifier():
                yield key, level.strip(), EXAMINER


@transaction.atomic
def staff_place(staff: Staff, contents: Iterable[PackContent], region: str, *, whole: bool) -> None:
    """Everybody whom these packs need in one city; `whole` gives each post an A, not only a B for all.

    Whoever stands in (B) does so for all posts of a department.
    """
    contents = tuple(contents)
    _windows(staff, contents, region)
    _business_office(staff, region)
    for key, level, post in seats_of(contents):
        place = PROVINCE if level in ABOVE else region
        home = department(staff, key, place, level if level == NATIONAL else "")
        seat = people.ensure_post(
            SYSTEM, department=home.id, key=post, name=_post_name(staff, contents, post)
        )
        city = short_name(place)
        holders = (("A", f"{post}.{key}.{city}"), ("B", f"deputy.{key}.{city}"))
        for position, login in holders if whole else holders[1:]:
            words = f"{home.name.zh} {seat.name.zh if position == 'A' else '替岗'}"
            account = staff.account(login, words)
            people.appoint(SYSTEM, account=account, post=seat.id, position=position)


def department(staff: Staff, key: str, region: str, level: str = "") -> people.Department:
    """The department of a key in a region, under the name that it has there."""
    where = people.read_regions([region])[region].name
    names = _office_names().get(key)
    if names is None:
        entry = staff.report.dictionary.codes["departments"][key]
        zh, en = entry.name.zh, entry.name.show("en")
    else:
        zh, en = names["province" if region == PROVINCE else "city"], names["en"]
    serial = 1 + list(_office_names()).index(key) if names else 900 + len(key)
    return people.ensure_department(
        SYSTEM,
        key=key,
        region=region,
        name=Text(f"{where.zh}{zh}", f"{where.show('en')} {en}"),
        level=level,
        usci=department_usci(region, serial),
    )


def _post_name(staff: Staff, contents: Iterable[PackContent], key: str) -> Text:
    for content in contents:
        if key in content.measure.posts:
            return content.measure.posts[key].name
    codes = staff.report.dictionary.codes
    for table in ("posts", "windows"):
        if key in codes.get(table, {}):
            return codes[table][key].name
    return Text(key, key)


def _windows(staff: Staff, contents: Iterable[PackContent], region: str) -> None:
    """One person and a stand-in at all windows of a city."""
    contents = tuple(contents)
    home, city = department(staff, CENTRE, region), short_name(region)
    keys = {WINDOW, *(w for c in contents for i in c.items.values() for w in i.windows)}
    for key in sorted(keys):
        name = _post_name(staff, contents, key)
        seat = people.ensure_post(SYSTEM, department=home.id, key=key, name=name)
        for position, login in (("A", f"window.{city}"), ("B", f"deputy.window.{city}")):
            account = staff.account(login, f"{home.name.zh} 综合窗口")
            people.appoint(SYSTEM, account=account, post=seat.id, position=position)


def _business_office(staff: Staff, region: str) -> None:
    """Who adopts measures for a city, or publishes them for the province."""
    home = department(staff, "business_environment", region)
    seat = people.ensure_post(SYSTEM, department=home.id, key="office", name=OFFICE)
    roles = (catalogue.ADOPT, catalogue.PUBLISH) if region == PROVINCE else (catalogue.ADOPT,)
    login = f"office.{short_name(region)}"
    account = staff.account(login, f"{home.name.zh}", roles)
    people.appoint(SYSTEM, account=account, post=seat.id)
