"""A duty that begins when so much time has passed and what it waits for has not ended."""

from datetime import timedelta
from typing import Literal

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.dates import written
from supervision.policy.inputs import Due, ExplainedDay, InputName, Inputs, day_of, due_by, paused
from supervision.policy.spans import LengthUnit, Number, after
from supervision.policy.spans import in_words as length_in_words

_NUMBERS = dict(enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1))


class OncePassed(Clock):
    """Begins when N working days, days, weeks or months have passed; the anchor's own day is day 1.

    Of working days, day 1 is the first one on or after the anchor.
    """

    begins = True

    kind: Literal["once_passed"]
    number: Number
    unit: LengthUnit
    anchor: InputName = "start"

    def in_words(self) -> str:
        """The time that has to pass: "two weeks", "10 working days"."""
        figure = str(self.number)
        return length_in_words(self.number, self.unit).replace(figure, _NUMBERS.get(self.number, figure))

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """The first day after that time, working or not; people are told then or on the next working day."""
        anchor = day_of(inputs, self.anchor, calendar)
        if anchor is None:
            return paused(self.anchor)
        if self.unit == "working_days":
            anchor = calendar.next_working(anchor)
        return due_by(after(anchor, self.number, self.unit, calendar), calendar)

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """Each day that had to pass, then the day the duty begins; of working days, those skipped as well."""
        anchor, end = day_of(inputs, self.anchor, calendar), self.due(inputs, calendar).on
        if anchor is None or end is None:
            return ()
        in_working_days = self.unit == "working_days"
        passed = [anchor + timedelta(days=n) for n in range((end - anchor).days)]
        counting = [day for day in passed if not in_working_days or calendar.is_working(day)]
        noun, span = "working day" if in_working_days else "day", len(counting)
        why = {day: f"{noun} {number} of {span}" for number, day in enumerate(counting, start=1)}
        lines = [ExplainedDay(day, day in why, why.get(day) or calendar.reason(day)) for day in passed]
        told = calendar.next_working(end)
        begins = f"{noun} {span + 1}: more than {length_in_words(self.number, self.unit)}, the duty begins"
        if told != end:
            begins += f"; not a working day ({calendar.reason(end)}), so people are told on {written(told)}"
        return (*lines, ExplainedDay(end, True, begins))
