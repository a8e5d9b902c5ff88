"""Coming in: by name and password, in both languages, on a phone and at a desk."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Open

pytestmark = pytest.mark.story


def test_a_clerk_logs_in_and_stands_at_the_inbox(enter: Open) -> None:
    clerk = enter("office.wuhu")
    clerk.goto("/desk/")
    clerk.sees("待办", "都办完了")
    assert clerk.axe() == []


def test_a_wrong_password_is_told_in_words_and_the_name_stays(enter: Open) -> None:
    stranger = enter()
    stranger.goto("/login/")
    stranger.page.fill("#username", "citizen")
    stranger.page.fill("#password", "不是这个口令")
    stranger.press("登录")
    stranger.sees("用户名或密码不对")
    assert stranger.page.input_value("#username") == "citizen"
    assert stranger.page.evaluate("document.activeElement.id") == "errors"


def test_a_citizen_on_a_phone_in_english(enter: Open) -> None:
    citizen = enter("citizen", "phone")
    citizen.goto("/account/")
    citizen.press("English")
    assert citizen.page.get_attribute("html", "lang") == "en"
    citizen.sees("Log out")
    assert citizen.too_wide() == []
