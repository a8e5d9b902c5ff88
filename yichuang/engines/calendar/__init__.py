"""The working calendar and the clocks that run on it: what day a limit ends, how much of it is used, how near it is.

Takes the calendar as a value; the published days live in `measures/calendar/`. Never asks the time.
"""

from yichuang.engines.calendar.clock import Amber as Amber
from yichuang.engines.calendar.clock import ClockState as ClockState
from yichuang.engines.calendar.clock import DayCell as DayCell
from yichuang.engines.calendar.clock import DayKind as DayKind
from yichuang.engines.calendar.clock import Light as Light
from yichuang.engines.calendar.clock import Limit as Limit
from yichuang.engines.calendar.clock import earlier_due as earlier_due
from yichuang.engines.calendar.clock import read_clock as read_clock
from yichuang.engines.calendar.days import NOT_PUBLISHED as NOT_PUBLISHED
from yichuang.engines.calendar.days import Calendar as Calendar
from yichuang.engines.calendar.days import Due as Due
from yichuang.engines.calendar.days import read_calendar as read_calendar
from yichuang.engines.calendar.days import shift_months as shift_months
from yichuang.engines.calendar.pauses import Pause as Pause
from yichuang.engines.calendar.pauses import join_pauses as join_pauses
from yichuang.engines.calendar.spans import DAY_UNITS as DAY_UNITS
from yichuang.engines.calendar.spans import HOUR_UNITS as HOUR_UNITS
from yichuang.engines.calendar.spans import Moment as Moment
from yichuang.engines.calendar.spans import OfficeHours as OfficeHours
from yichuang.engines.calendar.spans import add_hours as add_hours
from yichuang.engines.calendar.spans import add_span as add_span
from yichuang.engines.calendar.worktime import WorkTime as WorkTime

__all__ = [
    "DAY_UNITS",
    "HOUR_UNITS",
    "NOT_PUBLISHED",
    "Amber",
    "Calendar",
    "ClockState",
    "DayCell",
    "DayKind",
    "Due",
    "Light",
    "Limit",
    "Moment",
    "OfficeHours",
    "Pause",
    "WorkTime",
    "add_hours",
    "add_span",
    "earlier_due",
    "join_pauses",
    "read_calendar",
    "read_clock",
    "shift_months",
]
