"""So much time in each week, month or year: hours of supervision, or a share of the working time."""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.clocks.periods import (
    Period,
    Span,
    containing,
    explained_end,
    in_words,
    last_working_day,
)
from supervision.policy.inputs import Due, ExplainedDay, Inputs, day_of, due_by, paused
from supervision.policy.spans import hours_in_words

_WORKING_WEEK = 5


class HoursPer(Clock):
    """So many hours, or so many per cent of the weekly hours, in each period; due by its last working day.

    `start` lies in the period. Of a period that was begun in the middle (`first_day`) nothing is asked.
    """

    kind: Literal["hours_per"]
    period: Period
    hours: Annotated[int, Field(ge=1, le=24 * 366)] | None = None
    percent: Annotated[int, Field(ge=1, le=100)] | None = None

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.hours is None) == (self.percent is None):
            raise ValueError("give either hours or percent")
        return self

    def needed_minutes(self, inputs: Inputs, calendar: WorkingCalendar) -> int | None:
        """How many minutes the period asks for; None while `weekly_minutes`, what a person works in a week, is not known.

        A share of the time counts the working days of the period. Raises KeyError without `start`.
        """
        if self.hours is not None:
            return self.hours * 60
        weekly = inputs.get("weekly_minutes")
        if not isinstance(weekly, int):
            return None
        span = self._counting(inputs, calendar)
        if span is None:
            raise KeyError("start")
        days = calendar.working_days_between(span.first - timedelta(days=1), span.last)
        return weekly * days * (self.percent or 0) // (_WORKING_WEEK * 100)

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due by the last working day of the period."""
        span = self._counting(inputs, calendar)
        return due_by(last_working_day(span, calendar), calendar) if span else paused("start")

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """How much is asked for, and the last working day."""
        span, start = self._counting(inputs, calendar), day_of(inputs, "start", calendar)
        if span is None or start is None:
            return ()
        end, amount = explained_end(span, in_words(self.period), calendar), self._amount(inputs, calendar)
        if start < end.date:
            return (ExplainedDay(start, False, amount), end)
        return (ExplainedDay(end.date, True, f"{end.reason}: {amount}"),)

    def _amount(self, inputs: Inputs, calendar: WorkingCalendar) -> str:
        needed = self.needed_minutes(inputs, calendar)
        asked = hours_in_words(self.hours) if self.hours else f"{self.percent} per cent of the working time"
        length = f", {_lasting(needed)}" if needed and self.percent else ""
        return f"{asked} in the {in_words(self.period)}{length}"

    def _counting(self, inputs: Inputs, calendar: WorkingCalendar) -> Span | None:
        start, begun = day_of(inputs, "start", calendar), day_of(inputs, "first_day", calendar)
        if start is None:
            return None
        span = containing(start, self.period)
        return containing(span.last + timedelta(days=1), self.period) if _inside(begun, span) else span


def _lasting(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [
        f"{count} {unit}{'s' * (count != 1)}" for count, unit in ((hours, "hour"), (rest, "minute")) if count
    ]
    return " ".join(parts)


def _inside(begun: date | None, span: Span) -> bool:
    return begun is not None and span.first < begun <= span.last
