"""Scripts of foreigners' permits: both together, one against the other, fees, commitments, a stay for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yichuang.base import clock
from yichuang.demo import applications as say
from yichuang.demo.life import Life
from yichuang.demo.province import Talent, enter_country
from yichuang.demo.simulation import Script
from yichuang.journeys.pay_fee import begin_payment
from yichuang.kernel.cases import api as cases
from yichuang.outside import api as outside

TITLES = (
    "首席机器人工程师",
    "芯片设计主管",
    "生物医药研究员",
    "工业设计总监",
    "新能源电池专家",
    "外籍教师",
)
AGAINST = ("住宿登记地址与实际不符，不同意。", "现场核查未见本人居住，不同意。")


def _next_talent(life: Life) -> Talent:
    """The next foreigner who has not applied yet; the one who can log in comes to a pinned employer."""
    return life.province.talents.pop(0 if life.pinned else -1)


def _permits(life: Life, *, salary: int = 36, entered: int = 12) -> tuple[str, Talent]:
    """Everything handed in at the window. From six times the average wage on it is top talent."""
    who, firm = _next_talent(life), life.firm(small=False)
    enter_country(life.province, who, entered)
    said = say.job(clock.today(), title=life.chance.choice(TITLES), annual_salary=f"{salary} 万元")
    application = say.permits(
        firm.code, who.passport, said, no_crime=salary < 60, region=life.region
    )
    return life.hand_in(life.window(), application).number, who


def _both(life: Life, number: str) -> Script:
    """Both departments agree, side by side."""
    yield life.later()
    life.decide(life.at("science"), number, "work")
    yield life.later(1)
    life.decide(life.at("public_security"), number, "residence")


def _pay(life: Life, number: str) -> Script:
    """The employer pays at the bank, which tells by itself."""
    yield life.later()
    order = begin_payment(life.window(), number=number, node="pay").order
    outside.pay_at_simulated_bank(order)


def both_issued(life: Life) -> Script:
    """Both agree, the fee is paid, both are issued on one day."""
    number, _ = _permits(life, salary=life.chance.choice((28, 36, 42)))
    yield from _both(life, number)
    yield from _pay(life, number)


def top_talent(life: Life, *, outcome: str = "ok") -> Script:
    """A commitment instead of the foreign proof; later somebody looks whether it was true."""
    number, _ = _permits(life, salary=80)
    yield from _both(life, number)
    yield from _pay(life, number)
    yield life.later(life.chance.randint(8, 15))
    opinion = "经核查，无犯罪记录承诺属实。" if outcome == "ok" else "境外来函证实承诺内容不实。"
    checker = life.at("public_security", "checker")
    cases.check_commitment(checker, number=number, outcome=outcome, opinion=opinion)


def top_talent_false(life: Life) -> Script:
    """The commitment was false: both permits are revoked."""
    yield from top_talent(life, outcome="broken")


def fee_open(life: Life) -> Script:
    """Both agree, nobody has paid."""
    number, _ = _permits(life)
    yield from _both(life, number)


def frozen(life: Life) -> Script:
    """One is against: the other waits."""
    number, _ = _permits(life)
    yield life.later()
    life.decide(life.at("science"), number, "work")
    yield life.later(1)
    opinion = life.chance.choice(AGAINST)
    life.decide(life.at("public_security"), number, "residence", "refuse", opinion=opinion)


def frozen_then_corrected(life: Life) -> Script:
    """What was wrong is mended in time; only the refused permit is examined again."""
    number, _ = _permits(life)
    yield life.later()
    life.decide(life.at("science"), number, "work")
    yield life.later()
    opinion = AGAINST[0]
    life.decide(life.at("public_security"), number, "residence", "refuse", opinion=opinion)
    yield life.later(2)
    cases.correct(
        life.window(),
        number=number,
        materials={"lodging_form": life.file("住宿登记表-更正.pdf")},
        signed=("foreigner", "employer"),
    )
    yield life.later(1)
    life.decide(life.at("public_security"), number, "residence")
    yield from _pay(life, number)


def came_long_ago(life: Life) -> Script:
    """More than thirty days in the country: a person at the window decides whether it is accepted."""
    number, _ = _permits(life, entered=41)
    yield life.later(1)
    cases.accept(life.window(), number=number, opinion="已由出入境管理部门处理，予以受理。")
    yield from _both(life, number)


def waiting_at_the_window(life: Life) -> Script:
    """The same, and nobody has looked at it."""
    _permits(life, entered=44)
    yield from ()


def being_examined(life: Life) -> Script:
    """One has agreed, the other is at it."""
    number, _ = _permits(life)
    yield life.later(1)
    life.decide(life.at("science"), number, "work")
    yield life.later(1)
    cases.claim(life.at("public_security"), number=number, node="residence")


def permits_withdrawn(life: Life) -> Script:
    """The employer withdraws."""
    number, _ = _permits(life)
    yield life.later(1)
    cases.withdraw(life.window(), number=number, reason="聘用合同未能签订")


def stay_for_good(life: Life) -> Script:
    """All papers at one window, the fee, city and province examine, the national authority has the last word."""
    who = _next_talent(life)
    application = say.permanent(who.passport, clock.today(), life.region)
    number = life.hand_in(life.window(), application).number
    yield from _pay(life, number)
    yield life.later(3)
    police = life.at("public_security")
    life.decide(police, number, "examine", yields={"stay.met_requirements": "yes"})
    yield life.later(6)
    life.decide(life.in_province("public_security", "province_reviewer"), number, "province")


def draft_to_sign(life: Life) -> Script:
    """Filled in by the employer on the portal; the foreigner has not signed yet."""
    clerk = life.province.clerk(life.firm())
    opened = cases.open_draft(
        clerk, item=say.PERMITS, region=life.region, applicant=clerk.mandates[0].subject
    )
    who = life.province.first_talent
    answers = {**say.job(clock.today()), "foreigner.passport": who.passport}
    cases.save_draft(clerk, opened.id, answers=answers)
    cases.sign(clerk, draft=opened.id, role="employer")
    yield from ()


SCRIPTS: Mapping[str, Callable[[Life], Script]] = {
    one.__name__: one
    for one in (
        both_issued,
        top_talent,
        top_talent_false,
        fee_open,
        frozen,
        frozen_then_corrected,
        came_long_ago,
        waiting_at_the_window,
        being_examined,
        permits_withdrawn,
        stay_for_good,
        draft_to_sign,
    )
}
