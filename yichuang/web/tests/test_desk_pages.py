"""Pages of the desk: who may open them, and that each is a whole page."""

from __future__ import annotations

import re
from typing import cast

import pytest
from django.contrib.auth import get_user_model
from django.http import FileResponse
from django.test import Client

from yichuang.base.text import Text
from yichuang.kernel.cases import testing
from yichuang.kernel.people import api as people
from yichuang.web.tests.desk_city import DeskCity, read, store_pdf
from yichuang.web.tests.road_works import PACK

PAGES = (
    "/desk/",
    "/desk/?show=done",
    "/desk/?show=held&q=甲",
    "/desk/cases/",
    "/desk/cases/?state=running&q=2023",
    "/desk/window/",
    "/desk/absence/",
    "/desk/posts/",
    "/desk/posts/?all",
    "/desk/packs/",
    f"/desk/packs/{PACK}/",
    f"/desk/packs/{PACK}/adopt/",
    f"/desk/packs/{PACK}/withdraw/",
    "/desk/operations/",
)


def content_of(response: object) -> bytes:
    """All of a file that is being sent."""
    return b"".join(cast("FileResponse", response))


def assert_whole(html: str) -> None:
    """One h1, the landmarks, nothing inline."""
    assert len(re.findall(r"<h1[ >]", html)) == 1
    for landmark in ("<header", "<nav", "<main", "<footer"):
        assert landmark in html
    assert not re.search(r"<[^>]*\sstyle\s*=", html)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=\s*[\"']", html)


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_whole(city: DeskCity, address: str) -> None:
    city.case()
    response = city.client("city.chief.a").get(address)
    assert response.status_code == 200
    assert_whole(response.content.decode())
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_speaks_english(city: DeskCity, address: str) -> None:
    client = city.client("city.chief.a")
    client.cookies["yichuang_language"] = "en"
    html = client.get(address).content.decode()
    assert '<html lang="en">' in html
    assert_whole(html)


@pytest.mark.parametrize("address", PAGES)
def test_strangers_log_in_first_and_others_find_nothing(city: DeskCity, address: str) -> None:
    assert Client().get(address).headers["Location"].startswith("/login/?next=/desk/")
    outsider = people.create_account(
        testing.SYSTEM, username="outsider", name="某人", hashed="!", roles=()
    )
    client = Client()
    client.force_login(get_user_model().objects.get(pk=outsider))
    assert client.get(address).status_code == 404


def test_a_case_of_others_is_as_if_it_never_was(city: DeskCity) -> None:
    number = city.case(store_pdf(testing.SYSTEM))
    elsewhere = people.create_account(
        testing.SYSTEM, username="elsewhere", name="外地", hashed="!", roles=()
    )
    people.ensure_region(
        testing.SYSTEM,
        code="340200",
        name=people.read_regions([city.cast.region])[city.cast.region].name,
        kind="city",
        parent="340000",
    )
    office = people.ensure_department(
        testing.SYSTEM,
        key="city",
        region="340200",
        name=people.list_departments(city.cast.region)[0].name,
    )
    post = people.ensure_post(
        testing.SYSTEM, department=office.id, key="reviewer", name=office.name
    )
    people.appoint(testing.SYSTEM, account=elsewhere, post=post.id, position="A")
    client = Client()
    client.force_login(get_user_model().objects.get(pk=elsewhere))
    receipt = read(number).papers[0]
    seq = read(number).seq
    for there, nowhere in (
        (f"/desk/cases/{number}/", "/desk/cases/2023111434110000000099999/"),
        (
            f"/desk/cases/{number}/materials/map/",
            "/desk/cases/2023111434110000000099999/materials/map/",
        ),
        (
            f"/desk/cases/{number}/papers/{receipt.id}/",
            "/desk/cases/2023111434110000000099999/papers/1/",
        ),
    ):
        one, other = client.get(there), client.get(nowhere)
        assert (one.status_code, other.status_code) == (404, 404)
        assert _without_path(one.content) == _without_path(other.content)
    for verb in ("complete", "claim", "suspend", "terminate"):
        response = client.post(
            f"/desk/cases/{number}/do/{verb}/",
            {"node": "green", "outcome": "approve", "ground": "other"},
        )
        assert response.status_code == 404
    assert read(number).seq == seq
    assert number not in client.get("/desk/cases/").content.decode()
    assert number not in client.get("/desk/", {"q": number[:6]}).content.decode()


def _without_path(content: bytes) -> str:
    """The page without what only repeats its own address and the form's token."""
    text = re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", content.decode())
    return re.sub(r"\?next=[^\"]*", "", text)


def test_a_name_is_never_markup(city: DeskCity) -> None:
    number = city.case()
    client = city.client("green.reviewer.a")
    for address in ("/desk/", f"/desk/cases/{number}/", "/desk/cases/"):
        html = client.get(address).content.decode()
        assert "<img src=x" not in html
        assert "&lt;img src=x onerror" in html


def test_a_material_is_shown_but_never_runs(city: DeskCity) -> None:
    number = city.case(store_pdf(testing.SYSTEM))
    client = city.client("green.reviewer.a")
    desk = client.get(f"/desk/cases/{number}/").content.decode()
    assert f'<iframe class="y-paper" src="/desk/cases/{number}/materials/map/' in desk
    shown = client.get(f"/desk/cases/{number}/materials/map/")
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert content_of(shown).startswith(b"%PDF")
    saved = client.get(f"/desk/cases/{number}/materials/map/?download")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert content_of(saved).startswith(b"%PDF")
    assert client.get(f"/desk/cases/{number}/materials/other/").status_code == 404


def test_papers_of_the_case_can_be_read(city: DeskCity) -> None:
    number = city.case()
    client = city.client("green.reviewer.a")
    for row in read(number).papers:
        response = client.get(f"/desk/cases/{number}/papers/{row.id}/?kind={row.kind}")
        assert response.status_code == 200
        assert row.number in response.content.decode()
    assert client.get(f"/desk/cases/{number}/papers/999999/").status_code == 404


def test_the_inbox_takes_the_same_queries_however_long_it_is(
    city: DeskCity, django_assert_max_num_queries: object
) -> None:
    client = city.client("green.reviewer.a")
    for length in ("101 m", "102 m"):
        city.case(works__length=length)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as two:
        client.get("/desk/")
    for length in ("103 m", "104 m", "105 m"):
        city.case(works__length=length)
    with CaptureQueriesContext(connection) as five:
        assert client.get("/desk/").content.decode().count("y-pick") >= 5
    assert len(five) == len(two)


def test_an_inbox_of_several_posts_names_their_department_once(city: DeskCity) -> None:
    who = "green.reviewer.a"
    home = next(iter(city.actor(who).posts)).department
    for key in ("seals", "letters"):
        post = people.ensure_post(testing.SYSTEM, department=home, key=key, name=Text(key, key)).id
        people.appoint(testing.SYSTEM, account=city.accounts[who], post=post, position="A")
    html = city.client(who).get("/desk/").content.decode()
    head = html.partition('<h1 class="fs-4">')[2].partition("</p>")[0]
    department = people.read_departments([home])[home].name.zh
    assert head.count(department) == 1
    assert "seals、letters" in head
