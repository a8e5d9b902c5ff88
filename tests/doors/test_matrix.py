"""Every address of the pages, everybody who may come to it, every method: what each is answered.

A new address without a row fails; so does a right that became wider or narrower. The API has its own table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.db import transaction
from django.test import Client

from tests.doors.addresses import ROLES, Things, address, make_things, named
from tests.doors.api_calls import Answer, user_of
from tests.town import CHUZHOU, Town

WORDS: Mapping[str, tuple[int, ...]] = {
    "2": (200,),
    "3": (302,),  # to the login, or on after a deed
    "4": (404,),  # as if it were not there
    "f": (403,),  # may be seen, may not be done
    "i": (422,),  # sent back to be mended
    "x": (405,),
}
# GET, then POST; the columns are: stranger, party, other party, clerk of the case, clerk elsewhere, chief of the
# deciding office, the city's office for measures, operator.
TABLE: Mapping[str, str] = {
    "healthz": "22222222 xxxxxxxx",
    "readyz": "22222222 xxxxxxxx",
    "home": "22222222 xxxxxxxx",
    "search": "22222222 xxxxxxxx",
    "item": "22222222 xxxxxxxx",
    "measures": "22222222 xxxxxxxx",
    "measure": "22222222 xxxxxxxx",
    "verify": "22222222 iiiiiiii",
    "verify_token": "22222222 xxxxxxxx",
    "progress": "22222222 iiiiiiii",
    "record": "22222222 xxxxxxxx",
    "record_line": "22222222 xxxxxxxx",
    "record_proof": "22222222 xxxxxxxx",
    "login": "22222222 iiiiiiii",
    "logout": "xxxxxxxx 33333333",
    "language": "xxxxxxxx 33333333",
    "region": "xxxxxxxx 33333333",
    "account": "32222222 xxxxxxxx",
    "about": "22222222 xxxxxxxx",
    "start": "32222222 3iiiiiii",
    "draft": "33444444 3xxxxxxx",
    "draft_step": "32444444 33444444",
    "draft_save": "3xxxxxxx 32444444",
    "draft_materials": "32444444 33444444",
    "draft_file": "34444444 3xxxxxxx",
    "draft_text": "32444444 3xxxxxxx",
    "draft_review": "32444444 3i444444",
    "draft_drop": "3xxxxxxx 33444444",
    "my": "32222222 3xxxxxxx",
    "my_case": "32424244 3xxxxxxx",
    "my_withdraw": "3xxxxxxx 334f4f44",
    "my_remind": "3xxxxxxx 334f4344",
    "my_sign": "3xxxxxxx 3f4f4f44",
    "my_correct": "32424244 3i4i4i44",
    "my_ask": "34444444 34444444",
    "my_supply": "32424244 33434344",
    "my_pay": "33434344 34444444",
    "my_material": "32424244 3xxxxxxx",
    "my_notice": "32444244 3xxxxxxx",
    "my_paper": "32444244 3xxxxxxx",
    "my_facts": "32222222 3xxxxxxx",
    "my_messages": "32222222 33333333",
    "simulated_bank": "34444444 34444444",
    "inbox": "34422222 344xxxxx",
    "claim_picked": "344xxxxx 34433333",
    "hand_over_picked": "344xxxxx 34433333",
    "cases": "34422222 344xxxxx",
    "case": "34424244 344xxxxx",
    "do": "344xxxxx 34434f44",
    "material": "34424244 344xxxxx",
    "paper": "34444244 344xxxxx",
    "window": "34422222 344iiiii",
    "flow": "34422222 344xxxxx",
    "flow_events": "34422222 344xxxxx",
    "absence": "34422222 34433333",
    "back": "344xxxxx 34444444",
    "posts": "34422222 344xxxxx",
    "packs": "34422222 344xxxxx",
    "pack": "34422222 344xxxxx",
    "adopt": "34422222 34422222",
    "withdraw_pack": "34422222 344fff3f",
    "operations": "34422222 344xxxxx",
    "try_now": "344xxxxx 344ffff3",
    "deliveries": "344ffff2 344xxxxx",
    "deliver_now": "344xxxxx 344ffff3",
    "replay": "344xxxxx 344ffffi",
    "verify_record": "344xxxxx 344ffff2",
}
# What is sent with a POST; without it nothing could be told apart from a form that was left empty.
SENT: Mapping[str, Mapping[str, str]] = {
    "do": {"node": "planning", "outcome": "approve"},
    "my_remind": {"node": "planning", "text": "请尽快办理"},
    "my_withdraw": {"reason": "不办了"},
}


CHANGES_COOKIES = frozenset(("logout", "language", "region"))
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')


@pytest.fixture
def things(town: Town) -> Things:
    """Real things behind the addresses."""
    return make_things(town)


def come(login: str) -> Client:
    """A browser of somebody."""
    client = Client()
    client.cookies["yichuang_region"] = CHUZHOU
    if login:
        client.force_login(user_of(login))
    return client


def ask(client: Client, method: str, url: str, data: Mapping[str, str] | None = None) -> Answer:
    """One request whose deed is undone again."""
    mark = transaction.savepoint()
    sent = data if method == "POST" else None
    answer = getattr(client, method.lower())(url, sent or {})
    read(answer)
    transaction.savepoint_rollback(mark)
    return answer


def read(answer: Answer) -> bytes:
    """The content; a file that was opened for it is closed again."""
    content: bytes = answer.getvalue()
    for close in answer._resource_closers:
        close()
    return content


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {name for name, _ in named()} == set(TABLE)


@pytest.mark.clause("K9")
def test_t21_everybody_is_answered_as_they_should_be(things: Things) -> None:
    wrong = []
    people = {role: come(login) for role, login in ROLES.items()}
    for name, row in TABLE.items():
        url = address(name, things)
        for method, column in zip(("GET", "POST"), row.split(), strict=True):
            for (role, client), word in zip(people.items(), column, strict=True):
                # whoever logs out or changes the language does so in another browser
                own = come(ROLES[role]) if name in CHANGES_COOKIES else client
                answer = ask(own, method, url, SENT.get(name))
                if answer.status_code not in WORDS[word]:
                    wrong.append(f"{method} {name} by {role}: {answer.status_code}, not {word}")
    assert wrong == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_address_takes_other_methods(things: Things, method: str) -> None:
    client = come(ROLES["clerk"])
    taken = [
        name
        for name in TABLE
        if ask(client, method, address(name, things)).status_code not in (302, 403, 404, 405)
    ]
    assert taken == []


@pytest.mark.clause("K9")
@pytest.mark.parametrize("role", ["other party", "clerk elsewhere", "operator"])
def test_t21_hidden_and_absent_are_one_answer(things: Things, role: str) -> None:
    client = come(ROLES[role])
    for name in ("case", "my_case", "my_correct", "my_material", "material", "do"):
        url = address(name, things)
        absent = url.replace(things.running, "2" + "0" * 24)
        method = "POST" if name == "do" else "GET"
        hidden = ask(client, method, url, SENT.get(name))
        never = ask(client, method, absent, SENT.get(name))
        assert hidden.status_code == never.status_code == 404, name
        bodies = [
            TOKEN.sub("", answer.content.decode()).replace(where, "")
            for answer, where in ((hidden, url), (never, absent))
        ]
        assert bodies[0] == bodies[1], name
        numbers = (things.running, "2" + "0" * 24)
        assert not any(n in b for n in numbers for b in bodies), name


def test_t21_counts_and_lists_do_not_betray_hidden_cases(things: Things) -> None:
    stranger = come(ROLES["clerk elsewhere"])
    for url in (
        "/desk/",
        "/desk/cases/",
        f"/desk/cases/?q={things.running}",
        f"/desk/?q={things.running}",
    ):
        page = ask(stranger, "GET", url).content.decode().replace(f'value="{things.running}"', "")
        page = page.replace(f"q={things.running}", "")
        assert things.running not in page, url
        assert "来安食品" not in page, url
