"""Cases from the command line: listed, shown, completed with somebody's own rights, held against the record."""

from __future__ import annotations

import json

import pytest

from tests.doors.api_calls import application, by_key
from tests.town import Town
from yichuang.console import main


@pytest.fixture
def number(town: Town) -> str:
    """A case that waits for one office."""
    whole = application(works__route_length="501 m")
    return str(by_key().call("POST", "/cases", whole, want=201)["number"])


def test_a_case_from_the_command_line(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "list", "--state", "running"]) == 0
    assert number in capsys.readouterr().out
    assert main(["cases", "list", "--state", "decided"]) == 1
    assert main(["cases", "show", number]) == 0
    assert "规划意见" in capsys.readouterr().out
    assert main(["cases", "show", number, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "accepted"
    assert main(["cases", "show", "2023101934110099999999999"]) == 1
    assert "没有这个办件" in capsys.readouterr().err
    wrong = ["cases", "complete", number, "planning", "approve", "--as"]
    assert main([*wrong, "citizen"]) == 1
    assert main([*wrong, "nobody"]) == 1
    capsys.readouterr()
    assert main([*wrong, "reviewer.natural_resources.chuzhou", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["settled"] == ["planning"]
    assert main(["cases", "check", number]) == 0
    assert "一致" in capsys.readouterr().out
