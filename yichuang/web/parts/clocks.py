"""Clocks in words: the light with its shape and text, the promise, the strip of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yichuang.base.clock import today
from yichuang.base.text import Text
from yichuang.engines.calendar import ClockState

UNITS = {
    "working_days": Text("个工作日", "working days"),
    "days": Text("日", "days"),
    "hours": Text("小时", "hours"),
    "working_hours": Text("个工作小时", "working hours"),
    "minutes": Text("分钟", "minutes"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
}


@dataclass(frozen=True, slots=True)
class Light:
    """A due time as it is shown: css class of the lamp and the words beside it."""

    css: str
    text: Text


def light_of(state: ClockState | None) -> Light | None:
    """The light of a clock; None where there is no clock."""
    if state is None:
        return None
    unit = UNITS.get(state.unit, Text(state.unit, state.unit))
    if state.paused:
        return Light(
            "is-paused",
            Text(
                f"停表，已用 {state.used} / {state.of} {unit.zh}",
                f"Paused, {state.used} of {state.of} {unit.en} used",
            ),
        )
    left = state.of - state.used
    css = {"green": "is-green", "amber": "is-amber", "red": "is-red"}[str(state.light.value)]
    if css == "is-red":
        return Light(css, Text(f"已超期{_since(state.due)}", f"Overdue{_since_en(state.due)}"))
    if state.due == today():
        return Light(css, Text("今天到期", "Due today"))
    return Light(css, Text(f"剩 {left} {unit.zh}", f"{left} {unit.en} left"))


def _since(due: date | None) -> str:
    return f"（应于 {due.month} 月 {due.day} 日）" if due else ""


def _since_en(due: date | None) -> str:
    return f" (was due {due:%d %b})" if due else ""


def row_light(light: str, due: date | None) -> Light:
    """The light of a row of a list: `light` is green, amber, red, paused or idle."""
    if light == "paused":
        return Light("is-paused", Text("停表", "Paused"))
    if due is None:
        return Light("is-idle", Text("没有时限", "No limit"))
    days = (due - today()).days
    if days < 0 or light == "red":
        return Light("is-red", Text(f"超 {max(1, -days)} 天", f"{max(1, -days)} days over"))
    css = "is-amber" if light == "amber" else "is-green"
    if days == 0:
        return Light(css, Text("今天到期", "Due today"))
    return Light(css, Text(f"{due.month} 月 {due.day} 日前", f"by {due.day} {due:%b}"))
