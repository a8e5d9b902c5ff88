"""For tests of every room: a staffed city, cases made through the doors, time that passes, worked examples played."""

from yichuang.kernel.cases.testing.city import (
    FILE,
    SYSTEM,
    Cast,
    applicant,
    head_of,
    make_case,
    staff_city,
    subject_of,
    sweep,
)
from yichuang.kernel.cases.testing.examples import Played, played
from yichuang.kernel.cases.testing.expectations import Check, check_all
from yichuang.kernel.cases.testing.looks import (
    all_numbers,
    open_nodes,
    past_rounds,
    rows_of,
    seat_rows,
    sight_of,
)
from yichuang.kernel.cases.testing.plans import crossed, opinion, plan_in, with_plan
from yichuang.kernel.cases.testing.small import DICTIONARY, rule, small_pack
from yichuang.kernel.cases.testing.small_city import City, make_city
from yichuang.kernel.cases.worlds import definitions_of, on_trial

__all__ = [
    "DICTIONARY",
    "FILE",
    "SYSTEM",
    "Cast",
    "Check",
    "City",
    "Played",
    "all_numbers",
    "applicant",
    "check_all",
    "crossed",
    "definitions_of",
    "head_of",
    "make_case",
    "make_city",
    "on_trial",
    "open_nodes",
    "opinion",
    "past_rounds",
    "plan_in",
    "played",
    "rows_of",
    "rule",
    "seat_rows",
    "sight_of",
    "small_pack",
    "staff_city",
    "subject_of",
    "sweep",
    "with_plan",
]
