"""Why a duty is due when it is due, day by day; recomputed when asked, never stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks import AnyClock
from supervision.policy.inputs import INPUT_WORDS, Due, ExplainedDay, InputName, Inputs, Status, day_of
from supervision.policy.spans import LengthUnit, in_words

Json = dict[str, "str | bool | list[Json] | None"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due date and how it came about. `due` is an instant (UTC) for a rule in hours, else a date."""

    rule: str
    authority: str
    clause: str
    start: date
    due: date | None
    status: Status | Literal["not_in_force"]
    days: tuple[ExplainedDay, ...]
    local_setting: bool
    uncertain: str

    def as_json(self) -> Json:
        """The shape that `explain --json` prints."""
        return {
            "rule": self.rule,
            "authority": self.authority,
            "clause": self.clause,
            "start": self.start.isoformat(),
            "due": _iso(self.due),
            "status": self.status,
            "explanation": [
                {"date": day.date.isoformat(), "counted": day.counted, "reason": day.reason}
                for day in self.days
            ],
            "local_setting": self.local_setting,
            "uncertain": self.uncertain,
        }


class Lasting(Protocol):
    """For how long a rule holds."""

    @property
    def number(self) -> int: ...
    @property
    def unit(self) -> LengthUnit: ...
    @property
    def anchor(self) -> InputName: ...


class Explained(Protocol):
    """What a rule says of itself."""

    @property
    def id(self) -> str: ...
    @property
    def authority(self) -> str: ...
    @property
    def clock(self) -> AnyClock: ...
    @property
    def local_setting(self) -> bool: ...
    @property
    def uncertain(self) -> str: ...
    @property
    def lasts(self) -> Lasting | None: ...
    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """By when."""

    def agreed(self, inputs: Inputs, calendar: WorkingCalendar) -> date | None:
        """By when it is by an interval that was agreed individually."""

    def outside(self, inputs: Inputs, calendar: WorkingCalendar) -> str:
        """Why nothing is asked for what started then."""

    def over_on(self, inputs: Inputs, calendar: WorkingCalendar) -> date | None:
        """The first day on which it holds no more."""

    def cited(self) -> str:
        """The clause as quoted to people."""

    def counted(self, inputs: Inputs, calendar: WorkingCalendar) -> Inputs:
        """The inputs as its clock has them."""


def explain(rule: Explained, inputs: Inputs, calendar: WorkingCalendar) -> Explanation:
    """Explain one duty from its inputs. Raises KeyError when `start` is not given."""
    start = day_of(inputs, "start", calendar)
    if start is None:
        raise KeyError("start")
    due, outside = rule.due(inputs, calendar), rule.outside(inputs, calendar)
    on = due.at if rule.clock.in_hours else due.on
    lines = _lines(rule, due, start, inputs, calendar)
    return Explanation(
        rule=rule.id,
        authority=rule.authority,
        clause=rule.cited(),
        start=start,
        due=None if outside else on,
        status="not_in_force" if outside else due.status,
        days=(ExplainedDay(start, False, outside),) if outside else lines,
        local_setting=rule.local_setting,
        uncertain=rule.uncertain,
    )


def _lines(
    rule: Explained, due: Due, start: date, inputs: Inputs, calendar: WorkingCalendar
) -> tuple[ExplainedDay, ...]:
    """From which day it is counted where that is not the start, the days of the clock, and when the rule is over."""
    given = rule.counted(inputs, calendar)
    first, began = day_of(given, "start", calendar), day_of(inputs, "began", calendar)
    agreed, weeks = rule.agreed(inputs, calendar), inputs.get("agreed_weeks")
    found: list[ExplainedDay] = []
    if first is not None and first != start:
        since = "a new role began" if first == began else "the rule holds from then"
        found.append(ExplainedDay(first, False, f"counted from this day: {since}"))
    if due.on is not None and due != rule.clock.due(given, calendar):
        length = in_words(weeks, "weeks") if isinstance(weeks, int) and due.on == agreed else ""
        by = f"agreed individually: every {length}" if length else ""
        found.append(ExplainedDay(due.on, True, by or "the date that stood before is the earlier, and stays"))
    else:
        found += _days(rule, due, first or start, given, calendar)
    if rule.lasts is not None:
        over, last = rule.over_on(inputs, calendar), rule.lasts
        length = f"{in_words(last.number, last.unit)} after {INPUT_WORDS[last.anchor]}"
        until = f"the rule holds no more from this day: {length}"
        unknown = f"the rule holds for {length}, and that is not known here"
        found.append(ExplainedDay(over or start, False, until if over else unknown))
    return tuple(found)


def _days(
    rule: Explained, due: Due, start: date, inputs: Inputs, calendar: WorkingCalendar
) -> tuple[ExplainedDay, ...]:
    if due.status == "paused":
        return (ExplainedDay(start, False, f"paused until {due.waiting_words} is known"),)
    if due.status == "no_number":
        return (ExplainedDay(start, False, "the policy gives no number, so there is no due date"),)
    return rule.clock.days(inputs, calendar)


def _iso(due: date | None) -> str | None:
    if due is None:
        return None
    return due.isoformat().replace("+00:00", "Z") if isinstance(due, datetime) else due.isoformat()
