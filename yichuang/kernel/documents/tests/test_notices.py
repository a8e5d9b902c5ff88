"""Written notices: every kind renders in both languages, numbered in order, served once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from yichuang.base import clock
from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.tests.conftest import CASE, SYSTEM
from yichuang.kernel.people.contracts import Department

pytestmark = pytest.mark.django_db
ITEM = Text("外国人来华工作许可", "Work permit")
FULL: dict[str, Any] = {
    "item": ITEM,
    "materials": [Text("劳动合同", "Contract")],
    "query_code": "482913",
    "accepted_on": date(2023, 11, 24),
    "statutory": Text("10 个工作日", "10 working days"),
    "promised": date(2023, 12, 1),
    "grounds": [Text("不属于本机关职权范围", "not within the powers of this office")],
    "basis": "行政许可法第三十二条",
    "items": [Text("护照:请补交清晰的副本", "Passport: a clear copy")],
    "due": date(2023, 12, 8),
    "procedure": Text("专家评审", "an expert review"),
    "from": date(2023, 11, 25),
    "ground": Text("需要核实学历", "the degree must be confirmed"),
    "period": Text("10 个工作日", "10 working days"),
    "papers": [Text("工作许可证 1 号", "work permit 1")],
    "served_on": date(2023, 11, 27),
    "how": Text("平台送达", "the platform"),
}


def write(office: Department, kind: str, data: dict[str, Any], **more: Any) -> documents.Notice:  # type: ignore[name-defined]
    return documents.write_notice(
        SYSTEM,
        kind,
        CASE,
        None,
        data,
        region="340100",
        department=office.id,
        receiver_name="约翰·测试",
        **more,
    )


@pytest.mark.parametrize("kind", sorted(documents.NOTICE_WORDS))
def test_every_kind_says_what_it_is_in_both_languages(office: Department, kind: str) -> None:
    notice = write(office, kind, FULL)
    word = documents.NOTICE_WORDS[kind]
    assert notice.number == f"合肥市科学技术局〔2023〕{word}字第1号"
    assert notice.title.zh
    assert notice.title.en
    assert CASE in notice.body.zh
    assert CASE in notice.body.en
    assert "{" not in notice.body.zh + notice.body.en
    assert "____" not in notice.body.zh + notice.body.en
    if kind in ("refusal", "not_accepted", "revocation"):
        for words in ("行政复议", "行政诉讼", "不属于本机关职权范围", "行政许可法第三十二条"):
            assert words in notice.body.zh
        assert "reconsideration" in notice.body.en


def test_a_correction_lists_everything_at_once(office: Department) -> None:
    items = [Text("护照", "Passport"), Text("劳动合同", "Contract")]
    body = write(office, "correction", {**FULL, "items": items}).body
    assert "1. 护照\n2. 劳动合同\n请于 2023年12月8日 前补正" in body.zh
    assert "1. Passport\n2. Contract\n" in body.en
    assert "2023-12-08" in body.en


def test_a_notice_without_its_ground_is_not_written(office: Department) -> None:
    with pytest.raises(Invalid) as caught:
        write(office, "not_accepted", {"item": ITEM})
    assert {p.where for p in caught.value.problems} == {"grounds", "basis"}
    assert documents.list_notices(CASE) == ()


def test_what_has_no_english_is_said_in_chinese(office: Department) -> None:
    body = write(office, "lapse", {"item": "外国人来华工作许可", "ground": "逾期未补正"}).body
    assert "逾期未补正" in body.en


def test_numbers_run_by_kind_and_year_and_simulated_apart(office: Department) -> None:
    assert write(office, "receipt", FULL, watermark="模拟").number.endswith("〔2023〕模拟收字第1号")
    assert write(office, "receipt", FULL).number.endswith("〔2023〕收字第1号")
    assert write(office, "receipt", {**FULL, "word": "合科"}).number == "合科〔2023〕收字第2号"
    clock.advance(timedelta(days=60))
    assert write(office, "receipt", FULL).number.endswith("〔2024〕收字第1号")


def test_a_notice_is_served_once_and_verified_by_its_number(office: Department) -> None:
    notice = write(office, "acceptance", FULL)
    served = documents.serve(SYSTEM, notice.id, how="邮寄", proof="EMS1")
    clock.advance(timedelta(days=1))
    assert documents.serve(SYSTEM, notice.id) == served
    assert documents.list_notices(CASE) == (served,)
    assert documents.verify(notice.number).status == "valid"
    assert "约翰·测试:" in documents.render_notice_html(notice.id)
    info = documents.make_notice_pdf(notice.id)
    assert info.media == "application/pdf"
    assert documents.read_notice(notice.id).pdf == info.digest
