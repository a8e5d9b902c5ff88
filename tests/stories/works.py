"""What the stories of power works share: which office examines which step, and what has come back by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.stories import desk
from tests.stories.conftest import Open
from tests.stories.grid import Grid
from tests.stories.house import House
from tests.stories.receiver import Receiver
from tests.town import Town
from yichuang.kernel.cases import api as cases

OFFICES = {
    "planning": "natural_resources",
    "digging": "city_management",
    "trees": "forestry",
    "traffic": "public_security",
    "river": "water",
}
CHIEF = "chief.city_management.chuzhou"
CHECKER = "checker.city_management.chuzhou"
WINDOW = "project_window.chuzhou"


def reviewer(node: str) -> str:
    """The login of whoever examines a step."""
    return f"reviewer.{OFFICES[node]}.chuzhou"


def agree(enter: Open, house: House, number: str, nodes: Iterable[str]) -> None:
    """These offices say yes, one after the other."""
    for node in nodes:
        house.clock.minutes(3)
        desk.decide(enter(reviewer(node)), number, node, "同意", f"{node} 核过，同意")


def agree_unseen(house: House, town: Town, number: str, nodes: Iterable[str]) -> None:
    """The same without a browser, where a story is about something else."""
    for node in nodes:
        house.clock.minutes(3)
        login = CHIEF if node == "sign_off" else reviewer(node)
        cases.complete(
            town.actor(login), number=number, node=node, outcome="approve", opinion="核过，同意"
        )


def typed(house: House, answers: Mapping[str, str]) -> dict[str, str]:
    """As a person types it: numbers without their units, dates of the works after today."""
    start = house.clock.days.add_working_days(house.clock.today(), 9).day
    end = house.clock.days.add_working_days(start, 20).day
    plain = {k: v.removesuffix(" m").removesuffix(" kVA") for k, v in answers.items()}
    return {**plain, "works.start_date": start.isoformat(), "works.end_date": end.isoformat()}


def told(receiver: Receiver, number: str) -> list[str]:
    """The results of a case that have come to the power company, in order."""
    return [
        str(body["data"].get("result") or body["data"].get("state"))
        for _, body in receiver.arrived
        if body.get("data", {}).get("case") == number
    ]


def papers(case: dict[str, Any]) -> list[str]:
    """The papers of a case that are no notices."""
    return [p["key"] for p in case["papers"] if p["kind"] == "paper"]


def open_nodes(grid: Grid, number: str) -> set[str]:
    """The steps at which somebody works now."""
    return states(grid, number, "open")


def states(grid: Grid, number: str, state: str) -> set[str]:
    """The steps in a state."""
    return {n["key"] for n in grid.case(number)["nodes"] if n["state"] == state}
