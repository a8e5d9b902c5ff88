"""Scripts of power works: every way, every turn that such a case may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from yichuang.base import clock
from yichuang.demo import applications as say
from yichuang.demo.life import REMARKS, Life
from yichuang.demo.names import Firm
from yichuang.demo.simulation import Script
from yichuang.kernel.cases import api as cases
from yichuang.kernel.people.contracts import Actor

DESKS: Mapping[str, str] = {
    "planning": "natural_resources",
    "digging": "city_management",
    "trees": "forestry",
    "traffic": "public_security",
    "highway": "transport",
    "river": "water",
    "heritage": "heritage",
}
NOTHING: Mapping[str, str] = {}
KINDS_OF_PLACE = ("厂区", "仓库", "门店", "研发楼", "二期厂房", "充电场站", "冷链中心")


def _name(life: Life, firm: Firm, what: str) -> str:
    return f"{firm.name.removesuffix('(测试)')}{life.chance.choice(KINDS_OF_PLACE)}{what}(测试)"


def _site(life: Life, firm: Firm) -> str:
    roads = ("创新大道", "科学大道", "龙蟠路", "清流路", "滨湖路", "建设路", "工业园一路")
    return f"{firm.name[:2]}市{life.chance.choice(roads)}{life.chance.randint(1, 398)} 号(测试)"


def _by_whom(life: Life, firm: Firm) -> Actor:
    """Most works come from the power company's system, some from the portal or a window."""
    way = 0.7 if life.pinned else life.chance.random()
    if way < 0.6:
        return life.grid()
    return life.province.clerk(firm) if way < 0.85 else life.window()


def _low(life: Life, firm: Firm, *, protected: bool = False) -> str:
    said = say.low_voltage(
        _name(life, firm, "低压接入"), _site(life, firm), clock.today(), protected=protected
    )
    papers = say.ALL_PLANS if protected else ()
    return life.hand_in(
        _by_whom(life, firm), say.works(firm.code, said, papers, life.region)
    ).number


def _filed(life: Life, metres: int) -> str:
    firm = life.firm()
    said = say.line(
        _name(life, firm, " 10 千伏接入工程"),
        _site(life, firm),
        clock.today(),
        route_length=f"{metres} m",
        capacity=f"{life.chance.choice((200, 315, 400, 630))} kVA",
    )
    return life.hand_in(
        _by_whom(life, firm), say.works(firm.code, said, say.ROUTE_MAP, life.region)
    ).number


def _long(life: Life, **more: str) -> str:
    """Works that departments must agree to."""
    firm = life.firm()
    said = say.over_everything(
        _name(life, firm, " 10 千伏接入工程"), _site(life, firm), clock.today()
    )
    said["works.route_length"] = f"{life.chance.randint(501, 2600)} m"
    said |= {f"works.{key}": value for key, value in more.items()}
    return life.hand_in(
        _by_whom(life, firm), say.works(firm.code, said, say.ALL_PLANS, life.region)
    ).number


def _opinions(
    life: Life, number: str, outcomes: Mapping[str, str] = NOTHING, *, leave: Sequence[str] = ()
) -> Script:
    """The open departments' opinions, one after the other within two working days; `leave` say nothing."""
    asked = [key for key in life.open_nodes(number) if key in DESKS and key not in leave]
    life.chance.shuffle(asked)
    for place, key in enumerate(asked):
        yield life.later(1 if place == len(asked) // 2 else 0)
        if key not in life.open_nodes(number):
            # its time was over first: the silence is recorded
            continue
        outcome = outcomes.get(key, "approve")
        conditions = (life.chance.choice(REMARKS),) if outcome == "approve_with_remarks" else ()
        life.decide(life.at(DESKS[key]), number, key, outcome, conditions=conditions)


def _sign_off(life: Life, number: str, outcome: str = "approve") -> Script:
    yield life.later()
    opinion = "综合各部门意见，同意许可。" if outcome == "approve" else "相关部门不同意，不予许可。"
    life.decide(life.at("city_management", "chief"), number, "sign_off", outcome, opinion=opinion)


def committed(life: Life, *, outcome: str = "ok") -> Script:
    """Permit at once; some working days later somebody looks whether it was true."""
    firm = life.firm(small=True)
    if outcome == "broken":
        # barred from now on: no other script may let it commit
        life.province.firms[life.region].remove(firm)
    number = _low(life, firm)
    yield life.later(life.chance.randint(4, 9))
    checker = life.at("city_management", "checker")
    opinion = (
        "现场核查与承诺一致。" if outcome == "ok" else "现场线路穿越河道保护范围，与承诺不符。"
    )
    cases.check_commitment(checker, number=number, outcome=outcome, opinion=opinion)


def committed_falsely(life: Life) -> Script:
    """The same, but it was not true."""
    yield from committed(life, outcome="broken")


def committed_unchecked(life: Life) -> Script:
    """Nobody has looked yet."""
    _low(life, life.firm(small=True))
    yield from ()


def protected(life: Life) -> Script:
    """Low voltage across something protected: approval after all."""
    number = _low(life, life.firm(small=True), protected=True)
    yield from _opinions(life, number)
    yield from _sign_off(life, number)


def filed(life: Life) -> Script:
    """Up to 500 m: a receipt at once."""
    _filed(life, life.chance.choice((120, 260, 380, 499, 500)))
    yield from ()


def approved(life: Life) -> Script:
    """All agree."""
    number = _long(life)
    yield from _opinions(life, number)
    yield from _sign_off(life, number)


def approved_with_remarks(life: Life) -> Script:
    """All agree, one asks for something."""
    number = _long(life, by_highway="yes")
    yield from _opinions(life, number, {"digging": "approve_with_remarks"})
    yield from _sign_off(life, number)


def high_voltage(life: Life) -> Script:
    """35 kV of a large enterprise."""
    number = _long(life, voltage="35kv", capacity="12500 kVA", route_length="2600 m")
    yield from _opinions(life, number)
    yield from _sign_off(life, number)


def one_refuses(life: Life) -> Script:
    """One department is against: one notice with the ground."""
    number = _long(life)
    yield from _opinions(life, number, {"river": "refuse"})
    yield from _sign_off(life, number, "refuse")


def all_refuse(life: Life) -> Script:
    """All are against: one notice with all grounds."""
    number = _long(life)
    yield from _opinions(life, number, dict.fromkeys(DESKS, "refuse"))
    yield from _sign_off(life, number, "refuse")


def silent(life: Life) -> Script:
    """One department says nothing: its silence is recorded when its time is over, the rest goes on."""
    number = _long(life)
    yield from _opinions(life, number, leave=("traffic",))
    yield life.later(3)
    yield from _sign_off(life, number)


def corrected(life: Life) -> Script:
    """The water office asks for more; only who read it looks again."""
    number = _long(life)
    yield life.later()
    life.decide(life.at("forestry"), number, "trees")
    yield life.later()
    _ask(life, number)
    yield life.later(1)
    cases.correct(
        life.window(),
        number=number,
        answers={"works.river_plan": "顶管下穿河床五米，汛期前完工并恢复堤坡"},
        signed=("applicant",),
    )
    yield from _opinions(life, number)
    yield from _sign_off(life, number)


def correction_forgotten(life: Life) -> Script:
    """Nobody answers: the case lapses on its date."""
    number = _long(life)
    yield life.later()
    _ask(life, number)


def _ask(life: Life, number: str) -> None:
    cases.ask_correction(
        life.at("water"),
        number=number,
        text="请补充顶管埋深、入出土点位置和防汛措施",
        fields=("works.river_plan",),
        node="river",
    )


def returned(life: Life) -> Script:
    """The chief sends one opinion back; it is given again, the others stand."""
    number = _long(life)
    yield from _opinions(life, number)
    yield life.later()
    chief = life.at("city_management", "chief")
    cases.return_to(
        chief, number=number, from_node="sign_off", to_node="digging", ground="请明确占道时段"
    )
    yield life.later(1)
    life.decide(
        life.at("city_management"),
        number,
        "digging",
        "approve_with_remarks",
        opinion="同意，占道时段为二十二时至次日五时。",
        conditions=("占道时段为二十二时至次日五时",),
    )
    yield from _sign_off(life, number)


def left_to_the_chief(life: Life) -> Script:
    """All have spoken, the chief has not: amber, then red, and somebody is reminded."""
    number = _long(life)
    yield from _opinions(life, number)
    yield life.later(4)
    office = life.at("city_management")
    cases.remind(office, number=number, node="sign_off", text="申请人来电询问，请尽快审定")


def suspended(life: Life) -> Script:
    """Experts must look first: the clock stands still."""
    number = _long(life)
    yield life.later(1)
    cases.suspend(
        life.at("city_management", "chief"),
        number=number,
        ground="expert_review",
        basis="《中华人民共和国行政许可法》第四十五条",
        note="穿越河道方案组织专家评审",
    )


def extended(life: Life) -> Script:
    """More time is given, once, and told."""
    number = _long(life)
    yield life.later(1)
    cases.extend(
        life.at("city_management", "chief"), number=number, ground="涉及多家管线单位，需现场会商"
    )
    yield from _opinions(life, number)
    yield life.later(6)
    yield from _sign_off(life, number)


def withdrawn(life: Life) -> Script:
    """The enterprise thinks better of it."""
    number = _long(life)
    yield life.later(1)
    cases.withdraw(life.window(), number=number, reason="用电方案调整，重新选址")


def length_unknown(life: Life) -> Script:
    """At the window nobody knows the length of the route: the case waits for it, until somebody has measured."""
    firm = life.firm()
    said = say.line(_name(life, firm, " 10 千伏接入工程"), _site(life, firm), clock.today())
    said.pop("works.route_length")
    number = life.hand_in(
        life.window(), say.works(firm.code, said, say.ALL_PLANS, life.region)
    ).number
    yield life.later(6)
    cases.supply_fact(life.window(), number=number, name="works.route_length", value="620 m")
    yield from _opinions(life, number)
    yield from _sign_off(life, number)


def dates_wrong(life: Life) -> Script:
    """The works would end before they begin: not accepted, with the ground in writing."""
    firm = life.firm()
    said = say.line(_name(life, firm, " 10 千伏接入工程"), _site(life, firm), clock.today())
    said["works.end_date"] = clock.today().isoformat()
    number = life.hand_in(
        life.window(), say.works(firm.code, said, say.ROUTE_MAP, life.region)
    ).number
    yield life.later()
    cases.refuse_acceptance(
        life.window(), number=number, ground="计划完工日期早于开工日期", basis="本事项受理条件"
    )


def draft(life: Life) -> Script:
    """Begun on the portal, not handed in."""
    firm = life.firm()
    clerk = life.province.clerk(firm)
    opened = cases.open_draft(
        clerk, item=say.ITEM, region=life.region, applicant=clerk.mandates[0].subject
    )
    said = say.line(_name(life, firm, " 10 千伏接入工程"), _site(life, firm), clock.today())
    some = dict(list(said.items())[: life.chance.randint(3, len(said) - 2)])
    cases.save_draft(clerk, opened.id, answers=some)
    yield from ()


SCRIPTS: Mapping[str, Callable[[Life], Script]] = {
    one.__name__: one
    for one in (
        committed,
        committed_falsely,
        committed_unchecked,
        protected,
        filed,
        approved,
        approved_with_remarks,
        high_voltage,
        one_refuses,
        all_refuse,
        silent,
        corrected,
        correction_forgotten,
        returned,
        left_to_the_chief,
        suspended,
        extended,
        withdrawn,
        length_unknown,
        dates_wrong,
        draft,
    )
}
