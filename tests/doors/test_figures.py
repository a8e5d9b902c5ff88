"""Indicators of a measure on its public page and by program: nothing before a case, then what the case says."""

from __future__ import annotations

from django.core.cache import cache

from tests.doors.api_calls import Caller, application, by_key
from tests.doors.pages import reader, words
from tests.town import CHUZHOU, HEFEI, WORKS, Town
from yichuang.reactions.testing import work_until_idle


def test_the_measures_page_shows_what_its_cases_say(committed: Town) -> None:
    cache.clear()
    page = words(reader("", CHUZHOU).get(f"/measures/{WORKS}/"))
    assert "三种办理方式占比 还没有可算的办件" in page
    grid = by_key()
    for length in ("480 m", "490 m"):
        grid.call("POST", "/cases", application(works__route_length=length), want=201)
    assert "三种办理方式占比 还没有可算的办件" in words(reader().get(f"/measures/{WORKS}/"))
    work_until_idle()
    page = words(reader("", CHUZHOU).get(f"/measures/{WORKS}/"))
    assert "备案： 100% 共 2 件" in page
    assert "供电企业直接提交占比 越高越好 100% 按 2 件计算" in page
    assert "0 个工作日" in page
    rows = Caller().call("GET", f"/measures/{WORKS}/figures")["rows"]
    found = {r["key"]: r for r in rows}
    assert found["from_grid"]["shown"]["zh"] == "100%"
    assert found["from_grid"]["of"] == 2
    assert [(g["name"]["zh"], g["of"]) for g in found["way_share"]["groups"]] == [("备案", 2)]
    assert found["median_days"]["shown"]["en"] == "0 working days"
    elsewhere = Caller().call("GET", f"/measures/{WORKS}/figures?region={HEFEI}")["rows"]
    assert {r["of"] for r in elsewhere} == {0}
    assert {r["shown"] for r in elsewhere} == {None}
    Caller().call("GET", "/measures/nothing/figures", want=404)
