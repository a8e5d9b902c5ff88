"""Made-up names and codes: valid by the national standards, marked as made up, the same for the same seed."""

from __future__ import annotations

import csv

from yichuang.demo.names import MARK, Names, department_usci
from yichuang.demo.papers import content_of
from yichuang.demo.province import _DATA
from yichuang.engines.codes import check_code


def test_firms_have_codes_that_hold_and_names_that_say_they_are_made_up() -> None:
    names = Names(1)
    firms = [names.firm("合肥", "340104") for _ in range(300)]
    assert all(check_code("usci", f.code).ok for f in firms)
    assert all(f.name.endswith(MARK) and f.name.startswith("合肥") for f in firms)
    assert len({f.code for f in firms}) == len({f.name for f in firms}) == 300


def test_people_have_numbers_that_hold_and_names_of_their_own() -> None:
    names = Names(1)
    assert all(check_code("resident_id", names.resident_id("341102")).ok for _ in range(200))
    assert len({names.person() for _ in range(3000)}) == 3000


def test_the_same_seed_gives_the_same_province() -> None:
    first, second, other = Names(5), Names(5), Names(6)
    assert [first.person() for _ in range(50)] == [second.person() for _ in range(50)]
    assert first.firm("芜湖", "340207") == second.firm("芜湖", "340207")
    assert first.firm("芜湖", "340207") != other.firm("芜湖", "340207")


def test_public_bodies_have_codes_that_hold() -> None:
    codes = [department_usci("340100", n) for n in range(1, 60)]
    assert all(check_code("usci", c).ok for c in codes)
    assert len(set(codes)) == len(codes)


def test_the_samples_of_the_field_hold() -> None:
    with (_DATA / "samples.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert all(check_code("usci", row["code"]).ok for row in rows)
    assert all(MARK in row["name"] for row in rows)


def test_sample_papers_are_what_their_names_say_and_differ() -> None:
    first, second = content_of("pdf", "路由图"), content_of("pdf", "施工方案")
    assert first.startswith(b"%PDF-")
    assert first != second
    assert content_of("jpg", "x").startswith(b"\xff\xd8\xff")
