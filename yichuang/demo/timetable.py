"""Which scripts run in which city, and how many working days ago each begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from random import Random

from yichuang.base import clock
from yichuang.demo.foundation import CHUZHOU, HEFEI, WUHU
from yichuang.demo.life import CLOSES, OPENS, Life
from yichuang.demo.province import BENGBU, MAANSHAN, Province
from yichuang.demo.registers import register
from yichuang.demo.simulation import Script, Simulation
from yichuang.demo.talent_cases import SCRIPTS as TALENT_SCRIPTS
from yichuang.demo.works_cases import SCRIPTS as WORKS_SCRIPTS
from yichuang.kernel.facts import api as facts

SCRIPTS: Mapping[str, Callable[[Life], Script]] = {**WORKS_SCRIPTS, **TALENT_SCRIPTS}
# How long before today the offices of the province are set up, in working days; scripts begin after that.
SPAN = 42
Plan = Mapping[str, tuple[int, ...]]
# Working days ago; 0 is today. What is to be seen in the middle begins lately.
WORKS: Mapping[str, Plan] = {
    CHUZHOU: {
        "committed": (40, 27, 14),
        "committed_falsely": (33,),
        "committed_unchecked": (4, 1),
        "protected": (22,),
        "filed": (38, 21, 9, 2),
        "approved": (39, 30, 17, 2, 1, 0),
        "approved_with_remarks": (24, 1),
        "high_voltage": (26, 3),
        "one_refuses": (29,),
        "all_refuse": (19,),
        "silent": (23,),
        "corrected": (31, 12, 2),
        "correction_forgotten": (28, 1),
        "returned": (18,),
        "left_to_the_chief": (11, 6, 4),
        "suspended": (5,),
        "extended": (16, 3),
        "withdrawn": (20,),
        "length_unknown": (13, 3),
        "dates_wrong": (15,),
        "draft": (6, 2, 0),
    },
    HEFEI: {
        "committed": (35, 18),
        "committed_unchecked": (2,),
        "filed": (25, 7),
        "approved": (34, 15, 1),
        "one_refuses": (21,),
        "corrected": (13,),
        "left_to_the_chief": (7,),
        "draft": (1,),
    },
    BENGBU: {"filed": (16, 3), "approved": (12, 1), "committed": (20,)},
    MAANSHAN: {"filed": (10,), "approved": (8, 0), "silent": (14,)},
}
TALENT: Mapping[str, Plan] = {
    HEFEI: {
        "both_issued": (38, 29, 22, 13, 6),
        "top_talent": (36, 10),
        "top_talent_false": (32,),
        "fee_open": (5,),
        "frozen": (27, 3),
        "frozen_then_corrected": (24, 11),
        "came_long_ago": (17,),
        "waiting_at_the_window": (2,),
        "being_examined": (3, 1),
        "permits_withdrawn": (14,),
        "stay_for_good": (37, 12, 1),
    },
    WUHU: {"both_issued": (26, 9), "frozen": (18,), "being_examined": (2,), "top_talent": (20,)},
    CHUZHOU: {"both_issued": (19,), "fee_open": (3,), "being_examined": (1,)},
}

# What those who log in find of their own: sample enterprise, script, working days ago.
PINNED: Sequence[tuple[str, str, str, int]] = (
    (CHUZHOU, "laian", "filed", 28),
    (CHUZHOU, "laian", "committed", 17),
    (CHUZHOU, "laian", "correction_forgotten", 2),
    (CHUZHOU, "laian", "approved", 1),
    (CHUZHOU, "laian", "draft", 0),
    (CHUZHOU, "langya", "high_voltage", 6),
    (HEFEI, "luzhou", "both_issued", 25),
    (HEFEI, "luzhou", "fee_open", 4),
    (HEFEI, "luzhou", "being_examined", 2),
    (HEFEI, "luzhou", "draft_to_sign", 1),
)


def fill(simulation: Simulation, province: Province, seed: int) -> int:
    """Hand all scripts to the simulation, by its end; gives how many."""
    serial = 0
    for serial, (region, pinned, name, ago) in enumerate(_all(), 1):
        life = Life(province, region, Random(f"{seed}/{serial}"), pinned)
        moment = _begins(life, simulation.until, ago)
        simulation.begin(moment, f"{name} {region} -{ago}", _whole(SCRIPTS[name], life))
    end = simulation.until
    if clock.today().year < end.year:
        simulation.begin(
            clock.at(end.date().replace(month=1, day=2)), "new year", _new_year(province)
        )
    return serial


def _new_year(province: Province) -> Script:
    """Statistics and the tax office say what last year was: from the first of January that is what rules ask for."""
    for firm in (f for firms in province.firms.values() for f in firms):
        found = facts.find_subject("enterprise", firm.code)
        said = {"revenue": f"{firm.revenue} 万元", "assets": f"{firm.assets} 万元"}
        if found is not None:
            register(province.words, found.id, "enterprise", said)
    yield from ()


def _all() -> Iterator[tuple[str, str, str, int]]:
    """Region, sample enterprise or none, script, working days ago."""
    yield from PINNED
    for plans in (WORKS, TALENT):
        for region, plan in plans.items():
            for name, begins in plan.items():
                yield from ((region, "", name, ago) for ago in begins)


def _whole(script: Callable[[Life], Script], life: Life) -> Script:
    """The script begins when its moment has come, not when it is planned."""
    yield from script(life)


def _begins(life: Life, until: datetime, ago: int) -> datetime:
    """A moment in office hours so many working days before the end; today's are early enough to have happened."""
    day = until.date()
    if ago:
        day = life.province.days.add_working_days(day, -ago).day
        return clock.at(day, life.chance.randint(OPENS, CLOSES - 2), life.chance.randint(0, 59))
    midnight = clock.at(day, 0)
    return midnight + (until - midnight) * life.chance.uniform(0.5, 0.9)
