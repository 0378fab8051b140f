"""Days said from today on, so that the fictional council is always in the middle of its work.

    today            the day it is loaded
    today-12d        12 days before, whatever day that is; m: calendar months
    today+2wd        the second working day after; today-2wd the second before
    today-3w         3 weeks before; when that is no working day, the last one before it
    today-7w+2wd     one after the other: 7 weeks before, then two working days on
    today+1wT10:00   with a time after it

They may stand anywhere in a cell: decided_on=today-5m.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from supervision.policy import WorkingCalendar, add_months

_DAY = re.compile(r"\btoday((?:[+-]\d+(?:wd|d|w|m))*)")
_STEP = re.compile(r"([+-]\d+)(wd|d|w|m)")

_STEPS: Mapping[str, Callable[[date, int, WorkingCalendar], date]] = {
    "d": lambda day, number, calendar: day + timedelta(days=number),
    "w": lambda day, number, calendar: calendar.previous_working(day + timedelta(weeks=number)),
    "m": lambda day, number, calendar: add_months(day, number),
    "wd": lambda day, number, calendar: calendar.add_working_days(day, number),
}


def dated(text: str, today: date, calendar: WorkingCalendar) -> str:
    """The text with each day in it written as an ISO date."""

    def written(found: re.Match[str]) -> str:
        day = today
        for number, unit in _STEP.findall(found[1]):
            day = _STEPS[unit](day, int(number), calendar)
        return day.isoformat()

    return _DAY.sub(written, text)
