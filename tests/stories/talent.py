"""What the stories of foreign talent share: an engineer, the firm that hires, the two offices, the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from tests.stories import applicant, desk
from tests.stories.conftest import Open
from tests.stories.house import House
from tests.stories.papers import JPG, PDF, write
from tests.stories.person import Person
from tests.town import FOREIGNER, HEFEI, TALENT, Town
from yichuang.kernel.cases import api as cases
from yichuang.kernel.documents import api as documents

ITEM = f"{TALENT}.permits"
WORK, RESIDENCE = "reviewer.science.hefei", "reviewer.public_security.hefei"
CHECKER = "checker.public_security.hefei"
WINDOW = "single_window.hefei"
# A master of eight years' experience at 360,000 yuan: 82 points, class B.
ENGINEER: Mapping[str, str] = {
    **{f"foreigner.{k}": v for k, v in FOREIGNER.items() if k in ("name", "passport")},
    "foreigner.nationality": "GBR",
    "foreigner.birth_date": "1985-06-01",
    "foreigner.passport_until": "2030-01-01",
    "foreigner.degree": "master",
    "foreigner.work_years": "8",
    "foreigner.hsk": "4",
    "foreigner.top_university": "no",
    "foreigner.global_500": "yes",
    "foreigner.holds_patent": "no",
    "foreigner.years_in_china": "1",
    "job.title": "首席机器人工程师",
    "job.occupation": "robot_engineer",
    "job.annual_salary": "360000",
    "job.months_per_year": "9",
    "job.place_kind": "ordinary",
    "job.in_talent_plan": "no",
}
# Three years more of experience: 85 points, class A.
TOP: Mapping[str, str] = {**ENGINEER, "foreigner.work_years": "11"}
PAPERS = ("passport_copy", "contract", "no_crime", "health", "photo")


def dated(house: House, answers: Mapping[str, str]) -> dict[str, str]:
    """With an entry three weeks ago and a contract of three years."""
    today = house.clock.today()
    until = today.replace(year=today.year + 3) - timedelta(days=1)
    return {
        **answers,
        "foreigner.entered_on": (today - timedelta(days=18)).isoformat(),
        "job.contract_until": until.isoformat(),
        "job.stay_until": until.isoformat(),
    }


def files(folder: Path) -> dict[str, Path]:
    """What employer and employee bring."""
    made = {k: write(folder, f"{k}.pdf", PDF) for k in PAPERS if k != "photo"}
    return {**made, "photo": write(folder, "photo.jpg", JPG)}


def apply(
    enter: Open, house: House, folder: Path, answers: Mapping[str, str] = ENGINEER
) -> tuple[Person, str, list[str]]:
    """The firm fills in at a desk, the engineer signs on a phone, the firm hands in.

    Gives the firm's clerk, the number and which papers were asked.
    """
    firm = enter("robots.clerk", city=HEFEI)
    applicant.begin(firm, ITEM, "first")
    applicant.fill_in(firm, dated(house, answers))
    asked = applicant.bring(firm, files(folder))
    sign(enter, firm)
    firm.page.reload()
    return firm, applicant.hand_in(firm), asked


def sign(enter: Open, firm: Person) -> None:
    """The engineer opens the page that the firm has sent and signs."""
    engineer = enter("foreigner", "phone", city=HEFEI)
    engineer.goto(firm.page.url.removeprefix(firm.house.url))
    engineer.page.check("#agree")
    engineer.press("签署")
    engineer.sees("已签署")


def received(
    house: House, town: Town, answers: Mapping[str, str], papers: Sequence[str] = PAPERS
) -> str:
    """A case received at the window without a browser, with these papers; gives its number."""
    said = dated(house, answers)
    clerk = town.actor(WINDOW)
    kept = {key: documents.store(clerk, f"{key}.pdf", PDF) for key in papers}
    kept["photo"] = documents.store(clerk, "photo.jpg", JPG)
    return cases.receive_at_window(
        clerk,
        item=ITEM,
        region=HEFEI,
        applicant=town.subjects["robots"],
        answers=said,
        scene="first",
        materials=kept,
        signed=("employer", "foreigner"),
        parties={"foreigner": town.subjects["foreigner"]},
    ).number


def pay(firm: Person, number: str) -> None:
    """The firm pays at the simulated bank."""
    firm.goto(f"/my/cases/{number}/")
    firm.sees("请缴费", "400.00")
    firm.page.locator(".y-ask a.btn-primary").first.click()
    firm.page.locator("main form button.btn-primary").first.click()
    firm.page.wait_for_load_state("load")
    firm.sees("模拟")
    firm.press("模拟付款成功")


def decide(enter: Open, number: str, node: str, outcome: str, opinion: str) -> None:
    """One of the two offices decides."""
    login = WORK if node == "work" else RESIDENCE
    desk.decide(enter(login), number, node, outcome, opinion)
