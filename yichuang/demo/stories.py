"""The demonstration stories, told through the API and the pages of a running portal, as those who come there do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yichuang.base.text import Text
from yichuang.demo import applications as say
from yichuang.demo.cast import FIRMS
from yichuang.demo.client import Caller, WentWrong, file, until
from yichuang.demo.foundation import TALENT, WORKS
from yichuang.demo.receiver import Receiver

SITE = "滁州市来安县食品园一号(测试)"
# Which department examines which part of power works; logins follow it.
DESKS = {
    "planning": "natural_resources",
    "digging": "city_management",
    "trees": "forestry",
    "traffic": "public_security",
    "river": "water",
}
CHIEF = "chief.city_management.chuzhou"
BACK_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a story did and what came of it; `numbers` are ids that the API then answers for, `asked_by` by whom."""

    measure: str
    what: Text
    result: Text
    numbers: tuple[str, ...]
    asked_by: str


@dataclass
class Teller:
    """Those who act in the stories. People log in once; the power company comes by its key."""

    base: str
    password: str
    grid_key: str
    receiver: Receiver
    today: date
    people: dict[str, Caller] = field(default_factory=dict)

    def who(self, login: str) -> Caller:
        """Somebody who has logged in; `grid` is the power company's program."""
        if login not in self.people:
            caller = Caller(self.base, login)
            known = (
                caller.with_key(self.grid_key) if login == "grid" else caller.log_in(self.password)
            )
            self.people[login] = known
        return self.people[login]

    def expect(self, number: str, by: str, **wanted: object) -> dict[str, Any]:
        """The case as `by` sees it. Raises WentWrong where it does not say what is wanted."""
        case = self.who(by).case(number)
        for name, value in wanted.items():
            if case[name] != value:
                raise WentWrong(f"{number}: {name} is {case[name]!r}, not {value!r}")
        return case


def node(case: dict[str, Any], key: str) -> dict[str, Any]:
    """One step of a case."""
    return next(n for n in case["nodes"] if n["key"] == key)


def stands(step: dict[str, Any]) -> bool:
    """Whether an approval still counts: never touched, or carried over by equal digest."""
    return step["state"] in ("done", "carried_over") and step["outcome"] == "approve"


def papers(case: dict[str, Any]) -> dict[str, str]:
    """The papers of a case: key to status."""
    return {p["key"]: p["status"] for p in case["papers"] if p["kind"] == "paper"}


def must(holds: bool, what: str) -> None:
    """Raises WentWrong with `what` unless it holds."""
    if not holds:
        raise WentWrong(what)


def commitment(teller: Teller) -> Told:
    """A micro enterprise at low voltage commits and may begin at once."""
    said = say.low_voltage("来安食品门店低压接入(测试)", SITE, teller.today)
    number = teller.who("grid").hand_in(say.works(FIRMS["laian"][0], said, papers=()))
    case = teller.expect(number, "grid", result="granted")
    must(set(papers(case)) == {"works_permit"}, f"{number}: no permit at once")
    what = Text(
        "低压小微企业接入：告知承诺，即时许可",
        "low voltage, small enterprise: commitment, permit at once",
    )
    return Told(WORKS, what, Text("准予许可", "granted"), (number,), "grid")


def broken_commitment(teller: Teller) -> Told:
    """The check finds the commitment false: the permit is revoked, the firm is barred from committing."""
    grid, firm = teller.who("grid"), FIRMS["laian"][0]
    said = say.low_voltage("来安食品冷库低压接入(测试)", SITE, teller.today)
    number = grid.hand_in(say.works(firm, said, papers=()))
    checker = teller.who("checker.city_management.chuzhou")
    checker.deed(
        number,
        "check_commitment",
        outcome="broken",
        opinion="现场核查：线路实际穿越河道，与承诺不符",
    )
    case = teller.expect(number, "grid")
    must(papers(case) == {"works_permit": "revoked"}, f"{number}: {papers(case)}")
    again = grid.hand_in(say.works(firm, {**said, "works.name": "来安食品车间低压接入(测试)"}))
    way = teller.expect(again, "grid", result="")
    must(node(way, "planning")["state"] == "open", f"{again}: a barred firm may still commit")
    what = Text(
        "核查发现承诺不实：撤销许可、记入信用，再次申请转并联审批",
        "commitment found false: permit revoked, put on record, the next application goes to approval",
    )
    return Told(
        WORKS,
        what,
        Text("已撤销；限制期内不再适用承诺", "revoked, barred"),
        (number, again),
        "grid",
    )


def filing(teller: Teller) -> Told:
    """10 kV, ordinary user, exactly 500 m: filed."""
    said = say.line("来安食品厂区 10 千伏接入工程(测试)", SITE, teller.today)
    number = teller.who("grid").hand_in(say.works(FIRMS["laian"][0], said, papers=say.ROUTE_MAP))
    case = teller.expect(number, "grid", result="granted")
    must(set(papers(case)) == {"filing_receipt"}, f"{number}: {papers(case)}")
    what = Text(
        "10 千伏普通用户、施工距离 500 米：备案", "10 kV, ordinary user, 500 m: filing only"
    )
    return Told(WORKS, what, Text("已备案，出具回执", "filed"), (number,), "grid")


def parallel(teller: Teller) -> Told:
    """501 m: five departments side by side, a correction that only its readers look at again, the result goes back."""
    grid = teller.who("grid")
    said = say.over_everything("来安食品二期 10 千伏接入工程(测试)", SITE, teller.today)
    number = grid.hand_in(say.works(FIRMS["laian"][0], said))
    approve(teller, number, "trees")
    water = teller.who("reviewer.water.chuzhou")
    water.deed(
        number,
        "ask_correction",
        text="请补充顶管下穿河床的埋深和防汛措施",
        fields=["works.river_plan"],
        node="river",
    )
    grid.deed(
        number,
        "correct",
        answers={"works.river_plan": "顶管下穿河床五米，汛期前完工"},
        signed=["applicant"],
    )
    case = teller.expect(number, "grid")
    kept = node(case, "trees")
    must(stands(kept), f"{number}: trees do not read the river plan, but are {kept['state']}")
    for key in DESKS:
        if key != "trees":
            approve(teller, number, key)
    teller.who(CHIEF).deed(
        number, "complete", node="sign_off", outcome="approve", opinion="同意许可"
    )
    teller.expect(number, "grid", result="granted")
    until(
        lambda: "granted" in teller.receiver.results_of(number),
        BACK_WITHIN,
        f"{number}: no result came back to the power company",
    )
    must(teller.receiver.forged == 0, "a message came whose signature does not hold")
    what = Text(
        "10 千伏 501 米：五部门并联、补正一次、结果自动推回供电企业",
        "10 kV, 501 m: five departments in parallel, one correction, the result went back signed",
    )
    return Told(WORKS, what, Text("准予许可", "granted"), (number,), "grid")


def approve(teller: Teller, number: str, key: str) -> None:
    """One department agrees."""
    desk = teller.who(f"reviewer.{DESKS[key]}.chuzhou")
    desk.deed(number, "complete", node=key, outcome="approve", opinion="经审查，符合要求，同意")


def both_permits(teller: Teller) -> Told:
    """Top talent: the proof of no crime is replaced by a commitment, a fee is paid, both permits on one day."""
    said = say.job(teller.today, annual_salary="60 万元")
    employer = FIRMS["luzhou"][0]
    number = teller.who("window.hefei").hand_in(
        say.permits(employer, "E12345678", said, no_crime=False)
    )
    examine(teller, number, "science", "work")
    examine(teller, number, "public_security", "residence")
    pay(teller, number, "luzhou")
    case = until(
        lambda: granted(teller, number, "luzhou"), BACK_WITHIN, f"{number}: paid, yet not issued"
    )
    must(set(papers(case)) == {"work_permit", "residence_permit"}, f"{number}: {papers(case)}")
    what = Text(
        "外籍高端人才：一窗受理、承诺代替无犯罪证明、缴费后两证同发",
        "top talent: one window, commitment instead of a proof, fee paid, both permits together",
    )
    return Told(
        TALENT, what, Text("准予许可，两证同日", "granted, both on one day"), (number,), "luzhou"
    )


def granted(teller: Teller, number: str, by: str) -> dict[str, Any] | None:
    """The case once it is granted."""
    case = teller.who(by).case(number)
    return case if case["result"] == "granted" else None


def examine(
    teller: Teller, number: str, office: str, key: str, outcome: str = "approve", opinion: str = ""
) -> None:
    """One of the two departments decides its permit."""
    desk = teller.who(f"reviewer.{office}.hefei")
    desk.deed(
        number, "complete", node=key, outcome=outcome, opinion=opinion or "材料齐全，符合规定，同意"
    )


def pay(teller: Teller, number: str, by: str) -> None:
    """The payer orders the fee on the page of the case and pays at the simulated bank."""
    person, page = teller.who(by), f"/my/cases/{number}/pay/pay/"
    bank = person.post_form(page).headers.get("location", "")
    must(
        bank.startswith("/simulated-bank/"),
        f"{number}: the page of the fee leads to {bank or 'nothing'}",
    )
    person.post_form(bank, deed="pay", notice="now")


def freeze(teller: Teller) -> Told:
    """One permit is refused, the other waits; corrected, only the refused one is examined again, both are issued."""
    number = teller.who("window.hefei").hand_in(
        say.permits(FIRMS["luzhou"][0], "P7654321", say.job(teller.today))
    )
    examine(teller, number, "science", "work")
    examine(teller, number, "public_security", "residence", "refuse", "住宿登记地址与实际不符")
    frozen = teller.expect(number, "luzhou", result="")
    must(not papers(frozen), f"{number}: a paper was issued beside a refusal")
    teller.who("window.hefei").deed(
        number,
        "correct",
        files={"lodging_form": file("lodging-mended.pdf")},
        signed=["foreigner", "employer"],
    )
    case = teller.expect(number, "luzhou")
    must(stands(node(case, "work")), f"{number}: the work permit must be examined again")
    examine(teller, number, "public_security", "residence")
    pay(teller, number, "luzhou")
    until(lambda: granted(teller, number, "luzhou"), BACK_WITHIN, f"{number}: paid, yet not issued")
    what = Text(
        "一证不予许可，另一证冻结；补正后只重审受影响的一证，两证同发",
        "one permit refused freezes the other; corrected, one is examined again, both issued",
    )
    return Told(TALENT, what, Text("准予许可", "granted"), (number,), "luzhou")


STORIES: tuple[Callable[[Teller], Told], ...] = (
    commitment,
    filing,
    parallel,
    broken_commitment,
    both_permits,
    freeze,
)


def tell(teller: Teller) -> Iterator[Told]:
    """All stories, one after the other. The first that goes wrong raises WentWrong."""
    for story in STORIES:
        yield story(teller)
