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

__all__ = [
    "FILE",
    "SYSTEM",
    "Cast",
    "applicant",
    "head_of",
    "make_case",
    "staff_city",
    "subject_of",
    "sweep",
]
