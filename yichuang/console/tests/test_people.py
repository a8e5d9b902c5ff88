"""From empty tables to somebody who can log in, by one command."""

import io
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from yichuang.console.assembly import main
from yichuang.kernel.people import api as people

pytestmark = pytest.mark.django_db
PASSWORD = "一窗通办-2023-开门"


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What comes from standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_the_first_operator_can_log_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, PASSWORD)
    assert main(["people", "found", "first", "--password-stdin"]) == 0
    assert "first can log in" in capsys.readouterr().out
    assert {"340100", "340200", "341100"} <= {r.code for r in people.list_regions()}
    request = RequestFactory().post("/login/")
    assert authenticate(request, username="first", password=PASSWORD) is not None
    account = people.find_account("first")
    assert account is not None
    assert "operator" in people.actor_for(account).roles
    # once more: the regions stay as they are, the name is taken
    say(monkeypatch, PASSWORD)
    assert main(["people", "found", "first", "--password-stdin"]) == 1
    assert "first 已被使用" in capsys.readouterr().err


@pytest.mark.parametrize("password", ["", "123456", "short"])
def test_a_weak_password_is_refused_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str
) -> None:
    say(monkeypatch, password)
    assert main(["people", "found", "first", "--password-stdin"]) == 1
    assert capsys.readouterr().err.startswith("✗ ")
    assert people.find_account("first") is None
    assert people.list_regions() == ()


def test_a_wrong_list_of_regions_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    say(monkeypatch, PASSWORD)
    words = ["people", "found", "first", "--password-stdin", "--regions"]
    assert main([*words, str(tmp_path / "none.csv")]) == 1
    assert "读不了区划表" in capsys.readouterr().err
