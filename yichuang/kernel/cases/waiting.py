"""A node waits for facts: each is named, with the subject it is about, so that its coming wakes the node."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from yichuang.engines.plan import WAITING
from yichuang.engines.values import Listing, Subject
from yichuang.kernel.cases.models import Waiting
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow

NOT_LONGER = timedelta(days=30)


def wait_for(move: Move, row: NodeNow, names: Iterable[str], cause: str) -> None:
    """The node waits because these names are missing. `cause` says in which slot they are missing."""
    missing = sorted(names)
    move.pass_to(row, WAITING, why={"missing": missing, "cause": cause})
    Waiting.objects.filter(case_id=move.case.id, key=row.key).delete()
    Waiting.objects.bulk_create([_waiting(move, row.key, name) for name in missing])
    move.opened.append(row.key)
    watch(move, row)


def watch(move: Move, row: NodeNow) -> None:
    """Nothing waits without a date: at the case's own, or after a month, somebody is told that it still waits."""
    due = move.case.due_at
    if due is None or due <= move.at:
        due = move.at + NOT_LONGER
    move.timer("stuck", f"{row.key}:stuck", due, round=row.round)


def _waiting(move: Move, key: str, name: str) -> Waiting:
    subject, datum = place_of(move, name)
    return Waiting(case_id=move.case.id, key=key, name=name, subject=subject, datum=datum)


def place_of(move: Move, name: str) -> tuple[int | None, str]:
    """Of which subject a missing name is a datum, and `kind.key`; (None, "") where it is no datum of a known one."""
    parts = name.split(".")
    if name.startswith(":") or len(parts) < 2:
        return None, ""
    reading = move.reading()
    who = reading.role(parts[0])
    for part in parts[1:-1]:
        if isinstance(who, Listing) and len(who.items) == 1:
            who = who.items[0]
        if not isinstance(who, Subject):
            return None, ""
        who = reading.datum(who, part, parts[0], reading.env)
    if isinstance(who, Subject) and who.id.isdigit():
        return int(who.id), f"{who.kind}.{parts[-1]}"
    return None, ""
