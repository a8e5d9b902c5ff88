"""How cases really went, by the doors: counted when the worker has run, shown by command."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.doors.api_calls import ITEM, Caller, application, by_key, by_login
from tests.doors.pages import Reader, reader, words
from tests.doors.test_matrix import read
from tests.town import CHUZHOU, HEFEI, SYSTEM, Town
from yichuang.blocks.mining import api as mining
from yichuang.blocks.mining.testing import make_histories
from yichuang.console import main
from yichuang.kernel.cases import api as cases
from yichuang.reactions.testing import work_until_idle


def decided_cases(count: int) -> None:
    """Cases that are decided at once, and what follows from them."""
    grid = by_key()
    made = [grid.call("POST", "/cases", application(), want=201)["number"] for _ in range(count)]
    assert mining.count_cases(made) == count


def test_the_worker_counts_what_ended(committed: Town) -> None:
    by_key().call("POST", "/cases", application(), want=201)
    work_until_idle()
    assert [c.cases for c in mining.list_mined(SYSTEM, CHUZHOU, mining.last_year())] == [1]


def test_the_page_shows_where_the_time_goes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    chief = reader("chief.city_management.chuzhou")
    assert "这个地区这段时间没有办结的办件" in words(chief.get("/desk/flow/"))
    decided_cases(2)
    html = chief.get("/desk/flow/")
    page = words(html)
    assert "2 件" in page
    assert "最常见的办理路径" in page
    assert "没有人工环节" in page
    assert "100%" in page
    assert "不是月份" in words(chief.get("/desk/flow/?from=2023", want=422))
    assert "没有办结的办件" in words(chief.get("/desk/flow/?from=2020-01&to=2020-02"))
    made = {c.number: c for c in make_histories(40)}
    with monkeypatch.context() as patch:
        patch.setattr(cases, "histories", lambda some: tuple(made[n] for n in some))
        mining.count_cases(list(made))
    where = "/desk/flow/?from=2023-01&to=2024-03&item=small.works"
    html = chief.get(where)
    assert html.count('<svg class="y-bars') == 2
    assert 'class="is-paused"' in html
    slowest = mining.read_flow(SYSTEM, CHUZHOU, "small.works", (202301, 202403)).bottleneck
    assert f"{slowest} 瓶颈" in words(html)
    assert "返工" in words(html)
    assert "Half within" in words(reader_in_english(chief).get(where))


def reader_in_english(chief: Reader) -> Reader:
    """The same browser in English."""
    chief.client.cookies["yichuang_language"] = "en"
    return chief


def test_what_to_expect_stands_beside_the_promise(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = by_key().call("POST", "/cases", application(works__route_length="501 m"), want=201)
    number = number["number"]
    party, clerk = "food.clerk", "reviewer.natural_resources.chuzhou"
    assert "同类办件还不够多（近一年 0 件，至少要 20 件）" in words(
        reader(party).get(f"/my/cases/{number}/")
    )
    assert "同类办件还不够多" in words(reader(clerk).get(f"/desk/cases/{number}/"))
    path = f"/cases/{number}/expected"
    assert by_key().call("GET", path)["why_not"]["en"].startswith("too few")
    steps = [n.key for n in cases.read_case(SYSTEM, number).nodes if n.state == "open"]
    made = {}
    for case in make_histories(400):
        rounds = tuple(
            replace(r, node=steps[n % len(steps)], place=n) for n, r in enumerate(case.rounds)
        )
        made[case.number] = replace(case, item=ITEM, rounds=rounds)
    with monkeypatch.context() as patch:
        patch.setattr(cases, "histories", lambda some: tuple(made[n] for n in some))
        mining.count_cases(list(made))
    found = by_login(town, clerk).call("GET", path)
    assert found["why_not"] is None
    assert found["region"] == CHUZHOU
    assert found["median"] <= found["most"]
    page = words(reader(party).get(f"/my/cases/{number}/"))
    assert "照同类办件实际用时：一半会在" in page
    assert "不是承诺" in page
    most = date.fromisoformat(found["most"])
    assert f"{most.month} 月 {most.day} 日" in page
    assert f"八成 {most:%m-%d}" in words(reader(clerk).get(f"/desk/cases/{number}/"))
    by_login(town, "robots.clerk").call("GET", path, want=404)


def by_chief(town: Town) -> Client:
    """The chief's browser."""
    return reader("chief.city_management.chuzhou").client


def test_each_looks_at_the_regions_of_their_posts_alone(town: Town) -> None:
    decided_cases(1)
    chief, elsewhere = "chief.city_management.chuzhou", "reviewer.science.hefei"
    assert "没有" in words(reader(elsewhere).get("/desk/flow/"))
    reader(elsewhere).get(f"/desk/flow/?region={CHUZHOU}", want=404)
    reader(chief).get("/desk/flow/?region=340000", want=404)
    for wrong in ("%00", "341199", "x"):
        reader("operator").get(f"/desk/flow/?region={wrong}", want=404)
    assert by_chief(town).get("/desk/flow/events.csv?item=%00").status_code == 200
    for month in ("0000-01", "9999-12", "２０２３-10", "2023-1"):
        reader(chief).get(f"/desk/flow/?to={month}", want=422)
    assert "1 件" in words(reader("operator").get("/desk/flow/?region=340000"))
    path = f"/mining/items/{ITEM}?region={CHUZHOU}"
    found = by_login(town, chief).call("GET", path)
    assert found["cases"] == 1
    assert found["lasts"]["count"] == 1
    assert [w["cases"] for w in found["ways"]] == [1]
    rows = by_login(town, chief).call("GET", f"/mining/items?region={CHUZHOU}")["rows"]
    assert [(r["item"], r["cases"]) for r in rows] == [(ITEM, 1)]
    codes = {r["code"] for r in by_login(town, chief).call("GET", "/mining/regions")["rows"]}
    assert CHUZHOU in codes
    assert HEFEI not in codes
    by_login(town, elsewhere).call("GET", path, want=404)
    by_login(town, "food.clerk").call("GET", path, want=404)
    by_key().call("GET", path, want=404)
    Caller().call("GET", path, want=401)


def test_events_are_sent_as_they_are_read(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided_cases(2)
    chief = reader("chief.city_management.chuzhou").client
    for kind, media in (("csv", "text/csv"), ("xes", "application/xml")):
        answer = chief.get(f"/desk/flow/events.{kind}")
        assert answer.streaming
        assert answer["Content-Type"].startswith(media)
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
        assert ITEM in read(answer).decode()
    log = read(chief.get("/desk/flow/events.xes"))
    assert len(ElementTree.fromstring(log).findall("trace")) == 2
    assert chief.get("/desk/flow/events.xls").status_code == 404
    assert chief.get(f"/desk/flow/events.csv?region={HEFEI}").status_code == 404
    out = tmp_path / "events.xes"
    assert main(["mining", "export", "xes", "--out", str(out), "--numbers"]) == 0
    assert len(ElementTree.parse(out).getroot().findall("trace")) == 2
    capsys.readouterr()
    assert main(["mining", "export", "csv", "--item", "no.such"]) == 0
    assert capsys.readouterr().out.count("\n") == 1


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
