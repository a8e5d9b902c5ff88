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

__all__ = [
    "FILE",
    "SYSTEM",
    "Cast",
    "Check",
    "Played",
    "applicant",
    "check_all",
    "head_of",
    "make_case",
    "played",
    "staff_city",
    "subject_of",
    "sweep",
]
