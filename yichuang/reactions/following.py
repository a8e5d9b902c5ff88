"""What follows for cases: timers, facts that changed, the work of those who left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.base.refs import Ref
from yichuang.blocks.mining import api as mining
from yichuang.kernel.cases import api as cases
from yichuang.kernel.people.api import system_actor
from yichuang.kernel.trail.contracts import Line, Timer, Work


def time_came(timer: Timer) -> None:
    """A timer of a case."""
    cases.time_came(timer.kind, timer.ref, timer.key, timer.args)


def facts_changed(_work: Work, line: Line) -> None:
    """Cases that wait for these data, or have read them, look again."""
    said = [one["datum"] for one in line.body.get("facts", ())]
    data = [*said, *line.body.get("data", ())]
    subject = int(Ref.parse(line.about).id)
    cases.facts_changed(system_actor("facts"), subject=subject, data=data)


def figures_changed(_work: Work, line: Line) -> None:
    """What a decided case says to the indicators of its measure."""
    cases.keep_figures(Ref.parse(line.about).id)


def is_over(body: Mapping[str, Any]) -> bool:
    """Whether a line tells that its case was decided, closed or ended otherwise."""
    state = body.get("case", {}).get("state", "")
    return bool(state) and state not in cases.RUNNING


def case_over(_work: Work, line: Line) -> None:
    """The case is counted among those that are over: times, ways, rework."""
    mining.count_cases([Ref.parse(line.about).id])


def account_left(_work: Work, line: Line) -> None:
    """What a switched-off account held goes back to its posts, where those who stand in find it."""
    cases.hand_over_all(system_actor("people"), account=int(Ref.parse(line.about).id))
