"""Periods of the calendar: a week, a month, a quarter, a half-year, a year, or an equal part of a year."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.dates import add_months, written
from supervision.policy.inputs import ExplainedDay

Period = Literal["week", "calendar_month", "quarter", "half_year", "year"]

_MONTHS = {"calendar_month": 1, "quarter": 3, "half_year": 6, "year": 12}
_WORDS = {"half_year": "half-year"}


class Span(NamedTuple):
    """A period from its first to its last day."""

    first: date
    last: date


def in_words(period: Period) -> str:
    """The period as people say it."""
    return _WORDS.get(period, period.replace("_", " "))


def containing(day: date, period: Period) -> Span:
    """The period this day lies in."""
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))
    months = _MONTHS[period]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(first, add_months(first, months) - timedelta(days=1))


def part_of_year(day: date, parts: int) -> Span:
    """The one of so many equal parts of its year that this day lies in: whole months where they divide it."""
    if 12 % parts == 0:
        starts = [add_months(date(day.year, 1, 1), 12 // parts * part) for part in range(parts + 1)]
    else:
        new_year = date(day.year, 1, 1)
        length = (date(day.year + 1, 1, 1) - new_year).days
        starts = [new_year + timedelta(days=length * part // parts) for part in range(parts + 1)]
    index = max(part for part in range(parts) if starts[part] <= day)
    return Span(starts[index], starts[index + 1] - timedelta(days=1))


def last_working_day(span: Span, calendar: WorkingCalendar) -> date:
    """The last working day of the period; its last day where it has no working day at all."""
    found = calendar.previous_working(span.last)
    return found if found >= span.first else span.last


def explained_end(span: Span, words: str, calendar: WorkingCalendar) -> ExplainedDay:
    """The line for the period's last working day, with the days after it that do not count."""
    end = last_working_day(span, calendar)
    skipped = [end + timedelta(days=count) for count in range(1, (span.last - end).days + 1)]
    notes = "; ".join(f"{written(day)}: {calendar.reason(day)}" for day in skipped)
    return ExplainedDay(end, True, f"last working day of the {words}" + (f" ({notes})" if notes else ""))
