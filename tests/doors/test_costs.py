"""What a page costs: at most fifty queries and a hundred thousand bytes, the same however many rows there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.doors.addresses import ROLES, Things, address, make_things
from tests.doors.api_calls import application, by_key
from tests.doors.test_matrix import TABLE, come, read
from tests.town import Town

MOST_QUERIES = 50
MOST_BYTES = 100_000
LISTS = {
    "/desk/": "clerk",
    "/desk/cases/": "clerk",
    "/desk/?show=unclaimed": "clerk",
    "/my/": "party",
    "/my/facts/": "party",
    "/my/messages/": "party",
    "/api/v1/cases": "party",
    "/api/v1/inbox": "clerk",
}


@pytest.fixture
def things(town: Town) -> Things:
    """Real things behind the addresses."""
    return make_things(town)


def cost(client: Client, url: str) -> tuple[int, int]:
    """Queries and bytes of the second look; the first fills what a process keeps."""
    read(client.get(url))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        content = read(answer)
    assert answer.status_code == 200, (url, answer.status_code)
    return len(queries), len(content)


def test_no_page_costs_more_than_fifty_queries_or_a_hundred_thousand_bytes(things: Things) -> None:
    dear = []
    roles = dict(zip(ROLES, range(len(ROLES)), strict=True))
    for name, row in TABLE.items():
        for role, place in roles.items():
            if row[place] != "2" or role in ("other party", "clerk elsewhere"):
                continue
            queries, size = cost(come(ROLES[role]), address(name, things))
            if queries > MOST_QUERIES or (
                size > MOST_BYTES and name not in ("draft_file", "paper")
            ):
                dear.append(f"{name} by {role}: {queries} queries, {size} bytes")
    assert dear == []


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_however_long_it_is(things: Things, url: str) -> None:
    client = come(ROLES[LISTS[url]])
    few, _ = cost(client, url)
    grid = by_key()
    long = application(works__route_length="501 m")
    for _ in range(9):
        grid.call("POST", "/cases", long, want=201)
    many, _ = cost(client, url)
    assert many == few


@pytest.mark.parametrize("name", ["case", "my_case"])
def test_a_case_costs_the_same_however_much_has_happened(
    things: Things, town: Town, name: str
) -> None:
    role = "clerk" if name == "case" else "party"
    client, url = come(ROLES[role]), address(name, things)
    party = come(ROLES["party"])

    def remind(times: int) -> int:
        for number in range(times):
            sent = {"node": "planning", "text": "请尽快办理", "key": f"{times}-{number}"}
            where = f"/my/cases/{things.running}/remind/"
            assert party.post(where, sent).status_code == 302
        return cost(client, url)[0]

    assert remind(1) == remind(8)
