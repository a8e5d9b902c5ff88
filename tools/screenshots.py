"""Pictures for the README, taken from a running demonstration: python -m tools.screenshots ADDRESS PASSWORD

Small on purpose: few colours, one screen each. They show what the demonstration holds, nothing is arranged.
"""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LIMIT = 150_000
COLOURS = (128, 96, 64, 48, 32)
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 780}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, who looks, where they begin, whether on a phone, what they open from there."""

    name: str
    login: str
    address: str
    phone: bool = False
    opens: str = ""


PICTURES = (
    Picture("home", "", "/"),
    Picture("item", "", "/items/c03_power_works.works/"),
    Picture(
        "my-case", "laian", "/my/", opens="main a[href*='/my/cases/'], main a[href*='/cases/']"
    ),
    Picture("inbox", "reviewer.natural_resources.chuzhou", "/desk/"),
    Picture(
        "desk", "chief.city_management.chuzhou", "/desk/", opens="main a[href*='/desk/cases/']"
    ),
    Picture("adopt", "office.chuzhou", "/desk/packs/c03_power_works/"),
    Picture("phone", "", "/", phone=True),
)


def small(png: bytes) -> bytes:
    """The picture with as many colours as keep it below the limit. Raises ValueError where none do."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < LIMIT:
            return out.getvalue()
    raise ValueError(f"the picture stays above {LIMIT} bytes")


def log_in(page: Page, base: str, login: str, password: str) -> None:
    """As a person of the demonstration."""
    page.goto(f"{base}/login/")
    page.fill("#username", login)
    page.fill("#password", password)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)


def take(browser: Browser, base: str, password: str, picture: Picture) -> bytes:
    """One picture as it is seen."""
    context = browser.new_context(
        viewport=PHONE if picture.phone else DESK, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    region = {"name": "yichuang_region", "value": "341100", "url": base}
    context.add_cookies([region])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(15_000)
    if picture.login:
        log_in(page, base, picture.login, password)
    answer = page.goto(base + picture.address)
    if answer is None or not answer.ok:
        raise SystemExit(f"✗ {picture.address} does not answer as it should")
    if picture.opens:
        page.locator(picture.opens).first.click()
        page.wait_for_load_state("load")
    shot = page.screenshot()
    context.close()
    return shot


def main(arguments: list[str], tell: Callable[[str], None] = print) -> int:
    """Takes all of them, or those named after address and password (bin/demo prints both)."""
    if len(arguments) < 2:
        print("usage: python -m tools.screenshots ADDRESS PASSWORD [NAME...]", file=sys.stderr)
        return 2
    base, password, *names = arguments
    base = base.rstrip("/")
    chromium = shutil.which("chromium")
    if chromium is None:
        print("✗ chromium is not installed", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for picture in PICTURES:
            if names and picture.name not in names:
                continue
            content = small(take(browser, base, password, picture))
            (FOLDER / f"{picture.name}.png").write_bytes(content)
            tell(f"{picture.name}.png {len(content) // 1000} kB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
