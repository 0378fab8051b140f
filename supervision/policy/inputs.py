"""The dates a clock is given, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.dates import day_ends, local_day

# "start" is always given; what it is the date of, each rule says (`opened_by`). Clocks name the others.
# A day is a date; where the time matters too (hours, the moment of a session) it is an aware instant.
InputName = Literal[
    "start",
    "planned",
    "returned",
    "employment_started",
    "asye_started",
    "six_month_review",
    "first_day",
    "next_session",
    "plan_review_months",
    "interval_months",
    "shifts_reached",
    "allocated",
    "signed",
    "event",
    "weekly_minutes",
    "began",
    "stood",
    "agreed_weeks",
]
Inputs = Mapping[str, date | int]

INPUT_WORDS: Mapping[str, str] = {
    "start": "the start date",
    "planned": "the originally planned date",
    "returned": "a return date",
    "employment_started": "the date employment started",
    "asye_started": "the date the ASYE started",
    "six_month_review": "the date of the 6-month review",
    "first_day": "the first day of the supervision relationship",
    "next_session": "the date of the next session",
    "plan_review_months": "how often the plan is reviewed",
    "interval_months": "the interval decided for the case",
    "shifts_reached": "the day on which enough shifts had been worked",
    "allocated": "the day the case was allocated",
    "signed": "the day of the signature",
    "event": "the date of the event",
    "weekly_minutes": "the minutes worked in a week",
    "began": "the day a new role began",
    "stood": "the date that stood before it began",
    "agreed_weeks": "the weeks from one supervision to the next that were agreed individually",
}

Status = Literal["due", "paused", "no_number"]


class Due(NamedTuple):
    """By when: a local date and the instant (UTC) until which it is in time; or why there is none."""

    status: Status
    on: date | None = None
    at: datetime | None = None
    waiting_for: InputName | None = None

    @property
    def waiting_words(self) -> str:
        """What is not known yet, in words ("a return date"); empty unless paused."""
        return INPUT_WORDS[self.waiting_for] if self.waiting_for else ""


NO_NUMBER = Due("no_number")


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One line of an explanation."""

    date: date
    counted: bool
    reason: str


def due_by(day: date, calendar: WorkingCalendar) -> Due:
    """Due by the end of this local day."""
    return _due_by(day, calendar.timezone)


@lru_cache(maxsize=4096)
def _due_by(day: date, timezone: ZoneInfo) -> Due:
    return Due("due", day, day_ends(day, timezone))


def paused(name: InputName) -> Due:
    """No date until this input is known."""
    return Due("paused", waiting_for=name)


def day_of(inputs: Inputs, name: InputName, calendar: WorkingCalendar) -> date | None:
    """The local day of an input, None when it is not known. Raises TypeError for a number."""
    value = inputs.get(name)
    if value is None:
        return None
    if not isinstance(value, date):
        raise TypeError(f"{name} must be a date, not a number.")
    return local_day(value, calendar.timezone)
