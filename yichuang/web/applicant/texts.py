"""What is only signed (a commitment, a promise): its full text with what was said so far, read before it is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import FormView
from yichuang.kernel.documents import api as documents
from yichuang.web.applicant.form_steps import Words
from yichuang.web.applicant.gate import logged_in, person_of
from yichuang.web.rendering import answer


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text to be signed."""

    name: Text
    basis: str
    content: SafeString
    draft: int

    @property
    def titled(self) -> bool:
        """Whether the text brings its own heading; a page has one."""
        return "<h1" in self.content


@logged_in
@require_safe
def text(request: HttpRequest, draft: int, key: str) -> HttpResponse:
    """The text of a material that is made from a template, for whoever may open the draft."""
    form = cases.form(person_of(request), draft)
    words = Words.of(form.draft.adopted_set, form.draft.item)
    material = words.item.materials.get(key)
    source = _template(words, material.template) if material is not None else ""
    if material is None or not source:
        raise NotFound("web.no_text", Text("没有这份文本", "there is no such text"))
    content = documents.preview(source, _said(form))
    page = TextPage(
        material.name,
        material.basis,
        mark_safe(content),  # noqa: S308 - made and escaped by the room of documents
        draft,
    )
    return answer(request, "applicant/text.html", page, current="home")


def _template(words: Words, name: str) -> str:
    return words.world.packs[words.item.pack].templates.get(name, "") if name else ""


def _said(form: FormView) -> Mapping[str, Mapping[str, str]]:
    """The form in words, by role and datum."""
    found: dict[str, dict[str, str]] = {}
    for ask in (a for block in form.blocks for a in block.asks):
        role, _, datum = ask.name.partition(".")
        if datum and "." not in datum:
            found.setdefault(role, {})[datum] = ask.shown or "______"
    return found
