"""The verbs of the desk as dialogs: what each asks for, in which group it stands, what is on its button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import CaseView, NodeView, VerbOption

DECIDE, PASS, CLOCK = "decide", "pass", "clock"
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a select, radio or check field."""

    value: str
    text: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a dialog. kind: area, text, date, number, select, radio, checks, lines, file."""

    name: str
    label: Text
    kind: str = "area"
    hint: Text | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb as the bar and its dialog show it. `css` is the button's class, `why_not` stands beside it."""

    id: str
    verb: str
    node: str
    label: Text
    title: Text
    told: Text | None
    group: str
    css: str
    why_not: Text | None
    fields: tuple[Field, ...] = ()
    outcome: str = ""
    open: bool = False
    key: str = ""

    @property
    def takes_files(self) -> bool:
        """Whether the dialog sends files."""
        return any(f.kind == "file" for f in self.fields)

    @property
    def at_once(self) -> bool:
        """A deed that asks for nothing and can be undone: pressed, done."""
        return self.verb in AT_ONCE and not self.fields


AT_ONCE = frozenset({"claim", "release", "resume"})
GROUPS: Mapping[str, str] = {
    "accept": DECIDE,
    "refuse_acceptance": DECIDE,
    "ask_correction": DECIDE,
    "complete": DECIDE,
    "check_commitment": DECIDE,
    "suspend": CLOCK,
    "resume": CLOCK,
    "extend": CLOCK,
    "withdraw": CLOCK,
    "answer_ask": DECIDE,
    "correct": DECIDE,
    "terminate": CLOCK,
}
STOPS = frozenset({"refuse_acceptance", "terminate"})
area = partial(Field, kind="area")
OPINION = area("opinion", Text("意见", "Opinion"))
GROUND = area("ground", Text("理由", "Ground"), required=True)
TOLD: Mapping[str, Text] = {
    "accept": Text("出具受理通知书，计时从今天起算。", "A notice is issued; the clock starts."),
    "refuse_acceptance": Text(
        "出具不予受理通知书，写明理由、依据和救济途径，办件到此结束。",
        "A notice with ground, basis and remedy is issued; the case ends.",
    ),
    "ask_correction": Text(
        "要补的一次说全，合成一份通知。等补正期间停表。",
        "Ask for everything at once, in one notice. The clock stands still meanwhile.",
    ),
    "return_to": Text(
        "只重做读过变化内容的环节；没读过的照旧，进行中的先冻结，不会丢。",
        "Only what read something that changed is done again; open work is held, nothing is lost.",
    ),
    "suspend": Text("停表期间不计入办理时限。", "Time does not count while paused."),
    "extend": Text(
        "只能延一次，须在到期前，会告知申请人。", "Once, before it is due; the applicant is told."
    ),
    "hand_over": Text("任务转给对方，不再回到您这里。", "The task leaves you for good."),
    "take_back": Text("下一环节还没有人认领时可以取回。", "Possible until a next step is claimed."),
    "terminate": Text("办件到此终止，出具通知书。", "The case ends; a notice is issued."),
}


def simple_fields(verb: str) -> tuple[Field, ...]:
    """The fields of verbs that need nothing of the case."""
    found: Mapping[str, tuple[Field, ...]] = {
        "refuse_acceptance": (
            GROUND,
            Field(
                "basis",
                Text("依据（法规名称和条款）", "Basis (law and article)"),
                "text",
                required=True,
            ),
        ),
        "extend": (
            Field("days", Text("延长几天", "Days more"), "number", required=True),
            GROUND,
        ),
        "terminate": (GROUND, Field("basis", Text("依据", "Basis"), "text")),
        "withdraw": (area("reason", Text("说明", "Note")),),
        "supervise": (area("text", Text("督办要求", "What is demanded"), required=True),),
        "remind": (area("text", Text("催办留言", "Message")),),
    }
    return found.get(verb, ())


def outcome_deeds(
    option: VerbOption, node: NodeView | None, asks: Sequence[Field]
) -> tuple[Deed, ...]:
    """One button per outcome of a task: what lets go on first, what stops last and red."""
    deeds = []
    for n, (key, label, effect) in enumerate(option.outcomes):
        stops = effect.startswith("stop")
        css = "btn-stop" if stops else "btn-primary" if n == 0 else "btn-quiet"
        fields = (
            [*asks, replace(OPINION, required=stops)] if option.verb != "answer_ask" else [*asks]
        )
        if node and node.proposed and node.proposed != key:
            fields.append(
                area("reason", Text("为什么不按系统建议", "Why not as proposed"), required=True)
            )
        if effect == "go" and option.verb == "complete":
            fields.append(
                Field(
                    "conditions",
                    Text(
                        "附条件（每行一条，会写进批文）",
                        "Conditions, one a line, printed on the paper",
                    ),
                    "lines",
                )
            )
        deeds.append(
            Deed(
                f"{option.verb}-{option.node}-{key}",
                option.verb,
                option.node,
                label,
                Text(
                    f"{label.zh}：{node.name.zh if node else ''}",
                    f"{label.show('en')}: {node.name.show('en') if node else ''}",
                ),
                None,
                DECIDE,
                css,
                option.why_not,
                tuple(fields),
                key,
            )
        )
    return tuple(deeds)


def plain_deed(option: VerbOption, case: CaseView, fields: Sequence[Field]) -> Deed:
    """A verb that has one button."""
    node = next((n for n in case.nodes if n.key == option.node), None)
    place = f"：{node.name.zh}" if node else "", f": {node.name.show('en')}" if node else ""
    verb = option.verb
    group = GROUPS.get(verb, PASS)
    return Deed(
        f"{verb}-{option.node}" if option.node else verb,
        verb,
        option.node,
        option.label,
        Text(option.label.zh + place[0], option.label.show("en") + place[1]),
        TOLD.get(verb),
        group,
        "btn-stop" if verb in STOPS else "btn-quiet",
        option.why_not,
        tuple(fields) or simple_fields(verb),
    )


def led(deeds: Sequence[Deed]) -> tuple[Deed, ...]:
    """One main button: the first deciding deed that goes on, where none is the main one yet."""
    deciding = [d for d in deeds if d.group == DECIDE]
    if (
        not deciding
        or any(d.css == "btn-primary" for d in deciding)
        or deciding[0].css == "btn-stop"
    ):
        return tuple(deeds)
    first = deciding[0]
    return tuple(replace(d, css="btn-primary") if d is first else d for d in deeds)


def filled(deed: Deed, typed: Mapping[str, Sequence[str]]) -> Deed:
    """The dialog with what was typed before, open: nothing typed is lost."""
    return replace(deed, open=True, fields=tuple(_fill(f, typed) for f in deed.fields))


def _fill(field: Field, typed: Mapping[str, Sequence[str]]) -> Field:
    values = typed.get(field.name)
    if values is None:
        return field
    return replace(
        field,
        value=values[0] if values else "",
        choices=tuple(replace(c, chosen=c.value in values) for c in field.choices),
    )
