"""T20: the power company's receiver fails for days; the operator sees it, nothing is lost, order is kept."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from tests.stories.conftest import Open
from tests.stories.grid import LINE, Grid
from tests.stories.house import House
from tests.stories.receiver import Receiver

pytestmark = pytest.mark.story
MANY = 12


@pytest.mark.clause("C03.2", "K8")
def test_t20_three_bad_days_and_everything_arrives_in_order(
    enter: Open, grid: Grid, house: House, grid_receiver: Receiver
) -> None:
    before = len(grid_receiver.arrived)

    def tried(calls: int) -> bool:
        house.clock.minutes(6)
        return grid_receiver.calls > calls

    numbers = []
    try:
        for mode in ("500", "reset", "500"):
            grid_receiver.mode = mode
            calls = grid_receiver.calls
            numbers += [grid.hand_in(LINE) for _ in range(MANY // 3)]
            house.until(partial(tried, calls), 30, "nobody tried")
            house.clock.working_days(1)
        operator = enter("operator")
        operator.comes_to_see("/desk/operations/", "grid")
        operator.goto(f"/desk/operations/deliveries/{grid.town.grid_subscription}/")
        operator.sees("500")
        assert operator.axe() == []
    finally:
        grid_receiver.mode = "ok"
    operator.press("马上再送", exact=False)

    def arrived() -> Counter[str]:
        house.clock.minutes(30)
        return Counter(str(b["data"].get("case")) for _, b in grid_receiver.arrived[before:])

    house.until(lambda: set(numbers) <= set(arrived()), 60, "not all arrived")
    for number in numbers:
        lines = [
            int(ident.rpartition("_")[2])
            for ident, body in grid_receiver.arrived[before:]
            if body["data"].get("case") == number
        ]
        firsts = list(dict.fromkeys(lines))
        assert firsts == sorted(firsts), number
    ids = Counter(ident for ident, _ in grid_receiver.arrived[before:])
    assert max(ids.values()) <= 2, "sent again and again although it was taken"
    assert grid_receiver.forged == 0
