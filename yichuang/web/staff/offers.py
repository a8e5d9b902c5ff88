"""The verbs that a case offers an officer, each with the fields that this case needs: people, steps, papers, facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from yichuang.base.text import Text
from yichuang.engines.rules import Explanation, Missing
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, NodeView, VerbOption
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people import api as people
from yichuang.web.staff.deeds import (
    Choice,
    Deed,
    Field,
    led,
    outcome_deeds,
    plain_deed,
    simple_fields,
)
from yichuang.web.staff.doing import DOERS, FILE, SAID

# Verbs that have one button per outcome.
BY_OUTCOME = frozenset({"complete", "check_commitment", "answer_ask"})
YES_NO = (Choice("yes", Text("是", "Yes")), Choice("no", Text("否", "No")))


def deeds_of(actor: people.Actor, case: CaseView, task: NodeView | None) -> tuple[Deed, ...]:
    """Everything offered on the case and on the task at hand; of other tasks of mine only what is not deciding."""
    accepting = {o.node for o in case.verbs if o.verb == "accept"}
    found: list[Deed] = []
    for option in case.verbs:
        if option.verb not in DOERS:
            continue
        # at the window on behalf: only while something is asked for
        if option.verb == "correct" and all(r.kind != "correct" for r in case.requests):
            continue
        if option.node and task is not None and option.node != task.key:
            continue
        node = next((n for n in case.nodes if n.key == option.node), None)
        # accepting and refusing have verbs of their own, with their notices
        if option.verb == "complete" and option.node in accepting and not option.needs:
            continue
        if option.verb in BY_OUTCOME and option.outcomes:
            found += outcome_deeds(option, node, asks_of(case, option))
        else:
            found.append(plain_deed(option, case, fields_of(actor, case, option, node)))
    return led(found)


def fields_of(
    actor: people.Actor, case: CaseView, option: VerbOption, node: NodeView | None
) -> tuple[Field, ...]:
    """The fields of a verb that depend on the case; () where its form is always the same."""
    makers: Mapping[str, Callable[[], tuple[Field, ...]]] = {
        "hand_over": lambda: (_whom(actor, node), Field("reason", Text("说明", "Note"))),
        "assign": lambda: (_whom(actor, node),),
        "return_to": lambda: _return_fields(case, option),
        "ask_correction": lambda: correction_fields(case),
        "accept": lambda: _accept_fields(case),
        "suspend": lambda: _suspend_fields(case),
        "resume": lambda: _resume_fields(case),
        "remind": lambda: (_open_steps(case), *simple_fields("remind")),
        "supervise": lambda: (_open_steps(case), *simple_fields("supervise")),
        "answer_ask": lambda: asks_of(case, option),
        "correct": lambda: _correct_fields(case),
        "supply_fact": lambda: _supply_fields(option, node, case),
    }
    maker = makers.get(option.verb)
    return maker() if maker else ()


def _whom(actor: people.Actor, node: NodeView | None) -> Field:
    whom = colleagues(actor, node.post if node else "")
    return Field("account", Text("交给谁", "To whom"), "select", required=True, choices=whom)


def _open_steps(case: CaseView) -> Field:
    steps = tuple(Choice(n.key, _at_work(n)) for n in case.nodes if n.state == "open")
    first = (Choice(steps[0].value, steps[0].text, chosen=True), *steps[1:]) if steps else ()
    return Field("node", Text("哪一步", "Which step"), "radio", required=True, choices=first)


def _at_work(node: NodeView) -> Text:
    who = "，".join(w for w in (node.department, node.holder) if w)
    return Text(f"{node.name.zh}（{who}）" if who else node.name.zh, node.name.show("en"))


def colleagues(actor: people.Actor, post: str) -> tuple[Choice, ...]:
    """Who can take a task now: the present holders of the actor's posts (of the one called so), not the actor."""
    posts = people.read_posts(actor.post_ids)
    wanted = [p for p, held in posts.items() if not post or held.name.zh == post]
    found: dict[int, Choice] = {}
    for holders in people.holders_of(wanted).values():
        for holder in holders:
            if holder.absent or holder.account == actor.account:
                continue
            role = "（B 岗）" if holder.backup else ""
            name = Text(
                f"{holder.name}{role}", f"{holder.name}{' (backup)' if holder.backup else ''}"
            )
            found.setdefault(holder.account, Choice(str(holder.account), name))
    return tuple(found.values())


def _return_fields(case: CaseView, option: VerbOption) -> tuple[Field, ...]:
    nodes = {n.key: n for n in case.nodes}
    targets = tuple(
        Choice(key, _settled_name(nodes[key]) if key in nodes else name)
        for key, name, _ in reversed(option.outcomes)
    )
    if len(targets) == 1:
        targets = (replace(targets[0], chosen=True),)
    return (
        Field("to_node", Text("回到哪一步", "Back to"), "radio", required=True, choices=targets),
        Field("ground", Text("为什么", "Why"), required=True),
    )


def _settled_name(node: NodeView) -> Text:
    said = node.outcome_name or Text("", "")
    who = f"，{node.holder}" if node.holder else ""
    return Text(
        f"{node.name.zh}（{said.zh}{who}）", f"{node.name.show('en')} ({said.show('en')}{who})"
    )


def correction_fields(case: CaseView) -> tuple[Field, ...]:
    """The builder of a correction: facts and papers to tick, those with something wrong already ticked, one text."""
    doubted = {m.path for c in case.conditions for m in _missing(c.explanation)}
    facts = tuple(
        Choice(f.name, _with_value(f.label, f.shown), f.name in doubted)
        for f in case.facts
        if not f.computed
    )
    papers = tuple(
        Choice(m.key, m.name, m.state in ("missing", "invalid", "sign"))
        for m in case.materials
        if m.state != "not_needed"
    )
    return (
        Field("fields", Text("要改的信息", "Facts"), "checks", choices=facts),
        Field("materials", Text("要补的材料", "Papers"), "checks", choices=papers),
        Field(
            "text",
            Text("告诉申请人怎么补", "Tell the applicant how"),
            hint=Text("写在通知书里，一次说全", "printed on the notice; say everything at once"),
            required=True,
            value="".join(f"{c.ground.zh}\n" for c in case.conditions if c.answer == "no"),
        ),
        Field(
            "days", Text("几个工作日内补", "Working days given"), "number", value="5", required=True
        ),
    )


def _with_value(label: Text, shown: str) -> Text:
    return Text(f"{label.zh}：{shown}", f"{label.show('en')}: {shown}") if shown else label


def _missing(explanation: Explanation | None) -> Iterator[Missing]:
    if explanation is not None:
        for clause in explanation.clauses():
            yield from clause.missing


def _accept_fields(case: CaseView) -> tuple[Field, ...]:
    late = tuple(
        Choice(m.key, m.name) for m in case.materials if m.state in ("missing", "deficient")
    )
    opinion = Field("opinion", Text("意见", "Opinion"))
    if not late:
        return (opinion,)
    return (
        Field(
            "deficient",
            Text("容缺受理：这些以后补", "May follow later"),
            "checks",
            hint=Text("只有事项规定可以容缺的才行", "only where the item allows it"),
            choices=late,
        ),
        opinion,
    )


def _suspend_fields(case: CaseView) -> tuple[Field, ...]:
    grounds = tuple(Choice(key, name) for key, (name, _) in cases.GROUNDS.items())
    step = replace(
        _open_steps(case),
        label=Text(
            "停哪一步（现场核查、其他事由要选）", "Which step (for a visit or another ground)"
        ),
        required=False,
    )
    return (
        Field("ground", Text("事由", "Ground"), "radio", required=True, choices=grounds),
        step,
        Field(
            "basis",
            Text("依据", "Basis"),
            "text",
            hint=Text(
                "不填按行政许可法第四十五条", "empty: Administrative Licensing Law, article 45"
            ),
        ),
        Field("note", Text("说明", "Note")),
    )


def _resume_fields(case: CaseView) -> tuple[Field, ...]:
    """Which pause ends, where several are open."""
    still = [p for p in case.pauses if p["until"] is None]
    if len(still) < 2:
        return ()
    choices = tuple(
        Choice(p["ground"], cases.GROUNDS[p["ground"]][0])
        for p in still
        if p["ground"] in cases.GROUNDS
    )
    return (
        Field(
            "ground", Text("哪一个停表结束", "Which ends"), "radio", required=True, choices=choices
        ),
    )


def _correct_fields(case: CaseView) -> tuple[Field, ...]:
    """At the window on behalf: exactly what the open correction asks for."""
    asked = [r for r in case.requests if r.kind == "correct"]
    names = tuple(dict.fromkeys(n for r in asked for n in r.fields))
    papers = dict.fromkeys(m for r in asked for m in r.materials)
    named = {m.key: m.name for m in case.materials}
    files = tuple(Field(FILE + key, named.get(key, Text(key, key)), "file") for key in papers)
    return (*typed_fields(case, names), *files)


def _supply_fields(option: VerbOption, node: NodeView | None, case: CaseView) -> tuple[Field, ...]:
    names = option.needs or (node.waits_for if node else ())
    labels = {f.name: f.label for f in case.facts}
    choices = tuple(Choice(n, labels.get(n, Text(n, n)), n == names[0]) for n in names)
    return (
        Field("name", Text("哪一项", "Which"), "radio", required=True, choices=choices),
        Field("value", Text("是多少、是什么", "Its value"), "text", required=True),
    )


def asks_of(case: CaseView, option: VerbOption) -> tuple[Field, ...]:
    """The facts that the officer states with the outcome, typed as the dictionary says."""
    return typed_fields(case, option.needs)


def typed_fields(case: CaseView, names: Sequence[str]) -> tuple[Field, ...]:
    """A field for each name (`role.datum`), of the kind that its type wants."""
    if not names:
        return ()
    world = catalogue.world(case.adopted_set)
    item = catalogue.find_item(case.adopted_set, case.item)
    naming = catalogue.WorldNaming(catalogue.Names.of_item(world, item))
    return tuple(_asked(naming, name) for name in names)


def _asked(naming: catalogue.WorldNaming, name: str) -> Field:
    path = tuple(name.split("."))
    type_ = naming.type_of(path)
    label = naming.name(path)
    if type_ is not None and type_.kind == "yes_no":
        return Field(SAID + name, label, "radio", choices=YES_NO)
    if type_ is not None and type_.choices:
        choices = tuple(Choice(code, type_.name_of(code)) for code in type_.choices)
        return Field(SAID + name, label, "select", choices=choices)
    return Field(SAID + name, label, "date" if type_ and type_.kind == "date" else "text")
