"""What surrounds every step of a form: the stepper, the tally, who applies, what will not be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import DraftView, FormView
from yichuang.kernel.facts import api as facts
from yichuang.web.applicant.form_steps import MATERIALS, REVIEW, Words, brought, said_in, steps_of
from yichuang.web.applicant.gate import person_of, tell


@dataclass(frozen=True, slots=True)
class Stop:
    """A step in the stepper: done, current or ahead."""

    key: str
    name: Text
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What the form holds: known, fetched, asked and still open, and typed again although known."""

    known: int
    fetched: int
    asked: int
    open: int
    typed_again: int

    @property
    def total(self) -> int:
        """All data of the form."""
        return self.known + self.asked


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a step's page. `unused` are labels of answers that will not be sent."""

    draft: DraftView
    item_name: Text
    applicant: str
    simulated: bool
    stops: tuple[Stop, ...]
    place: int
    tally: Tally
    unused: tuple[Text, ...]
    saved_at: datetime


def frame_of(form: FormView, words: Words, current: str) -> Frame:
    """The frame around the step `current`."""
    draft = form.draft
    stops = _stops(form, words, current)
    subject = draft.applicant
    return Frame(
        draft=draft,
        item_name=words.item.name,
        applicant=_named(subject) if subject is not None else "",
        simulated=draft.mode == "simulated",
        stops=stops,
        place=next((n for n, s in enumerate(stops, 1) if s.state == "current"), 0),
        tally=_tally(form),
        unused=tuple(
            words.label(n) for n in dict.fromkeys(".".join(u.split(".")[:2]) for u in form.unused)
        ),
        saved_at=draft.updated_at,
    )


def _named(subject: int) -> str:
    """The name of a subject, its code where nobody has said a name."""
    name = facts.name_of([subject]).get(subject, "")
    known = facts.read_subjects([subject]).get(subject)
    return name or (known.code if known else "")


def _stops(form: FormView, words: Words, current: str) -> tuple[Stop, ...]:
    ident = form.draft.id
    found = []
    for step in steps_of(form, words.item):
        done = all(answered(form, a.name) for a in step.asked)
        url = reverse("draft_step", args=[ident, step.key])
        found.append((step.key, step.name, url, done))
    papers = not any(m.state in ("missing", "invalid") and brought(m) for m in form.materials)
    url = reverse("draft_materials", args=[ident])
    found.append((MATERIALS, Text("材料", "Papers"), url, papers))
    url = reverse("draft_review", args=[ident])
    found.append((REVIEW, Text("核对提交", "Review"), url, False))
    return tuple(
        Stop(k, n, u, "current" if k == current else "done" if done else "ahead")
        for k, n, u, done in found
    )


def answered(form: FormView, name: str) -> bool:
    """Whether a datum was said in this application, and nothing is wrong with it."""
    there = said_in(form.draft.answers, name)
    return there and name not in form.draft.problems


def _tally(form: FormView) -> Tally:
    asked = [a.name for b in form.blocks for a in b.asks if a.state == "ask"]
    return Tally(
        known=form.known,
        fetched=sum(1 for m in form.materials if m.state == "known"),
        asked=form.asked,
        open=sum(not answered(form, n) for n in asked),
        typed_again=form.typed_again,
    )


def redirect_handed_in(request: HttpRequest, form: FormView) -> HttpResponse:
    """A draft that was handed in leads to its case: once only, however often the button is pressed."""
    number = form.draft.handed_in_as
    tell(
        request,
        Text(
            f"这份申请已经提交过了，办件号 {number}", f"handed in already, its number is {number}"
        ),
        "",
    )
    return HttpResponseRedirect(case_url(request, number))


def case_url(request: HttpRequest, number: str) -> str:
    """The case's page for the reader: the desk for staff, their own page for everybody else."""
    return reverse("case" if person_of(request).is_staff else "my_case", args=[number])
