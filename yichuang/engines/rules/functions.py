"""The functions of the language: how many arguments each takes, and which ones ask the caller's world."""

from __future__ import annotations

# function -> least and most arguments (None: any number)
CALLS: dict[str, tuple[int, int | None]] = {
    "LEAST": (2, None),
    "GREATEST": (2, None),
    "NULLIF": (2, 2),
    "ceil": (1, 1),
    "round_fen": (1, 1),
    "is_odd": (1, 1),
    "is_valid": (1, 1),
    "is_none": (1, 1),
    "is_known": (1, 1),
    "years_between": (2, 2),
    "days_between": (2, 2),
    "working_days_between": (2, 2),
    "start_of_year": (1, 1),
    "end_of_year": (1, 1),
    "within": (2, 2),
    "owner_of": (1, 1),
    "prior": (1, 1),
    "this": (1, 1),
    "first_of": (1, None),
    "materials_of": (1, 1),
    "contacts_of": (1, 1),
    "quorum": (1, 1),
}

# list function -> what may follow `v in L`: "value", "rule", "cut"; a trailing ? means it may be left out
QUANTIFIERS: dict[str, tuple[str, ...]] = {
    "any_of": ("rule",),
    "every_of": ("rule",),
    "count_of": ("rule?",),
    "sum_of": ("value", "rule?"),
    "mean_of": ("value", "rule?"),
    "trimmed_mean_of": ("value", "cut"),
    "ranked": ("value", "rule?"),
}

FUNCTIONS = frozenset(CALLS) | frozenset(QUANTIFIERS)

# `Env.call` answers these, with values that are known and not none. "prior" and "this" get the path alone;
# "is_valid" and "owner_of" get path and value where their argument is a name, else the value alone.
# "add_span" and "subtract_span" get a day and a Span of working days or hours.
HOOKS = frozenset(
    {
        "working_days_between",
        "within",
        "owner_of",
        "materials_of",
        "contacts_of",
        "quorum",
        "is_valid",
        "prior",
        "this",
        "add_span",
        "subtract_span",
    }
)
NAMED = frozenset({"prior", "this", "is_valid", "owner_of"})
