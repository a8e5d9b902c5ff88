"""The simulated twin of any partner: it remembers what it was sent, so that it can tell the truth when asked.

Delays, losses, doubles and silence as the pack declares them; nothing is left to chance, so a story repeats exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.outside.contracts import Answer, Late, TwinSpec
from yichuang.outside.models import TwinMessage

PLACE = re.compile(r"\{(\w+)\}")
PLAIN = TwinSpec()
LOST = Text("对方没有在时限内答复（模拟）", "the partner did not answer in time (simulated)")
WAITING = Text("对方正在处理（模拟）", "the partner is at it (simulated)")


def receive(
    partner: str, message: str, payload: Mapping[str, Any], key: str, behaviour: TwinSpec | None
) -> Answer:
    """The twin gets a message: the same key again is the same message and changes nothing."""
    spec = behaviour or PLAIN
    with transaction.atomic():
        TwinMessage.objects.bulk_create(
            [
                TwinMessage(
                    partner=partner, message=message, key=key, payload=dict(payload), answer={}
                )
            ],
            ignore_conflicts=True,
        )
        rows = TwinMessage.objects.select_for_update(no_key=True)
        row = rows.get(partner=partner, message=message, key=key)
        row.tries += 1
        lost = row.tries <= spec.fails_first
        if not lost or spec.loses == "answer":
            _arrive(row, spec)
        row.save()
    if lost or spec.never:
        return Answer(False, "unknown", took_effect=None, error=LOST, simulated=True)
    return _state_of(row)


def tell_state(partner: str, message: str, key: str) -> Answer:
    """What the twin knows of a message: it never lies, not even where it never answers."""
    row = TwinMessage.objects.filter(partner=partner, message=message, key=key).first()
    if row is None or not row.arrived:
        words = Text("对方没有收到（模拟）", "the partner never got it (simulated)")
        return Answer(False, "failed", took_effect=False, error=words, simulated=True)
    return _state_of(row)


def collect(now: datetime | None = None, *, limit: int = 100) -> tuple[Late, ...]:
    """Answers that have come due, each as often as the twin sends it; they are then no longer due.

    Called inside the transaction that uses them, they are due again when it is undone.
    """
    moment = now or clock.now()
    late: list[Late] = []
    with transaction.atomic():
        rows = TwinMessage.objects.select_for_update(no_key=True).filter(
            to_deliver__gt=0, due__lte=moment
        )
        for row in rows.order_by("due", "id")[:limit]:
            done = Answer(True, "done", row.answer, took_effect=True, simulated=True)
            late += [Late(row.partner, row.message, row.key, done)] * row.to_deliver
            row.to_deliver = 0
            row.save(update_fields=["to_deliver"])
    return tuple(late)


def _arrive(row: TwinMessage, spec: TwinSpec) -> None:
    if row.arrived:
        return
    row.arrived = True
    row.answer = {name: _filled(text, row) for name, text in spec.answers.items()}
    if spec.never:
        # It is at work for ever: asked for its state it says so.
        row.due = None
    else:
        row.due = clock.now() + spec.after
        delayed = bool(spec.after)
        row.to_deliver = (2 if spec.doubles else 1) if delayed else (1 if spec.doubles else 0)


def _filled(text: str, row: TwinMessage) -> str:
    values = {**row.payload, "key": row.key, "serial": f"{row.id:08d}"}
    return PLACE.sub(lambda m: str(values.get(m.group(1), m.group(0))), text)


def _state_of(row: TwinMessage) -> Answer:
    if row.due is not None and row.due <= clock.now():
        return Answer(True, "done", row.answer, took_effect=True, simulated=True)
    return Answer(True, "pending", {}, took_effect=None, error=WAITING, simulated=True)
