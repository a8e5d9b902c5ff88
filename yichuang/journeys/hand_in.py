"""A whole application in one go: subjects found, draft filled, papers and signatures, handed in. One transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from yichuang.base.canonical import digest
from yichuang.base.errors import Invalid, NotPermitted, Problem
from yichuang.base.text import Text
from yichuang.engines.codes import KINDS
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done, DraftView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import SubjectInfo
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail


@dataclass(frozen=True, slots=True)
class Who:
    """A subject by kind and official code (canonical text)."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that is handed in at once. `signed` are the parties that signed; `parties` others by role."""

    item: str
    region: str
    applicant: Who | None = None
    scene: str = ""
    mode: str = "formal"
    answers: Mapping[str, str] = field(default_factory=dict)
    materials: Mapping[str, FileInfo] = field(default_factory=dict)
    signed: Sequence[str] = ()
    parties: Mapping[str, Who] = field(default_factory=dict)


def hand_in(actor: Actor, application: Application, *, key: str = "") -> Done:
    """One case from a whole application; the same key gives the same answer, however many come at once.

    An office's own people hand in at the window (what nobody knows may stay unknown), a partner or party in full.
    Raises Invalid with every problem at once, NotPermitted, NotFound, Conflict for a key used otherwise.
    """
    with transaction.atomic(durable=True):
        if key:
            answered = trail.once(actor.label, key, digest(["hand_in", asdict(application)]))
            if answered is not None:
                return _again(answered)
        at_window = actor.is_staff and not actor.partner
        done = (_receive if at_window else _submit)(actor, application)
        if key:
            trail.remember(actor.label, key, {**asdict(done), "again": True})
    return done


def _again(answer: Mapping[str, Any]) -> Done:
    lists = {"opened": tuple(answer["opened"]), "settled": tuple(answer["settled"])}
    return Done(**{**answer, **lists})


def find_party(actor: Actor, who: Who, region: str) -> int:
    """The subject's id; made where an office or partner names one that is new here.

    Whom a register knows by another code of theirs (a foreigner by the passport) is found by that, too. Parties name
    those they act for. Raises Invalid for a code that is none, NotPermitted to who has no mandate.
    """
    known = _known_otherwise(who, region)
    code = known.code if known else _code_of(who, region)
    known = known or facts.find_subject(who.kind, code)
    if actor.is_staff or actor.partner or actor.is_system:
        return (known or facts.ensure_subject(who.kind, code, actor=actor)).id
    if known is None or known.id not in actor.subjects:
        raise NotPermitted(
            "cases.no_mandate",
            Text("您没有代其申请的授权", "you have no mandate to apply for them"),
            remedy=Text("请先取得授权", "obtain a mandate first"),
        )
    return known.id


def _known_otherwise(who: Who, region: str) -> SubjectInfo | None:
    """The one subject of whom an authority has recorded this code, other than by the code that names the kind."""
    world = catalogue.world_of_region(region)
    kind = world.subject(who.kind)
    for key, datum in world.data(who.kind).items() if kind else ():
        checker = KINDS.get(datum.type.checker) if datum.type.kind == "code" else None
        by_authority = datum.definition.owner in world.dictionary.codes.get("departments", {})
        if checker and checker.personal and by_authority and key != (kind and kind.identified_by):
            taken = facts.take(datum.definition, who.code, strict=True, name="code")
            found = facts.find_by_datum(who.kind, f"{who.kind}.{key}", taken.value)
            if taken.ok and len(found) == 1:
                return found[0]
    return None


def _code_of(who: Who, region: str) -> str:
    """The code in its one spelling, checked as the dictionary says."""
    world = catalogue.world_of_region(region)
    kind = world.subject(who.kind)
    datum = world.datum(who.kind, kind.identified_by) if kind else None
    if datum is None:
        message = Text(f"没有“{who.kind}”这种主体", f"no kind of subject is called {who.kind}")
        raise _unfit(Problem("kind", message, code="unknown_kind"))
    taken = facts.take(datum.definition, who.code, strict=True, name="code")
    if taken.problem is not None or not taken.value:
        raise _unfit(taken.problem or Problem("code", Text("请填写代码", "a code is missing")))
    return taken.value


def _unfit(problem: Problem) -> Invalid:
    return Invalid(
        "whom",
        problem.message,
        problems=(problem,),
        remedy=problem.remedy or Text("请核对类型和代码", "check kind and code"),
    )


def _receive(actor: Actor, given: Application) -> Done:
    applicant = find_party(actor, given.applicant, given.region) if given.applicant else None
    return cases.receive_at_window(
        actor,
        item=given.item,
        region=given.region,
        applicant=applicant,
        answers=given.answers,
        scene=given.scene,
        mode=given.mode,
        materials=given.materials,
        signed=given.signed,
        parties={role: find_party(actor, who, given.region) for role, who in given.parties.items()},
    )


def _submit(actor: Actor, given: Application) -> Done:
    draft = _fill(actor, given)
    problems = [Problem(n, text) for n, text in draft.problems.items()]
    try:
        done = cases.submit(actor, draft.id)
    except Invalid as refusal:
        known = {p.where for p in refusal.problems}
        refusal.problems += tuple(p for p in problems if p.where not in known)
        raise
    if problems:
        raise Invalid(
            "not_taken",
            Text("填写的内容有误", "what was stated cannot be taken"),
            problems=tuple(problems),
            remedy=Text("请按提示改正后再提交", "mend what is said and send again"),
        )
    return done


def _fill(actor: Actor, given: Application) -> DraftView:
    """The draft with everything in it; signatures last, for they are of this very version."""
    draft = cases.open_draft(
        actor,
        item=given.item,
        region=given.region,
        scene=given.scene,
        applicant=find_applicant(actor, given.applicant, given.item, given.region),
        mode=given.mode,
    ).id
    for role, who in given.parties.items():
        subject = find_party(actor, who, given.region)
        cases.choose_party(actor, draft, role=role, subject=subject)
    form = cases.save_draft(actor, draft, answers=given.answers)
    for material, file in given.materials.items():
        cases.attach(actor, draft=draft, material=material, file=file)
    for role in given.signed:
        cases.sign(actor, draft=draft, role=role)
    return form.draft


def find_applicant(actor: Actor, who: Who | None, item: str, region: str) -> int | None:
    """For whom the actor applies; where it can be one alone of those they act for, it goes unsaid.

    None where an office or partner leaves it to the answers. Raises Invalid when a party must say it.
    """
    if who is not None:
        return find_party(actor, who, region)
    if actor.is_staff or actor.partner or actor.is_system:
        return None
    party = catalogue.find_item(region, item).applicant
    fits = {m.subject for m in actor.mandates if party is None or m.kind in party.kinds}
    if len(fits) == 1:
        return fits.pop()
    message = Text("请指明申请人", "say who applies")
    raise _unfit(Problem("applicant", message, code="missing"))
