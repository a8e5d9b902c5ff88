"""The form of a draft: what is known and from where, what must be asked, what does not apply. Typed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yichuang.base.text import Text
from yichuang.engines.values import Subject, Unknown, is_known, show
from yichuang.kernel.cases.contracts import (
    Ask,
    ConditionView,
    DraftView,
    FormBlockView,
    FormView,
    MaterialView,
)
from yichuang.kernel.cases.draft_sight import DraftSight
from yichuang.kernel.cases.findings import ask_condition
from yichuang.kernel.cases.ground import CaseGround
from yichuang.kernel.cases.materials import Standing
from yichuang.kernel.cases.models import Draft
from yichuang.kernel.cases.plans import is_for_element, slot_names, value_names
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.contracts import FormBlock
from yichuang.kernel.facts.contracts import Known

# What these sources say may be said anew by the applicant; what others say stands until it is corrected with them.
OWN_WORDS = frozenset({"typed", "import"})
EXTRA = Text("还需要的信息", "Also needed")


@dataclass(frozen=True, slots=True)
class FormNow:
    """The form worked out: blocks, and the names that must still be answered."""

    view: FormView
    missing: tuple[str, ...]
    sight: DraftSight


def form_of(draft: Draft) -> FormNow:
    """The form of a draft as it stands."""
    sight = DraftSight(draft)
    blocks = [_block(sight, f"block{n}", block) for n, block in enumerate(sight.plan.item.form)]
    extra = extra_names(sight)
    if extra:
        asks = tuple(_ask(sight, name, "yes") for name in extra)
        blocks.append(FormBlockView("extra", EXTRA, "yes", (), asks))
    asked = [a for b in blocks for a in b.asks]
    missing = tuple(a.name for a in asked if a.state == "ask" and not answered(draft, a.name))
    view = FormView(
        draft=draft_view(draft),
        blocks=tuple(blocks),
        materials=tuple(material_view(s) for s in sight.shelf().all()),
        conditions=condition_views(sight),
        known=sum(a.state == "known" for a in asked),
        asked=sum(a.state == "ask" for a in asked),
        typed_again=sum(1 for a in asked if a.state == "known" and a.name in draft.answers),
        unused=tuple(sorted(draft.unused)),
    )
    return FormNow(view, tuple(dict.fromkeys(missing)), sight)


def answered(draft: Draft, name: str) -> bool:
    """Whether a name was answered in this draft, itself or (a group) by its members."""
    return name in draft.answers or any(n.startswith(f"{name}.") for n in draft.answers)


def draft_view(draft: Draft) -> DraftView:
    """A draft as a value."""
    return DraftView(
        id=draft.id,
        item=draft.item,
        region=draft.region,
        adopted_set=draft.adopted_set,
        scene=draft.scene,
        mode=draft.mode,
        answers=dict(draft.answers),
        materials={k: m.get("file", "") for k, m in draft.materials.items()},
        signed=tuple(sorted(r for r in draft.signed if DraftSight(draft).signed_by(r))),
        applicant=draft.applicant,
        updated_at=draft.updated_at,
        handed_in_as=draft.case.number if draft.case is not None else "",
        problems={k: Text(*v) for k, v in draft.problems.items()},
    )


# ---- blocks --------------------------------------------------------------------------------------------------------


def applies(sight: Sight, block: FormBlock) -> bool | Unknown:
    """Whether a block of the form applies now."""
    return True if block.when is None else sight.reading().answer(block.when)


def shown_names(sight: Sight) -> frozenset[str]:
    """The names of all blocks that apply for certain."""
    return frozenset(n for b in sight.plan.item.form if applies(sight, b) is True for n in b.fields)


def form_names(sight: Sight) -> frozenset[str]:
    """The names of all blocks, and what identifies those in the case."""
    found = {n for b in sight.plan.item.form for n in b.fields}
    for role in [*sight.plan.item.parties, *sight.plan.item.about]:
        for kind in sight.reading().names.role_kinds(role) or ():
            definition = sight.world.subject(kind, sight.plan.item.pack)
            if definition is not None and definition.identified_by:
                found.add(f"{role}.{definition.identified_by}")
    return frozenset(found)


def _block(sight: DraftSight, key: str, block: FormBlock) -> FormBlockView:
    answer = applies(sight, block)
    word = "unknown" if isinstance(answer, Unknown) else "yes" if answer else "no"
    waits = tuple(sorted(answer.missing)) if isinstance(answer, Unknown) else ()
    asks = tuple(_ask(sight, name, word) for name in block.fields)
    return FormBlockView(key, block.name, word, waits, asks)


def _ask(sight: DraftSight, name: str, block: str) -> Ask:
    reading = sight.reading()
    step = reading.names.find(tuple(name.split(".")))
    if step is None:
        raise KeyError(name)
    known = known_fact(sight, name)
    answer = sight.draft.answers.get(name, "")
    old_answer = sight.draft.unused.get(name, "")
    value = reading.value(name)
    definition = step.datum.definition if step.datum else None
    computed = definition is not None and definition.computed is not None
    settled = (known is not None and stands(known)) or computed
    state = "moot" if block != "yes" else "known" if settled else "ask"
    return Ask(
        name=name,
        label=step.label or Text(name, name),
        type=definition.type if definition else str(step.type.kind),
        state=state,
        value=answer or old_answer or (known.fact.value if known else ""),
        shown=show(value, step.type, "zh") if is_known(value) else "",
        source=known.fact.source.kind if known and not answer else "typed" if answer else "",
        owner=definition.owner if definition else "",
        since=known.fact.valid_from if known and not answer else None,
        old=known.old if known else False,
        conflict=known.conflict if known else False,
        hint=definition.hint if definition else None,
        choices=dict(definition.choices) if definition else {},
        members=dict(definition.members) if definition else {},
        problem=_problem(sight.draft, name),
        set_aside={n: t for n, t in sight.draft.unused.items() if n.startswith(f"{name}.")},
    )


def _problem(draft: Draft, name: str) -> Text | None:
    said = draft.problems.get(name)
    return Text(*said) if said else None


def stands(known: Known) -> bool:
    """Whether a stored fact need not be asked again."""
    return not known.old and not known.conflict and known.fact.source.kind not in OWN_WORDS


def known_fact(sight: Sight, name: str) -> Known | None:
    """The stored fact behind a name, where its subject is registered."""
    role, _, key = name.partition(".")
    ground = sight.reading().ground
    who = sight.reading().role(role)
    if not isinstance(who, Subject) or not isinstance(ground, CaseGround) or "." in key:
        return None
    return ground.known(who, key)


def prune_answers(draft: Draft) -> None:
    """Answers of blocks that do not apply are set aside; what comes back must be confirmed, nothing is skipped."""
    for _ in range(6):
        sight = DraftSight(draft)
        shown = shown_names(sight)
        hidden = form_names(sight) - shown
        moved = [n for n in draft.answers if _base(n) in hidden and not _identifies(sight, n)]
        if not moved:
            return
        for name in moved:
            draft.unused[name] = draft.answers.pop(name)


def _base(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _identifies(sight: Sight, name: str) -> bool:
    return _base(name) not in {n for b in sight.plan.item.form for n in b.fields}


# ---- what rules make necessary beside the form ---------------------------------------------------------------------


def extra_names(sight: Sight) -> tuple[str, ...]:
    """Names that conditions, branches and limits lack now, that no block asks, and that a party can say."""
    asked = {n for b in sight.plan.item.form for n in b.fields}
    return tuple(
        n for n in sorted(missing_names(sight)) if _base(n) not in asked and _own(sight, n)
    )


def missing_names(sight: Sight) -> frozenset[str]:
    """The base facts that keep a condition, a branch or a limit from being known."""
    reading, item = sight.reading(), sight.plan.item
    slots = [s for c in item.conditions.values() for s in (c.when, c.rule)]
    slots += [
        n.when
        for n in sight.plan.nodes.values()
        if n.when is not None and is_early(slot_names(n.when)) and not is_for_element(n)
    ]
    found: frozenset[str] = frozenset()
    for slot in slots:
        if slot is not None:
            answer = reading.answer(slot)
            found |= answer.missing if isinstance(answer, Unknown) else frozenset()
    promised = item.limits.promised
    if promised is not None and is_early(value_names(promised)):
        value = reading.evaluate(promised)
        found |= value.missing if isinstance(value, Unknown) else frozenset()
    return frozenset(
        n for n in found if not n.startswith((":", "nodes.", "papers.", "case.", "materials."))
    )


def is_early(names: Iterable[str]) -> bool:
    """Whether a slot can be answered before anything of the plan has run."""
    return not any(n.startswith(("nodes.", "papers.", "materials.", "case.result")) for n in names)


def _own(sight: Sight, name: str) -> bool:
    """Whether a party of the case answers for a datum."""
    owner = sight.reading().owner_of(name)
    parties = sight.plan.item.parties
    return owner in ("applicant", "enterprise", "person") or owner in parties


# ---- materials and conditions ----------------------------------------------------------------------------------------


def material_view(standing: Standing) -> MaterialView:
    """A material in the form and at the desk."""
    material, held = standing.material, standing.held
    shared = material.from_.startswith("shared ") and standing.present and held is None
    names = "、".join(sorted(standing.missing))
    return MaterialView(
        key=material.key,
        name=material.name,
        from_=material.from_,
        state="known" if shared else standing.state,
        why=Text(f"取决于：{names}", f"depends on: {names}") if names else None,
        formats=material.formats,
        file=held.file if held else "",
        file_name=held.name if held else "",
        media=held.media if held else "",
        size=held.size if held else 0,
        signed_by=material.signed_by,
        unsigned=standing.unsigned,
        version=held.version if held else 0,
        due=held.due.date() if held and hasattr(held.due, "date") else None,
        basis=material.basis,
    )


def condition_views(sight: Sight) -> tuple[ConditionView, ...]:
    """The item's conditions with answer and explanation."""
    found = []
    for definition in sight.plan.item.conditions.values():
        finding = ask_condition(sight, definition)
        if finding is None or finding.answer == "moot":
            continue
        rule = definition.rule
        found.append(
            ConditionView(
                key=finding.key,
                name=finding.name,
                answer=finding.answer,
                level=finding.level,
                ground=finding.ground,
                basis=finding.basis,
                explanation=sight.reading().explain(rule) if rule is not None else None,
            )
        )
    return tuple(found)
