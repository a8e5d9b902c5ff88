"""What the stories stand on: one served portal and one browser for all of them, people who come and go."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.stories.grid import Grid
from tests.stories.house import ROOT, House
from tests.stories.person import Person, Width, open_person, screenshots
from tests.stories.receiver import Receiver, receiving
from tests.town import Town, build_town

CHROMIUM = os.environ.get("YICHUANG_CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
PICTURES = ROOT / ".yichuang" / "stories"
Open = Callable[..., Person]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    # the stories look into tables from the thread in which the browser's loop runs
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def grid_receiver() -> Iterator[Receiver]:
    """Where the power company listens."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The portal, closed at the end; its tables are there, nobody is in it yet."""
    found = House(tmp_path_factory.mktemp("house"))
    found.command("django", "migrate", "--verbosity", "0")
    yield found
    found.close()


@pytest.fixture(scope="package")
def backstage(house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This process looks into the same tables, files and clock as the portal, by the same doors."""
    before = connection.settings_dict["NAME"], os.environ.get("YICHUANG_CLOCK_FILE")
    with django_db_blocker.unblock(), override_settings(FILES_DIR=house.folder / "files"):
        connection.close()
        connection.settings_dict["NAME"] = str(house.database)
        os.environ["YICHUANG_CLOCK_FILE"] = str(house.clock.file)
        yield
        connection.close()
        connection.settings_dict["NAME"] = before[0]
        os.environ.pop("YICHUANG_CLOCK_FILE")
        if before[1] is not None:
            os.environ["YICHUANG_CLOCK_FILE"] = before[1]


@pytest.fixture(scope="session")
def _town_hall() -> dict[str, Town]:
    """The one town, kept beyond the package's fixtures."""
    return {}


@pytest.fixture
def town(
    house: House, backstage: None, _town_hall: dict[str, Town], grid_receiver: Receiver
) -> Town:
    """The cast, and the portal open."""
    if "town" not in _town_hall:
        _town_hall["town"] = build_town(grid_receiver.url)
        grid_receiver.secret = _town_hall["town"].grid_secret
        house.open()
    return _town_hall["town"]


@pytest.fixture
def grid(house: House, town: Town) -> Grid:
    """The power company's program."""
    return Grid(house, town)


@pytest.fixture(scope="session")
def _cookies() -> dict[str, Any]:
    """Whoever has logged in once in a run stays logged in."""
    return {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Lets fixtures know whether the test failed."""
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report


@pytest.fixture
def enter(
    browser: Browser,
    house: House,
    town: Town,
    _cookies: dict[str, Any],
    request: pytest.FixtureRequest,
) -> Iterator[Open]:
    """`enter(login, width, city=...)`: somebody comes to the portal; their console stays clean."""
    present: list[Person] = []

    def enter_one(login: str = "", width: Width = "desk", *, city: str = "", **more: Any) -> Person:
        person = open_person(browser, house, login, width, **more)
        present.append(person)
        if login and login in _cookies:
            person.context.add_cookies(_cookies[login])
        elif login:
            person.log_in()
            _cookies[login] = person.context.cookies()
        if city:
            # after those of the login: they know the city of an earlier visit
            person.context.add_cookies(
                [{"name": "yichuang_region", "value": city, "url": house.url}]
            )
        return person

    yield enter_one
    failed = getattr(request.node, "report_call", None)
    if failed is not None and failed.failed:
        name = re.sub(r"\W+", "_", request.node.name)[:80]
        screenshots(present, PICTURES, name)
    faults = [f"{p.login}: {fault}" for p in present for fault in p.faults]
    for person in present:
        person.context.close()
    assert faults == []
