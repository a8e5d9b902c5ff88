"""How cases really went, by the doors: counted when the worker has run, shown by command."""

from __future__ import annotations

import json

import pytest

from tests.doors.api_calls import ITEM, application, by_key
from tests.town import CHUZHOU, HEFEI, Town
from yichuang.console import main
from yichuang.reactions.testing import work_until_idle


def decided_cases(count: int) -> None:
    """Cases that are decided at once, and what follows from them."""
    grid = by_key()
    for _ in range(count):
        grid.call("POST", "/cases", application(), want=201)
    work_until_idle()


def test_the_command_shows_what_ended_and_counts_anew(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mining", "show"]) == 1
    decided_cases(2)
    capsys.readouterr()
    assert main(["mining", "show", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["item"], row["cases"]) == (ITEM, 2)
    assert main(["mining", "show", ITEM, "--region", CHUZHOU]) == 0
    shown = capsys.readouterr().out
    assert "2 件 cases" in shown
    assert main(["mining", "recount", "--from-nothing"]) == 0
    assert "counted 2" in capsys.readouterr().out
    assert main(["mining", "show", ITEM, "--region", CHUZHOU]) == 0
    assert capsys.readouterr().out == shown
    assert main(["mining", "show", ITEM, "--region", HEFEI]) == 1
    assert "没有这个事项的办结件" in capsys.readouterr().err
    assert main(["mining", "show", "--from", "2023-13"]) == 1
    assert "写作 2023-10" in capsys.readouterr().err
