"""`service`: a message to another system. The engine keeps its state; the sending is done outside, after the commit."""

from __future__ import annotations

from yichuang.engines.plan import WAITING, hash_of
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import waiting
from yichuang.kernel.cases.kinds.opening import span_end
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import ServiceSpec
from yichuang.kernel.trail import api as trail


class ServiceKind:
    """Asks for the message to be sent, once under a stable key, and waits for the answer."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Request the message."""
        node = move.plan.nodes[row.key]
        spec = node.spec
        assert isinstance(spec, ServiceSpec)
        message = message_of(move, spec)
        if isinstance(message, Unknown):
            waiting.wait_for(move, row, message.missing, "message")
            return
        request(move, row, message, act=bool(spec.act), sends=spec.sends, to=spec.to)
        end = span_end(move, node.at_most, move.at)
        move.set(row, due_at=end)
        if end is not None:
            move.timer("at_most", f"{row.key}:at_most", end, round=row.round)

    def resume(self, move: Move, row: NodeNow) -> None:
        """The message is on its way already: nothing is sent again."""

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """What was done about the same thing stands."""
        return True


def message_of(move: Move, spec: ServiceSpec) -> str | Unknown:
    """The message as `partner.message`; where a rule says it (`= u.supplier`), unknown while a fact is missing."""
    text = spec.act or spec.ask
    if not text.startswith("="):
        return text
    value = move.reading().evaluate(text)
    return value if isinstance(value, Unknown) else str(value)


def request(
    move: Move,
    row: NodeNow,
    message: str,
    *,
    act: bool,
    sends: tuple[str, ...],
    to: tuple[str, ...],
) -> None:
    """Note in the record that a message is to be sent, under a key that never names two attempts."""
    attempt = int(row.extra.get("attempt", 0)) + 1
    key = hash_of([move.case.number, row.key, row.round, row.digest, attempt])
    content = {name: _sent(move, name) for name in sends}
    extra = {"message": message, "attempt": attempt, "key": key, "state": "requested", "act": act}
    move.pass_to(row, WAITING, opened_at=move.at, why={"service": message}, extra=extra)
    move.opened.append(row.key)
    waiting.watch(move, row)
    body = {
        "case": move.case.number,
        "item": move.case.item,
        "region": move.case.region,
        "set": move.case.adopted_set,
        "node": row.key,
        "round": row.round,
        "message": message,
        "act": act,
        "attempt": attempt,
        "key": key,
        "sends": content,
        "to": list(to),
        "result": move.case.result,
        "state": move.case.state,
        "channel": move.case.partner,
    }
    trail.record(f"service:{key}", "service.requested", body, actor=move.actor.label, node=row.key)
    move.detail.setdefault("services", []).append(key)


def _sent(move: Move, name: str) -> object:
    if "." not in name:
        return name
    value = move.reading().value(name)
    return None if isinstance(value, Unknown) else _plain(value)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool) else str(value)
