"""Correcting a case: what was asked for stands first; other answers can be mended too. Only what changed is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, FactRow, MaterialView, Request
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.people.api import Actor
from yichuang.web.applicant.deeds import key_of
from yichuang.web.applicant.form_steps import Words, brought
from yichuang.web.applicant.gate import logged_in, person_of, tell
from yichuang.web.applicant.uploads import FILE, PHOTO, PICTURES
from yichuang.web.parts.fields import Field, field_of, said_of, with_typed
from yichuang.web.parts.refusals import said
from yichuang.web.rendering import answer

# How a day of the case reads in words, to stand in its field as it is typed.
DAY = re.compile(r"(\d{4}) 年 (\d{1,2}) 月 (\d{1,2}) 日")
CORRECTED = Text(
    "已补正。只有读过改动内容的环节会重新看。",
    "Corrected. Only those who read what changed look again.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A material to be brought again, and what was wrong with the file just sent."""

    view: MaterialView
    takes_photo: bool
    problem: Text | None


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """What was asked (`fields`, `materials`), what may be mended besides (`others`), what was wrong."""

    case: CaseView
    request: Request | None
    fields: tuple[Field, ...]
    materials: tuple[Asked, ...]
    others: tuple[Field, ...]
    other_materials: tuple[Asked, ...]
    errors: tuple[tuple[str, Text], ...]
    refusal: Text | None


@logged_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """The page; POST sends what was changed."""
    actor = person_of(request)
    case = cases.read_case(actor, number)
    words = Words.of(case.adopted_set, case.item)
    fields = _fields(case, words)
    if request.method != "POST":
        return _show(request, case, fields, {}, None)
    typed = dict(request.POST.lists())
    sent = tuple(with_typed(f, typed) for f in fields)
    files, problems = _files(actor, case, request)
    changed = _changed(fields, request.POST.dict())
    if problems:
        return _show(request, case, sent, problems, None)
    if not changed and not files:
        nothing = Text("还没有改动。请先改好再提交。", "Nothing was changed yet.")
        return _show(request, case, sent, {}, nothing)
    try:
        cases.correct(
            actor,
            number=number,
            answers=changed,
            materials=files,
            signed=_roles(case, actor),
            key=key_of(request),
        )
    except Invalid as refusal:
        found = {p.where.removeprefix("papers."): p.message for p in refusal.problems}
        return _show(request, case, sent, found, refusal.message)
    tell(
        request,
        Text(
            "已补正。只有读过改动内容的环节会重新看。",
            "Corrected. Only those who read what changed look again.",
        ),
    )
    return HttpResponseRedirect(reverse("my_case", args=[number]))


def _roles(case: CaseView, actor: Actor) -> tuple[str, ...]:
    """The roles in which the reader signs the change."""
    return tuple(p.role for p in case.parties if p.subject in actor.subjects)


def _fields(case: CaseView, words: Words) -> tuple[Field, ...]:
    """Every answer of the case that a party may say anew."""
    names = {n for block in words.item.form for n in block.fields}
    asked = {n for r in case.requests if r.kind == "correct" for n in r.fields}
    rows = [f for f in case.facts if not f.computed and (f.source == "typed" or f.name in asked)]
    return tuple(
        made
        for f in rows
        if f.name in names | asked and (made := fact_field(f.name, f, words)) is not None
    )


def fact_field(name: str, row: FactRow | None, words: Words) -> Field | None:
    """The field of a fact of a running case; what is known stands in it in words."""
    step = words.names.find(tuple(name.split(".")))
    if step is None or step.datum is None:
        return None
    label = step.label or words.label(name)
    definition = step.datum.definition
    made = field_of(name, label, definition, codes=words.codes(definition))
    if row is None or not row.shown:
        return made
    chosen = tuple(replace(o, chosen=o.text.zh == row.shown) for o in made.options)
    value = next((o.value for o in chosen if o.chosen), "") if chosen else row.shown
    if made.control == "pick":
        value = row.shown
    now = Text(f"现在是：{row.shown}", f"now: {row.shown}")
    if made.control == "date" and (day := DAY.fullmatch(row.shown)):
        value = f"{int(day[1]):04d}-{int(day[2]):02d}-{int(day[3]):02d}"
    shown = value if chosen or made.unit is None else _number(row.shown, made)
    return replace(made, value=shown, options=chosen, confirm=now)


def _number(shown: str, field: Field) -> str:
    """`430 米` in a field that has its unit behind it."""
    unit = field.unit.zh if field.unit else ""
    number = shown.removesuffix(unit).strip().replace(",", "")
    return number if number.replace(".", "", 1).isdigit() else shown


def _changed(fields: tuple[Field, ...], data: Mapping[str, str]) -> dict[str, str]:
    """What was sent and differs from what stood there."""
    before = {n: m.value for f in fields for m in (f.members or (f,)) for n in (m.name,)}
    sent = said_of(fields, data)
    return {n: v for n, v in sent.items() if v.strip() and v.strip() != before.get(n, "")}


def _files(
    actor: Actor, case: CaseView, request: HttpRequest
) -> tuple[dict[str, FileInfo], dict[str, Text]]:
    """The files that were chosen, kept; and what was wrong with others, by material."""
    kept: dict[str, FileInfo] = {}
    problems: dict[str, Text] = {}
    for material in case.materials:
        for prefix in (FILE, PHOTO):
            file = request.FILES.get(prefix + material.key)
            if file is None:
                continue
            try:
                kept[material.key] = documents.store(
                    actor, file.name or "", file.read(), formats=material.formats
                )
            except Invalid as refusal:
                problems[material.key] = said(refusal)
    return kept, problems


def _show(
    request: HttpRequest,
    case: CaseView,
    fields: tuple[Field, ...],
    problems: Mapping[str, Text],
    refusal: Text | None,
) -> HttpResponse:
    asked = next((r for r in case.requests if r.kind == "correct"), None)
    wanted = set(asked.fields) if asked else set()
    papers = set(asked.materials) if asked else set()
    marked = tuple(replace(f, problem=problems.get(f.name, f.problem)) for f in fields)
    materials = [
        Asked(m, not m.formats or bool(PICTURES & set(m.formats)), problems.get(m.key))
        for m in case.materials
        if brought(m) and (m.key in papers or m.state not in ("not_needed", "unknown"))
    ]
    errors = [(f.id, t) for f in marked if (t := f.problem)]
    errors += [(f"m-{m.view.key}", m.problem) for m in materials if m.problem]
    page = CorrectionPage(
        case,
        asked,
        tuple(f for f in marked if f.name in wanted),
        tuple(m for m in materials if m.view.key in papers),
        tuple(f for f in marked if f.name not in wanted),
        tuple(m for m in materials if m.view.key not in papers),
        tuple(errors),
        refusal,
    )
    status = 422 if problems or refusal else 200
    return answer(request, "applicant/correction.html", page, status=status, current="my")
