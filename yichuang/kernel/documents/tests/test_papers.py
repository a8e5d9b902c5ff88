"""Papers: ready or not, issued in order with numbers that leave no gap, frozen, copied, and guarded."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid
from yichuang.base.text import Text
from yichuang.engines.codes import check_code
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.models import PaperRow, StatusChange
from yichuang.kernel.documents.tests.conftest import CASE, SYSTEM, request_of
from yichuang.kernel.people.contracts import Department

pytestmark = pytest.mark.django_db
QUOTING = "<h1>居留许可</h1><p>工作许可证号 {{ papers.work_permit.number }},{{ papers.residence.valid_until }}</p>"
GROUND = Text("以欺骗手段取得", "obtained by deceit")


def test_papers_are_issued_in_order_and_quote_those_before_them(office: Department) -> None:
    first = request_of(office, valid_until=date(2025, 11, 23))
    second = request_of(office, "residence", source=QUOTING, valid_until=date(2025, 11, 23))
    assert documents.ready([first, second]) == ()
    work, residence = documents.issue(SYSTEM, [first, second])
    assert work.issued_at < residence.issued_at
    assert work.number == "3401002023112400001"
    assert residence.data["papers"]["work_permit"]["number"] == work.number
    page = documents.render_html(residence.id)
    assert f"工作许可证号 {work.number},2025年11月23日" in page
    assert documents.list_papers(CASE) == (work, residence)
    assert documents.list_held([7]) == (residence, work)


def test_a_paper_cannot_quote_one_that_comes_later(office: Department) -> None:
    order = [request_of(office, "residence", source=QUOTING), request_of(office)]
    problems = documents.ready(order)
    assert [(p.where, p.code) for p in problems] == [("papers.residence", "unknown")]
    assert "papers.work_permit.number" in problems[0].message.zh
    with pytest.raises(Invalid, match="not_ready"):
        documents.issue(SYSTEM, order)
    assert not PaperRow.objects.exists()


def test_everything_that_is_missing_is_told_at_once(office: Department) -> None:
    bare = request_of(office, data={}, number="皖({year}){registry.seat}第{serial:7}号")
    nobody = request_of(office, "other", issuer=999)
    broken = request_of(office, "third", source="<p>{% include 'x' %}</p>")
    lost = request_of(office, "fourth", source="", template="papers/nowhere.html")
    codes = [
        (p.where.removeprefix("papers."), p.code)
        for p in documents.ready([bare, nobody, broken, lost])
    ]
    assert codes == [
        ("work_permit", "number"),
        ("work_permit", "unknown"),
        ("other", "issuer"),
        ("third", "template"),
        ("fourth", "template"),
    ]


def test_an_office_without_a_code_cannot_issue_certificates(office: Department) -> None:
    from yichuang.kernel.people import api as people

    bare = people.ensure_department(
        SYSTEM, key="police", region="340100", name=Text("合肥市公安局")
    )
    problems = documents.ready([request_of(office, issuer=bare.id)])
    assert [p.code for p in problems] == ["issuer_code"]
    assert documents.ready([request_of(office, issuer=bare.id, certificate=False)]) == ()


def test_identifiers_hold_by_the_standard_and_keep_their_type(office: Department) -> None:
    one, two = (documents.issue(SYSTEM, [request_of(office)])[0].identifier for _ in range(2))
    assert check_code("elicence", one).ok
    assert check_code("elicence", two).ok
    assert one.split(".")[5] == "113401040029863956001"
    assert one.split(".")[7] == "34010020230000001"
    assert two.split(".")[7] == "34010020230000002"
    (other,) = documents.issue(SYSTEM, [request_of(office, "residence")])
    assert other.identifier.split(".")[5] == "113401040029863956002"


def test_a_pattern_of_the_pack_makes_the_number(office: Department) -> None:
    pattern = "皖({year}){registry.seat}不动产权第{serial:7}号"
    data = {"foreigner": {"name": "甲"}, "job": {"class": "A"}, "registry": {"seat": "合肥市"}}
    numbers = [
        documents.issue(SYSTEM, [request_of(office, number=pattern, data=data)])[0].number
        for _ in range(2)
    ]
    assert numbers == ["皖(2023)合肥市不动产权第0000001号", "皖(2023)合肥市不动产权第0000002号"]
    assert check_code("realty_certificate", numbers[0]).ok


def test_a_simulated_paper_counts_apart_and_looks_it(office: Department) -> None:
    real = documents.issue(SYSTEM, [request_of(office)])[0]
    simulated = documents.issue(SYSTEM, [request_of(office, watermark="模拟 不具法律效力")])[0]
    assert simulated.number == f"模拟{real.number}"
    assert simulated.identifier == ""
    assert "模拟 不具法律效力" in documents.render_html(simulated.id)


def test_what_is_undone_gives_its_number_back(office: Department) -> None:
    class Undone(Exception):
        pass

    def issue_and_fail() -> None:
        with transaction.atomic():
            documents.issue(SYSTEM, [request_of(office)])
            raise Undone

    with pytest.raises(Undone):
        issue_and_fail()
    (paper,) = documents.issue(SYSTEM, [request_of(office)])
    assert paper.number.endswith("00001")


def test_case_numbers_rise_by_day_and_carry_their_check(office: Department) -> None:
    day = date(2023, 11, 24)
    numbers = [documents.next_case_number("340100", day, department="0401") for _ in range(3)]
    assert [n[18:24] for n in numbers] == ["000001", "000002", "000003"]
    assert all(check_code("case_number", n).ok for n in numbers)
    assert documents.next_case_number("340100", day + timedelta(1))[18:24] == "000001"
    assert documents.next_case_number("340100", day, simulated=True).startswith("M")
    assert documents.next_number("list", "340100", day) == "340100-2023-000001"


def test_an_issued_paper_can_be_neither_changed_nor_taken_back(office: Department) -> None:
    documents.issue(SYSTEM, [request_of(office)])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PaperRow.objects.update(holder_name="别人")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PaperRow.objects.all().delete()


def test_status_goes_only_where_it_may_and_keeps_its_history(office: Department) -> None:
    (paper,) = documents.issue(SYSTEM, [request_of(office)])
    documents.note_shown(paper.id, "partner:grid")
    documents.note_shown(paper.id, "partner:grid")
    assert documents.list_shown(paper.id) == ("partner:grid",)
    assert documents.set_status(SYSTEM, paper.id, "suspended", GROUND).status == "suspended"
    assert documents.set_status(SYSTEM, paper.id, "suspended", GROUND).status == "suspended"
    assert (
        documents.set_status(SYSTEM, paper.id, "valid", Text("已改正", "mended")).status == "valid"
    )
    assert documents.set_status(SYSTEM, paper.id, "revoked", GROUND).status == "revoked"
    with pytest.raises(Conflict):
        documents.set_status(SYSTEM, paper.id, "valid", GROUND)
    with pytest.raises(Invalid):
        documents.set_status(SYSTEM, paper.id, "lost", Text(""))
    assert list(StatusChange.objects.order_by("id").values_list("status", flat=True)) == [
        "suspended",
        "valid",
        "revoked",
    ]


def test_the_copy_is_made_once_and_can_be_read_by_people_and_machines(
    office: Department, tmp_path: Path
) -> None:
    (paper,) = documents.issue(SYSTEM, [request_of(office, valid_until=date(2025, 11, 23))])
    info = documents.make_pdf(paper.id)
    assert documents.make_pdf(paper.id) == info
    assert documents.read_paper(paper.id).pdf == info.digest
    assert info.pages == 1
    content = documents.read_content(info.digest)
    documents.store(SYSTEM, "许可.pdf", content)  # our own copies must pass our own checks
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    path = str(documents.open_file(info.digest))
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("外国人工作许可证", "约翰·测试", "2023年11月24日", paper.number):
        assert words in text
    assert paper.identifier in "".join(text.split())
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "A4" in about
    assert f"yichuang-paper:{paper.token}:{paper.digest}" in about


def test_the_same_frozen_data_give_the_same_bytes(office: Department, tmp_path: Path) -> None:
    (paper,) = documents.issue(SYSTEM, [request_of(office)])
    from yichuang.kernel.documents.models import PaperRow as Row
    from yichuang.kernel.documents.rendering.page import whole_page
    from yichuang.kernel.documents.rendering.pdf import make_pdf_bytes
    from yichuang.kernel.documents.rendering.sheets import paper_sheet

    sheet = paper_sheet(Row.objects.get(id=paper.id))
    made = make_pdf_bytes(whole_page(sheet), made_at=sheet.issued_at, attach=b"{}")
    clock.advance(timedelta(days=3))
    assert make_pdf_bytes(whole_page(sheet), made_at=sheet.issued_at, attach=b"{}") == made


def test_names_of_people_cannot_become_markup(office: Department) -> None:
    evil = "<img src=x onerror=document.title='ran'>(测试)"
    data = {"foreigner": {"name": evil}, "job": {"class": "A"}}
    (paper,) = documents.issue(SYSTEM, [request_of(office, data=data, holder_name=evil)])
    page = documents.render_html(paper.id)
    assert "<img" not in page
    assert "&lt;img" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% include 'x' %}</p>",
        "<p>{% load static %}</p>",
        "<p>{{ a.b|safe }}</p>",
        "<script>1</script>",
        "<p onclick='x'>a</p>",
        "<p style='color:red'>a</p>",
        "<{{ a.b }}>",
        "<p class='{{ a.b }}'>x</p>",
        "<p>",
        "<img src='http://x.invalid'>",
        "<!-- x --><p>a</p>",
    ],
)
def test_a_template_may_hold_text_and_nothing_else(template: str) -> None:
    assert documents.check_template(template)


def test_a_template_tells_what_it_reads() -> None:
    text = (
        "<p>{{ a.b }}</p>{% for x in rows.all %}<p>{{ x.c|masked }}</p>{% endfor %}"
        "{% if d.e %}<p>{{ f.g }}</p>{% endif %}"
    )
    assert documents.check_template(text) == ()
    assert documents.names_read(text) == {"a.b", "rows.all", "f.g"}


@override_settings(PRODUCTION=True)
def test_a_real_office_s_papers_carry_no_sample_mark(office: Department) -> None:
    (paper,) = documents.issue(SYSTEM, [request_of(office)])
    assert "样张" not in documents.render_html(paper.id)
