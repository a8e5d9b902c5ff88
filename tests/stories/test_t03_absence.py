"""T03: somebody is away. They are told what they hold, others find it at once, nothing new comes to them."""

from __future__ import annotations

import pytest

from tests.stories import desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LONG, Grid
from tests.stories.house import House
from tests.town import Town

pytestmark = pytest.mark.story
CLERK = works.reviewer("trees")
BACKUP = f"{CLERK}.b"


@pytest.mark.clause("K1", "K9")
def test_t03_away_from_today_and_the_backup_goes_on(
    enter: Open, grid: Grid, house: House, town: Town
) -> None:
    held, loose = grid.hand_in(LONG), grid.hand_in(LONG)
    clerk = enter(CLERK)
    desk.task(clerk, held, "trees")
    desk.deed(clerk, "签收")
    clerk.goto("/desk/absence/")
    clerk.sees(held)
    today = house.clock.today().isoformat()
    desk.fill(clerk, "main form", {"since": today, "until": today})
    clerk.page.locator("main form button.btn-primary").first.click()
    clerk.page.wait_for_load_state("load")
    backup = enter(BACKUP)
    assert desk.has_task(backup, loose, "trees")
    assert desk.has_task(backup, held, "trees")
    desk.decide(backup, loose, "trees", "同意", "代办，同意")
    later = grid.hand_in(LONG)
    assert desk.has_task(backup, later, "trees")
    clerk.goto("/desk/posts/")
    clerk.press("已回来")
    assert desk.has_task(clerk, later, "trees")
