"""A length of time as the policies write it: 5 working days, 28 days, 6 weeks, 3 months."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.dates import add_months
from supervision.policy.inputs import ExplainedDay

Unit = Literal["working_days", "days", "weeks", "months", "years"]

# Ten years of each. What is longer is a slip, and would leave the years whose bank holidays are known.
_AT_MOST: Mapping[Unit, int] = {"working_days": 2500, "days": 3660, "weeks": 520, "months": 120, "years": 10}
Number = Annotated[int, Field(ge=1, le=max(_AT_MOST.values()))]
WorkingDays = Annotated[int, Field(ge=1, le=_AT_MOST["working_days"])]
Weeks = Annotated[int, Field(ge=1, le=_AT_MOST["weeks"])]


def _not_too_long(unit: Unit, others: ValidationInfo) -> Unit:
    number = others.data.get("number", others.data.get("within"))
    if number is not None and number > _AT_MOST[unit]:
        raise ValueError(f"is too long: write at most {in_words(_AT_MOST[unit], unit)}")
    return unit


LengthUnit = Annotated[Unit, AfterValidator(_not_too_long)]
"""The unit of a length whose number (or `within`) is declared before it."""

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


def hours_in_words(number: int) -> str:
    """So many hours, as people say it: "1 hour"."""
    return f"{number} {'hour' if number == 1 else 'hours'}"


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
