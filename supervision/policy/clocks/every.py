"""Again and again, so much time after the last one."""

from typing import Literal, Self

from pydantic import model_validator

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.inputs import Due, ExplainedDay, InputName, Inputs, day_of, due_by, paused
from supervision.policy.spans import LengthUnit, Number, after, explained


class Every(Clock):
    """Every N days, weeks or months from the last one held; N is a number or is given with each case."""

    kind: Literal["every"]
    number: Number | None = None
    number_from: Literal["plan_review_months", "interval_months"] | None = None
    at_most: Number | None = None
    """The row is for numbers up to this one: where a case has a greater, it says nothing."""
    unit: LengthUnit
    anchor: InputName = "start"

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.number is None) == (self.number_from is None):
            raise ValueError("give either number or number_from")
        if self.at_most is not None and self.number_from is None:
            raise ValueError("give at_most with number_from")
        return self

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due one interval after the last; paused while the last or the interval is not known."""
        last = day_of(inputs, self.anchor, calendar)
        if last is None:
            return paused(self.anchor)
        number = self._interval(inputs)
        if number is None:
            return paused(self.number_from or self.anchor)
        return due_by(after(last, number, self.unit, calendar), calendar)

    def speaks_of(self, inputs: Inputs) -> bool:
        """Whether it is for the number that is given, or may be for one that is not known yet."""
        number = self._interval(inputs) if self.at_most is not None else None
        return number is None or self.at_most is None or number <= self.at_most

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The days of the interval."""
        last, number = day_of(inputs, self.anchor, calendar), self._interval(inputs)
        return tuple(explained(last, number, self.unit, calendar)) if last and number else ()

    def _interval(self, inputs: Inputs) -> int | None:
        if self.number_from is None:
            return self.number
        value = inputs.get(self.number_from)
        if value is None:
            return None
        if not isinstance(value, int) or value < 1:
            raise TypeError(f"{self.number_from} must be a whole number of at least 1.")
        return value
