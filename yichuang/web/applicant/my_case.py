"""My case: what is asked of me first, then when it will be done, where it stands, what happened, who looked."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from yichuang.base.text import Text
from yichuang.blocks.mining import api as mining
from yichuang.blocks.mining.contracts import Forecast
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, ConditionView, Happening, PaperRow, PartyRow
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.api import Actor
from yichuang.web.applicant.case_asks import Asked, asked_of
from yichuang.web.applicant.case_clock import Promise, promise_of
from yichuang.web.applicant.form_steps import Known, Words
from yichuang.web.applicant.gate import logged_in, person_of
from yichuang.web.applicant.my_facts import LookLine, look_lines
from yichuang.web.parts.definitions import definitions_of
from yichuang.web.parts.flow import flow_of_case
from yichuang.web.parts.reasons import Reason, reasons_of
from yichuang.web.parts.sources import chip
from yichuang.web.rendering import answer, lang_of

LOOKS = 50
LOST = ("refused", "not_accepted")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it went against the applicant: clause by clause, then what can be done."""

    condition: ConditionView
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """A step that went against the applicant: which, how it ended, what was written."""

    step: Text
    outcome: Text | None
    opinion: str


@dataclass(frozen=True, slots=True)
class MyCasePage:
    """One case for one of its parties. `remind` is the step that can be reminded of, empty where there is none."""

    case: CaseView
    city: str
    asked: tuple[Asked, ...]
    promise: Promise | None
    expected: Forecast | None
    flow: SafeString
    way: tuple[Reason, ...]
    happenings: tuple[Happening, ...]
    papers: tuple[PaperRow, ...]
    facts: tuple[Known, ...]
    looks: tuple[LookLine, ...]
    refused: tuple[Refused, ...]
    against: tuple[Against, ...]
    unsigned: tuple[PartyRow, ...]
    may_withdraw: bool
    ask_withdraw: bool
    may_correct: bool
    remind: str
    remedy: Text | None
    simulated: bool


@logged_in
@require_safe
def my_case(request: HttpRequest, number: str) -> HttpResponse:
    """The case for whoever acts for one of its parties. NotFound for everybody else."""
    actor = person_of(request)
    case = cases.read_case(actor, number)
    words = Words.of(case.adopted_set, case.item)
    verbs = {v.verb for v in case.verbs if v.why_not is None}
    page = MyCasePage(
        case=case,
        city=case.region,
        asked=asked_of(case, actor),
        promise=promise_of(case),
        expected=mining.forecast_of(case) if case.state in cases.RUNNING else None,
        flow=flow_of_case(case.nodes, lang_of(request)),
        way=reasons_of(case.way),
        happenings=case.happenings[::-1],
        papers=case.papers[::-1],
        facts=_facts(case, words),
        looks=_looks(case, actor),
        refused=_refused(case),
        against=_against(case),
        unsigned=_unsigned(case, actor),
        may_withdraw="withdraw" in verbs,
        ask_withdraw=request.GET.get("do") == "withdraw",
        may_correct="correct" in verbs,
        remind=_remindable(case) if "remind" in verbs else "",
        remedy=words.item.remedy if case.result in LOST else None,
        simulated=case.mode == "simulated",
    )
    return answer(request, "applicant/my_case.html", page, current="my")


def _remindable(case: CaseView) -> str:
    """The open task that has been open longest."""
    open_ = [n for n in case.nodes if n.state == "open" and n.kind == "task" and n.opened_at]
    return min(open_, key=lambda n: str(n.opened_at)).key if open_ else ""


def _facts(case: CaseView, words: Words) -> tuple[Known, ...]:
    """What the case knows and says in words; what is still unknown is asked above, not listed here."""
    return tuple(
        Known(
            f.label,
            f.shown,
            chip(
                kind=f.source,
                owner=Text("系统算出", "computed") if f.computed else words.owner(f.owner),
                since=f.since,
            ),
        )
        for f in case.facts
        if f.shown
    )


def _looks(case: CaseView, actor: Actor) -> tuple[LookLine, ...]:
    """Who looked at data of those the reader acts for, in this case."""
    definitions = definitions_of(catalogue.world(case.adopted_set))
    found = []
    for party in case.parties:
        if party.subject in actor.subjects:
            rows = facts.list_looks(actor, party.subject, limit=LOOKS).rows
            found += [r for r in rows if r.ref == f"case:{case.number}"]
    found.sort(key=lambda look: look.at, reverse=True)
    return look_lines(found, definitions)


def _refused(case: CaseView) -> tuple[Refused, ...]:
    if case.result not in LOST:
        return ()
    against = [c for c in case.conditions if c.answer == "no"]
    for node in case.nodes:
        against += [f for f in node.findings if f.answer == "no"]
    unique = {c.key: c for c in against}
    return tuple(Refused(c, reasons_of(c.explanation)) for c in unique.values())


def _against(case: CaseView) -> tuple[Against, ...]:
    """The opinions that stood in the way, in the order of the plan."""
    if case.result not in LOST:
        return ()
    return tuple(
        Against(n.name, n.outcome_name, n.opinion)
        for n in case.nodes
        if n.kind == "task" and n.effect == "stop" and n.state in ("done", "carried_over")
    )


def _unsigned(case: CaseView, actor: Actor) -> tuple[PartyRow, ...]:
    """Parties that the reader acts for and whose signature a change has taken away."""
    had = [p for p in case.parties if p.subject in actor.subjects]
    needed = {u for m in case.materials for u in m.unsigned}
    return tuple(p for p in had if not p.signed and p.role in needed)
