"""Tags of the desk: where a value comes from, as a chip with its shape and words."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import FactRow
from yichuang.web.templatetags.portal import icon, language

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
def chip(context: Context, fact: FactRow) -> SafeString:
    """The chip beside a fact: source or owner, and since when; a doubt is named."""
    lang = language(context)
    css = chip_css(fact)
    words = _words(fact, css).show(lang)
    return format_html('<span class="y-src {}">{}{}</span>', css, icon(ICONS[css]), words)


def chip_css(fact: FactRow) -> str:
    """The chip's class: a doubt first, else where the value comes from."""
    if fact.state in ("unknown", "missing"):
        return "is-missing"
    if fact.state in ("conflict", "old"):
        return f"is-{fact.state}"
    kind = fact.source.partition(":")[0]
    return {"typed": "is-typed", "answer": "is-typed", "fetched": "is-fetched"}.get(
        kind, "is-known"
    )


def _words(fact: FactRow, css: str) -> Text:
    since = f" {fact.since.isoformat()}" if fact.since else ""
    if css == "is-missing":
        owner = fact.owner or ""
        return Text(
            f"缺,由{owner}提供" if owner else "缺", f"missing{f', {owner} has it' if owner else ''}"
        )
    if css == "is-conflict":
        return Text("来源不一致" + since, "sources differ" + since)
    if fact.computed:
        return Text("系统算出", "computed")
    return Text((fact.owner or fact.source) + since, (fact.owner or fact.source) + since)
