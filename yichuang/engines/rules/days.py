"""Days, moments and spans: comparing and adding them by the calendar on the wall (Asia/Shanghai)."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from yichuang.engines.values import SHANGHAI, Span


def day_of(value: date) -> date:
    """The day on which a moment falls in Asia/Shanghai; a date is itself."""
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value


def alike(left: date, right: date) -> tuple[date, date]:
    """Both as moments where both are, else both as days."""
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left, right
    return day_of(left), day_of(right)


def add_months(day: date, months: int) -> date:
    """The same day number so many months on, or the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def add_span(day: date, span: Span, sign: int = 1) -> date | None:
    """The day or moment a span later (or earlier); None for working time, which only a calendar can count.

    Hours on a plain day give a moment counted from its midnight in Asia/Shanghai.
    """
    if span.family == "months":
        return add_months(day, sign * span.amount)
    if span.unit == "days":
        return day + timedelta(days=sign * span.n)
    if span.family == "seconds":
        moment = (
            day
            if isinstance(day, datetime)
            else datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
        )
        return moment + timedelta(seconds=sign * span.amount)
    return None


def between(later: date, earlier: date) -> Span:
    """How long from one to the other: days between dates, else the largest unit that comes out even."""
    last, first = alike(later, earlier)
    if not isinstance(last, datetime) or not isinstance(first, datetime):
        return Span((day_of(last) - day_of(first)).days, "days")
    seconds = round((last - first).total_seconds())
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if seconds % size == 0:
            return Span(seconds // size, unit)
    return Span(seconds, "seconds")


def join_spans(left: Span, right: Span, sign: int) -> Span:
    """Sum or difference of two spans of one family, in their common unit. Raises TypeError across families."""
    if left.unit == right.unit:
        return Span(left.n + sign * right.n, left.unit)
    if left.family != right.family:
        raise TypeError(f"{left} and {right} cannot be added")
    base = {"seconds": "seconds", "months": "months"}[left.family]
    return Span(left.amount + sign * right.amount, base)


def whole_years(first: date, last: date) -> int:
    """Completed years from one day to another (an age); someone born on 29 February is older on 1 March."""
    start, end = day_of(first), day_of(last)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
