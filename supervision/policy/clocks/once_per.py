"""Once in each calendar month, quarter, half-year or year."""

from datetime import date, timedelta
from typing import Literal

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.dates import add_months, last_day_of_month, written
from supervision.policy.inputs import Due, ExplainedDay, Inputs, day_of, due_by, paused

_MONTHS = {"calendar_month": 1, "quarter": 3, "half_year": 6, "year": 12}
_WORDS = {"calendar_month": "calendar month", "quarter": "quarter", "half_year": "half-year", "year": "year"}


class OncePer(Clock):
    """Due on the last working day of the calendar period after the one the last was held in.

    Where none has been held yet, the first full period counts: `first_day` says when the duty began.
    """

    kind: Literal["once_per"]
    period: Literal["calendar_month", "quarter", "half_year", "year"]

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due on the last working day of the period that counts."""
        first = self._first_of_period(inputs, calendar)
        return due_by(self._end(first, calendar), calendar) if first else paused("start")

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The day counted from and the last working day, with the days after it that do not count."""
        first, start = self._first_of_period(inputs, calendar), day_of(inputs, "start", calendar)
        if first is None or start is None:
            return ()
        words = _WORDS[self.period]
        end = self._end(first, calendar)
        last = last_day_of_month(add_months(first, _MONTHS[self.period] - 1))
        skipped = [end + timedelta(days=count) for count in range(1, (last - end).days + 1)]
        notes = "; ".join(f"{written(day)}: {calendar.reason(day)}" for day in skipped)
        ends = f"last working day of the {words}" + (f" ({notes})" if notes else "")
        return (
            ExplainedDay(start, False, f"the {words} that counts begins on {written(first)}"),
            ExplainedDay(end, True, ends),
        )

    def _first_of_period(self, inputs: Inputs, calendar: WorkingCalendar) -> date | None:
        months = _MONTHS[self.period]
        if begun := day_of(inputs, "first_day", calendar):
            # A duty that begins on a period's first day has that whole period before it.
            return _period_of(begun - timedelta(days=1), months, ahead=1)
        start = day_of(inputs, "start", calendar)
        return _period_of(start, months, ahead=1) if start else None

    def _end(self, first: date, calendar: WorkingCalendar) -> date:
        return calendar.last_working_day_of_month(add_months(first, _MONTHS[self.period] - 1))


def _period_of(day: date, months: int, ahead: int) -> date:
    """The first day of the period so many after the one this day lies in."""
    this = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(this, months * ahead)
