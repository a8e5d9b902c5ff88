"""T14: files that are not what their names say are refused for what they are; a name with a script never runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import applicant, desk, works
from tests.stories.conftest import Open
from tests.stories.grid import ITEM, LINE, LONG, Grid
from tests.stories.house import House
from tests.stories.papers import DISGUISED, PDF, write
from tests.town import CHUZHOU, SYSTEM, WORKS, Town, register, report
from yichuang.engines.codes import make_usci_check
from yichuang.kernel.facts import api as facts

pytestmark = pytest.mark.story
EVIL = "<img src=x onerror=document.title='ran'>(测试)"
# What each of them really is, in the words of the refusal.
REALLY = {
    "png_named.pdf": "PNG",
    "pdf_named.jpg": "PDF",
    "html_named.pdf": "网页",
    "script.svg": "SVG",
    "zip_named.docx": "",
    "empty.pdf": "空",
}


@pytest.mark.clause("K4")
def test_t14_only_the_real_pdf_is_taken(enter: Open, house: House, tmp_path: Path) -> None:
    firm = enter("food.clerk", city=CHUZHOU)
    applicant.begin(firm, ITEM)
    applicant.fill_in(firm, works.typed(house, LINE))
    for name, content in DISGUISED.items():
        firm.page.locator("input[name='file.route_map']").set_input_files(
            write(tmp_path, name, content)
        )
        firm.press("上传")
        said = firm.page.inner_text(".y-errors")
        assert REALLY[name] in said, f"{name}: {said}"
        assert firm.page.locator("input[name='file.route_map']").count() == 1, name
    firm.page.locator("input[name='file.route_map']").set_input_files(
        write(tmp_path, "good.pdf", PDF)
    )
    firm.press("上传")
    firm.sees("good.pdf")
    assert "ran" not in firm.page.title()
    address = firm.page.locator("a", has_text="good.pdf").first.get_attribute("href")
    answer = firm.context.request.get(f"{house.url}{address}")
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "attachment" in headers.get("content-disposition", "") or "sandbox" in headers.get(
        "content-security-policy", ""
    )


@pytest.mark.clause("K9")
def test_t14_a_name_with_a_script_never_runs(
    enter: Open, house: House, town: Town, grid: Grid
) -> None:
    body = "91341122MA2XHH000"
    code = body + make_usci_check(body)
    subject = facts.ensure_subject("enterprise", code, actor=SYSTEM).id
    known = {"name": EVIL, "status": "normal", "industry": "C1499", "employees": "19 人"}
    register(subject, "enterprise", {**known, "revenue": "800 万元"}, report().packs[WORKS])
    form = grid.application({**LONG, "works.name": EVIL})
    form["applicant"]["code"] = code
    licence = {"name": "licence.pdf", "content": form["materials"]["route_map"]["content"]}
    form["materials"]["licence"] = licence
    status, said = grid.call("POST", "/cases", form)
    assert status == 201, said
    number = str(said["number"])
    clerk = enter(works.reviewer("river"))
    pages = [
        "/desk/",
        f"/desk/?q={number}",
        f"/desk/cases/{number}/?node=river",
        "/desk/cases/",
        f"/search/?q={EVIL}",
        f"/progress/?number={number}",
    ]
    for page in pages:
        clerk.goto(page)
        clerk.page.wait_for_timeout(150)
        assert clerk.page.title() != "ran", page
        assert clerk.page.locator("img[src=x]").count() == 0, page
    desk.decide(clerk, number, "river", "不同意", EVIL)
    chief = enter(works.CHIEF)
    chief.goto(f"/desk/cases/{number}/")
    chief.unfold()
    chief.sees(EVIL)
    assert chief.page.title() != "ran"
    for paper in grid.case(number)["papers"]:
        address = f"/desk/cases/{number}/papers/{paper['id']}/"
        answer = chief.page.goto(f"{house.url}{address}")
        if answer is not None and answer.status == 200:
            assert chief.page.title() != "ran", address
            assert chief.page.locator("img[src=x]").count() == 0, address
