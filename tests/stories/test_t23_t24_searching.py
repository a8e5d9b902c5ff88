"""T23, T24: words as people type them find what they mean; Enter that ends a word of an input method sends nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.stories import works
from tests.stories.conftest import Open
from tests.stories.grid import LONG, Grid
from tests.stories.person import Person
from tests.town import CHUZHOU

pytestmark = pytest.mark.story
IME = (Path(__file__).resolve().parents[1] / "vendor" / "ime_enter.js").read_text("utf-8")


def ime_enter(person: Person, selector: str) -> bool:
    """Confirms a half-typed word with Enter; True when nothing was sent and the word stands there."""
    return bool(person.page.evaluate(f"({IME[IME.index('async function') :]})", selector))


@pytest.mark.clause("P01.1")
@pytest.mark.parametrize(
    "asked", ["施工", "接入", "许可 电力", "電力 許可", "电 力", "dianli", "jieru"]
)
def test_t23_words_find_the_item(enter: Open, asked: str) -> None:
    stranger = enter("", "phone", city=CHUZHOU)
    stranger.goto("/")
    stranger.page.fill("input[type=search], input[name=q]", asked)
    started = time.monotonic()
    stranger.page.keyboard.press("Enter")
    stranger.page.wait_for_url(lambda url: "/search/" in url)
    stranger.sees("电力接入工程审批")
    assert time.monotonic() - started < 5


def test_t24_enter_of_an_input_method_sends_nothing(enter: Open, grid: Grid) -> None:
    number = grid.hand_in(LONG)
    stranger = enter("", city=CHUZHOU)
    for page, selector in (("/", "[name=q]"), ("/search/", "[name=q]"), ("/verify/", "#q")):
        stranger.goto(page)
        assert ime_enter(stranger, f"main {selector}"), page
    stranger.goto("/search/")
    stranger.page.fill("main [name=q]", "接入")
    stranger.page.keyboard.press("Enter")
    stranger.page.wait_for_url(lambda url: "q=" in url)

    clerk = enter(works.reviewer("river"))
    clerk.goto("/desk/")
    assert ime_enter(clerk, "#q")
    clerk.goto("/desk/cases/")
    assert ime_enter(clerk, "main form [name=q]")
    clerk.goto(f"/desk/cases/{number}/?node=river")
    clerk.page.get_by_role("button", name="不同意").first.click()
    assert ime_enter(clerk, "dialog[open] textarea[name=opinion]")
    box = clerk.page.locator("dialog[open] textarea[name=opinion]")
    box.focus()
    clerk.page.keyboard.press("Enter")
    assert clerk.page.locator("dialog[open]").count() == 1
    assert box.input_value().endswith("\n")

    firm = enter("food.clerk", city=CHUZHOU)
    firm.goto("/items/c03_power_works.works/start/")
    firm.page.locator("input[name=applicant]").first.check()
    firm.press("开始填表")
    while not firm.page.locator("main form input[name='works.name']").count():
        firm.press("保存并继续")
    assert ime_enter(firm, "main form input[name='works.name']")
