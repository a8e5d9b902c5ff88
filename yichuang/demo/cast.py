"""The fixed cast of the stories: two cities with all who work there, a few firms and people, the power company.

Made through the doors in about two seconds, the packs being read. The same seed gives the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yichuang.demo import foundation
from yichuang.demo.foundation import CHUZHOU, HEFEI, PASSWORD, TALENT, WORKS
from yichuang.demo.offices import SYSTEM, Staff, staff_place
from yichuang.demo.registers import Words, average_wage, enterprise, person, talent, words_of
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor
from yichuang.packs.api import Report

ADOPTED: Mapping[str, tuple[str, ...]] = {CHUZHOU: (WORKS,), HEFEI: (TALENT,)}
AVERAGE_WAGE = "9 万元"
# Enterprises of the samples that the notice's cities would know, none of them real.
FIRMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "laian": (
        "91341122MA2LAN090E",
        {
            "name": "来安食品(测试)",
            "region": "341122",
            "industry": "C1499",
            "employees": "19 人",
            "revenue": "800 万元",
            "assets": "600 万元",
        },
    ),
    "langya": (
        "91341102MA2CYX015F",
        {
            "name": "琅琊家电(测试)",
            "region": "341102",
            "industry": "C3851",
            "employees": "980 人",
            "revenue": "45000 万元",
            "assets": "30000 万元",
        },
    ),
    "luzhou": (
        "91340100MA2TE0T16K",
        {
            "name": "庐州智能装备(测试)",
            "region": "340111",
            "industry": "C3491",
            "employees": "420 人",
            "revenue": "56000 万元",
            "assets": "61000 万元",
        },
    ),
}
TALENTS: Mapping[str, tuple[str, str, str]] = {
    "anna": ("ANNA EXAMPLE(测试)", "E12345678", "GBR"),
    "bruno": ("BRUNO MUSTER(测试)", "P7654321", "DEU"),
}
STANDING: Mapping[str, str] = {"status": "normal", "commitment_barred_until": "none"}


@dataclass
class Cast:
    """Who is there: staff by login, subjects by name, the power company's key."""

    staff: Staff
    words: Words
    subjects: dict[str, int] = field(default_factory=dict)
    grid_key: str = ""
    password: str = PASSWORD

    def actor(self, login: str) -> Actor:
        """Who acts when this login is used."""
        return self.staff.actor(login)


def make_cast(root: Path, report: Report | None = None) -> Cast:
    """The cast in an empty database; `root` holds the packs, which are read unless they are given."""
    read = report or foundation.read_measures(root)
    staff = foundation.begin(read, root, seed=7)
    foundation.publish(staff, (WORKS, TALENT))
    for region, packs in ADOPTED.items():
        staff_place(staff, [read.packs[p] for p in packs], region, whole=True)
        foundation.adopt(staff, region, packs)
    cast = Cast(staff, words_of(read, (WORKS, TALENT)))
    for key, (code, said) in FIRMS.items():
        cast.subjects[key] = enterprise(cast.words, code, {**STANDING, **said})
        clerk(cast, key, cast.subjects[key], said["name"])
    for login, (name, passport, nationality) in TALENTS.items():
        cast.subjects[login] = talent(cast.words, name, passport, nationality)
        staff.account(login, f"{name} 外国专家", person=cast.subjects[login])
    citizen = person(cast.words, {"name": "测试市民"}, "340104198503150015")
    cast.subjects["citizen"] = citizen
    staff.account("citizen", "市民", person=citizen)
    average_wage(cast.words, HEFEI, AVERAGE_WAGE)
    cast.grid_key = foundation.grid_key()
    return cast


def clerk(cast: Cast, login: str, subject: int, name: str) -> None:
    """Somebody who acts for an enterprise."""
    account = cast.staff.account(login, f"{name} 经办人")
    people.grant_mandate(SYSTEM, subject=subject, kind="enterprise", account=account, role="staff")
