"""Finding by one or two characters, pinyin, Latin glued to Chinese, traditional forms; misses are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api
from yichuang.kernel.catalogue.models import SearchMiss
from yichuang.kernel.catalogue.testing import SYSTEM, adopt_packs
from yichuang.kernel.catalogue.tests.small import DICTIONARY, sale_pack, works_pack

pytestmark = pytest.mark.django_db
FEE = {"c03": {"dig_fee": "1 元"}}
WORKS = "c03.works"


@pytest.fixture
def adopted() -> None:
    adopt_packs(DICTIONARY, works_pack(), sale_pack(), parameters=FEE)
    api.index_entry("parcel", "GB00012", title=Text("A12地块", "Plot A12"), region="341100")


def found(asked: str, region: str = "341100") -> list[str]:
    return [hit.ref for hit in api.search(region, asked).hits]


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize(
    "asked",
    [
        "施工",
        "接入",
        "许可 电力",
        "电 力",
        "許可",
        "dianli",
        "dljr",
        "电力接入",
        "permit",
        "怎么办理电力接入",
    ],
)
def test_finds_the_item(asked: str) -> None:
    assert found(asked)[0] == WORKS


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize("asked", ["a12地块", "A12", "GB00012", "a12"])
def test_finds_the_parcel(asked: str) -> None:
    assert found(asked)[0] == "GB00012"


@pytest.mark.usefixtures("adopted")
def test_a_better_answer_comes_first_and_carries_its_title() -> None:
    hits = api.search("341100", "登记").hits
    assert hits[0].ref == "sale.transfer"
    assert hits[0].title == Text("转移登记", "Transfer")
    assert hits[0].score > 0
    assert [h.ref for h in api.search("341100", "审批", kinds=("parcel",)).hits] == []


@pytest.mark.usefixtures("adopted")
def test_no_answer_offers_names_and_other_regions_and_is_counted() -> None:
    told = api.search("341100", "转一登记处")
    assert told.hits or told.near
    none = api.search("341100", "电利接乳工成")
    assert none.hits == ()
    assert "电力接入工程审批" in none.near
    elsewhere = api.search("340100", "电力接入")
    assert elsewhere.hits == ()
    assert [(h.ref, h.region) for h in elsewhere.elsewhere] == [(WORKS, "341100")]
    api.search("341100", "钢琴")
    api.search("341100", "钢琴")
    misses = api.list_misses("341100", clock.today())
    assert ("钢琴", 2) in [(m.words, m.count) for m in misses]
    assert api.list_misses("341100", clock.today() + timedelta(days=1)) == ()
    api.search("341100", "???")
    assert SearchMiss.objects.filter(words="???").count() == 0


@pytest.mark.usefixtures("adopted")
def test_only_those_who_may_find_it() -> None:
    api.index_entry(
        "case",
        "c-1",
        title=Text("某公司电力接入"),
        region="341100",
        audience=("department:1", "subject:2"),
    )
    assert "c-1" not in found("某公司")
    for reader in ("department:1", "subject:2"):
        hits = api.search("341100", "某公司", audiences=(api.PUBLIC, reader)).hits
        assert [h.ref for h in hits] == ["c-1"]
    assert api.search("341100", "某公司", audiences=("department:3",)).hits == ()
    near = api.search("341100", "某公司电力", audiences=("department:3",)).near
    assert "某公司电力接入" not in near
    api.remove_entry("case", "c-1", region="341100")
    assert api.search("341100", "某公司", audiences=("subject:2",)).hits == ()


@pytest.mark.usefixtures("adopted")
def test_the_index_follows_adoption_and_indexing_twice_is_once() -> None:
    before = found("电力")
    assert api.index_items("341100") == 2
    assert found("电力") == before
    api.withdraw(SYSTEM, region="341100", pack="sale")
    api.withdraw(SYSTEM, region="341100", pack="c03")
    assert found("电力") == []


@pytest.mark.usefixtures("adopted")
def test_cost_does_not_grow(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for n in range(300):
        api.index_entry("case", f"n{n}", title=Text(f"电力第{n}号"), region="341100", pinyin=False)
    with django_assert_max_num_queries(3):
        assert len(api.search("341100", "电力").hits) == 20
