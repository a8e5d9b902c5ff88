"""The demonstration province: sixteen cities with their offices, enterprises and people, what each city has adopted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from yichuang.base import clock
from yichuang.demo import foundation
from yichuang.demo.foundation import CHUZHOU, HEFEI, TALENT, WORKS, WUHU
from yichuang.demo.names import MARK, Firm
from yichuang.demo.offices import SYSTEM, Staff, staff_place
from yichuang.demo.registers import (
    Words,
    average_wage,
    enterprise,
    firm,
    person,
    register,
    talent,
    words_of,
)
from yichuang.engines.calendar import Calendar
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor
from yichuang.packs.api import read_days

BENGBU, MAANSHAN = "340300", "340500"
# Who has adopted what; the pilots of the notice first.
ADOPTED: Mapping[str, tuple[str, ...]] = {
    HEFEI: (WORKS, TALENT),
    CHUZHOU: (WORKS, TALENT),
    WUHU: (TALENT,),
    BENGBU: (WORKS,),
    MAANSHAN: (WORKS,),
}
FIRMS_A_CITY, PEOPLE_A_CITY, TALENTS = 18, 4, 36
_DATA = Path(__file__).parent / "data"
_TALENT_NAMES = (
    "JAMES SAMPLE,GBR",
    "LENA MUSTER,DEU",
    "PIERRE EXEMPLE,FRA",
    "YUKI REI,JPN",
    "MINJUN YESI,KOR",
    "SOFIA ESEMPIO,ITA",
    "IVAN PRIMEROV,RUS",
    "CARLOS EJEMPLO,ESP",
    "EMMA VOORBEELD,NLD",
    "OLIVER CASE,AUS",
    "ANA EXEMPLO,BRA",
    "NOAH INSTANCE,CAN",
)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Talent:
    """A foreigner: passport and subject."""

    passport: str
    subject: int


@dataclass
class Province:
    """Everything that scripts need: who works where, which enterprises there are, the official calendar."""

    staff: Staff
    words: Words
    days: Calendar
    grid_key: str = ""
    firms: dict[str, list[Firm]] = field(default_factory=dict)
    samples: dict[str, Firm] = field(default_factory=dict)
    talents: list[Talent] = field(default_factory=list)
    # the foreigner who can log in
    first_talent: Talent = Talent("", 0)

    def actor(self, login: str) -> Actor:
        """Who acts when this login is used."""
        return self.staff.actor(login)

    def clerk(self, firm: Firm) -> Actor:
        """Somebody who acts for an enterprise; made when first asked for."""
        login = next((k for k, f in self.samples.items() if f.code == firm.code), "")
        login = login or f"clerk.{firm.code[-6:].lower()}"
        if people.find_account(login) is None:
            subject = facts.ensure_subject("enterprise", firm.code, actor=SYSTEM).id
            account = self.staff.account(login, f"{firm.name} 经办人")
            people.grant_mandate(
                SYSTEM, subject=subject, kind="enterprise", account=account, role="staff"
            )
        return self.staff.actor(login)


def make_province(root: Path, seed: int, tell: Tell) -> Province:
    """The province in an empty database, on the day of the clock; `tell` hears what is being made."""
    tell("读取并检查事项包 reading the packs")
    report = foundation.read_measures(root)
    staff = foundation.begin(report, root, seed)
    foundation.publish(staff, (WORKS, TALENT))
    made = Province(staff, words_of(report, (WORKS, TALENT)), read_days(root))
    for city in people.list_regions(kind="city"):
        tell(f"{city.name.zh} {city.name.show('en')}")
        _city(made, city.code)
    made.grid_key = foundation.grid_key()
    tell("企业和人员 enterprises and people")
    _samples(made)
    _talents(made)
    return made


def _city(made: Province, region: str) -> None:
    """Offices of a city with everybody whom the published measures need, its enterprises, some citizens."""
    packs = ADOPTED.get(region, ())
    contents = list(made.staff.report.packs.values())
    mine = [made.staff.report.packs[p] for p in packs]
    staff_place(made.staff, contents, region, whole=False)
    if mine:
        staff_place(made.staff, mine, region, whole=True)
        foundation.adopt(made.staff, region, packs)
    counties = [c.code for c in people.list_regions(kind="county", parent=region)]
    names, city = made.staff.names, people.read_regions([region])[region].name.zh.removesuffix("市")
    with transaction.atomic():
        wage = 78000 + names.chance.randrange(0, 22000, 500)
        average_wage(made.words, region, f"{wage} 元")
        made.firms[region] = [
            names.firm(city, names.chance.choice(counties)) for _ in range(FIRMS_A_CITY)
        ]
        for one in made.firms[region]:
            firm(made.words, one)
        for _ in range(PEOPLE_A_CITY):
            code = names.resident_id(names.chance.choice(counties))
            said = {"name": names.person() + MARK, "phone": names.phone()}
            person(made.words, {**said, "birth_date": _born(code)}, code)


def _born(resident_id: str) -> str:
    return f"{resident_id[6:10]}-{resident_id[10:12]}-{resident_id[12:14]}"


def _samples(made: Province) -> None:
    """The enterprises that the samples of the field describe, each with a clerk who can log in."""
    with (_DATA / "samples.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        said = {key: row[key] for key in ("name", "region", "industry", "legal_form")}
        said |= {
            "employees": f"{row['employees']} 人",
            "revenue": f"{row['revenue']} 万元",
            "assets": f"{row['assets']} 万元",
            "status": "normal",
            "commitment_barred_until": "none",
        }
        enterprise(made.words, row["code"], said, date(2019, 6, 18))
        sizes = (int(row["employees"]), int(row["revenue"]), int(row["assets"]))
        one = Firm(
            row["code"], row["name"], row["region"], row["industry"], *sizes, date(2019, 6, 18)
        )
        made.samples[row["login"]] = one
        made.firms[row["city"]].insert(0, one)
        made.clerk(one)


def _talents(made: Province) -> None:
    """Foreigners who will come to work; the first can log in. They enter the country as their story begins."""
    chance = made.staff.names.chance
    whole = [line.split(",") for line in _TALENT_NAMES]
    for number in range(TALENTS):
        name, nationality = whole[number % len(whole)]
        turn = "" if number < len(whole) else f" {'II' if number < 2 * len(whole) else 'III'}"
        passport = f"{chance.choice('EGPKM')}{10_000_001 + number * 7919}"
        born = date(1966, 1, 1) + timedelta(days=chance.randrange(12_000))
        subject = talent(made.words, f"{name}{turn}{MARK}", passport, nationality, born.isoformat())
        made.talents.append(Talent(passport, subject))
    made.first_talent = made.talents[0]
    made.staff.account("talent", "外国专家 申请人", person=made.first_talent.subject)


def enter_country(made: Province, who: Talent, days_ago: int) -> None:
    """The borders say that the foreigner came so many days ago, by the clock."""
    entered = clock.today() - timedelta(days=days_ago)
    register(made.words, who.subject, "person", {"entered_on": entered.isoformat()})
