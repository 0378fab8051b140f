"""Once in each calendar month, quarter, half-year or year; or so many times a year."""

from abc import abstractmethod
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.clocks.periods import (
    Span,
    containing,
    explained_end,
    in_words,
    last_working_day,
    part_of_year,
)
from supervision.policy.dates import written
from supervision.policy.inputs import Due, ExplainedDay, Inputs, day_of, due_by, paused

_PARTS = {1: "year", 2: "half-year", 4: "quarter", 12: "calendar month"}


class _EachPeriod(Clock):
    """Due on the last working day of the period after the one the last was held in.

    Where none has been held yet, the first full period counts: `first_day` says when the duty began.
    """

    @abstractmethod
    def span(self, day: date) -> Span:
        """The period this day lies in."""

    @abstractmethod
    def words(self) -> str:
        """What the period is called."""

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due on the last working day of the period that counts."""
        counts = self._counting(inputs, calendar)
        return due_by(last_working_day(counts, calendar), calendar) if counts else paused("start")

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The day counted from and the last working day, with the days after it that do not count."""
        counts, start = self._counting(inputs, calendar), day_of(inputs, "start", calendar)
        if counts is None or start is None:
            return ()
        begins = f"the {self.words()} that counts begins on {written(counts.first)}"
        return (ExplainedDay(start, False, begins), explained_end(counts, self.words(), calendar))

    def _counting(self, inputs: Inputs, calendar: WorkingCalendar) -> Span | None:
        begun = day_of(inputs, "first_day", calendar)
        # A duty that begins on a period's first day has that whole period before it.
        last = begun - timedelta(days=1) if begun else day_of(inputs, "start", calendar)
        return self.span(self.span(last).last + timedelta(days=1)) if last else None


class OncePer(_EachPeriod):
    """Once in each calendar month, quarter, half-year or year."""

    kind: Literal["once_per"]
    period: Literal["calendar_month", "quarter", "half_year", "year"]

    def span(self, day: date) -> Span:
        """The period this day lies in."""
        return containing(day, self.period)

    def words(self) -> str:
        """What the period is called."""
        return in_words(self.period)


class TimesPerYear(_EachPeriod):
    """So many times a calendar year: once in each of as many equal parts of it."""

    kind: Literal["times_per_year"]
    number: Annotated[int, Field(ge=1, le=52)]

    def span(self, day: date) -> Span:
        """The part of the year this day lies in."""
        return part_of_year(day, self.number)

    def words(self) -> str:
        """What the part is called."""
        return _PARTS.get(self.number, f"1/{self.number} of the year")
