"""`trail` as the operator meets it: what it prints, and its exit status."""

import argparse
import json

import pytest
from django.db import connection

from yichuang.base.errors import Conflict, Invalid
from yichuang.console.trail import add_parser
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Again, Work
from yichuang.kernel.trail.testing import without_triggers

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    chosen = parser.parse_args(["trail", *words])
    return int(chosen.run(chosen))


def test_verify_whole_and_broken(capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(3):
        trail.record("case:1", "case.done", {"n": n}, actor="account:1", seq=n + 1)
    assert run("seal") == 0
    assert run("verify") == 0
    assert "3 条记录" in capsys.readouterr().out
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute("UPDATE trail_line SET body = '{}' WHERE pos = 1")
    assert run("verify") == 1
    assert "内容被改" in capsys.readouterr().out
    assert run("verify", "--json") == 1
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["ok"], [fault["what"] for fault in verdict["faults"]]) == (False, ["content"])


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    trail.record("case:1", "case.done", {"n": 1}, actor="account:1", seq=1, node="accept")
    assert run("show", "case:1") == 0
    assert 'case.done accept account:1 {"n": 1}' in capsys.readouterr().out
    assert run("show", "case:1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["seq"] == 1
    assert run("show", "case:2") == 1
    with pytest.raises(Invalid):
        run("show", "nothing")


def test_backlog(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backlog") == 0
    line = trail.record("case:1", "case.done", {}, actor="account:1")
    trail.enqueue(line, "tell/1", args={})
    (work,) = trail.claim()
    assert isinstance(work, Work)
    assert trail.fail(work, Again("HTTP 500").error)
    capsys.readouterr()
    assert run("backlog") == 1
    assert "HTTP 500" in capsys.readouterr().out
    assert run("backlog", "--json") == 1
    assert json.loads(capsys.readouterr().out.splitlines()[1])["error"] == "HTTP 500"


def test_erase(capsys: pytest.CaptureFixture[str]) -> None:
    line = trail.record("case:1", "case.done", {"name": "张三"}, actor="account:1", seq=1)
    assert run("erase", str(line), "--basis", "合法务〔2023〕12号") == 0
    assert str(trail.tombstone_of(line)) in capsys.readouterr().out
    assert trail.read_line(line).erased
    assert run("seal") == 0
    assert run("verify") == 0
    assert "依法删除内容 erased by law 1" in capsys.readouterr().out
    with pytest.raises(Conflict):
        run("erase", str(line), "--basis", "合法务〔2023〕12号")
