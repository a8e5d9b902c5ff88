"""What a party is asked for within a case: to fill in, sign, confirm or choose; and facts that a step waits for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import Invalid, NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, Request, VerbOption
from yichuang.web.applicant.case_asks import mine
from yichuang.web.applicant.correction import fact_field
from yichuang.web.applicant.deeds import LONGEST, key_of
from yichuang.web.applicant.form_steps import Words
from yichuang.web.applicant.gate import logged_in, person_of, tell
from yichuang.web.parts.fields import Field, said_of, with_typed
from yichuang.web.rendering import answer

NOTHING = Text("现在没有要您办的", "nothing is asked of you here now")


@dataclass(frozen=True, slots=True)
class AskPage:
    """One ask: what it is, its fields, its outcomes (none: one button), what was wrong."""

    case: CaseView
    request: Request
    fields: tuple[Field, ...]
    outcomes: tuple[tuple[str, Text, str], ...]
    errors: tuple[Field, ...]
    refusal: Text | None


@dataclass(frozen=True, slots=True)
class SupplyPage:
    """Facts that the case lacks and the reader can say."""

    case: CaseView
    fields: tuple[Field, ...]
    errors: tuple[Field, ...]
    refusal: Text | None


@logged_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, number: str, node: str) -> HttpResponse:
    """The ask at a node; POST answers it."""
    actor = person_of(request)
    case = cases.read_case(actor, number)
    wanted, option = _find(case, node)
    words = Words.of(case.adopted_set, case.item)
    fields = _fields(wanted.fields, case, words)
    if request.method != "POST":
        page = AskPage(case, wanted, fields, option.outcomes, (), None)
        return answer(request, "applicant/ask.html", page, current="my")
    try:
        cases.answer_ask(
            actor,
            number=number,
            node=node,
            outcome=request.POST.get("outcome", "")[:80],
            answers={n: v for n, v in said_of(fields, request.POST.dict()).items() if v.strip()},
            opinion=request.POST.get("opinion", "").strip()[:LONGEST],
            key=key_of(request),
        )
    except Invalid as refusal:
        shown = _marked(fields, request, refusal)
        errors = tuple(f for f in shown if f.problem)
        page = AskPage(case, wanted, shown, option.outcomes, errors, refusal.message)
        return answer(request, "applicant/ask.html", page, status=422, current="my")
    tell(request, Text("已办好", "done"))
    return HttpResponseRedirect(reverse("my_case", args=[number]))


def _find(case: CaseView, node: str) -> tuple[Request, VerbOption]:
    wanted = next((r for r in case.requests if r.key == f"ask:{node}"), None)
    option = next((v for v in case.verbs if v.verb == "answer_ask" and v.node == node), None)
    if wanted is None or option is None:
        raise NotFound(
            "web.nothing_asked", NOTHING, remedy=Text("看办件现在到哪一步", "see the case's page")
        )
    return wanted, option


def _fields(names: tuple[str, ...], case: CaseView, words: Words) -> tuple[Field, ...]:
    rows = {f.name: f for f in case.facts}
    made = (fact_field(name, rows.get(name), words) for name in names)
    return tuple(f for f in made if f is not None)


def _marked(fields: tuple[Field, ...], request: HttpRequest, refusal: Invalid) -> tuple[Field, ...]:
    typed = dict(request.POST.lists())
    problems = {p.where: p.message for p in refusal.problems}
    return tuple(replace(with_typed(f, typed), problem=problems.get(f.name)) for f in fields)


@logged_in
@require_http_methods(["GET", "POST"])
def supply(request: HttpRequest, number: str) -> HttpResponse:
    """The facts that steps wait for; POST states those that were typed."""
    actor = person_of(request)
    case = cases.read_case(actor, number)
    words = Words.of(case.adopted_set, case.item)
    names = [r.fields[0] for r in case.requests if r.kind == "fact" and mine(r, case, actor)]
    fields = _fields(tuple(names), case, words)
    if request.method != "POST":
        page = SupplyPage(case, fields, (), None)
        return answer(request, "applicant/supply.html", page, current="my")
    said = {n: v for n, v in said_of(fields, request.POST.dict()).items() if v.strip()}
    key = key_of(request)
    try:
        for name, value in said.items():
            cases.supply_fact(
                actor, number=number, name=name, value=value, key=f"{key}-{name}" if key else ""
            )
    except Invalid as refusal:
        shown = _marked(fields, request, refusal)
        page = SupplyPage(case, shown, tuple(f for f in shown if f.problem), refusal.message)
        return answer(request, "applicant/supply.html", page, status=422, current="my")
    tell(request, Text(f"已补 {len(said)} 项", f"{len(said)} facts stated"))
    return HttpResponseRedirect(reverse("my_case", args=[number]))
