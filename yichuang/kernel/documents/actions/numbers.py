"""Numbers shown to people: strictly rising in their series, without gaps, in the caller's transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.db import connection

from yichuang.base.text import Text
from yichuang.engines.codes import make_case_number
from yichuang.kernel.documents.models import LicenceType, NumberSeries

PLACE = re.compile(r"\{([A-Za-z_][\w.]*)(?::(\d{1,2}))?\}")
# 受字 and the like: the word of a notice's number says what kind it is.
NOTICE_WORDS: Mapping[str, str] = {
    "receipt": "收",
    "acceptance": "受",
    "presumed": "视受",
    "not_accepted": "不受",
    "correction": "补",
    "deficiency": "容",
    "suspension": "特",
    "resumption": "恢",
    "extension": "延",
    "decision": "准",
    "refusal": "不准",
    "withdrawal": "撤回",
    "termination": "终",
    "lapse": "逾",
    "rectification": "改",
    "revocation": "撤",
    "delivery": "送",
}


def next_serial(series: str, place: str, period: str) -> int:
    """The next serial (from 1) of a series in a place and period. The row stays locked until the caller commits,

    so that a serial that is given out is used: undone work gives its number back and leaves no gap.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it")
    table = NumberSeries._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, place, period, last) VALUES (%s, %s, %s, 1) "  # noqa: S608 - a table's name
            f"ON CONFLICT (series, place, period) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [series, place, period],
        )
        return int(cursor.fetchone()[0])


def next_number(series: str, region: str, day: date) -> str:
    """The next number of a plain series: region, year and a serial of six digits, e.g. `340100-2023-000012`."""
    return f"{region}-{day.year}-{next_serial(series, region, str(day.year)):06d}"


def next_case_number(
    region: str, day: date, *, department: str = "0000", simulated: bool = False
) -> str:
    """The next case number: day, region, department (4 digits), serial of the day, check digit (25 digits).

    Simulated cases count in a series of their own and carry `M` in front, so that nobody takes one for the other.
    """
    series = "case.simulated" if simulated else "case"
    serial = next_serial(series, region + department, f"{day:%Y%m%d}")
    number = make_case_number(day, region, department, serial)
    return f"M{number}" if simulated else number


def next_notice_number(
    kind: str, word: str, department: int, day: date, *, simulated: bool = False
) -> str:
    """The next number of a notice: `合肥市科学技术局〔2023〕受字第12号`. `word`: the office's word or name."""
    series = f"notice.{kind}" + (".simulated" if simulated else "")
    serial = next_serial(series, str(department), str(day.year))
    mark = "模拟" if simulated else ""
    return f"{word}〔{day.year}〕{mark}{NOTICE_WORDS[kind]}字第{serial}号"


def next_paper_number(
    pattern: str,
    region: str,
    day: date,
    data: Mapping[str, object],
    *,
    simulated: bool = False,
) -> str:
    """The next number of a paper by the pack's pattern, such as `皖({year}){registry.seat}不动产权第{serial:7}号`.

    Places: year, date, region, serial (with width), names of the paper's data. Without a pattern: region, day and a
    serial of five digits. The pattern with all but the serial filled in is the series, whatever kind of paper uses it,
    so that no number is given twice. Raises KeyError for a name that the data do not have.
    """
    pattern = pattern or "{region}{date}{serial:5}"
    filled = fill_number(pattern, region, day, data)
    series = "paper.simulated" if simulated else "paper"
    # The year or day stands in the number where it counts anew; elsewhere the series never ends.
    serial = next_serial(series, filled[:200], "")
    number = PLACE.sub(lambda m: f"{serial:0{int(m.group(2) or 1)}d}", filled)
    return f"模拟{number}" if simulated else number


def fill_number(pattern: str, region: str, day: date, data: Mapping[str, object]) -> str:
    """The pattern with every place but the serial filled in. Raises KeyError naming what is missing."""
    own: dict[str, str] = {"year": str(day.year), "date": f"{day:%Y%m%d}", "region": region}

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        if name == "serial":
            return found.group(0)
        return own.get(name) or _look_up(name, data)

    filled = PLACE.sub(fill, pattern)
    if "{serial" not in filled:
        filled += "{serial}"
    return filled


def _look_up(name: str, data: Mapping[str, object]) -> str:
    value: object = data
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            raise KeyError(name)
        value = value[part]
    return str(value)


def licence_type(definer: str, key: str) -> str:
    """The licence type code (21 places) of a kind of certificate: the defining office's code and its own number for it.

    Given at the first issue and never changed; the standard leaves it to the defining office.
    """
    row = LicenceType.objects.filter(definer=definer, key=key).first()
    if row is None:
        number = next_serial("licence_type", definer, "")
        row = LicenceType.objects.create(definer=definer, key=key, number=number)
    return f"{definer}{row.number:03d}"


def number_words(kind: str) -> Text:
    """The word of a kind of notice in its number, for explanations."""
    return Text(f"{NOTICE_WORDS[kind]}字", NOTICE_WORDS[kind])
