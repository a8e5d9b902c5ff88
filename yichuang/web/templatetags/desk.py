"""Tags of the desk: where a value comes from, as a chip with its shape and words."""

from __future__ import annotations

from datetime import date

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yichuang.base.text import Text
from yichuang.web.templatetags.portal import day, icon, language

register = template.Library()
ICONS = {
    "is-known": "building-bank",
    "is-fetched": "cloud-down",
    "is-typed": "pencil",
    "is-old": "history",
    "is-conflict": "route-alt-left",
    "is-missing": "alert-triangle",
}


@register.simple_tag(takes_context=True)
def chip(context: Context, css: str, source: Text, since: date | None = None) -> SafeString:
    """The chip beside a value: `css` is-known, is-typed ...; the source in words, and since when."""
    words = source.show(language(context))
    when = f" {day(context, since, 'short')}" if since and css != "is-missing" else ""
    mark = icon(ICONS.get(css, "building-bank"))
    return format_html('<span class="y-src {}">{}{}{}</span>', css, mark, words, when)
