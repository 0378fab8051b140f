"""A frequency that changes as time goes by or something is recorded."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks.base import Clock
from supervision.policy.clocks.every import Every
from supervision.policy.clocks.moments import NoNumber
from supervision.policy.clocks.once_per import OncePer, TimesPerYear
from supervision.policy.dates import written
from supervision.policy.inputs import INPUT_WORDS, Due, ExplainedDay, InputName, Inputs, day_of
from supervision.policy.spans import LengthUnit, Number, after
from supervision.policy.strict import Strict
from supervision.policy.vocabulary import Minutes


class Until(Strict):
    """When a stage ends: so much time after a date, or (without a number) on the date of an event."""

    anchor: InputName
    number: Number | None = None
    unit: LengthUnit | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.number is None) != (self.unit is None):
            raise ValueError("give number and unit together, or neither")
        return self

    def over(self, day: date, inputs: Inputs, calendar: WorkingCalendar) -> bool:
        """Whether the stage is over on this day. Not yet, while its date is not known."""
        anchor = day_of(inputs, self.anchor, calendar)
        if anchor is None:
            return False
        if self.number and self.unit:
            return day >= after(anchor, self.number, self.unit, calendar)
        return day >= anchor


class Stage(Strict):
    """One stage: its name for people, its clock, when it ends and how long a session lasts at least."""

    name: str
    clock: Annotated[Every | OncePer | TimesPerYear | NoNumber, Field(discriminator="kind")]
    until: Until | None = None
    minimum_minutes: Minutes | None = None


class Staged(Clock):
    """The stage in force on the day of the last session governs the interval that follows it.

    While a date that ends a stage is not known, the stage goes on: the more frequent one, to be safe.
    """

    kind: Literal["staged"]
    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _only_the_last_is_open(self) -> Self:
        if any(stage.until is None for stage in self.stages[:-1]) or self.stages[-1].until:
            raise ValueError("each stage but the last needs until, and the last has none")
        return self

    def stage(self, inputs: Inputs, calendar: WorkingCalendar) -> Stage:
        """The stage in force on the day of `start`. Raises KeyError when `start` is not given."""
        day = day_of(inputs, "start", calendar)
        if day is None:
            raise KeyError("start")
        for stage in self.stages:
            if stage.until is None or not stage.until.over(day, inputs, calendar):
                return stage
        return self.stages[-1]

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """Due by the clock of the stage in force."""
        return self.stage(inputs, calendar).clock.due(inputs, calendar)

    def days(self, inputs: Inputs, calendar: WorkingCalendar) -> tuple[ExplainedDay, ...]:
        """The stage in force and why, then the days of its clock."""
        stage, start = self.stage(inputs, calendar), day_of(inputs, "start", calendar)
        if start is None:
            return ()
        reason = f"stage on {written(start)}: {stage.name}"
        if stage.until and inputs.get(stage.until.anchor) is None:
            reason += f" ({INPUT_WORDS[stage.until.anchor]} is not known)"
        rest = stage.clock.days(inputs, calendar)
        if rest and rest[0].date == start:
            reason, rest = f"{reason}; {rest[0].reason}", rest[1:]
        return (ExplainedDay(start, False, reason), *rest)
