"""Tags that every page uses: words in the reader's language, icons, chips, lights, dates, charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from yichuang.base.clock import SHANGHAI, today
from yichuang.base.text import Text

register = template.Library()
ICONS = Path(__file__).resolve().parents[1] / "icons"
WEEKDAYS = "一二三四五六日"


def language(context: Context) -> str:
    """The reader's language, `zh` or `en`."""
    return str(context.get("lang", "zh"))


@register.simple_tag(takes_context=True)
def t(context: Context, zh: str, en: str = "") -> str:
    """A word of the page itself: `{% t "办事" "Services" %}`."""
    return en if language(context) == "en" and en else zh


@register.simple_tag(takes_context=True)
def say(context: Context, text: Text | str | None) -> str:
    """A `Text` in the reader's language; plain strings as they are; nothing for None."""
    if text is None:
        return ""
    return text.show(language(context)) if isinstance(text, Text) else str(text)


@cache
def _inside(name: str) -> str:
    svg = (ICONS / f"{name}.svg").read_text("utf-8")
    start = svg.index(">", svg.index("<svg")) + 1
    return " ".join(svg[start : svg.rindex("</svg>")].split())


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon drawn inline; the words beside it carry the meaning."""
    return mark_safe(  # noqa: S308 - our own files
        f'<svg class="y-icon {escape(css)}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" '
        f'aria-hidden="true" focusable="false">{_inside(name)}</svg>'
    )


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | datetime | None, form: str = "words") -> str:
    """A day: `words` 11 月 24 日 (with the year when it is not this one), `short` 11-24, `iso` 2023-11-24."""
    if value is None:
        return ""
    when = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    if form == "iso":
        return when.isoformat()
    if form == "short":
        return f"{when:%m-%d}" if when.year == today().year else when.isoformat()
    if language(context) == "en":
        return f"{when:%d %b %Y}" if when.year != today().year else f"{when.day} {when:%B}"
    year = f"{when.year} 年 " if when.year != today().year else ""
    return f"{year}{when.month} 月 {when.day} 日"


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> str:
    """A moment: 今天 09:12, 11-20 10:11, or with the year when it is not this one."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    if local.date() == today():
        return f"{t(context, '今天', 'today')} {local:%H:%M}"
    if local.year == today().year:
        return f"{local:%m-%d %H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


@register.filter
def weekday(value: date) -> str:
    """周一 ... 周日."""
    return f"周{WEEKDAYS[value.weekday()]}"


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`mapping[key]`, empty where there is none."""
    return mapping.get(key, "")


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's own query string with `changes` made; a value of None takes a key out."""
    values = context["request"].GET.dict()
    values.update({k: v for k, v in changes.items() if v is not None})
    for key in [k for k, v in changes.items() if v is None]:
        values.pop(key, None)
    return "?" + urlencode(values) if values else "?"
