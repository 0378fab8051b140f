"""What must be recorded of a case for a row of the table to fit it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.spans import LengthUnit, Number, after, in_words
from supervision.policy.strict import Strict
from supervision.policy.vocabulary import FactName

# As cases keep them: yes or no, a number, a date as ISO text, a person's id.
Fact = bool | int | float | str
CaseFacts = Mapping[str, Fact]


class Condition(Strict):
    """What one fact must be. In a file `true` and `false` stand for themselves; what is not known is no."""

    equals: bool | None = None
    at_least: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    within: Number | None = None
    """For a date: the interval begins before so much time after it has passed."""
    unit: LengthUnit | None = None
    known: bool | None = None

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        asked = [self.equals, self.at_least, self.within, self.known]
        if sum(one is not None for one in asked) != 1 or self.known is False:
            raise ValueError("write true, false, at_least, within with its unit, or known = true")
        if (self.within is None) != (self.unit is None):
            raise ValueError("give within and unit together")
        return self

    def holds(self, fact: Fact | None, start: date, calendar: WorkingCalendar) -> bool:
        """Whether it holds for an interval that begins on `start`."""
        if self.equals is not None:
            return bool(fact) is self.equals
        if self.at_least is not None:
            return isinstance(fact, int | float) and fact >= self.at_least
        if self.within is not None and self.unit is not None:
            return isinstance(fact, str) and start < after(
                date.fromisoformat(fact), self.within, self.unit, calendar
            )
        return fact is not None

    def words(self, name: str) -> str:
        """As people read it: "settled", "visits months at least 3"."""
        name = name.replace("_", " ")
        if self.equals is not None:
            return name if self.equals else f"not {name}"
        if self.at_least is not None:
            return f"{name} at least {self.at_least}"
        if self.within is not None and self.unit is not None:
            return f"within {in_words(self.within, self.unit)} of {name}"
        return f"{name} recorded"


def _written_out(value: object) -> object:
    return {"equals": value} if isinstance(value, bool) else value


When = Mapping[FactName, Annotated[Condition, BeforeValidator(_written_out)]]


def holds(when: Sequence[When], facts: CaseFacts, start: date, calendar: WorkingCalendar) -> bool:
    """Whether every condition of one of the lines holds; without any line, yes."""
    return not when or any(
        all(condition.holds(facts.get(name), start, calendar) for name, condition in line.items())
        for line in when
    )


def in_words_all(when: Sequence[When]) -> str:
    """The lines as people read them, "or" between them."""
    lines = (" and ".join(one.words(name) for name, one in line.items()) for line in when)
    return ", or ".join(lines)
