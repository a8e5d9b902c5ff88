"""What tests of other rooms may look at: rows as values, past rounds, worlds on trial."""

from __future__ import annotations

from yichuang.kernel.cases.models import Case, PastRound, Seat
from yichuang.kernel.cases.queries.find import find_case
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.sight import Sight


def sight_of(number: str) -> Sight:
    """A case with everything that its rules may read."""
    return Sight(find_case(number))


def rows_of(number: str) -> dict[str, NodeNow]:
    """The current rounds of a case by node."""
    return sight_of(number).all_nodes()


def open_nodes(number: str) -> list[NodeNow]:
    """The rounds that lie at a post now, in the order of the plan."""
    sight = sight_of(number)
    return [r for r in sight.in_order() if r.state == "open" and r.post is not None]


def past_rounds(number: str, key: str) -> list[int]:
    """The numbers of the rounds of a node that are history."""
    rows = PastRound.objects.filter(case__number=number, key=key)
    return sorted(rows.values_list("round", flat=True))


def all_numbers() -> list[str]:
    """The numbers of all cases, oldest first."""
    return list(Case.objects.order_by("id").values_list("number", flat=True))


def seat_rows(number: str, key: str) -> list[Seat]:
    """All seats that a countersigning ever had, by round and place."""
    return list(Seat.objects.filter(case__number=number, key=key).order_by("round", "place"))
