"""A length of time as the policies write it: 5 working days, 28 days, 6 weeks, 3 months."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.dates import add_months
from supervision.policy.inputs import ExplainedDay

Unit = Literal["working_days", "days", "weeks", "months", "years"]

_EACH_DAY_UP_TO = 14  # longer spans are explained week by week
_DAYS = {"days": 1, "weeks": 7}
_MONTHS = {"months": 1, "years": 12}


def after(day: date, number: int, unit: Unit, calendar: WorkingCalendar) -> date:
    """The day on which this span, counted from the day after `day`, is over."""
    if unit == "working_days":
        return calendar.add_working_days(day, number)
    if unit in _DAYS:
        return day + timedelta(days=number * _DAYS[unit])
    return add_months(day, number * _MONTHS[unit])


def in_words(number: int, unit: Unit) -> str:
    """The span as people say it: "1 week", "5 working days"."""
    words = unit.replace("_", " ")
    return f"{number} {words if number != 1 else words.removesuffix('s')}"


def explained(day: date, number: int, unit: Unit, calendar: WorkingCalendar) -> Iterator[ExplainedDay]:
    """The days from `day` to the end of the span, each with why it counts or not.

    Working days and up to a fortnight are told day by day, longer spans week by week, months by their ends.
    """
    if unit == "working_days":
        return _working(day, number, calendar)
    if unit in _DAYS:
        return _plain(day, number * _DAYS[unit])
    return _months(day, number, unit, calendar)


def _working(day: date, number: int, calendar: WorkingCalendar) -> Iterator[ExplainedDay]:
    counted = 0
    while counted < number:
        day += timedelta(days=1)
        working = calendar.is_working(day)
        counted += working
        reason = f"working day {counted} of {number}" if working else calendar.reason(day)
        yield ExplainedDay(day, working, reason)


def _plain(day: date, number: int) -> Iterator[ExplainedDay]:
    for count in range(1, number + 1):
        if number <= _EACH_DAY_UP_TO or count % 7 == 0 or count == number:
            yield ExplainedDay(day + timedelta(days=count), True, f"day {count} of {number}")


def _months(day: date, number: int, unit: Unit, calendar: WorkingCalendar) -> Iterator[ExplainedDay]:
    end = after(day, number, unit, calendar)
    yield ExplainedDay(day, False, "counted from this day")
    if end.day == day.day:
        reason = (
            "same day next month"
            if (number, unit) == (1, "months")
            else f"same day {in_words(number, unit)} later"
        )
    else:
        reason = f"{in_words(number, unit)} later; {end:%B %Y} has no day {day.day}, so its last day"
    yield ExplainedDay(end, True, reason)
