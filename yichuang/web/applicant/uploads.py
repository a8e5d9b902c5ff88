"""Papers of an application: photo and file are chosen separately, each is checked by what it really is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.base.errors import Invalid, NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import FormView, MaterialView
from yichuang.kernel.documents import api as documents
from yichuang.kernel.people.api import Actor
from yichuang.web.applicant.form_frame import Frame, frame_of, redirect_handed_in
from yichuang.web.applicant.form_steps import MATERIALS, Words, brought, steps_of
from yichuang.web.applicant.gate import logged_in, person_of, tell
from yichuang.web.parts.files import file_response
from yichuang.web.parts.refusals import said
from yichuang.web.rendering import answer

PICTURES = frozenset({"jpg", "png"})
FILE, PHOTO = "file.", "photo."


@dataclass(frozen=True, slots=True)
class Paper:
    """A material in the form: whether it is asked, what is there, in which ways it may be brought, what was wrong."""

    view: MaterialView
    takes_photo: bool
    waits_for: tuple[Text, ...]
    problem: Text | None

    @property
    def size(self) -> str:
        """The size of what was attached, in kB or MB."""
        return f"{self.view.size / 1_000_000:.1f} MB" if self.view.size >= 1_000_000 else (
            f"{max(1, self.view.size // 1000)} kB"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    """The papers' step: yours, those only signed, those fetched, those of which nobody knows yet."""

    frame: Frame
    yours: tuple[Paper, ...]
    signed: tuple[Paper, ...]
    fetched: tuple[Paper, ...]
    open: tuple[Paper, ...]
    errors: tuple[Paper, ...]
    back: str


@logged_in
@require_http_methods(["GET", "POST"])
def materials(request: HttpRequest, draft: int) -> HttpResponse:
    """The papers; POST attaches what was chosen, or takes one out again (`remove`)."""
    actor = person_of(request)
    form = cases.form(actor, draft)
    if form.draft.handed_in_as:
        return redirect_handed_in(request, form)
    if request.method != "POST":
        return _show(request, form, {})
    problems: dict[str, Text] = {}
    if "remove" in request.POST:
        cases.detach(actor, draft=draft, material=request.POST["remove"])
    else:
        problems = _attach_all(actor, form, request)
    if problems:
        return _show(request, cases.form(actor, draft), problems, 422)
    if request.POST.get("then") == "next":
        return HttpResponseRedirect(reverse("draft_review", args=[draft]))
    return HttpResponseRedirect(reverse("draft_materials", args=[draft]))


def _attach_all(actor: Actor, form: FormView, request: HttpRequest) -> dict[str, Text]:
    """Keeps and attaches every chosen file; gives what was wrong, by material."""
    problems: dict[str, Text] = {}
    for material in form.materials:
        for prefix in (FILE, PHOTO):
            file = request.FILES.get(prefix + material.key)
            if file is None:
                continue
            try:
                attach(actor, form.draft.id, material, file)
            except Invalid as refusal:
                problems[material.key] = said(refusal)
    chosen = any(k.startswith((FILE, PHOTO)) for k in request.FILES)
    if not chosen and request.POST.get("then") != "next":
        tell(request, Text("请先选一个文件", "choose a file first"), "is-ask")
    return problems


def attach(actor: Actor, draft: int, material: MaterialView, file: UploadedFile[Any]) -> None:
    """Checks and keeps one file, attaches it. Raises Invalid saying what the file really is."""
    kept = documents.store(actor, file.name or "", file.read(), formats=material.formats)
    cases.attach(actor, draft=draft, material=material.key, file=kept)


def _show(
    request: HttpRequest, form: FormView, problems: dict[str, Text], status: int = 200
) -> HttpResponse:
    words = Words.of(form.draft.adopted_set, form.draft.item)
    papers = [_paper(m, form, words, problems) for m in form.materials if m.state != "not_needed"]
    last = steps_of(form, words.item)[-1].key
    page = MaterialsPage(
        frame=frame_of(form, words, MATERIALS),
        yours=tuple(p for p in papers if brought(p.view) and p.view.state != "unknown"),
        signed=tuple(p for p in papers if p.view.from_ == "template" and p.view.state != "unknown"),
        fetched=tuple(p for p in papers if p.view.from_.startswith("shared ")),
        open=tuple(p for p in papers if p.view.state == "unknown"),
        errors=tuple(p for p in papers if p.problem),
        back=reverse("draft_step", args=[form.draft.id, last]),
    )
    return answer(request, "applicant/materials.html", page, status=status, current="home")


def _paper(view: MaterialView, form: FormView, words: Words, problems: dict[str, Text]) -> Paper:
    # A list of twenty names helps nobody: what the form still asks comes first, and at most three.
    waits = _waits(view, form, words) if view.state == "unknown" else ()
    photo = not view.formats or bool(PICTURES & set(view.formats))
    return Paper(view, photo, waits, problems.get(view.key))


def _waits(view: MaterialView, form: FormView, words: Words) -> tuple[Text, ...]:
    names = view.why.zh.partition(":")[2].split("、") if view.why else []
    asked = {a.name for b in form.blocks for a in b.asks if a.state == "ask" and not a.value}
    ours = [n for n in names if ".".join(n.split(".")[:2]) in asked] or names
    return tuple(words.label(n) for n in ours[:3])


@logged_in
@require_safe
def file(request: HttpRequest, draft: int, key: str) -> HttpResponseBase:
    """What was attached, for whoever may open the draft."""
    form = cases.form(person_of(request), draft)
    found = next((m for m in form.materials if m.key == key and m.file), None)
    if found is None:
        raise NotFound("web.no_file", Text("没有这份文件", "there is no such file"))
    return file_response(found.file, found.file_name, inline="download" not in request.GET)
