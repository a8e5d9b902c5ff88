"""The desk as one page: what is known, what rules say, papers, the others, what may be done. Made of a CaseView."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from yichuang.base.text import Text
from yichuang.blocks.mining.contracts import Forecast
from yichuang.kernel.cases.contracts import (
    CaseView,
    ConditionView,
    FactRow,
    Happening,
    MaterialView,
    NodeView,
    Request,
)
from yichuang.kernel.cases.round_contracts import RoundView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people import api as people
from yichuang.web.parts.clocks import Light, light_of, row_light
from yichuang.web.parts.flow import STATES, flow_of_case
from yichuang.web.parts.reasons import Reason, Tally, reasons_of, tally
from yichuang.web.staff.deeds import CLOCK, DECIDE, PASS, Deed

ANSWER_CSS = {"yes": "", "no": "is-no", "unknown": "is-unknown"}
MODES = {
    "formal": Text("正式", "Formal"),
    "simulated": Text("模拟", "Simulated"),
    "commitment": Text("承诺", "Commitment"),
    "transcribed": Text("转录", "Transcribed"),
}
# How a browser shows a paper inside the page: pictures as such, PDF in a frame without rights, the rest downloads.
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
SOURCES = {"typed": Text("申请人", "applicant"), "case": Text("本办件得出", "found in this case")}
# So many facts stand open, the others are folded: the desk stays one view.
FIRST_FACTS = 12
# A chart wider than this stands under the checks, one still wider below everything: its words stay readable.
NARROW = 420
BROAD = 640
STATE_OF_MATERIAL = {
    "have": ("is-green", Text("已交", "in hand")),
    "known": ("is-green", Text("系统已有", "shared")),
    "missing": ("is-amber", Text("缺", "missing")),
    "deficient": ("is-amber", Text("容缺", "to follow")),
    "invalid": ("is-red", Text("不合要求", "unfit")),
    "replaced": ("", Text("以承诺代替", "replaced")),
    "not_needed": ("", Text("不需要", "not needed")),
    "unknown": ("is-amber", Text("还不能判断", "not yet known")),
    "sign": ("is-amber", Text("待签名", "to be signed")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One automatic check: its name, answer, ground and basis, and the clauses below it."""

    css: str
    name: Text
    ground: Text | None
    basis: str
    level: str
    parts: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A material as the tab and the viewer show it."""

    key: str
    name: Text
    css: str
    state: Text
    why: Text | None
    file_name: str
    media: str
    kind: str
    size: int
    version: int
    digest: str
    signed_by: tuple[str, ...]
    unsigned: tuple[str, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """Another step of the case: who, how it stands, what was said."""

    node: NodeView
    light: Light | None
    css: str
    said: Text


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with its chip: the css class, and where from in words."""

    fact: FactRow
    css: str
    source: Text

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it before deciding."""
        return self.fact.state != "known" or bool(self.fact.changed)


@dataclass(frozen=True, slots=True)
class Stale:
    """Why a deed was not done, what happened while the clerk was writing, and what the clerk had written."""

    message: Text
    problems: tuple[Text, ...]
    basis: str
    remedy: Text | None
    code: str
    typed: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Everything about a decision in one view."""

    case: CaseView
    task: NodeView | None
    mode: Text
    mode_css: str
    task_light: Light | None
    promised: Light | None
    statutory: Light | None
    facts: tuple[FactLine, ...]
    more_facts: tuple[FactLine, ...]
    doubtful: int
    only_doubtful: bool
    findings: tuple[Finding, ...]
    tally: Tally
    proposed: tuple[Reason, ...]
    proposed_name: Text | None
    papers: tuple[Paper, ...]
    shown: Paper | None
    handed_in: int
    chart: SafeString
    chart_place: str
    not_needed: tuple[Text, ...]
    opinions: tuple[Opinion, ...]
    requests: tuple[Request, ...]
    earlier: tuple[RoundView, ...]
    deciding: tuple[Deed, ...]
    passing: tuple[Deed, ...]
    timing: tuple[Deed, ...]
    why_not: Text | None
    happenings: tuple[Happening, ...]
    way: tuple[Reason, ...]
    stale: Stale | None
    expected: Forecast | None = None

    @property
    def subtitle(self) -> str:
        """What the case is called beside its applicant and item; empty where that is all."""
        title = self.case.title
        return "" if self.case.applicant and title.startswith(self.case.applicant) else title

    @property
    def proposal_is_long(self) -> bool:
        """Whether the reasons of the proposal are folded: several clauses, or clauses in clauses."""
        return len(self.proposed) > 2 or any(r.parts for r in self.proposed)

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """All verbs in the bar's order."""
        return self.deciding + self.passing + self.timing


def make_page(
    case: CaseView,
    deeds: Sequence[Deed],
    lang: str,
    *,
    task: NodeView | None,
    paper: str,
    only_doubtful: bool,
    earlier: Sequence[RoundView] = (),
    stale: Stale | None = None,
) -> DeskPage:
    """The page of a case for one task of it."""
    shown, doubtful = facts_of(case, only_doubtful)
    answers = findings_of(case, task)
    papers = papers_of(case.materials, paper)
    chart = flow_of_case(case.nodes, lang)
    return DeskPage(
        case=case,
        task=task,
        mode=MODES.get(case.mode, Text(case.mode)),
        mode_css="" if case.mode == "formal" else f"is-{case.mode}",
        task_light=light_of(task.due.state) if task and task.due else None,
        promised=light_of(case.promised.state) if case.promised else None,
        statutory=light_of(case.statutory.state) if case.statutory else None,
        facts=shown[:FIRST_FACTS],
        more_facts=shown[FIRST_FACTS:],
        doubtful=doubtful,
        only_doubtful=only_doubtful,
        findings=tuple(finding_of(c) for c in answers),
        tally=tally([c.answer for c in answers]),
        proposed=reasons_of(task.proposed_why) if task else (),
        proposed_name=_proposed(task, deeds),
        papers=papers,
        shown=next((p for p in papers if p.current), None),
        handed_in=sum(1 for p in papers if p.digest),
        chart=chart,
        chart_place=_place_of(chart),
        not_needed=tuple(n.name for n in case.nodes if n.state in ("skipped", "called_off")),
        opinions=tuple(opinion_of(n) for n in case.nodes if _is_other(n, task)),
        requests=case.requests,
        earlier=tuple(earlier),
        deciding=tuple(d for d in deeds if d.group == DECIDE),
        passing=tuple(d for d in deeds if d.group == PASS),
        timing=tuple(d for d in deeds if d.group == CLOCK),
        why_not=next((d.why_not for d in deeds if d.group == DECIDE and d.why_not), None),
        happenings=named(case.happenings),
        way=reasons_of(case.way),
        stale=stale,
    )


def named(happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """The history newest first, with people's names in place of the record's labels."""
    labels = {h.who.partition(":")[2] for h in happenings if h.who.startswith("account:")}
    names = people.names(int(n) for n in labels if n.isdigit())
    return tuple(replace(h, who=_who(h.who, names)) for h in reversed(happenings))


def _who(label: str, names: Mapping[int, str]) -> str:
    kind, _, ident = label.partition(":")
    if kind == "account" and ident.isdigit():
        return names.get(int(ident), label)
    if kind == "key":
        return f"接口 {ident}"
    return "" if kind == "system" else ident or label


def facts_of(case: CaseView, only_doubtful: bool) -> tuple[tuple[FactLine, ...], int]:
    """The facts to be shown, those in doubt first since they decide; and how many are in doubt."""
    lines = fact_lines(case, case.facts)
    doubtful = [line for line in lines if line.doubtful]
    shown = doubtful if only_doubtful else sorted(lines, key=lambda line: not line.doubtful)
    return tuple(shown), len(doubtful)


def findings_of(case: CaseView, task: NodeView | None) -> list[ConditionView]:
    """What the checks have found: of the task itself, else of every check of the case, else the item's conditions."""
    if task is not None and task.findings:
        return list(task.findings)
    found = {f.key: f for node in case.nodes for f in node.findings}
    return list(found.values()) if found else list(case.conditions)


def _width(chart: str) -> int:
    """How wide the chart was drawn, in pixels."""
    found = re.search(r'viewBox="0 0 (\d+)', chart)
    return int(found.group(1)) if found else 0


def _place_of(chart: str) -> str:
    """Where on the desk the chart stands: beside, under the checks, or below everything."""
    width = _width(chart)
    return "beside" if width <= NARROW else "middle" if width <= BROAD else "below"


def fact_lines(case: CaseView, facts: Sequence[FactRow]) -> tuple[FactLine, ...]:
    """Facts with their sources in words; who owns a missing one is named."""
    world = catalogue.world(case.adopted_set)
    item = catalogue.find_item(case.adopted_set, case.item)
    naming = catalogue.WorldNaming(catalogue.Names.of_item(world, item))
    return tuple(FactLine(f, chip_css(f), _source(f, naming)) for f in facts)


def chip_css(fact: FactRow) -> str:
    """The chip's class: a doubt first, else where the value comes from."""
    if fact.state != "known":
        return f"is-{fact.state}" if fact.state in ("conflict", "old") else "is-missing"
    return {"typed": "is-typed", "fetched": "is-fetched"}.get(fact.source, "is-known")


def _source(fact: FactRow, naming: catalogue.WorldNaming) -> Text:
    owner = naming.owner_name(fact.owner) if fact.owner else Text("", "")
    if fact.state == "unknown":
        if not fact.owner:
            return Text("缺", "missing")
        return Text(f"缺，由{owner.zh}提供", f"missing; {owner.show('en')} has it")
    if fact.computed:
        return Text("系统算出", "computed")
    if fact.source in SOURCES:
        return SOURCES[fact.source]
    return owner if fact.owner else Text(fact.source, fact.source)


def _proposed(task: NodeView | None, deeds: Sequence[Deed]) -> Text | None:
    if task is None or not task.proposed:
        return None
    named: Mapping[str, Text] = {d.outcome: d.label for d in deeds if d.outcome}
    return named.get(task.proposed, Text(task.proposed, task.proposed))


def _is_other(node: NodeView, task: NodeView | None) -> bool:
    """A step that somebody has begun or done, and that is not the task at hand."""
    if node.kind == "stage" or node.state in ("idle", "skipped", "called_off"):
        return False
    return node is not task and bool(node.opened_at or node.settled_at)


def finding_of(condition: ConditionView) -> Finding:
    """A check with its clauses."""
    parts = reasons_of(condition.explanation)
    return Finding(
        ANSWER_CSS.get(condition.answer, "is-moot"),
        condition.name,
        condition.ground if condition.answer == "no" else None,
        condition.basis,
        condition.level,
        parts,
    )


def papers_of(materials: Sequence[MaterialView], wanted: str) -> tuple[Paper, ...]:
    """The materials as tabs; the wanted one is current, else the first that can be looked at."""
    first = next((m.key for m in materials if m.file), "")
    current = wanted if any(m.key == wanted for m in materials) else first
    found = []
    for m in materials:
        css, state = STATE_OF_MATERIAL.get(m.state, ("", Text(m.state, m.state)))
        kind = "picture" if m.media in PICTURES else "frame" if m.media == "application/pdf" else ""
        found.append(
            Paper(
                m.key,
                m.name,
                css,
                state,
                m.why,
                m.file_name,
                m.media,
                kind if m.file else "",
                m.size,
                m.version,
                m.file,
                m.signed_by,
                m.unsigned,
                m.key == current,
            )
        )
    return tuple(found)


def opinion_of(node: NodeView) -> Opinion:
    """How another step stands."""
    css = {
        "done": "is-green",
        "carried_over": "is-green",
        "held": "is-amber",
        "waiting": "is-amber",
    }
    tag = "is-red" if node.effect == "stop" else css.get(node.state, "")
    settled = node.state in ("done", "carried_over")
    said = node.outcome_name if settled and node.outcome_name else STATES[node.state]
    due = node.due.state if node.due and node.state == "open" else None
    light = row_light("paused" if due.paused else due.light.value, due.due) if due else None
    return Opinion(node, light, tag, said)
