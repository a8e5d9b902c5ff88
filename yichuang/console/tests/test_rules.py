"""`rules ask` as people and scripts use it."""

import json
from pathlib import Path

import pytest

from yichuang.console.assembly import main


def ask(tmp_path: Path, expression: str, facts: object, *more: str) -> int:
    file = tmp_path / "facts.json"
    file.write_text(facts if isinstance(facts, str) else json.dumps(facts), "utf-8")
    return main(["rules", "ask", expression, "--facts", str(file), *more])


@pytest.mark.parametrize("expression", ["works.voltage <> '10kv'", "NOT works.digs_road"])
def test_t08_no_facts_no_answer(expression: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "ask", expression]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "unknown"
    assert expression.split()[0 if "<>" in expression else 1] in said


def test_t09_a_missing_income_is_no_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "enterprise.employees <= 20 AND enterprise.revenue < 3000000 元"
    for facts, answer in [
        ({"enterprise.employees": 0, "enterprise.revenue": 0}, "yes"),
        ({"enterprise.employees": 0}, "unknown"),
        ({"enterprise.employees": 0, "enterprise.revenue": None}, "unknown"),
        ({"enterprise.employees": 0, "enterprise.revenue": "3000000 元"}, "no"),
    ]:
        assert ask(tmp_path, rule, facts, "--json") == 0
        data = json.loads(capsys.readouterr().out)
        assert data["answer"] == answer
        assert [m["path"] for m in data["missing"]] == (
            ["enterprise.revenue"] if answer == "unknown" else []
        )
        assert [c["answer"] for c in data["clauses"]] == ["yes", answer]


def test_the_dictionary_names_fact_and_owner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, "enterprise.status = 'normal'", {}, "--json") == 0
    missing = json.loads(capsys.readouterr().out)["missing"][0]
    assert missing["zh"] != missing["path"]
    assert missing["owner"]["zh"]


@pytest.mark.parametrize(
    ("expression", "facts", "says"),
    [
        ("a.x >", {}, "the rule ends here"),
        ("a.x IS NULL", {}, "is_none"),
        ("a.x > 3 m", {"a.x": "3 元"}, "cannot be compared"),
        ("enterprise.status = 'nrmal'", {}, "did you mean normal"),
        ("a.x", "{", "is not JSON"),
        ("a.x", "[]", "one JSON object"),
    ],
)
def test_what_cannot_be_read_is_said(
    expression: str, facts: object, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, expression, facts) == 2
    assert says in capsys.readouterr().err


def test_other_refusals(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "ask", "a.x", "--facts", "/nowhere.json"]) == 2
    assert main(["rules", "ask", "a.x", "--as-of", "tomorrow"]) == 2
    assert "not a date" in capsys.readouterr().err
