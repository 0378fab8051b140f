"""Clocks that take their date from elsewhere, and the one that has none."""

from datetime import datetime
from typing import Literal

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.dates import written
from supervision.policy.inputs import NO_NUMBER, Due, ExplainedDay, InputName, Inputs, day_of, due_by, paused
from supervision.policy.spans import Number


class SameDayAs(Clock):
    """Due with another date: the session prepared for, the next session of a case, the plan's review.

    Where that date is an instant (a session that starts at 14:00), it is due by that instant.
    """

    kind: Literal["same_day_as"]
    anchor: InputName

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due by that date; paused until it is known."""
        day = day_of(inputs, self.anchor, calendar)
        if day is None:
            return paused(self.anchor)
        value = inputs[self.anchor]
        return Due("due", day, value) if isinstance(value, datetime) else due_by(day, calendar)

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The day itself."""
        day = day_of(inputs, self.anchor, calendar)
        return (ExplainedDay(day, True, "due by this day itself"),) if day else ()


class AfterShifts(Clock):
    """After each N shifts worked: due on the day the last of them was worked."""

    kind: Literal["after_shifts"]
    number: Number

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due that day; paused until so many shifts have been worked since the last session."""
        day = day_of(inputs, "shifts_reached", calendar)
        return due_by(day, calendar) if day else paused("shifts_reached")

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The session counted from and the day of the last shift."""
        start, day = day_of(inputs, "start", calendar), day_of(inputs, "shifts_reached", calendar)
        if start is None or day is None:
            return ()
        return (
            ExplainedDay(start, False, "shifts are counted from this day"),
            ExplainedDay(day, True, f"shift {self.number} of {self.number} since {written(start)}"),
        )


class NoNumber(Clock):
    """The policy asks for it and does not say by when: told once when it becomes possible, never chased."""

    kind: Literal["no_number"]

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Never a date."""
        return NO_NUMBER

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """Nothing is counted."""
        return ()
