"""What every kind of clock can do."""

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.inputs import Due, ExplainedDay, Inputs
from supervision.policy.strict import Strict


class Clock(Strict, ABC):
    """How one rule finds its due date: data, and pure functions of the inputs and the calendar."""

    begins: ClassVar[bool] = False
    """The duty begins on its date, so people are told on that day or the next working day, never before."""

    in_hours: ClassVar[bool] = False
    """The instant matters, not only the day."""

    @abstractmethod
    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """When it is due, or why there is no date. Raises KeyError when `start` is not given."""

    @abstractmethod
    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The days that led to the due date; asked only when there is one."""

    def in_words(self) -> str:
        """The time that has to pass before the duty begins, as people say it; empty for every other clock."""
        return ""

    def halfway(self, opened_on: date, due_on: date, calendar: WorkingCalendar) -> date | None:
        """The working day half-way between opening and due date; None when there is none between them."""
        half = calendar.working_days_between(opened_on, due_on) // 2
        return calendar.add_working_days(opened_on, half) if half > 0 else None
