"""The last step: everything once more, what the rules say to it, signing, handing in. Pressing twice hands in once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Conflict, Invalid, NotPermitted, Problem
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import ConditionView, FormView, MaterialView
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.people.api import Actor
from yichuang.web.applicant.form_frame import Frame, case_url, frame_of, redirect_handed_in
from yichuang.web.applicant.form_steps import REVIEW, Known, Words, known_of, steps_of
from yichuang.web.applicant.gate import logged_in, person_of, tell
from yichuang.web.parts.reasons import Reason, reasons_of
from yichuang.web.rendering import answer

AGREE = Text("请先确认内容真实，再提交", "confirm that it is true, then hand it in")


@dataclass(frozen=True, slots=True)
class Part:
    """A step as it was filled in."""

    key: str
    name: Text
    rows: tuple[Known, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition with its answer and reasons."""

    condition: ConditionView
    css: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps the application from being handed in, and where to mend it."""

    text: Text
    url: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A party that must sign: its role in words, whether it has signed this version."""

    role: str
    name: Text
    signed: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The whole application. `mine`: the reader may hand it in; else they are here to sign."""

    frame: Frame
    parts: tuple[Part, ...]
    materials: tuple[MaterialView, ...]
    findings: tuple[Finding, ...]
    signers: tuple[Signer, ...]
    faults: tuple[Fault, ...]
    refusal: Text | None
    remedy: Text | None
    mine: bool
    back: str


@logged_in
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, draft: int) -> HttpResponse:
    """Shown; POST signs what the reader may sign and hands in (`deed` submit) or only signs (`deed` sign)."""
    actor = person_of(request)
    form = cases.form(actor, draft)
    if form.draft.handed_in_as:
        return redirect_handed_in(request, form)
    if request.method != "POST":
        return _show(request, form)
    if "agree" not in request.POST:
        fault = Fault(AGREE, "#agree")
        return _show(request, form, refusal=AGREE, faults=(fault,), status=422)
    signed = _sign(actor, form)
    if request.POST.get("deed") == "sign":
        told = Text("已签署", "signed") if signed else Text("没有需要您签的", "nothing to sign")
        tell(request, told)
        return HttpResponseRedirect(reverse("draft_review", args=[draft]))
    return _submit(request, actor, draft, request.POST.get("deed") == "receive")


def _submit(request: HttpRequest, actor: Actor, draft: int, incomplete: bool) -> HttpResponse:
    """The key belongs to the draft: a second press, or Back and submit, gets the first one's answer."""
    try:
        done = cases.submit(actor, draft, key=f"draft-{draft}", incomplete=incomplete)
    except Invalid as refusal:
        form = cases.form(actor, draft)
        faults = tuple(_fault(form, p) for p in refusal.problems)
        return _show(request, form, refusal=refusal.message, faults=faults, status=422)
    except Conflict as refusal:
        form = cases.form(actor, draft)
        if form.draft.handed_in_as:
            return redirect_handed_in(request, form)
        # The draft stays readable and printable: the city may offer the item again.
        return _show(request, form, refusal=refusal.message, remedy=refusal.remedy, status=409)
    if not done.again:
        tell(
            request,
            Text(f"已提交，办件号 {done.number}", f"handed in, its number is {done.number}"),
        )
    return HttpResponseRedirect(case_url(request, done.number))


def _sign(actor: Actor, form: FormView) -> bool:
    """Signs in every role in which the reader may; the others' roles wait for them."""
    signed = False
    words = Words.of(form.draft.adopted_set, form.draft.item)
    for role in signing_roles(words.item, form):
        if role in form.draft.signed:
            continue
        try:
            cases.sign(actor, draft=form.draft.id, role=role)
            signed = True
        except NotPermitted:
            continue
    return signed


def signing_roles(item: Item, form: FormView) -> tuple[str, ...]:
    """The roles whose signature is needed: of the application, or of a paper that is asked for."""
    asked = {m.key for m in form.materials if m.state not in ("not_needed", "unknown", "replaced")}
    papers = {r for key in asked for r in item.materials[key].signed_by}
    return tuple(role for role, p in item.parties.items() if p.signs or role in papers)


def _fault(form: FormView, problem: Problem) -> Fault:
    """The step in which a problem is mended."""
    head, _, rest = problem.where.partition(".")
    if head == "papers":
        url = reverse("draft_materials", args=[form.draft.id]) + f"#m-{rest}"
        return Fault(problem.message, url)
    if head in ("signatures", "conditions"):
        return Fault(problem.message, f"#{head}")
    words = Words.of(form.draft.adopted_set, form.draft.item)
    for step in steps_of(form, words.item):
        if any(a.name == problem.where for a in step.asks):
            url = reverse("draft_step", args=[form.draft.id, step.key])
            return Fault(problem.message, f"{url}#f-{problem.where.replace('.', '-')}")
    return Fault(problem.message, "#main")


def _show(
    request: HttpRequest,
    form: FormView,
    *,
    refusal: Text | None = None,
    remedy: Text | None = None,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> HttpResponse:
    words = Words.of(form.draft.adopted_set, form.draft.item)
    actor = person_of(request)
    page = ReviewPage(
        frame=frame_of(form, words, REVIEW),
        parts=_parts(form, words),
        materials=tuple(m for m in form.materials if m.state != "not_needed"),
        findings=tuple(_finding(c) for c in form.conditions),
        signers=_signers(form, words),
        faults=faults,
        refusal=refusal,
        remedy=remedy,
        mine=_may_submit(actor, form),
        back=reverse("draft_materials", args=[form.draft.id]),
    )
    return answer(request, "applicant/review.html", page, status=status, current="home")


def _may_submit(actor: Actor, form: FormView) -> bool:
    applicant = form.draft.applicant
    return actor.is_staff or applicant is None or applicant in actor.subjects


def _parts(form: FormView, words: Words) -> tuple[Part, ...]:
    found = []
    for step in steps_of(form, words.item):
        rows = known_of([a for a in step.asks if a.state != "moot"], words, form.draft.answers)
        if rows:
            url = reverse("draft_step", args=[form.draft.id, step.key])
            found.append(Part(step.key, step.name, rows, url))
    return tuple(found)


def _finding(condition: ConditionView) -> Finding:
    css = {"no": "is-no", "unknown": "is-unknown"}.get(condition.answer, "")
    return Finding(condition, css, reasons_of(condition.explanation))


def _signers(form: FormView, words: Words) -> tuple[Signer, ...]:
    return tuple(
        Signer(role, words.names.role_name(role), role in form.draft.signed)
        for role in signing_roles(words.item, form)
    )
