"""`calendar add DATE N`: the day that N working (or natural) days lead to, marked where no calendar is published."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from yichuang.base.text import Text
from yichuang.console.tables import read_published_calendar
from yichuang.engines.calendar import NOT_PUBLISHED, Due

YEARS = range(1949, 2201)
MOST = 20_000


def add_parser(subparsers: Any) -> None:
    """Add `calendar` with its verb."""
    parser = subparsers.add_parser("calendar", help="推算工作日 count working days")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    add = verbs.add_parser("add", help="从某日起推算 count from a day")
    add.add_argument("date", metavar="DATE", help="起算日 the day to count from, 2024-04-26")
    add.add_argument("n", metavar="N", help="天数 how many days; a negative number counts back")
    add.add_argument(
        "--natural",
        action="store_true",
        help="自然日，末日放假则顺延 natural days; an end on a day off moves to the next working day",
    )
    add.add_argument("--json", action="store_true", help="输出 JSON as JSON")
    add.set_defaults(run=run_add)


def run_add(arguments: argparse.Namespace) -> int:
    """0 with the day, 2 when the day or the number is none."""
    start, n = _read_day(arguments.date), _read_number(arguments.n)
    if isinstance(start, Text):
        return _refuse(start)
    if isinstance(n, Text):
        return _refuse(n)
    calendar = read_published_calendar()
    bare = calendar.add_natural_days(start, n, roll=False)
    due = calendar.add_natural_days(start, n) if arguments.natural else None
    moved_from = bare.day if due is not None and due.day != bare.day else None
    due = due or calendar.add_working_days(start, n)
    if arguments.json:
        print(_as_json(start, n, due, moved_from, natural=arguments.natural))
    else:
        _tell(due, moved_from)
    return 0


def _tell(due: Due, moved_from: date | None) -> None:
    mark = "" if due.published else f"  {NOT_PUBLISHED.zh} {NOT_PUBLISHED.en}"
    print(f"{due.day}{mark}")
    if moved_from:
        print(f"  {moved_from} 放假，顺延 is a day off, so the end moves")


def _as_json(start: date, n: int, due: Due, moved_from: date | None, *, natural: bool) -> str:
    answer = {
        "start": start.isoformat(),
        "n": n,
        "unit": "days" if natural else "working_days",
        "date": due.day.isoformat(),
        "published": due.published,
        "note": "" if due.published else NOT_PUBLISHED.zh,
        "note_en": "" if due.published else NOT_PUBLISHED.en,
        "moved_from": moved_from.isoformat() if moved_from else None,
    }
    return json.dumps(answer, ensure_ascii=False)


def _read_day(text: str) -> date | Text:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Text(
            f"“{text}”不是日期，请写作 2024-04-26。",
            f"'{text}' is no date: please write 2024-04-26.",
        )
    if day.year not in YEARS:
        return Text(f"年份 {day.year} 超出范围。", f"The year {day.year} is out of range.")
    return day


def _read_number(text: str) -> int | Text:
    try:
        n = int(text)
    except ValueError:
        return Text(f"“{text}”不是整数天数。", f"'{text}' is no whole number of days.")
    if abs(n) > MOST:
        return Text(f"天数最多 {MOST}。", f"At most {MOST} days.")
    return n


def _refuse(sentence: Text) -> int:
    print(f"✗ {sentence.zh} {sentence.en}", file=sys.stderr)
    return 2
