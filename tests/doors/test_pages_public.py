"""Pages that need no account: every one sound, with what it promises, and nothing that it must not tell."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.doors.addresses import first_line
from tests.doors.api_calls import ITEM
from tests.doors.pages import reader, words
from tests.town import CHUZHOU, HEFEI, SYSTEM, WORKS, WUHU, Town
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.trail import api as trail

PUBLIC = (
    "/", "/search/?q=电力", "/search/?q=电梯安装", "/search/", f"/items/{ITEM}/", "/measures/", f"/measures/{WORKS}/",
    "/verify/", "/verify/?q=XYZ", "/verify/XYZ", "/progress/", "/record/", "/record/{line}/", "/login/", "/about/",
)  # fmt: skip
CLOSED = (
    "/my/", "/my/facts/", "/my/messages/", "/my/cases/1/", "/my/cases/1/correct/", "/my/papers/1/",
    f"/items/{ITEM}/start/", "/drafts/1/", "/drafts/1/materials/", "/drafts/1/review/", "/simulated-bank/x",
)  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("url", PUBLIC)
def test_every_public_page_is_sound_in_both_languages(town: Town, url: str, language: str) -> None:
    browser = reader()
    browser.client.cookies["yichuang_language"] = language
    html = browser.get(url.format(line=first_line(f"pack:{WORKS}")))
    assert f'lang="{"en" if language == "en" else "zh-CN"}"' in html


@pytest.mark.parametrize("url", CLOSED)
def test_a_stranger_is_led_to_the_login_and_back(town: Town, url: str) -> None:
    answer = reader().client.get(url)
    assert answer.status_code == 302
    assert answer["Location"] == f"/login/?next={url}"


def test_the_login_page_leads_on_to_where_one_wanted_to_go(town: Town) -> None:
    html = reader().get("/login/?next=/my/facts/")
    assert 'href="/login/?next=/my/facts/"' in html
    assert "next=/login" not in html


def test_chinese_is_shown_whatever_the_browser_prefers(town: Town) -> None:
    html = Client().get("/", headers={"accept-language": "en-US,en"}).content.decode()
    assert "想办什么事" in html


def test_answers_carry_the_strict_policy(town: Town) -> None:
    policy = reader().client.get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_home_shows_the_items_of_the_chosen_city_only(town: Town) -> None:
    assert "电力接入工程审批" in reader(region=CHUZHOU).get("/")
    assert "电力接入工程审批" not in words(reader(region=HEFEI).get("/"))
    assert "还没有开办网上事项" in reader(region=WUHU).get("/")


def test_search_finds_offers_names_and_counts_what_it_missed(town: Town) -> None:
    for asked in ("电力", "許可 电力", "dianli", "电 力", "接入"):
        assert f'href="/items/{ITEM}/"' in reader().get(f"/search/?q={asked}"), asked
    missed = words(reader().get("/search/?q=电梯安装验收"))
    assert "本市没有找到" in missed
    since = trail.head().at.date()
    found = catalogue.list_misses(CHUZHOU, since)
    assert [m.count for m in found if m.words == "电梯安装验收"] == [1]


def test_search_says_which_cities_have_what_this_one_has_not(town: Town) -> None:
    assert "滁州市" in words(reader(region=WUHU).get("/search/?q=电力接入"))


def test_what_is_typed_is_never_markup(town: Town) -> None:
    nasty = "<img src=x onerror=document.title='ran'>"
    for url in ("/search/?q=", "/verify/?q=", "/record/?n="):
        answer = reader().client.get(url + nasty)
        assert nasty not in answer.content.decode()


def test_number_of_a_case_leads_to_its_progress(town: Town) -> None:
    number = "2023101934110012340000012"
    answer = reader().client.get(f"/search/?q={number}")
    assert answer["Location"] == f"/progress/?number={number}"


def test_item_has_exactly_four_at_a_glance_and_three_groups(town: Town) -> None:
    html = reader().get(f"/items/{ITEM}/")
    glance = html.split('class="y-glance', 1)[1].split("</dl>", 1)[0]
    assert glance.count("<dt>") == 4
    text = words(html)
    for part in ("您来提供", "我们去取", "已经知道", "这几条都满足", "由谁办", "依据"):
        assert part in text, part
    assert "其他材料" not in text


def test_item_that_a_city_has_not_adopted_names_who_has(town: Town) -> None:
    text = words(reader(region=WUHU).get(f"/items/{ITEM}/", want=404))
    assert "本市现在不办这个事项" in text
    assert "滁州市" in text
    assert "没有找到这一页" in words(reader().get("/items/no.such/", want=404))


def test_item_that_was_withdrawn_says_since_when(town: Town) -> None:
    catalogue.withdraw(SYSTEM, region=CHUZHOU, pack=WORKS)
    text = words(reader().get(f"/items/{ITEM}/", want=404))
    assert "10 月 19 日" in text
    assert "停止受理" in text


def test_measure_shows_the_notices_words_and_never_claims_what_did_not_run(town: Town) -> None:
    text = words(reader().get(f"/measures/{WORKS}/"))
    assert "施工距离500米以内的10千伏普通用户电力接入工程实行备案制" in text
    assert "未运行" in text
    assert "已验证" not in text
    assert "待核" in text
    assert "1 市采用" in text
    reader().get("/measures/no_such/", want=404)


def test_progress_needs_number_and_code_and_rests_after_misses(town: Town) -> None:
    cache.clear()
    browser = reader()
    wrong = {"number": "2023101934110012340000012", "code": "000000"}
    for _ in range(5):
        assert "对不上" in words(browser.post("/progress/", wrong, 422).content.decode())
    assert "15 分钟后" in words(browser.post("/progress/", wrong, 422).content.decode())
    other = {**wrong, "number": "2023101934110012340000020"}
    assert "对不上" in words(browser.post("/progress/", other, 422).content.decode())
    cache.clear()


def test_a_line_of_the_record_is_proven_but_not_told(town: Town) -> None:
    while trail.seal():
        pass
    line = first_line(f"pack:{WORKS}")
    text = words(reader().get(f"/record/{line}/"))
    assert "没有改过" in text
    assert "SYSTEM" not in text
    assert "system:" not in text
    proof = reader().client.get(f"/record/{line}/proof.json").json()
    assert set(proof) == {"line", "index", "leaf", "path", "size", "root", "rule"}
    assert proof["root"] == trail.head().root
    assert "没有第 999999999 号记录" in words(reader().get("/record/?n=999999999", want=404))
    assert reader().client.get("/record/99999999999999999999/").status_code == 404


def test_verify_refuses_what_is_no_file_and_tells_unknown_copies(town: Town) -> None:
    browser = reader()
    assert "还没有选文件" in words(browser.post("/verify/", {}, 422).content.decode())
    text = words(browser.get("/verify/?q=GB-1"))
    assert "没有找到这张证照" in text
    assert "您可以" in text
