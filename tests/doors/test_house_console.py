"""`yichuang house refs` over a living town: every reference resolves; what leads nowhere is named."""

import json

import pytest
from django.db import connection

from tests.doors.api_calls import application, by_key
from tests.town import Town
from yichuang.console import assembly, house


@pytest.fixture
def lively(town: Town) -> None:
    """A case in work and one that is decided."""
    by_key().call("POST", "/cases", application(works__route_length="501 m"), want=201)
    by_key().call("POST", "/cases", application(), want=201)


def test_every_reference_of_a_town_resolves(
    lively: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(house.dangling()) == []
    assert assembly.main(["house", "refs"]) == 0
    assert "every reference resolves" in capsys.readouterr().out


def test_what_leads_nowhere_is_named(lively: None, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET applicant = 987654321")
        cursor.execute("UPDATE trail_timerrow SET ref = 'moon:1'")
    assert assembly.main(["house", "refs", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    lost = {(d["table"], d["column"], d["thing"]): d["named"] for d in report["dangling"]}
    assert lost[("cases_case", "applicant", "subject")] == ["987654321"]
    assert lost[("trail_timerrow", "ref", "moon")] == ["moon:1"]
