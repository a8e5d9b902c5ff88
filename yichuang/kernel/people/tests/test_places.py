"""Regions, the department that serves them, and what is missing for work to be done."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.people.testing import (
    SYSTEM,
    make_city,
    make_clerk,
    make_department,
    make_post,
)
from yichuang.kernel.trail import api as trail

pytestmark = pytest.mark.django_db
JUNE = datetime(2024, 6, 3, 9, tzinfo=clock.SHANGHAI)


def test_the_published_table_of_regions() -> None:
    text = (Path(settings.ROOT) / "measures/regions/regions.csv").read_text("utf-8")
    count = people.load_regions(SYSTEM, text)
    assert count > 200
    assert len(people.list_regions(kind="city")) == 16
    assert people.parents("340104") == ("340100", "340000")
    assert people.parents("340000") == ()
    assert people.parents("999999") == ()
    wuhu = {r.code for r in people.list_regions(parent="340200", kind="county")}
    assert {"340210", "340209", "340281"} <= wuhu
    assert "340221" not in wuhu
    assert "340221" in {r.code for r in people.list_regions(parent="340200", former=True)}
    assert people.read_regions(["340221"])["340221"].name.zh == "芜湖县"
    lines = len(trail.list_lines("region:all").rows)
    assert people.load_regions(SYSTEM, text) == count
    assert len(trail.list_lines("region:all").rows) == lines


def test_a_table_with_faults_names_them_all() -> None:
    text = "code,zh,en,kind,parent,from,until,note\n34x,,,town,99,2020-13-01,,\n"
    with pytest.raises(Invalid) as refused:
        people.load_regions(SYSTEM, text)
    assert {p.where for p in refused.value.problems} == {
        f"line 2.{column}" for column in ("code", "zh", "kind", "parent", "from")
    }


def test_the_nearest_department_serves_and_levels_climb(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_city()
    county = make_department("science", "340104")
    city = make_department("science", "340100")
    water = make_department("water", "340000")
    with django_assert_num_queries(2):
        assert people.find_department("science", "340104") == county
    assert people.find_department("science", "340104", "city") == city
    assert people.find_department("science", "340100") == city
    assert people.find_department("science", "340000") is None
    assert people.find_department("water", "340104") == water
    assert people.find_department("water", "340104", "city") is None
    assert people.find_department("science", "999999") is None
    assert (county.level, city.level, water.level) == ("county", "city", "province")
    assert people.read_departments([county.id, 10**9]) == {county.id: county}


def test_posts_by_department_and_region() -> None:
    make_city()
    city = make_department("science")
    window = make_post(city, "window")
    assert people.find_post(city.id, "window") == window
    assert people.find_post(city.id, "nothing") is None
    assert people.find_posts(region="340104", key="window") == (window,)
    county = make_post(make_department("service", "340104"), "window")
    assert people.find_posts(region="340104", key="window") == (county,)
    assert people.read_posts([window.id]) == {window.id: window}
    assert people.list_posts(city.id) == (window,)


def test_setting_up_again_changes_nothing_and_mends_what_differs() -> None:
    make_city()
    first = make_department("science")
    again = make_department("science")
    assert again == first
    assert len(trail.list_lines(f"department:{first.id}").rows) == 1
    mended = people.ensure_department(
        SYSTEM, key="science", region="340100", name=Text("科技局", "Science")
    )
    assert (mended.id, mended.name.zh) == (first.id, "科技局")
    assert len(trail.list_lines(f"department:{first.id}").rows) == 2
    with pytest.raises(NotFound):
        make_department("science", "990000")
    post = make_post(first, "chief")
    with pytest.raises(Conflict):
        make_post(first, "chief", backup=post)


def test_a_dissolved_department_is_answered_by_its_successor() -> None:
    with clock.travel(JUNE):
        make_city()
        old, new, newest = (make_department(key) for key in ("land", "planning", "nature"))
        people.dissolve_department(SYSTEM, department=old.id, successor=new.id, on=date(2024, 7, 1))
        assert people.find_department("land", "340104") == old
        with pytest.raises(Conflict):
            people.dissolve_department(
                SYSTEM, department=old.id, successor=None, on=date(2024, 8, 1)
            )
    with clock.travel(datetime(2024, 7, 1, 8, tzinfo=clock.SHANGHAI)):
        assert people.find_department("land", "340104") == new
        people.dissolve_department(
            SYSTEM, department=new.id, successor=newest.id, on=date(2024, 7, 2)
        )
    with clock.travel(datetime(2024, 7, 2, 8, tzinfo=clock.SHANGHAI)):
        assert people.find_department("land", "340104") == newest
        assert [d.key for d in people.list_departments("340100")] == ["nature"]


def test_what_is_missing_for_work_to_be_done(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_city()
    science = make_department("science")
    chief, reviewer = make_post(science, "chief"), make_post(science, "reviewer")
    make_clerk("wang", reviewer)
    seats = [
        ("science", "", "reviewer"),
        ("science", "", "chief"),
        ("science", "", "typist"),
        ("science", "county", "reviewer"),
        ("water", "", ""),
    ]
    with django_assert_num_queries(3):
        problems = people.staffed("340104", seats)
    assert [(p.where, p.code) for p in problems] == [
        ("science/chief", "no_holder"),
        ("science/typist", "no_post"),
        ("science county/reviewer", "no_department"),
        ("water", "no_department"),
    ]
    assert all(p.message.en and p.remedy for p in problems)
    make_clerk("li", chief)
    assert people.staffed("340104", seats[:2]) == ()


def test_only_those_who_look_after_people_set_up() -> None:
    stranger = Actor(label="account:1", name="x", account=1)
    with pytest.raises(NotPermitted):
        people.ensure_region(stranger, code="1", name=Text("x"), kind="city")
    admin = Actor(label="account:1", name="x", account=1, roles=("people_admin",))
    assert people.ensure_region(admin, code="340000", name=Text("x"), kind="province").code
