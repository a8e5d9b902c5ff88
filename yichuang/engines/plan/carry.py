"""Whether a settled round may stand again: the early cut-off of the redo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Candidate:
    """The round before, as far as carrying it over depends on it. `barred`: its signer may no longer stand for it."""

    round: int
    settled: bool
    outcome: str
    digest: str
    settled_on: date | None = None
    returned: bool = False
    barred: bool = False


def why_not_carried(
    candidate: Candidate,
    *,
    round: int,  # noqa: A002 - the word of the field
    digest: str,
    forced: bool = False,
    redo_always: bool = False,
    again: bool = False,
    oldest: date | None = None,
) -> str:
    """Empty when the candidate is carried over into `round`, else the reason in one word.

    `oldest`: nothing settled before that day is carried over. Reasons: no_outcome, not_preceding, changed, forced,
    always, again, returned, barred, too_old.
    """
    checks = (
        ("no_outcome", not candidate.settled or not candidate.outcome),
        ("not_preceding", candidate.round != round - 1),
        ("changed", candidate.digest != digest),
        ("forced", forced),
        ("always", redo_always),
        ("again", again),
        ("returned", candidate.returned),
        ("barred", candidate.barred),
        ("too_old", _too_old(candidate.settled_on, oldest)),
    )
    return next((reason for reason, holds in checks if holds), "")


def _too_old(settled_on: date | None, oldest: date | None) -> bool:
    return oldest is not None and (settled_on is None or settled_on < oldest)
