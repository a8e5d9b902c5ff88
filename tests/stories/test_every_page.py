"""Every page, desk and phone: no finding of A or AA, nothing out of the screen, both languages, the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.stories import applicant, talent, works
from tests.stories.conftest import Open
from tests.stories.grid import ITEM, LINE, LONG, LOW, Grid
from tests.stories.house import House
from tests.stories.person import Person, Width
from tests.town import CHUZHOU, WORKS, Town
from yichuang.kernel.cases import api as cases

pytestmark = pytest.mark.story
# Answers that are no pages, and deeds that answer by going elsewhere.
NO_PAGES = {
    "autosave",
    "file",
    "material",
    "proof",
    "logout",
    "language",
    "region",
    "healthz",
    "readyz",
    "claim_picked",
    "back",
    "try_now",
    "deliver_now",
    "replay",
    "drop",
    "remind",
    "sign",
    "flow_events",
}


@dataclass
class Places:
    """Addresses of real things: a running case, a decided one with its papers, a draft at each step."""

    running: str
    decided: str
    frozen: str
    paper: int
    token: str
    notice: int
    draft: int
    step: str
    subscription: int


@pytest.fixture(scope="module")
def kept() -> dict[str, Places]:
    """Made once for this module."""
    return {}


@pytest.fixture
def places(enter: Open, grid: Grid, house: House, town: Town, kept: dict[str, Places]) -> Places:
    """Cases in several states, made through the API and at the desk."""
    if "all" not in kept:
        running, decided = grid.hand_in(LONG), grid.hand_in(LOW, papers=())
        works.agree_unseen(house, town, running, ["digging"])
        cases.ask_correction(
            town.actor(works.reviewer("river")),
            number=running,
            node="river",
            fields=["works.river_plan"],
            materials=["route_map"],
            text="请写明下穿深度",
            days=5,
        )
        grid.hand_in({**LINE, "works.route_length": "501 m"})
        frozen = talent.received(house, town, talent.ENGINEER)
        for node, login, outcome in (
            ("work", talent.WORK, "approve"),
            ("residence", talent.RESIDENCE, "refuse"),
        ):
            cases.complete(
                town.actor(login), number=frozen, node=node, outcome=outcome, opinion="看不清"
            )
        view = cases.read_case(town.actor("food.clerk"), decided)
        paper = next(p for p in view.papers if p.kind == "paper")
        notice = next(p for p in view.papers if p.kind != "paper")
        firm = enter("food.clerk", city=CHUZHOU)
        applicant.begin(firm, ITEM)
        parts = firm.page.url.partition("/drafts/")[2].split("/")
        kept["all"] = Places(
            running, decided, frozen, paper.id, paper.token, notice.id, int(parts[0]), parts[2],
            town.grid_subscription,
        )  # fmt: skip
    return kept["all"]


def addresses(p: Places) -> dict[str, list[str]]:
    """Per login the pages that it opens."""
    public = [
        "/", "/search/?q=电力", "/search/?q=没有的事", f"/items/{ITEM}/", "/items/none.none/", "/measures/",
        f"/measures/{WORKS}/", "/verify/", f"/verify/{p.token}", "/verify/none", "/progress/", "/record/",
        "/record/1/", "/login/", "/about/", "/api/v1/docs",
    ]  # fmt: skip
    firm = [
        "/account/", "/my/", "/my/facts/", "/my/messages/", f"/items/{ITEM}/start/", f"/my/cases/{p.running}/",
        f"/my/cases/{p.running}/correct/", f"/my/cases/{p.running}/?do=withdraw", f"/my/cases/{p.decided}/",
        f"/my/cases/{p.decided}/notices/{p.notice}/", f"/my/papers/{p.paper}/", f"/drafts/{p.draft}/step/{p.step}/",
        f"/drafts/{p.draft}/materials/", f"/drafts/{p.draft}/review/", f"/my/cases/{p.running}/facts/",
    ]  # fmt: skip
    clerk = [
        "/desk/", "/desk/?show=overdue", "/desk/cases/", f"/desk/cases/{p.running}/?node=river",
        f"/desk/cases/{p.running}/?node=river&do=complete-river-refuse", "/desk/absence/", "/desk/posts/",
    ]  # fmt: skip
    chief = [f"/desk/cases/{p.decided}/", "/desk/flow/"]
    office = [
        "/desk/packs/", f"/desk/packs/{WORKS}/", f"/desk/packs/{WORKS}/adopt/?region={CHUZHOU}",
        f"/desk/packs/{WORKS}/withdraw/?region={CHUZHOU}",
    ]  # fmt: skip
    return {
        "": public,
        "food.clerk": firm,
        "robots.clerk": [f"/my/cases/{p.frozen}/", f"/my/cases/{p.frozen}/correct/"],
        works.reviewer("river"): clerk,
        works.CHIEF: chief,
        works.WINDOW: ["/desk/window/"],
        "office.chuzhou": office,
        "operator": ["/desk/operations/", f"/desk/operations/deliveries/{p.subscription}/"],
    }


def look(person: Person, path: str) -> list[str]:
    """What is wrong with a page as it stands."""
    answer = person.page.goto(f"{person.house.url}{path}")
    assert answer is not None
    found = [f"{path}: {answer.status}"] if answer.status not in (200, 404) else []
    found += [f"{path}: {finding}" for finding in person.axe()]
    found += [f"{path}: too wide: {e}" for e in person.too_wide()]
    if person.page.locator("h1").count() != 1:
        found.append(f"{path}: {person.page.locator('h1').count()} h1")
    size = len(answer.body())
    if size > 100_000:
        found.append(f"{path}: {size} bytes")
    return found


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("login", ["", "food.clerk", "robots.clerk", "desk"])
def test_every_page_is_whole(enter: Open, places: Places, login: str, width: Width) -> None:
    found: list[str] = []
    for who, paths in addresses(places).items():
        if (login or "") != who and not (login == "desk" and "clerk" not in who and who):
            continue
        person = enter(who, width, city=CHUZHOU)
        for path in paths:
            found += look(person, path)
    assert found == []


@pytest.mark.parametrize("login", ["", "food.clerk", works.reviewer("river")])
def test_every_page_speaks_english(enter: Open, places: Places, login: str) -> None:
    person = enter(login, city=CHUZHOU)
    person.context.add_cookies(
        [{"name": "yichuang_language", "value": "en", "url": person.house.url}]
    )
    for path in addresses(places)[login]:
        if path.startswith("/api/"):
            continue
        person.page.goto(f"{person.house.url}{path}")
        assert person.page.get_attribute("html", "lang") == "en", path
        headline = person.page.inner_text("h1")
        assert headline, path
        untold = person.page.evaluate(
            "() => [...document.querySelectorAll('nav a, button, label, th')]"
            ".filter(e => e.offsetParent && /[\\u4e00-\\u9fff]/.test(e.textContent) && !e.closest('[lang]:not(html)')"
            " && !/中文/.test(e.textContent)).map(e => e.textContent.trim()).slice(0, 3)"
        )
        assert not [t for t in untold if "测试" not in t and "经办" not in t], (path, untold)


def walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal with its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


def test_no_page_is_left_out(places: Places) -> None:
    """A new page must be added to the list above, or say why it is none."""
    looked = {path.partition("?")[0] for paths in addresses(places).values() for path in paths}
    resolver = get_resolver()
    names = {resolver.resolve(path).url_name for path in looked if not path.startswith("/api/")}
    every = {
        p.name
        for address, p in walk(resolver)
        if p.name and not address.startswith(("api/", "healthz", "readyz"))
    }
    # what a story opens on its way, deeds that answer only a POST, and papers that are served as PDF
    reached_elsewhere = {"my_pay", "my_ask", "simulated_bank", "my_withdraw", "hand_over_picked"}
    reached_elsewhere |= {"paper"}
    left = {
        n
        for n in every - names - reached_elsewhere
        if not any(w in n for w in NO_PAGES) and n != "do"
    }
    assert left <= {"draft", "draft_save", "draft_text", "verify_record"}, left


def test_the_keyboard_alone_is_enough(enter: Open, house: House) -> None:
    """From the first page to the number of a case without a pointer."""
    firm = enter("food.clerk", city=CHUZHOU)
    firm.goto("/")
    firm.page.keyboard.press("Tab")
    assert firm.page.evaluate("document.activeElement.className") == "y-skip"
    firm.page.keyboard.press("Enter")
    firm.goto(f"/items/{ITEM}/start/")
    tab_to(firm, "input[name=applicant]")
    firm.page.keyboard.press("Space")
    tab_to(firm, "main form button[type=submit]")
    firm.page.keyboard.press("Enter")
    firm.page.wait_for_url("**/step/**")
    answers = works.typed(house, LOW)
    for _ in range(applicant.MOST_STEPS):
        if "/step/" not in firm.page.url:
            break
        fill_by_keys(firm, answers)
        tab_to(firm, "main form .y-actions button[type=submit]")
        press_and_wait(firm)
    tab_to(firm, "main form .y-actions button[type=submit]")
    press_and_wait(firm)
    tab_to(firm, "#agree")
    firm.page.keyboard.press("Space")
    tab_to(firm, "button[value=submit]")
    firm.page.keyboard.press("Enter")
    firm.page.wait_for_url("**/my/cases/**")
    firm.sees("准予")


def press_and_wait(person: Person) -> None:
    """Enter on a button that sends the form."""
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def tab_to(person: Person, selector: str) -> None:
    """Tabs until the focus stands on what matches; it must be reachable and its focus visible."""
    for _ in range(90):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("(s) => document.activeElement.matches(s)", selector):
            outline = person.page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle + s.boxShadow; }"
            )
            assert outline != "nonenone", f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {person.page.url}")


def fill_by_keys(person: Person, answers: dict[str, str]) -> None:
    """Types what the fields of this step ask, moving with Tab and the arrows."""
    names = person.page.locator("main form [name*='.']").evaluate_all(
        "es => [...new Set(es.map(e => e.name))]"
    )
    for name in names:
        if name not in answers:
            continue
        tab_to(person, f"main form [name='{name}']")
        kind = person.page.evaluate("document.activeElement.type")
        if kind != "radio":
            person.page.keyboard.press("Control+A")
            person.page.keyboard.type(answers[name])
            continue
        for _ in range(12):
            person.page.keyboard.press("Space")
            if person.page.evaluate("document.activeElement.value") == answers[name]:
                break
            person.page.keyboard.press("ArrowDown")
