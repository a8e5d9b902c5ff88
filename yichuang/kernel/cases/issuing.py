"""Papers that a node issues: which, which are refused by whom, their data in words, and the issue itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yichuang.engines.values import Subject, Unknown, is_known, show
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.plans import in_mode
from yichuang.kernel.cases.posts import deciding_department
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.api import Reading
from yichuang.kernel.catalogue.contracts import PaperDef, TogetherSpec
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import Paper, PaperRequest
from yichuang.kernel.facts import api as facts

SIMULATED = "模拟审批 不具法律效力"


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """Papers to be issued, in legal order, and the nodes that refused one."""

    papers: tuple[PaperDef, ...]
    refused: tuple[str, ...]

    def nothing(self) -> PaperPlan:
        """Nothing is issued; who refused is kept."""
        return replace(self, papers=())


def issues_of(move: Move, key: str) -> tuple[str, ...]:
    """The keys of the papers that a node issues."""
    node = move.plan.nodes[key]
    spec = node.spec
    return spec.issues if isinstance(spec, TogetherSpec) else node.issues


def plan_papers(move: Move, key: str) -> PaperPlan | Unknown:
    """What the node issues now; unknown while it is not known whether a paper is to be issued."""
    papers: list[PaperDef] = []
    refused: dict[str, None] = {}
    missing: frozenset[str] = frozenset()
    for name in issues_of(move, key):
        paper = move.plan.item.papers[name]
        against = _against(move, key, paper)
        refused.update(dict.fromkeys(against))
        if against or not in_mode(paper.only, move.case.mode):
            continue
        answer = move.reading().answer(paper.when) if paper.when is not None else True
        if isinstance(answer, Unknown):
            missing |= answer.missing
        elif answer:
            papers.append(paper)
    return Unknown(missing) if missing else PaperPlan(tuple(papers), tuple(refused))


def _against(move: Move, key: str, paper: PaperDef) -> list[str]:
    """The nodes that stand against a paper: those that would grant it, or all before the node where none is named."""
    above = move.plan.graph.predecessors[key]
    if paper.granted_by:
        # A stop of a node that grants no paper at all (an unpaid fee) stands against every paper.
        grants = {g for k in issues_of(move, key) for g in move.plan.item.papers[k].granted_by}
        others = [k for k, r in move.nodes(above).items() if k not in grants and r.effect == "stop"]
        own = [n for n in paper.granted_by if n in move.plan.nodes]
        names = tuple(dict.fromkeys([*own, *others]))
    elif paper.when is None:
        names = above
    else:
        return []
    return [k for k, row in move.nodes(names).items() if row.stops]


def result_of(move: Move, key: str, plan: PaperPlan) -> str:
    """The result that the node's own words say, else granted when something is issued or nobody refused."""
    node = move.plan.nodes[key]
    if node.result is not None:
        value = move.reading().evaluate(node.result)
        if is_known(value) and isinstance(value, str):
            return value
    if plan.papers:
        return "granted"
    stopped = any(r.stops for r in move.now(move.plan.graph.predecessors[key]).values())
    return "refused" if plan.refused or stopped else "granted"


def not_ready(move: Move, key: str, plan: PaperPlan) -> tuple[frozenset[str], tuple[str, ...]]:
    """What keeps papers from being issued: facts that their templates need, and anything else in words."""
    missing: frozenset[str] = frozenset()
    for paper in plan.papers:
        source = move.world.packs[move.plan.item.pack].templates.get(paper.template, "")
        for name in template_names(source, paper):
            if move.reading().names.find(tuple(name.split("."))) is not None:
                value = move.reading().value(name)
                missing |= value.missing if isinstance(value, Unknown) else frozenset()
    if missing or not plan.papers:
        return missing, ()
    problems = documents.ready([_request(move, key, p) for p in plan.papers], at=move.at)
    return missing, tuple(p.message.zh for p in problems)


def issue(move: Move, key: str, plan: PaperPlan) -> tuple[Paper, ...]:
    """Issue the papers in this transaction. Raises Invalid with everything that is not ready."""
    requests = [_request(move, key, paper) for paper in plan.papers]
    papers = documents.issue(move.actor, requests, at=move.at)
    move.numbers.update({p.key: p.number for p in papers})
    move.detail["papers"] = [[p.key, p.number, p.digest[:16]] for p in papers]
    move._papers = {**dict(move.papers()), **{p.key: p for p in papers}}
    return papers


def _request(move: Move, key: str, paper: PaperDef) -> PaperRequest:
    reading = move.reading()
    holder = reading.role(paper.holder)
    ident = int(holder.id) if isinstance(holder, Subject) and holder.id.isdigit() else None
    until = reading.evaluate(paper.valid_until) if paper.valid_until is not None else None
    source = move.world.packs[move.plan.item.pack].templates.get(paper.template, "")
    return PaperRequest(
        key=paper.key,
        name=paper.name,
        template=paper.template,
        adopted_set=move.case.adopted_set,
        pack=move.plan.item.pack,
        case=move.case.number,
        region=move.case.region,
        issuer=_issuer(move, key, paper),
        holder_subject=ident,
        holder_name=holder_name(move, ident, paper.holder),
        data=words_of(move, reading, source, paper),
        certificate=paper.certificate,
        number=paper.number.text if paper.number else "",
        valid_until=until if isinstance(until, date) else None,
        watermark=SIMULATED if move.case.mode == "simulated" else paper.watermark,
        public=paper.public,
        source=source,
    )


def _issuer(move: Move, key: str, paper: PaperDef) -> int:
    """The department of the one node that grants the paper, else the deciding one."""
    rows: Mapping[str, NodeNow] = move.nodes(k for k in paper.granted_by if k in move.plan.nodes)
    departments = {r.department for r in rows.values() if r.department is not None}
    if len(departments) == 1:
        return departments.pop()
    if move.case.department is not None:
        return move.case.department
    office = deciding_department(move)
    if isinstance(office, Unknown):
        raise RuntimeError(f"{key}: nobody knows who decides")
    return office.id


def holder_name(move: Move, ident: int | None, role: str) -> str:
    """The holder's name: as the case says, else as it is known."""
    said = move.reading().value(f"{role}.name") if _has_name(move, role) else Unknown()
    if isinstance(said, str):
        return said
    return facts.name_of([ident]).get(ident, "") if ident is not None else ""


def _has_name(move: Move, role: str) -> bool:
    return move.reading().names.find((role, "name")) is not None


def words_of(move: Move, reading: Reading, source: str, paper: PaperDef) -> dict[str, Any]:
    """The names that a template reads, in words, nested as it writes them."""
    data: dict[str, Any] = {}
    for name in template_names(source, paper):
        parts = name.split(".")
        step = reading.names.find(tuple(parts))
        if step is None:
            continue
        value = reading.value(name)
        if is_known(value):
            _put(data, parts, show(value, step.type, "zh"))
    data["case"] = {"number": move.case.number, "as_of": move.case.as_of.isoformat()}
    return data


def template_names(source: str, paper: PaperDef) -> list[str]:
    """The facts that a paper's template and number read."""
    wanted = set(documents.names_read(source))
    if paper.number is not None:
        wanted |= set(_places(paper.number.text))
    own = ("papers", "case", "forloop")
    return sorted(n for n in wanted if "." in n and n.split(".")[0] not in own)


def _places(pattern: str) -> list[str]:
    return [p.split("}")[0].split(":")[0] for p in pattern.split("{")[1:]]


def _put(data: dict[str, Any], parts: list[str], text: str) -> None:
    inner = data
    for part in parts[:-1]:
        inner = inner.setdefault(part, {})
    inner[parts[-1]] = text
