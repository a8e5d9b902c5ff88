"""What people in offices do at the desk: find their task, read, decide, send back, ask for a correction."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator

from tests.stories.person import Person

Said = str | list[str]
NOTHING: Mapping[str, Said] = {}


def task(clerk: Person, number: str, node: str) -> None:
    """Finds the task in the inbox by the number of the case and opens it."""
    clerk.goto("/desk/")
    clerk.page.fill("#q", number)
    clerk.press("筛选")
    row = clerk.page.locator(f"a[href*='{number}'][href*='node={node}']")
    assert row.count() == 1, f"{clerk.login} has no task {node} of {number}:\n{clerk.text()[:1500]}"
    row.first.click()
    clerk.page.wait_for_load_state("load")


def has_task(clerk: Person, number: str, node: str) -> bool:
    """Whether the inbox shows it."""
    clerk.goto(f"/desk/?q={number}")
    return clerk.page.locator(f"a[href*='{number}'][href*='node={node}']").count() > 0


def button(clerk: Person, name: str) -> Locator:
    """The verb of the open case with this on it; its key may stand behind."""
    bar = clerk.page.locator(".y-verbs")
    found = bar.get_by_role("button", name=re.compile(rf"^\s*{re.escape(name)}(\s+[A-Z])?\s*$"))
    assert found.count(), f"{clerk.login} is not offered {name}: {bar.inner_text()}"
    return found.first


def offers(clerk: Person, name: str) -> bool:
    """Whether the verb is there and can be pressed."""
    bar = clerk.page.locator(".y-verbs")
    found = bar.get_by_role("button", name=re.compile(rf"^\s*{re.escape(name)}(\s+[A-Z])?\s*$"))
    return bool(found.count()) and found.first.is_enabled()


def deed(clerk: Person, name: str, fields: Mapping[str, Said] = NOTHING) -> None:
    """Presses a verb of the open case, fills its dialog, presses its button."""
    opener = button(clerk, name)
    target = opener.get_attribute("data-opens")
    opener.click()
    if target is not None:
        fill(clerk, f"dialog#{target}", fields)
        clerk.page.locator(f"dialog#{target} footer button[type=submit]").click()
    clerk.page.wait_for_load_state("load")


def fill(person: Person, within: str, fields: Mapping[str, Said]) -> None:
    """Types, ticks and chooses by the names of fields; ticks and choices by their values."""
    for name, said in fields.items():
        field = person.page.locator(f"{within} [name='{name}']")
        assert field.count(), (
            f"no field {name} in {within}: {person.page.locator(within).inner_text()}"
        )
        kind = field.first.get_attribute("type") or ""
        if kind in ("checkbox", "radio"):
            for one in [said] if isinstance(said, str) else said:
                person.page.locator(f"{within} [name='{name}'][value='{one}']").check()
        elif field.first.evaluate("e => e.tagName") == "SELECT":
            field.first.select_option(said)
        else:
            field.first.fill(str(said))


def decide(
    clerk: Person, number: str, node: str, outcome: str, opinion: str = "", reason: str = ""
) -> None:
    """The whole of it: task, button, words."""
    task(clerk, number, node)
    said: dict[str, Said] = {"opinion": opinion} if opinion else {}
    deed(clerk, outcome, said | ({"reason": reason} if reason else {}))
