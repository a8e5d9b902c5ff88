"""The two commands as people and scripts call them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from yichuang.console import main


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_code_that_stands(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ask(capsys, "codes", "check", "usci", "91340104MA8LAB2C6N")
    assert status == 0
    assert "340104 蜀山区 Shushan District" in out


def test_a_code_that_falls_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ask(capsys, "codes", "check", "usci", "91I10000600037341L", "--json")
    found = json.loads(out)
    assert (status, found["ok"], found["problems"][0]["position"]) == (1, False, 3)


def test_a_program_is_refused_what_a_person_may_confirm(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("codes", "check", "usci", "91350211M0000XUF46")
    assert ask(capsys, *words)[0] == 1
    status, out, _ = ask(capsys, *words, "--entry")
    assert status == 0
    assert "! 第 18 位" in out


def test_identity_numbers_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(capsys, "codes", "check", "resident_id", "340104199001010017")
    assert "3401**********0017" in out
    assert "340104199001010017" not in out


def test_unknown_kind_and_list(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = ask(capsys, "codes", "check", "uscc", "1")
    assert status == 2
    assert "usci" in err
    assert "land_code" in ask(capsys, "codes", "kinds")[1]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("2024-04-26", "3"), "2024-04-30"),
        (("2025-01-24", "2"), "2025-01-27"),
        (("2024-02-08", "2"), "2024-02-18"),
        (("2026-02-13", "1"), "2026-02-14"),
        (("2026-09-18", "1"), "2026-09-20"),
        (("2026-09-30", "1"), "2026-10-08"),
        (("2026-12-28", "20"), "2027-01-26  未发布日历 calendar not published"),
        (("2026-09-15", "10", "--natural"), "2026-09-28"),
        (("2023-10-07", "-1"), "2023-09-28"),
    ],
)
def test_calendar(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], first: str) -> None:
    status, out, _ = ask(capsys, "calendar", "add", *words)
    assert (status, out.splitlines()[0]) == (0, first)


def test_calendar_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(capsys, "calendar", "add", "2026-12-28", "20", "--json")
    found = json.loads(out)
    assert (found["date"], found["published"], found["note"]) == ("2027-01-26", False, "未发布日历")
    _, out, _ = ask(capsys, "calendar", "add", "2026-09-15", "10", "--natural", "--json")
    assert json.loads(out)["moved_from"] == "2026-09-25"


@pytest.mark.parametrize(
    "words",
    [
        ("2024-02-30", "1"),
        ("tomorrow", "1"),
        ("2024-02-28", "x"),
        ("2024-02-28", "999999"),
        ("0001-01-01", "-1"),
    ],
)
def test_nonsense_is_a_sentence(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    status, out, err = ask(capsys, "calendar", "add", *words)
    assert (status, out) == (2, "")
    assert err.startswith("✗ ")


def test_neither_command_loads_django() -> None:
    code = (
        "import sys; from yichuang.console import main; "
        "main(['codes','check','vin','LJ1TESTA4PA000002']); main(['calendar','add','2024-04-26','3']); "
        "sys.exit('django' in sys.modules or 'pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
