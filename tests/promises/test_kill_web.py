"""kill -9 of the server in the middle of requests: clients repeat, and it is as if nothing had happened."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from tests.promises.served import Clients, Deed, Served, own_database
from tests.stories.grid import LONG, Grid
from tests.town import town_from
from yichuang.reactions.testing import Receiver, receiving

CASES = int(os.environ.get("YICHUANG_KILL_WEB_CASES", "6"))
KILLS = 3
AT_ONCE = 4
OFFICES = {
    "planning": "reviewer.natural_resources.chuzhou",
    "digging": "reviewer.city_management.chuzhou",
    "trees": "reviewer.forestry.chuzhou",
    "traffic": "reviewer.public_security.chuzhou",
    "river": "reviewer.water.chuzhou",
    "sign_off": "chief.city_management.chuzhou",
}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Where the power company listens."""
    with receiving() as found:
        yield found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Served]:
    """A portal with its tables, not yet open."""
    with own_database(f"kill_web_{os.getpid()}") as address:
        found = Served(tmp_path, address=address)
        found.command("django", "migrate", "--verbosity", "0")
        yield found
        found.close()


def from_first_to_last(clients: Clients, grid: Grid, name: str) -> str:
    """A case handed in and decided by five offices and their chief, each request under its key; gives its number."""
    chance = random.Random(name)
    whole = grid.application(LONG)

    def sent(who: str, path: str, body: dict[str, object], key: str) -> list[str]:
        deed = Deed(who, path, body, f"{name}-{key}")
        opened = clients.sure(deed, impatient=chance.random() < 0.2).opened
        return [node for node in opened if node in OFFICES]

    open_now = sent("grid", "/cases", whole, "submit")
    number = clients.answers[f"{name}-submit"][1].number
    while open_now:
        node = open_now.pop(chance.randrange(len(open_now)))
        body: dict[str, object] = {"node": node, "outcome": "approve", "opinion": "核过，同意"}
        open_now += sent(OFFICES[node], f"/cases/{number}/verbs/complete", body, node)
    return number


def kill_now_and_then(house: Served, clients: Clients, running: list[Future[str]]) -> int:
    """Kills the server a moment after so many more answers, starts it again; gives how often."""
    chance, kills = random.Random(4711), 0
    total = CASES * (1 + len(OFFICES))
    marks = sorted(chance.sample(range(total // 8, total * 7 // 8), KILLS))
    while not all(f.done() for f in running):
        if kills < KILLS and len(clients.answers) >= marks[kills]:
            time.sleep(chance.random() / 20)
            house.kill("web")
            if kills == 0:
                house.kill("worker")
                house.start("worker", "worker", "--idle", "0.05")
            house.open_web()
            kills += 1
        time.sleep(0.002)
    return kills


def told(receiver: Receiver, number: str) -> Counter[str]:
    """What the power company was told of a case; a message that came twice has one id and counts once."""
    found = {i: body for i, body in receiver.arrived if body["data"].get("case") == number}
    return Counter(
        f"{b['type']} {b['data'].get('result') or b['data'].get('state')}" for b in found.values()
    )


@pytest.mark.slow
def test_server_killed_in_the_middle_of_requests(house: Served, receiver: Receiver) -> None:
    vendor, cast = house.said_by("town", receiver.url)
    assert vendor == connection.vendor
    town = town_from(cast)
    receiver.secret = town.grid_secret
    grid, clients = Grid(house, town), Clients(house, town.grid_key, town.password)
    house.open()
    for login in OFFICES.values():
        clients.log_in(login)
    calm = from_first_to_last(clients, grid, "calm")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(from_first_to_last, clients, grid, f"case{n}") for n in range(CASES)]
        kills = kill_now_and_then(house, clients, running)
    numbers = [f.result() for f in running]

    assert kills == KILLS
    assert clients.cut_off > 0, "a request was under way when the server was killed"
    assert clients.not_awaited > 0, "some answers were never read"
    assert len(set(numbers)) == CASES, "one key, one case"
    assert len(clients.answers) == (CASES + 1) * (1 + len(OFFICES)), "every deed was acknowledged"

    # all of it once more: the same answers, nothing is done again
    for deed, answer in list(clients.answers.values()):
        again = clients.sure(deed)
        assert (again.number, again.seq) == (answer.number, answer.seq), deed.path
    house.close()
    house.command("worker", "--until-idle")

    left = [line.split(maxsplit=3) for line in house.said_by("check")]
    assert [line for line in left if line[0] == "FAULT"] == []
    assert ["waiting", "0"] in left
    trails: dict[str, Counter[str]] = {}
    for _, number, *what in (line for line in left if line[0] == "line"):
        trails.setdefault(number, Counter())[" ".join(what)] += 1
    assert set(trails) == {calm, *numbers}, "no case that nobody knows of"
    for number in numbers:
        assert trails[number] == trails[calm], number
        assert told(receiver, number) == told(receiver, calm), number
    assert sum(told(receiver, calm).values()) > 0
    assert receiver.forged == 0
