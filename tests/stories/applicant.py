"""What an applicant does: begins, says what is asked, brings papers, looks it over, hands in, follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.stories.person import Person

STEP = re.compile(r"/drafts/\d+/step/")
MOST_STEPS = 25
NOTHING: Mapping[str, Path] = {}


def begin(person: Person, item: str, scene: str = "") -> None:
    """From the item's own page to the first step of its form, for the one firm the person acts for."""
    person.goto(f"/items/{item}/")
    person.page.locator(f"a[href*='/items/{item}/start/']:visible").first.click()
    person.page.wait_for_url(re.compile("/start/"))
    parties = person.page.locator("input[name=applicant]")
    if parties.count() == 1:
        parties.first.check()
    if scene:
        person.page.locator(f"input[name=scene][value='{scene}']").check()
    person.press("开始填表")


def say(person: Person, answers: Mapping[str, str]) -> list[str]:
    """Fills what this step asks and can be answered; gives the names."""
    asked = []
    controls = person.page.locator("main form [name*='.']")
    names = controls.evaluate_all("es => [...new Set(es.map(e => e.name))]")
    for name in names:
        if name not in answers:
            continue
        asked.append(name)
        control = person.page.locator(f"main form [name='{name}']")
        if control.first.get_attribute("type") == "radio":
            person.page.locator(f"main form [name='{name}'][value='{answers[name]}']").check()
        elif control.first.evaluate("e => e.tagName") == "SELECT":
            control.first.select_option(answers[name])
        else:
            control.first.fill(answers[name])
    return asked


def go_on(person: Person) -> None:
    """Save and go on."""
    person.press("保存并继续")


def fill_in(person: Person, answers: Mapping[str, str], *, leaving_out: bool = False) -> list[str]:
    """All steps up to the papers; gives the names of what was asked, in order.

    `leaving_out`: what has no answer here stays empty, as the page allows.
    """
    asked: list[str] = []
    for _ in range(MOST_STEPS):
        if not STEP.search(person.page.url):
            return asked
        found = [n for n in say(person, answers) if n not in asked]
        asked += found
        go_on(person)
        errors = person.page.locator(".y-errors")
        if errors.count() and not found:
            assert leaving_out, f"not taken: {errors.inner_text()}"
            person.press("先空着，往下填")
    raise AssertionError(f"the form has no end: {person.page.url}")


def walk_to(person: Person, name: str) -> None:
    """Goes on, leaving empty what is asked, to the step that asks for `name`."""
    for _ in range(MOST_STEPS):
        if person.page.locator(f"main form [name='{name}']").count():
            return
        go_on(person)
        if person.page.locator(".y-errors").count():
            person.press("先空着，往下填")
    raise AssertionError(f"no step asks for {name}")


def bring(person: Person, files: Mapping[str, Path]) -> list[str]:
    """Puts files where papers are asked; gives the keys of what was asked."""
    assert "/materials/" in person.page.url, person.page.url
    inputs = person.page.locator("input[type=file][name^='file.']")
    asked = [n.removeprefix("file.") for n in inputs.evaluate_all("es => es.map(e => e.name)")]
    for key in asked:
        if key in files:
            person.page.locator(f"input[name='file.{key}']").set_input_files(files[key])
    go_on(person)
    return asked


def hand_in(person: Person) -> str:
    """Agrees and hands in; gives the number that the page shows."""
    person.page.check("#agree")
    person.press("提交申请")
    person.page.wait_for_url(re.compile(r"/my/cases/\d+"))
    return number_of(person)


def number_of(person: Person) -> str:
    """The number of the case whose page is open."""
    found = re.search(r"/my/cases/([0-9A-Za-z]+)/", person.page.url)
    assert found, person.page.url
    return found.group(1)


def apply(
    person: Person,
    item: str,
    answers: Mapping[str, str],
    files: Mapping[str, Path] = NOTHING,
    scene: str = "",
) -> str:
    """The whole application; gives its number."""
    begin(person, item, scene)
    fill_in(person, answers)
    if "/materials/" in person.page.url:
        bring(person, files)
    return hand_in(person)
