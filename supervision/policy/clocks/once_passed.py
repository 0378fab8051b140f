"""A duty that begins when so much time has passed and what it waits for has not ended."""

from datetime import timedelta
from typing import Literal

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.dates import written
from supervision.policy.inputs import Due, ExplainedDay, InputName, Inputs, day_of, due_by, paused
from supervision.policy.spans import LengthUnit, Number, after, in_words


class OncePassed(Clock):
    """Begins when N days, weeks or months have passed; the anchor's own day is day 1."""

    begins = True

    kind: Literal["once_passed"]
    number: Number
    unit: LengthUnit
    anchor: InputName = "start"

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """The first day after that time, working or not; people are told then or on the next working day."""
        anchor = day_of(inputs, self.anchor, calendar)
        if anchor is None:
            return paused(self.anchor)
        return due_by(after(anchor, self.number, self.unit, calendar), calendar)

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """Each day that had to pass, then the day the duty begins."""
        anchor, end = day_of(inputs, self.anchor, calendar), self.due(inputs, calendar).on
        if anchor is None or end is None:
            return ()
        span = (end - anchor).days
        passed = [
            ExplainedDay(anchor + timedelta(days=n), True, f"day {n + 1} of {span}") for n in range(span)
        ]
        told = calendar.next_working(end)
        begins = f"day {span + 1}: more than {in_words(self.number, self.unit)}, the duty begins"
        if told != end:
            begins += f"; not a working day ({calendar.reason(end)}), so people are told on {written(told)}"
        return (*passed, ExplainedDay(end, True, begins))
