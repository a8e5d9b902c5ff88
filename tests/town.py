"""The fixed cast of the stories and of the doors' tests: two cities with all who work there, firms, people, a partner.

Made only through the doors. Chuzhou has adopted the power works, Hefei the talent permits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path

from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.blocks.notices import api as notices
from yichuang.engines.codes import make_usci_check
from yichuang.engines.values import canonical, read_literal
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import CodeEntry, PackContent, SubjectDef
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import OPERATOR, PEOPLE_ADMIN, Actor
from yichuang.outside import api as outside
from yichuang.packs.api import Report
from yichuang.packs.testing import checked

SYSTEM = people.system_actor("test")
MEASURES = Path(__file__).resolve().parent.parent / "measures"
PASSWORD = "一窗通办-2023-故事"
WORKS, TALENT = "c03_power_works", "h07_foreign_talent"
CHUZHOU, HEFEI, WUHU = "341100", "340100", "340200"
SHORT = {CHUZHOU: "chuzhou", HEFEI: "hefei", WUHU: "wuhu", "340000": "anhui"}
ABOVE = {"province": "340000", "national": "340000"}
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "安宁文静志远思明晓岚建国立新"
KNOWN_SINCE = date(2023, 9, 12)


@dataclass
class Town:
    """Who is there: logins by part, subjects by name, the partner's key and its webhook secret."""

    logins: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    grid_key: str = ""
    grid_subscription: int = 0
    grid_secret: str = ""
    password: str = PASSWORD

    def actor(self, login: str) -> Actor:
        """Who acts when this login is used; only in the process that holds the database."""
        account = people.find_account(login)
        assert account is not None, login
        return people.actor_for(account)

    def as_text(self) -> str:
        """For another process."""
        return json.dumps(asdict(self), ensure_ascii=False)


def town_from(text: str) -> Town:
    """What `as_text` gave."""
    return Town(**json.loads(text))


def report() -> Report:
    """All packs, read once in a process."""
    found = checked()
    assert found.ok, [f.show() for f in found.faults][:5]
    return found


def build_town(webhook: str = "") -> Town:
    """Builds it all in an empty database; `webhook` is where the power company listens."""
    town, names = Town(), _names()
    people.load_regions(SYSTEM, (MEASURES / "regions" / "regions.csv").read_text("utf-8"))
    catalogue.publish_dictionary(SYSTEM, report().dictionary)
    for key in (WORKS, TALENT):
        catalogue.publish_pack(SYSTEM, report().packs[key], version="1")
    for region, key in ((CHUZHOU, WORKS), (HEFEI, TALENT)):
        _staff(town, names, region, report().packs[key])
        _office(town, names, region)
        values = {"residence_fee": "400 元"} if key == TALENT else {}
        catalogue.adopt(SYSTEM, region=region, pack=key, version="1", parameters=values)
        catalogue.index_items(region)
    _office(town, names, WUHU)
    _operator(town)
    _parties(town)
    _partner(town, webhook)
    return town


def _names() -> Iterator[str]:
    for number in count():
        yield FAMILY[number % len(FAMILY)] + GIVEN[number // len(FAMILY) % len(GIVEN)]


def _department(key: str, level: str, region: str) -> int:
    place = ABOVE.get(level, region)
    body = f"11{place}{sum(map(ord, key)) * 7919 % 10**9:09d}"
    entry = report().dictionary.codes["departments"].get(key)
    here = people.read_regions([place])[place].name
    said = entry.name if entry else Text("政务服务", "Government services")
    made = people.ensure_department(
        SYSTEM,
        key=key,
        region=place,
        name=Text(f"{here.zh}{said.zh}局", f"{here.en}: {said.en}"),
        level=level,
        usci=body + make_usci_check(body),
    )
    return made.id


def _seat(town: Town, names: Iterator[str], department: int, post: str, login: str) -> None:
    """A post with two who hold it, the second standing in."""
    seat = people.ensure_post(SYSTEM, department=department, key=post, name=Text(post, post)).id
    for position in ("A", "B"):
        username = login if position == "A" else f"{login}.b"
        if people.find_account(username) is None:
            account = people.create_account(
                SYSTEM, username=username, name=next(names), password=PASSWORD
            )
            people.appoint(SYSTEM, account=account, post=seat, position=position)
            town.logins[username] = username


def _staff(town: Town, names: Iterator[str], region: str, content: PackContent) -> None:
    """Every post that the plans of a pack need, in one city."""
    office = _department("government_service", "", region)
    city = SHORT[region]
    for item in content.items.values():
        for window in item.windows:
            _seat(town, names, office, window, f"{window}.{city}")
    needed = catalogue.posts_needed(content)
    # a plan may name an office with its level in one place and without it in another
    levels = {d: level for d, level, _ in sorted(needed) if level not in ABOVE}
    for department, level, post in needed:
        place = SHORT[ABOVE.get(level, region)]
        level = level if level in ABOVE else levels[department]
        made = _department(department, level, region)
        _seat(town, names, made, post, f"{post}.{department}.{place}")


def _office(town: Town, names: Iterator[str], region: str) -> None:
    """Who adopts measures for a city."""
    department = _department("government_service", "", region)
    seat = people.ensure_post(
        SYSTEM, department=department, key="office", name=Text("营商环境办", "Office")
    )
    login = f"office.{SHORT[region]}"
    account = people.create_account(
        SYSTEM, username=login, name=next(names), password=PASSWORD, roles=(catalogue.ADOPT,)
    )
    people.appoint(SYSTEM, account=account, post=seat.id)
    town.logins[login] = login


def _operator(town: Town) -> None:
    people.create_account(
        SYSTEM,
        username="operator",
        name="平台运维",
        password=PASSWORD,
        roles=(OPERATOR, PEOPLE_ADMIN),
    )
    town.logins["operator"] = "operator"


# ---- firms, people, the power company ------------------------------------------------------------------------------

FIRMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "food": (
        "91341122MA2LAN090E",
        {
            "name": "来安食品(测试)",
            "status": "normal",
            "industry": "C1499",
            "employees": "19 人",
            "revenue": "800 万元",
            "assets": "600 万元",
            "commitment_barred_until": "none",
        },
    ),
    "bakery": (
        "91341122MA2LAN19QE",
        {
            "name": "来安糕点(测试)",
            "status": "normal",
            "industry": "C1411",
            "employees": "12 人",
            "revenue": "300 万元",
            "assets": "200 万元",
            "commitment_barred_until": "none",
        },
    ),
    "appliances": (
        "91341102MA2CYX015F",
        {
            "name": "琅琊家电(测试)",
            "status": "normal",
            "industry": "C3851",
            "employees": "980 人",
            "revenue": "45000 万元",
            "assets": "25000 万元",
            "commitment_barred_until": "none",
        },
    ),
    "robots": (
        "91340100MA2TE0T16K",
        {"name": "庐州智能装备(测试)", "status": "normal", "industry": "C3491"},
    ),
}
FOREIGNER = {
    "name": "测试人员甲",
    "passport": "E12345678",
    "nationality": "GBR",
    "birth_date": "1985-06-01",
    "passport_until": "2030-01-01",
    "lodging_registered": "yes",
    "commitment_barred_until": "none",
}


def register(
    subject: int, kind: str, said: Mapping[str, str], content: PackContent, owner: str = ""
) -> None:
    """Facts of a register as they are written in examples; each under the owner that the dictionary names."""
    world = catalogue.world_of(report().dictionary, report().packs.values())
    definitions = _definitions(world, content.key)
    by_owner: dict[str, list[Statement]] = {}
    for key, text in said.items():
        datum = world.datum(kind, key, content.key)
        assert datum is not None, f"{kind}.{key}"
        none = text == "none"
        value = "" if none else canonical(read_literal(text, datum.type), datum.type)
        since = date(KNOWN_SINCE.year - 1, 12, 31) if datum.yearly else KNOWN_SINCE
        statement = Statement(f"{kind}.{key}", value, none, since)
        by_owner.setdefault(owner or datum.definition.owner, []).append(statement)
    for source, statements in by_owner.items():
        facts.record(
            SYSTEM, subject, statements, Source("register", source), definitions=definitions
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionary with what a pack adds, as the room of facts asks for it."""

    subjects: Mapping[str, SubjectDef]
    codes: Mapping[str, Mapping[str, CodeEntry]]


def _definitions(world: catalogue.World, pack: str) -> facts.Definitions:
    found = {}
    for kind in world.kinds():
        subject = world.subject(kind)
        if subject is not None:
            data = {key: datum.definition for key, datum in world.data(kind, pack).items()}
            found[kind] = replace(subject, data=data)
    return Words(found, world.dictionary.codes)


def _parties(town: Town) -> None:
    works, talent = report().packs[WORKS], report().packs[TALENT]
    for key, (code, said) in FIRMS.items():
        subject = facts.ensure_subject("enterprise", code, actor=SYSTEM).id
        town.subjects[key] = subject
        outside.keep_licence(Ref("subject", str(subject)), "business_licence", simulated=True)
        register(subject, "enterprise", said, talent if key == "robots" else works)
        person = _person(town, f"{key}.clerk", f"{said['name'][:2]}经办")
        people.grant_mandate(
            SYSTEM, subject=subject, kind="enterprise", account=person, role="staff"
        )
    _person(town, "foreigner", FOREIGNER["name"])
    register(town.subjects["foreigner"], "person", FOREIGNER, talent)
    foreigner = Ref("subject", str(town.subjects["foreigner"]))
    for paper in ("degree_certificate", "lodging_registration"):
        outside.keep_licence(foreigner, paper, simulated=True)
    _person(town, "citizen", "测试市民乙")
    region = facts.ensure_subject("region", HEFEI, actor=SYSTEM).id
    register(region, "region", {"average_wage": "9 万元"}, talent)


def _person(town: Town, login: str, name: str) -> int:
    """A person with an account of their own; gives the account."""
    subject = facts.new_subject("person", actor=SYSTEM).id
    account = people.create_account(
        SYSTEM, username=login, name=name, password=PASSWORD, person=subject
    )
    town.subjects[login], town.logins[login] = subject, login
    return account


def _partner(town: Town, webhook: str) -> None:
    town.grid_key = people.issue_key(
        SYSTEM, partner="grid", scopes=(f"submit:{WORKS}.works", f"sign:{WORKS}.works")
    )
    if webhook:
        made = notices.subscribe(SYSTEM, partner="grid", url=webhook, kinds=["*"])
        town.grid_subscription, town.grid_secret = made.id, made.secret


def logins_of(town: Town, *parts: str) -> Iterable[str]:
    """Logins whose names have all these parts."""
    return (name for name in town.logins if all(part in name for part in parts))
