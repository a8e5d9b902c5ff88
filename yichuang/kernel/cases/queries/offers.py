"""Which deeds a case offers to one actor now, and why not where they could expect one."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.plan import HELD, OPEN
from yichuang.kernel.cases.contracts import VerbOption
from yichuang.kernel.cases.deciding import RUNNING
from yichuang.kernel.cases.elements import base_of
from yichuang.kernel.cases.permits import is_window, parties_of
from yichuang.kernel.cases.plans import effects_of, offered_outcomes
from yichuang.kernel.cases.queries.charts import why_words
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import is_seated, seated_in
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.words import outcome_name
from yichuang.kernel.catalogue.contracts import AskSpec, TaskSpec
from yichuang.kernel.people.contracts import Actor

SIGN = Text("会签", "sign at your seat")
LABELS = {
    "complete": Text("办理", "complete"),
    "accept": Text("受理", "accept"),
    "refuse_acceptance": Text("不予受理", "refuse acceptance"),
    "ask_correction": Text("告知补正", "ask for a correction"),
    "claim": Text("签收", "take"),
    "release": Text("退签", "give back"),
    "hand_over": Text("转办", "hand over"),
    "return_to": Text("驳回至", "send back to"),
    "take_back": Text("取回", "take back"),
    "suspend": Text("挂起", "suspend"),
    "resume": Text("恢复", "resume"),
    "extend": Text("延期", "extend"),
    "remind": Text("催办", "remind"),
    "supervise": Text("督办", "supervise"),
    "terminate": Text("终止办理", "terminate"),
    "withdraw": Text("撤回申请", "withdraw"),
    "correct": Text("补正", "correct"),
    "answer_ask": Text("办理", "answer"),
    "pay": Text("缴费", "pay"),
    "check_commitment": Text("核查承诺", "check the commitment"),
    "open_optional": Text("启动", "open"),
}


def offers(sight: Sight, actor: Actor) -> tuple[VerbOption, ...]:
    """Every deed that the actor may do now; a held task says why it stands still."""
    found: list[VerbOption] = []
    rows = sight.all_nodes()
    seats = seated_in(sight.case.id, actor) if any(is_seated(r) for r in rows.values()) else ()
    for row in sight.in_order():
        if row.key in seats:
            found.append(VerbOption("complete", SIGN, row.key, None, _outcomes(sight, row)))
        else:
            found += _of_node(sight, actor, row)
    if sight.case.state in RUNNING:
        found += _of_case(sight, actor)
    return tuple(found)


def _of_node(sight: Sight, actor: Actor, row: NodeNow) -> list[VerbOption]:
    node = sight.plan.nodes[row.key]
    spec = node.spec
    if isinstance(spec, AskSpec) and row.state == OPEN:
        if row.asks_of in actor.subjects or is_window(sight, actor):
            verb = "pay" if spec.ask == "pay" else "answer_ask"
            return [
                VerbOption(
                    verb, LABELS[verb], row.key, None, _outcomes(sight, row), tuple(spec.fills)
                )
            ]
        return []
    if row.post is None or row.post not in actor.post_ids:
        return _as_completer(sight, actor, row)
    if row.state == HELD:
        return [VerbOption("complete", LABELS["complete"], row.key, why_words(sight, row))]
    if row.state != OPEN:
        return _as_completer(sight, actor, row)
    return _at_desk(sight, actor, row)


def _at_desk(sight: Sight, actor: Actor, row: NodeNow) -> list[VerbOption]:
    node = sight.plan.nodes[row.key]
    if row.holder is not None and row.holder != actor.account:
        taken = Text("已由同岗位的其他人员签收", "a colleague has taken it")
        return [VerbOption("complete", LABELS["complete"], row.key, taken)]
    commitment = isinstance(node.spec, TaskSpec) and node.spec.mode == "commitment_check"
    verb = "check_commitment" if commitment else "complete"
    needs = tuple(getattr(node.spec, "asks", ()))
    found = [VerbOption(verb, LABELS[verb], row.key, None, _outcomes(sight, row), needs)]
    if row.key == sight.plan.accepts and sight.case.state == "received":
        found.append(VerbOption("accept", LABELS["accept"], row.key))
        found.append(
            VerbOption("refuse_acceptance", LABELS["refuse_acceptance"], row.key, needs=("ground",))
        )
    held = "release" if row.holder is not None else "claim"
    found += [
        VerbOption(held, LABELS[held], row.key),
        VerbOption("hand_over", LABELS["hand_over"], row.key),
    ]
    if sight.case.state in RUNNING:
        found.append(VerbOption("ask_correction", LABELS["ask_correction"], row.key))
        back = _targets(sight, row)
        if back:
            found.append(
                VerbOption("return_to", LABELS["return_to"], row.key, None, back, ("ground",))
            )
    return found


def _targets(sight: Sight, row: NodeNow) -> tuple[tuple[str, Text, str], ...]:
    """The settled nodes before this one that a person or party did."""
    rows = sight.all_nodes()
    above = sight.plan.graph.sorted(sight.plan.graph.upstream(base_of(row.key)))
    each = [r for k in above if k in rows for r in (rows[k], *sight.elements_of(k))]
    return tuple(
        (r.key, sight.name_of(r), r.state)
        for r in each
        if base_of(r.key) in sight.plan.nodes and r.state in ("done", "carried_over")
    )


def _outcomes(sight: Sight, row: NodeNow) -> tuple[tuple[str, Text, str], ...]:
    node = sight.plan.nodes[row.key]
    effects = effects_of(node)
    if isinstance(node.spec, AskSpec) and not node.spec.outcomes:
        return ()
    return tuple(
        (o, outcome_name(o) or Text(o, o), effects.get(o, "go")) for o in offered_outcomes(node)
    )


def _as_completer(sight: Sight, actor: Actor, row: NodeNow) -> list[VerbOption]:
    own = row.state == "done" and row.account is not None and row.account == actor.account
    if not own or sight.case.state not in RUNNING:
        return []
    after = sight.nodes(sight.plan.graph.successors[base_of(row.key)]).values()
    if any(a.holder is not None or a.account is not None or a.state == HELD for a in after):
        return []
    return [VerbOption("take_back", LABELS["take_back"], row.key)]


def _of_case(sight: Sight, actor: Actor) -> list[VerbOption]:
    found: list[VerbOption] = []
    roles = parties_of(sight, actor)
    applicant = sight.plan.item.applicant
    if roles or is_window(sight, actor):
        found.append(VerbOption("correct", LABELS["correct"]))
    if applicant is not None and applicant.key in roles:
        found.append(VerbOption("withdraw", LABELS["withdraw"]))
    if sight.case.department in actor.departments:
        found.append(VerbOption("suspend", LABELS["suspend"], needs=("ground",)))
        if sight.case.suspended:
            found.append(VerbOption("resume", LABELS["resume"]))
        if sight.case.state == "accepted" and not sight.case.extended:
            found.append(VerbOption("extend", LABELS["extend"], needs=("ground",)))
        found.append(VerbOption("supervise", LABELS["supervise"], needs=("text",)))
        found.append(VerbOption("terminate", LABELS["terminate"], needs=("ground",)))
    if roles or sight.case.department in actor.departments:
        found.append(VerbOption("remind", LABELS["remind"]))
    return found
