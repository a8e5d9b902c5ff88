"""Cases from the command line: listed, shown, completed with somebody's own rights, held against the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from tests.doors.api_calls import application, by_key
from tests.town import Town, build_town
from yichuang.base import clock
from yichuang.console import main
from yichuang.kernel.catalogue.api import forget_worlds


@pytest.fixture
def number(db: None, tmp_path: Path) -> Iterator[str]:
    """A case that waits for one office."""
    forget_worlds()
    with override_settings(FILES_DIR=tmp_path), clock.travel(clock.at(date(2023, 10, 19))):
        built: Town = build_town()
        assert built.logins
        whole = application(works__route_length="501 m")
        yield str(by_key().call("POST", "/cases", whole, want=201)["number"])
    forget_worlds()


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
