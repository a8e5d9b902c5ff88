"""Answers of foreign systems as other rooms see them. Whoever waits for one must know three things apart:

it took effect, it did not, or nobody can tell yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a message. state: done, pending (an answer follows), refused, failed (nothing was sent), unknown.

    `took_effect` is None while nobody can tell; then its state is asked, never the message sent again. `simulated` says
    that a twin answered: pages show 模拟.
    """

    ok: bool
    state: str
    body: Mapping[str, Any] = field(default_factory=dict)
    took_effect: bool | None = None
    error: Text | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that arrives by itself, perhaps a second time; `key` is ours, as it was sent."""

    partner: str
    message: str
    key: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class TwinSpec:
    """How a simulated partner behaves towards one message.

    `answers` are texts with places filled from what was sent (`{amount}`, `{key}`, `{serial}`); `after` delays the
    answer; `fails_first` loses that many first tries; `loses` says what is lost: the request (nothing took effect) or
    the answer (it did); `doubles` answers twice; `never` not at all.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    after: timedelta = timedelta(0)
    fails_first: int = 0
    loses: str = "request"
    doubles: bool = False
    never: bool = False

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> TwinSpec:
        """The behaviour as a pack writes it under `twin`. Raises ValueError for a span that is not hours, days ..."""
        return cls(
            answers={k: str(v) for k, v in dict(written.get("answers") or {}).items()},
            after=_span(str(written.get("after") or "")),
            fails_first=int(written.get("fails_first") or 0),
            loses=str(written.get("loses") or "request"),
            doubles=str(written.get("doubles")) in ("yes", "True"),
            never=str(written.get("never")) in ("yes", "True"),
        )


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """A payment that somebody is asked for. `key` is ours and stable; `amount` in fen."""

    key: str
    amount: int
    payer: str
    purpose: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class PaymentState:
    """What the bank knows of an order: paid, pending, failed, unknown (no answer), absent (no such order)."""

    key: str
    state: str
    amount: int = 0
    bank_ref: str = ""
    paid_at: datetime | None = None
    pay_at: str = ""
    simulated: bool = False
    error: Text | None = None


def _span(text: str) -> timedelta:
    if not text:
        return timedelta(0)
    number, _, unit = text.partition(" ")
    unit = unit.strip().rstrip("s") + "s"
    # A twin keeps no calendar: its working days are days.
    unit = {"working_days": "days", "working_hours": "hours"}.get(unit, unit)
    if unit not in ("seconds", "minutes", "hours", "days"):
        raise ValueError(f"a twin answers after seconds, minutes, hours or days, not {text!r}")
    return timedelta(**{unit: int(number)})
