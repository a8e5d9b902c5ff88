"""Where a value comes from, as the chip beside it shows it: a doubt first, else owner and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yichuang.base.text import Text

ICONS = {
    "is-known": "building-bank",
    "is-fetched": "cloud-down",
    "is-typed": "pencil",
    "is-old": "history",
    "is-conflict": "route-alt-left",
    "is-missing": "alert-triangle",
}
KINDS = {"typed": "is-typed", "import": "is-typed", "answer": "is-typed", "fetched": "is-fetched"}


@dataclass(frozen=True, slots=True)
class Chip:
    """The chip's class, its icon and its words."""

    css: str
    icon: str
    text: Text


def chip(
    *,
    kind: str,
    owner: Text,
    since: date | None = None,
    old: bool = False,
    conflict: bool = False,
    missing: bool = False,
) -> Chip:
    """The chip of a value whose source is of `kind` (register, fetched, typed, case ...) and owned by `owner`."""
    day = f" {since.isoformat()}" if since else ""
    css = KINDS.get(kind, "is-known")
    if missing:
        return _made(
            "is-missing",
            Text(f"缺，由{owner.zh}提供" if owner.zh else "缺", f"missing: {owner.show('en')}"),
        )
    if conflict:
        return _made("is-conflict", Text(f"来源不一致{day}", f"sources differ{day}"))
    if old:
        words = Text(f"{owner.zh}{day}，请核对", f"{owner.show('en')}{day}, please check")
        return _made("is-old", words)
    if css == "is-typed":
        return _made(css, Text(f"您填的{day}", f"typed by you{day}"))
    if kind == "case":
        return _made(css, Text(f"办件结果{day}", f"result of a case{day}"))
    return _made(css, Text(f"{owner.zh}{day}", f"{owner.show('en')}{day}"))


def _made(css: str, text: Text) -> Chip:
    return Chip(css, ICONS[css], text)
