"""Months as the sums write them (202310), and as people do (2023-10)."""

from __future__ import annotations

import re

from yichuang.base import clock
from yichuang.base.errors import Invalid
from yichuang.base.text import Text

# three centuries: what is typed in a slip is no month of ours
MONTH = re.compile(r"((?:19|20|21)\d\d)-(0[1-9]|1[0-2])\Z", re.ASCII)


def read_month(text: str) -> int:
    """`2023-10` as 202310. Raises Invalid for anything else."""
    found = MONTH.match(text.strip())
    if found is None:
        raise Invalid(
            "mining.month",
            Text(f"“{text}”不是月份", f"{text} is no month"),
            remedy=Text("写作 2023-10", "write it as 2023-10"),
        )
    return int(found[1]) * 100 + int(found[2])


def show_month(month: int) -> str:
    """202310 as `2023-10`."""
    return f"{month // 100}-{month % 100:02d}"


def last_year() -> tuple[int, int]:
    """The twelve months up to this one."""
    today = clock.today()
    first = today.year * 12 + today.month - 12
    return first // 12 * 100 + first % 12 + 1, today.year * 100 + today.month
