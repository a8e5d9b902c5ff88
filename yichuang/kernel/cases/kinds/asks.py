"""`ask`: a party of the case fills, signs, pays or confirms."""

from __future__ import annotations

from yichuang.engines.plan import OPEN, SKIPPED
from yichuang.engines.values import Subject, Unknown
from yichuang.kernel.cases import waiting
from yichuang.kernel.cases.elements import element_of, loop_of
from yichuang.kernel.cases.kinds.opening import due_again, open_for_party, set_timers
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.refusals import needs_ability
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import AskSpec

HERE = ("fill", "sign", "pay", "confirm")


class AskKind:
    """Opens for the subject in the party's role; a fee that is nothing is not asked for."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Open for the party. A fee must be known first."""
        node = move.plan.nodes[row.key]
        spec = node.spec
        assert isinstance(spec, AskSpec)
        if spec.ask not in HERE or spec.seats:
            raise needs_ability(f"ask: {spec.ask}")
        extra: dict[str, object] = {"ask": spec.ask}
        if spec.ask == "pay":
            amount = fee_amount(move, spec.fee)
            if isinstance(amount, Unknown):
                waiting.wait_for(move, row, amount.missing, "fee")
                return
            if amount == 0:
                move.settle(row, SKIPPED, why={"reason": "nothing_to_pay"})
                return
            extra["amount"] = amount
        open_for_party(move, row, node, subject_of(move, spec.party), extra=extra)

    def resume(self, move: Move, row: NodeNow) -> None:
        """The limit stood still while it was held."""
        if row.state == OPEN:
            node = move.plan.nodes[row.key]
            set_timers(move, row, node)
            due_again(move, row, node)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """What was paid, signed or said about the same thing stands."""
        return True


def subject_of(move: Move, role: str) -> int | None:
    """The subject in a role of the case (an alias is followed); None while nobody is."""
    if element_of(move.here) and loop_of(move.plan.nodes[move.here])[0] == role:
        element = move.element(move.here)
        return int(element.id) if isinstance(element, Subject) and element.id.isdigit() else None
    who = move.subjects().get(role)
    if who:
        return int(who[0].id) if who[0].id.isdigit() else None
    found = move.reading().role(role)
    ident = getattr(found, "id", "")
    return int(ident) if str(ident).isdigit() else None


def fee_amount(move: Move, key: str) -> int | Unknown:
    """What is to be paid in fen: 0 when the fee does not apply, unknown while a value is missing."""
    fee = move.plan.item.fees.get(key)
    if fee is None:
        return 0
    reading = move.reading()
    if fee.when is not None:
        applies = reading.answer(fee.when)
        if isinstance(applies, Unknown):
            return applies
        if not applies:
            return 0
    amount = reading.evaluate(fee.amount)
    if isinstance(amount, Unknown):
        return amount
    return int(amount) if isinstance(amount, int) else 0
