"""The cast stands on its own: everybody whom the adopted measures need, who can do what their post may."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from yichuang.base import clock
from yichuang.demo import applications as say
from yichuang.demo.cast import ADOPTED, FIRMS, TALENTS, Cast, make_cast
from yichuang.demo.foundation import CHUZHOU, HEFEI
from yichuang.demo.timetable import PINNED, SCRIPTS, TALENT, WORKS
from yichuang.journeys.hand_in import Who, find_party
from yichuang.kernel.cases import api as cases
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people import api as people


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Made anew."""
    return make_cast(Path(settings.MEASURES_DIR))


@pytest.mark.slow
def test_the_cast_is_staffed_and_can_apply(cast: Cast) -> None:
    for region, packs in ADOPTED.items():
        for pack in packs:
            newest = catalogue.list_pack_versions(pack)[-1]
            assert catalogue.check_staffing(region, pack, newest.version) == ()
    clerk = cast.actor("laian")
    assert clerk.subjects == {cast.subjects["laian"]}
    draft = cases.open_draft(clerk, item=say.ITEM, region=CHUZHOU, applicant=cast.subjects["laian"])
    said = say.line("厂区接入", "园区一号", clock.today())
    form = cases.save_draft(clerk, draft.id, answers=said)
    assert form.draft.problems == {}
    known = {a.name: a.value for b in form.blocks for a in b.asks if a.state == "known"}
    assert known["applicant.name"] == FIRMS["laian"][1]["name"]
    # a foreigner has no resident's number, and is found by the passport that the borders know
    window = cast.actor("window.hefei")
    passport = TALENTS["anna"][1]
    assert find_party(window, Who("person", passport), HEFEI) == cast.subjects["anna"]
    partner = people.actor_for_key(cast.grid_key)
    assert (partner.partner, f"submit:{say.ITEM}" in partner.scopes) == ("grid", True)


def test_the_timetable_names_scripts_that_there_are() -> None:
    named = {name for plans in (WORKS, TALENT) for plan in plans.values() for name in plan}
    named |= {name for _, _, name, _ in PINNED}
    assert named <= SCRIPTS.keys()
    # nothing is written that nobody ever sees
    assert SCRIPTS.keys() <= named
