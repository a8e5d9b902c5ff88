"""How the platform runs, as monitors and operators see it."""

from __future__ import annotations

from django.test import Client

from tests.doors.pages import reader, words
from tests.town import Town
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail import testing


def test_alive_and_ready(town: Town) -> None:
    assert Client().get("/healthz").json() == {"ok": True}
    assert Client().get("/readyz").json() == {"ok": True, "wrong": [], "workers": 0}
    trail.beat("here:1")
    assert Client().get("/readyz").json()["workers"] == 1


def test_the_operators_see_which_workers_run(town: Town) -> None:
    page = words(reader("operator").get("/desk/operations/"))
    assert "没有后台进程在运行" in page
    trail.beat("here:1")
    trail.beat("there:2")
    testing.grow_old(600, "there:2")
    page = words(reader("operator").get("/desk/operations/"))
    assert "没有后台进程在运行" not in page
    assert "here:1" in page
    assert "there:2 没有消息已 10 分钟" in page
