"""A person at a browser: logs in as people do, reads, presses, types; whatever goes wrong behind the page is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response

from tests.stories.house import House
from tests.town import PASSWORD

WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; M2012K11AC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5169 MMWEBSDK/20230202 MicroMessenger/8.0.33"
)
Width = Literal["desk", "phone"]
DEVICES: dict[Width, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "screen": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
        "user_agent": WECHAT,
    },
}
# A form sent back, a page that is none, a deed that came too late: told by the page, and by the console as well.
TOLD = re.compile(r"the server responded with a status of (401|403|404|409|422)")
AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Elements whose right edge lies beyond the screen with nothing around them that scrolls.
TOO_WIDE = """() => {
  const wide = [];
  const limit = document.documentElement.clientWidth;
  for (const e of document.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= limit + 1) continue;
    let around = e.parentElement, scrolls = false;
    while (around && around !== document.body) {
      const style = getComputedStyle(around);
      if (/(auto|scroll|hidden|clip)/.test(style.overflowX)) { scrolls = true; break; }
      around = around.parentElement;
    }
    const own = getComputedStyle(e);
    if (!scrolls && own.position !== 'fixed' && own.clip === 'auto') wide.push(`${e.tagName} ${e.className}`);
  }
  return wide.slice(0, 5);
}"""


@dataclass
class Person:
    """One person in a window of their own."""

    house: House
    login: str
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Keeps what the console and the server say is wrong."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not TOLD.search(message.text):
            self.faults.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    # ---- reading ---------------------------------------------------------------------------------------------------

    def goto(self, path: str, status: int = 200) -> None:
        """Opens a page of the portal, which must answer with `status`."""
        answer = self.page.goto(f"{self.house.url}{path}")
        assert answer is not None
        assert answer.status == status, (
            f"{path}: {answer.status}, not {status}\n{self.text()[:800]}"
        )

    def text(self) -> str:
        """What stands on the page."""
        return str(self.page.inner_text("body"))

    def sees(self, *words: str) -> None:
        """All these words stand on the page."""
        text = squeezed(self.text())
        missing = [w for w in words if squeezed(w) not in text]
        assert not missing, f"{self.page.url} does not say {missing}:\n{text[:3000]}"

    def sees_nothing_of(self, *words: str) -> None:
        """None of these words stands anywhere in the page."""
        content = self.page.content()
        found = [w for w in words if w in content]
        assert not found, f"{self.page.url} says {found}"

    def comes_to_see(self, path: str, *words: str) -> None:
        """The page says these words sooner or later: what follows from a deed is done by the worker."""

        def there() -> bool:
            self.goto(path)
            text = squeezed(self.text())
            return all(squeezed(w) in text for w in words)

        self.house.until(there, 20, f"{path} never says {words}")

    def unfold(self) -> None:
        """Opens all that is folded."""
        for fold in self.page.locator("details").all():
            fold.evaluate("e => { e.open = true; }")

    def find(self, selector: str) -> Locator:
        """Elements of the page."""
        return self.page.locator(selector)

    def axe(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA, in a line each."""
        if not self.page.evaluate("() => 'axe' in window"):
            # not as a tag: the page's own policy forbids that
            self.page.evaluate(AXE.read_text("utf-8"))
        # The bar of deeds lies over whatever happens to be below the fold; axe would take that for too small,
        # though it scrolls free. So it is measured at its own place in the page.
        found = self.page.evaluate(
            """async (tags) => {
              const bars = [...document.querySelectorAll('.y-verbs')]
              bars.forEach(bar => { bar.style.position = 'static' })
              try { return await axe.run(document, {runOnly: tags, resultTypes: ['violations']}) }
              finally { bars.forEach(bar => { bar.style.position = '' }) }
            }""",
            RULES,
        )
        return [
            f"{v['id']}: {n['html'][:160]}: {n.get('failureSummary', '')[:300]}"
            for v in found["violations"]
            for n in v["nodes"]
        ]

    def too_wide(self) -> list[str]:
        """What runs out of the screen sideways."""
        return list(self.page.evaluate(TOO_WIDE))

    # ---- doing -----------------------------------------------------------------------------------------------------

    def log_in(self) -> None:
        """By the form, with name and password."""
        self.goto("/login/")
        self.page.fill("#username", self.login)
        self.page.fill("#password", PASSWORD)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def press(self, name: str, exact: bool = True) -> None:
        """A button or link by what stands on it, and wait until the page has come."""
        target = self.page.get_by_role("button", name=name, exact=exact)
        if not target.count():
            target = self.page.get_by_role("link", name=name, exact=exact)
        target.first.click()
        self.page.wait_for_load_state("load")

    def api(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """A call of the API with this person's session; status and JSON."""
        said = {"Content-Type": "application/json", **(headers or {})}
        if "yichuang_session" in {c["name"] for c in self.context.cookies()}:
            tokens = [c["value"] for c in self.context.cookies() if c["name"] == "csrftoken"]
            said |= {"X-CSRFToken": tokens[0]} if tokens else {}
        answer = self.context.request.fetch(
            f"{self.house.url}{path}",
            method=method,
            headers=said,
            data=None if body is None else json.dumps(body),
            max_redirects=0,
        )
        text = answer.text()
        return answer.status, json.loads(text) if text[:1] in "{[" else text


def squeezed(text: str) -> str:
    """Text without white space: lines break where they will."""
    return re.sub(r"\s+", "", text)


def open_person(browser: Browser, house: House, login: str, width: Width, **more: Any) -> Person:
    """A window for a login (empty: a stranger), desk or phone."""
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", **{**DEVICES[width], **more}
    )
    context.set_default_timeout(10_000)
    person = Person(house, login, context, context.new_page())
    person.watch()
    return person


def screenshots(people: Iterable[Person], folder: Path, name: str) -> None:
    """What everybody sees when a story fails."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, person in enumerate(people):
        shot = folder / f"{name}-{number}-{person.login or 'stranger'}.png"
        person.page.screenshot(path=shot, full_page=True)
