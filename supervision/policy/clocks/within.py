"""Once, within so much time of something that happened."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.dates import day_ends, local_day, written
from supervision.policy.inputs import Due, ExplainedDay, InputName, Inputs, day_of, due_by, paused
from supervision.policy.spans import LengthUnit, Number, after, explained, hours_in_words


class Within(Clock):
    """Within N working days, days, weeks or months of the anchor, whose own day does not count."""

    kind: Literal["within"]
    number: Number
    unit: LengthUnit
    anchor: InputName = "start"

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due at the end of the last day; paused until the anchor is known."""
        anchor = day_of(inputs, self.anchor, calendar)
        if anchor is None:
            return paused(self.anchor)
        return due_by(after(anchor, self.number, self.unit, calendar), calendar)

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """Each day after the anchor up to the due date."""
        anchor = day_of(inputs, self.anchor, calendar)
        return tuple(explained(anchor, self.number, self.unit, calendar)) if anchor else ()

    def halfway(self, opened_on: date, due_on: date, calendar: WorkingCalendar) -> date | None:
        """Half-way through the span itself, so a duty that was paused is not reminded by its age."""
        if self.unit != "working_days":
            return super().halfway(opened_on, due_on, calendar)
        if self.number == 1:
            return None
        return calendar.add_working_days(due_on, self.number // 2 - self.number)


class WithinHours(Clock):
    """Within N hours of the anchor's instant; of a day without a time, counted from that day's end."""

    in_hours = True

    kind: Literal["within_hours"]
    number: Number
    anchor: InputName = "start"

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due at an instant: hours are real hours, also in the nights of a clock change."""
        begun = self._begun(inputs, calendar)
        if begun is None:
            return paused(self.anchor)
        at = begun + timedelta(hours=self.number)
        return Due("due", local_day(at, calendar.timezone), at)

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The two ends, with their local times."""
        begun = self._begun(inputs, calendar)
        if begun is None:
            return ()
        end = begun + timedelta(hours=self.number)
        return (
            self._line(begun, False, "counted from", calendar),
            self._line(end, True, f"{hours_in_words(self.number)} later:", calendar),
        )

    def _begun(self, inputs: Inputs, calendar: WorkingCalendar) -> datetime | None:
        day = day_of(inputs, self.anchor, calendar)
        if day is None:
            return None
        value = inputs[self.anchor]
        return value.astimezone(UTC) if isinstance(value, datetime) else day_ends(day, calendar.timezone)

    def _line(self, at: datetime, counted: bool, words: str, calendar: WorkingCalendar) -> ExplainedDay:
        local = at.astimezone(calendar.timezone)
        return ExplainedDay(local.date(), counted, f"{words} {local:%H:%M} on {written(local.date())}")
