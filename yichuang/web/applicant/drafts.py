"""Filling in: one step at a time, saved as it is typed, only what is missing asked; works without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.base import clock
from yichuang.base.errors import NotFound, Refusal
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import FormView, MaterialView
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.api import Actor
from yichuang.web.applicant.form_frame import Frame, answered, frame_of, redirect_handed_in
from yichuang.web.applicant.form_steps import (
    Known,
    Step,
    Words,
    brought,
    fields_of,
    known_of,
    steps_of,
)
from yichuang.web.applicant.gate import logged_in, person_of, tell
from yichuang.web.parts.fields import Field, said_of, with_typed
from yichuang.web.rendering import answer

PLEASE = Text("请填写这一项", "please fill this in")


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step of the form. `errors` are shown above with links; `skip` leads on although something is missing."""

    frame: Frame
    step: Step
    known: tuple[Known, ...]
    fields: tuple[Field, ...]
    waits: tuple[Text, ...]
    errors: tuple[Field, ...]
    skip: str
    back: str


@logged_in
@require_http_methods(["GET"])
def draft(request: HttpRequest, draft: int) -> HttpResponse:
    """To the first step in which something is still to be said, else to the papers or the review."""
    form = cases.form(person_of(request), draft)
    if form.draft.handed_in_as:
        return redirect_handed_in(request, form)
    words = Words.of(form.draft.adopted_set, form.draft.item)
    for step_ in steps_of(form, words.item):
        if not all(answered(form, ask.name) for ask in step_.asked):
            return HttpResponseRedirect(reverse("draft_step", args=[draft, step_.key]))
    if any(wanted(m) for m in form.materials):
        return HttpResponseRedirect(reverse("draft_materials", args=[draft]))
    return HttpResponseRedirect(reverse("draft_review", args=[draft]))


def wanted(material: MaterialView) -> bool:
    """Whether the applicant still has to bring a file."""
    return material.state in ("missing", "invalid") and brought(material)


@logged_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, draft: int, step: str) -> HttpResponse:
    """One step: shown, or taken and gone on."""
    actor = person_of(request)
    form = cases.form(actor, draft)
    if form.draft.handed_in_as:
        return redirect_handed_in(request, form)
    if request.method == "POST":
        return _take(request, actor, form, step)
    return _show(request, form, step)


def _take(request: HttpRequest, actor: Actor, form: FormView, step: str) -> HttpResponse:
    words = Words.of(form.draft.adopted_set, form.draft.item)
    before = _find(form, words.item, step)
    asked = fields_of(before.asked, words, form.draft.answers)
    said = said_of(asked, request.POST.dict())
    _tell_mended(request, words, said)
    form = cases.save_draft(actor, form.draft.id, answers=said)
    now = fields_of(_find(form, words.item, step).asked, words, form.draft.answers)
    shown = tuple(with_typed(f, dict(request.POST.lists())) for f in now)
    bad = tuple(f for f in shown if f.problem or f.empty)
    fresh = {f.name for f in now} - {f.name for f in asked}
    if bad and not {f.name for f in bad} <= fresh:
        return _show(request, form, step, typed=shown, status=422)
    if fresh:
        tell(
            request,
            Text(
                f"照您填的，这一步还要问 {len(fresh)} 项", "your answers bring a few more questions"
            ),
            "",
        )
        return HttpResponseRedirect(reverse("draft_step", args=[form.draft.id, step]))
    return HttpResponseRedirect(_after(form, words.item, step))


def _after(form: FormView, item: Item, step: str) -> str:
    keys = [s.key for s in steps_of(form, item)]
    place = keys.index(step) + 1
    if place < len(keys):
        return reverse("draft_step", args=[form.draft.id, keys[place]])
    return reverse("draft_materials", args=[form.draft.id])


def _before(form: FormView, item: Item, step: str) -> str:
    keys = [s.key for s in steps_of(form, item)]
    place = keys.index(step)
    if place:
        return reverse("draft_step", args=[form.draft.id, keys[place - 1]])
    return reverse("item", args=[form.draft.item])


def _find(form: FormView, item: Item, step: str) -> Step:
    found = next((s for s in steps_of(form, item) if s.key == step), None)
    if found is None:
        raise NotFound("web.no_step", Text("没有这一步", "there is no such step"))
    return found


def _tell_mended(request: HttpRequest, words: Words, said: Mapping[str, str]) -> None:
    """What was mended in what was typed, and what a person should look at again."""
    for name, text in said.items():
        found = words.names.find(tuple(name.split(".")))
        if not text.strip() or found is None or found.datum is None:
            continue
        taken = facts.take(found.datum.definition, text, name=name)
        label = words.label(name)
        for change in dict.fromkeys(taken.changes) if taken.ok else ():
            tell(request, _labelled(label, change), "")
        for warning in taken.warnings:
            tell(request, _labelled(label, warning), "is-ask")


def _labelled(label: Text, text: Text) -> Text:
    return Text(f"{label.zh}：{text.zh}", f"{label.show('en')}: {text.show('en')}")


def _show(
    request: HttpRequest,
    form: FormView,
    step: str,
    *,
    typed: Sequence[Field] | None = None,
    status: int = 200,
) -> HttpResponse:
    words = Words.of(form.draft.adopted_set, form.draft.item)
    found = _find(form, words.item, step)
    fields = (
        tuple(typed) if typed is not None else fields_of(found.asked, words, form.draft.answers)
    )
    if status == 422:
        fields = tuple(
            replace(f, problem=f.problem or (PLEASE if f.empty else None)) for f in fields
        )
    page = StepPage(
        frame=frame_of(form, words, step),
        step=found,
        known=known_of(found.known, words, form.draft.answers),
        fields=fields,
        waits=tuple(b.name for b in found.waits),
        errors=tuple(f for f in fields if f.problem) if status == 422 else (),
        skip=_after(form, words.item, step),
        back=_before(form, words.item, step),
    )
    return answer(request, "applicant/step.html", page, status=status, current="home")


@logged_in
@require_POST
def autosave(request: HttpRequest, draft: int, step: str) -> JsonResponse:
    """Keeps what stands in the step now; answers when, so that the page can say so."""
    actor = person_of(request)
    try:
        form = cases.form(actor, draft)
        words = Words.of(form.draft.adopted_set, form.draft.item)
        asked = fields_of(_find(form, words.item, step).asked, words, form.draft.answers)
        form = cases.save_draft(actor, draft, answers=said_of(asked, request.POST.dict()))
    except Refusal as refusal:
        status = 404 if isinstance(refusal, NotFound) else 409
        return JsonResponse({"code": refusal.code, "message": refusal.message.zh}, status=status)
    problems = {n: t.zh for n, t in form.draft.problems.items()}
    return JsonResponse(
        {"at": f"{clock.now().astimezone(clock.SHANGHAI):%H:%M}", "problems": problems}
    )


@logged_in
@require_POST
def drop(request: HttpRequest, draft: int) -> HttpResponse:
    """Throws a draft away."""
    cases.drop_draft(person_of(request), draft)
    tell(request, Text("草稿已经删掉", "the draft is gone"))
    return HttpResponseRedirect(reverse("my"))
