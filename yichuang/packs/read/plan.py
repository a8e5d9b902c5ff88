"""Nodes of a plan into the catalogue's values, one reader a kind."""

from __future__ import annotations

from collections.abc import Callable

from yichuang.kernel.catalogue.contracts import (
    AskSpec,
    Broken,
    CaseSpec,
    CheckSpec,
    DrawSpec,
    Expression,
    ForeignSpec,
    Node,
    Proposes,
    ServiceSpec,
    Silent,
    Spec,
    StageSpec,
    TaskSpec,
    TogetherSpec,
    WaitSpec,
)
from yichuang.packs.grammar.plan import FOREIGN, NODE
from yichuang.packs.read.entry import Entry, expression, plain
from yichuang.packs.read.measure import read_condition
from yichuang.packs.tree import Block, Scalar

SHORT_PASSES = ("all", "any", "in_order")
NODE_KEYS = frozenset(line.split()[0].rstrip("*") for line in NODE.splitlines() if line.strip())


def read_plan(plan: Block) -> tuple[Node, ...]:
    """The nodes in the order written, `after: rest` resolved."""
    entries = [Entry(block, key) for key, block in plan.blocks()]
    waited_for = {p for e in entries for p in e.texts("after") if p != "rest"}
    return tuple(_node(e, _after(e, entries, waited_for)) for e in entries)


def _after(entry: Entry, entries: list[Entry], waited_for: set[str]) -> tuple[str, ...]:
    if entry.text("after") != "rest":
        return entry.texts("after")
    return tuple(e.key for e in entries if e.key not in waited_for and e.key != entry.key)


def _node(entry: Entry, after: tuple[str, ...]) -> Node:
    return Node(
        key=entry.key,
        name=entry.name(),
        spec=SPECS.get(entry.text("do"), _foreign)(entry),
        after=after,
        when=entry.slot("when"),
        only=entry.text("only"),
        reads=entry.texts("reads") if "reads" in entry else None,
        limit=entry.slot("limit"),
        statutory=entry.slot("statutory"),
        statutory_basis=entry.text("statutory_basis"),
        at_most=entry.slot("at_most"),
        then=entry.text("then"),
        takes_all=entry.text("takes") == "all" or "one_refused" in entry,
        redo_always=entry.text("redo") == "always",
        beside=entry.yes("beside"),
        optional=entry.yes("optional"),
        opened_by=entry.texts("opened_by"),
        for_each=entry.text("for_each"),
        into=entry.text("into"),
        sets=entry.slots("sets"),
        yields=entry.texts("yields"),
        issues=entry.texts("issues"),
        result=entry.slot("result"),
        clock=entry.text("clock"),
    )


def _task(entry: Entry) -> TaskSpec:
    seats, seats_rule = _seats(entry)
    return TaskSpec(
        department=entry.department("department"),
        post=entry.text("post"),
        seats=seats,
        seats_rule=seats_rule,
        chair=entry.text("chair"),
        passes=entry.text("passes"),
        fails=entry.text("fails"),
        distinct=entry.yes("distinct"),
        asks=entry.texts("asks"),
        asks_for=entry.text("asks_for"),
        rule=entry.slot("rule"),
        ground=entry.maybe_both("ground"),
        basis=entry.text("basis"),
        outcomes=entry.map("outcomes"),
        redo_at_most=entry.slot("redo_at_most"),
        silent=_silent(entry),
        proposes=_proposes(entry.entry("proposes")),
        may_not=entry.texts("may_not"),
        on_refuse=entry.text("on_refuse", "collect"),
        sends=" | ".join(entry.texts("sends")),
        brings=" | ".join(entry.texts("brings")),
        checklist=entry.texts("checklist"),
        opens=entry.texts("opens"),
        gives=entry.slots("gives"),
        mode=entry.text("mode"),
        broken=_broken(entry.entry("broken")),
    )


def _check(entry: Entry) -> CheckSpec:
    return CheckSpec(
        rule=entry.slot("rule"),
        findings={e.key: read_condition(e) for e in entry.entries("findings")},
        table=entry.text("table"),
        on_no=entry.text("on_no", "refuse"),
        on_unknown=entry.text("on_unknown", "wait"),
        on_note=entry.text("on_note"),
        on_person=entry.text("on_person"),
        on_block=entry.text("on_block"),
        presume=entry.text("presume"),
        ranks=entry.text("ranks"),
        tie=entry.text("tie"),
        keeps=entry.text("keeps"),
        department=entry.department("department"),
        post=entry.text("post"),
    )


def _ask(entry: Entry) -> AskSpec:
    seats = entry.block.get("seats")
    return AskSpec(
        party=" | ".join(entry.texts("party")),
        ask=entry.text("ask"),
        fee=entry.text("fee"),
        refund_on=entry.texts("refund_on"),
        seats=seats.text if isinstance(seats, Scalar) else " | ".join(entry.texts("seats")),
        choices=entry.texts("choices"),
        choices_where=entry.slot("choices_where"),
        passes=entry.slot("passes"),
        fails=entry.slot("fails"),
        leaves_out=entry.text("leaves_out"),
        rows=entry.text("rows"),
        rows_where=entry.slot("rows_where"),
        means=entry.text("means"),
        may_dissent=entry.yes("may_dissent"),
        blind="blind" in entry and entry.text("blind") != "no",
        blind_until=_blind_until(entry),
        fills=entry.texts("yields") if entry.text("ask") == "fill" else (),
        outcomes=entry.map("outcomes"),
        redo_at_most=entry.slot("redo_at_most"),
        silent=_silent(entry),
        sends=" | ".join(entry.texts("sends")),
    )


def _wait(entry: Entry) -> WaitSpec:
    return WaitSpec(
        for_=entry.slot("for"),
        until=entry.slot("until"),
        for_answer=" | ".join(entry.texts("for_answer")),
        publishes=entry.text("publishes"),
        on_objection=entry.text("on_objection"),
        reminds=" | ".join(entry.texts("reminds")),
    )


def _service(entry: Entry) -> ServiceSpec:
    return ServiceSpec(
        ask=entry.text("ask"),
        act=entry.text("act"),
        sends=entry.texts("sends"),
        yields=entry.texts("yields"),
        took_effect=entry.slot("took_effect"),
        again_by=entry.text("again_by"),
        state=entry.text("state"),
        retry=entry.text("retry"),
        every=entry.text("every"),
        undo=entry.text("undo"),
        to=entry.texts("to"),
    )


def _case(entry: Entry) -> CaseSpec:
    return CaseSpec(
        item=entry.text("item"),
        region=entry.slot("region"),
        gives=entry.slots("gives"),
        gets=entry.slots("gets"),
        on_no=entry.text("on_no"),
        together_with=entry.text("together_with"),
    )


def _together(entry: Entry) -> TogetherSpec:
    return TogetherSpec(
        issues=entry.texts("issues"),
        one_refused=entry.text("one_refused"),
        in_force=entry.slot("in_force"),
        voids=entry.texts("voids"),
        checks_again=entry.texts("checks_again"),
        ends_case=entry.text("ends_case"),
    )


def _draw(entry: Entry) -> DrawSpec:
    return DrawSpec(draw=entry.text("draw"), witnessed_by=entry.text("witnessed_by"))


def _stage(entry: Entry) -> StageSpec:
    return StageSpec(nodes=entry.texts("nodes"))


def _foreign(entry: Entry) -> ForeignSpec:
    own = (k for k in entry.block if k not in NODE_KEYS and k not in FOREIGN.keys)
    return ForeignSpec(kind=entry.text("do"), keys={k: plain(entry.block.get(k)) for k in own})


def _seats(entry: Entry) -> tuple[tuple[str, ...], Expression | None]:
    found = entry.block.get("seats")
    if isinstance(found, Scalar):
        return (), expression(found)
    return entry.texts("seats"), None


def _silent(entry: Entry) -> Silent | None:
    found = entry.entry("silent")
    return (
        Silent(found.sure("after"), found.text("outcome"), found.text("basis")) if found else None
    )


def _blind_until(entry: Entry) -> Expression | None:
    found = entry.block.scalar("blind")
    if found is None or not found.text.startswith("until "):
        return None
    return expression(found.part(len("until "), found.text.removeprefix("until ").strip()))


def _proposes(entry: Entry | None) -> Proposes | None:
    if entry is None:
        return None
    return Proposes(
        tables=entry.texts("table"),
        outcome=entry.text("outcome"),
        when=entry.slot("when"),
        of=entry.text("of"),
        otherwise=entry.text("otherwise"),
        departing=entry.text("departing"),
        compare=" | ".join(entry.texts("compare")),
    )


def _broken(entry: Entry | None) -> Broken | None:
    if entry is None:
        return None
    return Broken(
        revokes=entry.texts("revokes"),
        credit=entry.text("credit"),
        bars=entry.text("bars"),
        bars_for=entry.slot("bars_for"),
    )


SPECS: dict[str, Callable[[Entry], Spec]] = {
    "task": _task,
    "check": _check,
    "ask": _ask,
    "wait": _wait,
    "service": _service,
    "case": _case,
    "together": _together,
    "draw": _draw,
    "stage": _stage,
}
