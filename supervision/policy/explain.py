"""Why a duty is due when it is due, day by day; recomputed when asked, never stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks import AnyClock
from supervision.policy.inputs import Due, ExplainedDay, Inputs, Status, day_of

Json = dict[str, "str | bool | list[Json] | None"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due date and how it came about. `due` is an instant (UTC) for a rule in hours, else a date."""

    rule: str
    authority: str
    clause: str
    start: date
    due: date | None
    status: Status
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
    def cited(self) -> str:
        """The clause as quoted to people."""

    def counted(self, inputs: Inputs, calendar: WorkingCalendar) -> Inputs:
        """The inputs as its clock has them."""


def explain(rule: Explained, inputs: Inputs, calendar: WorkingCalendar) -> Explanation:
    """Explain one duty from its inputs. Raises KeyError when `start` is not given."""
    start = day_of(inputs, "start", calendar)
    if start is None:
        raise KeyError("start")
    given = rule.counted(inputs, calendar)
    due = rule.clock.due(given, calendar)
    return Explanation(
        rule=rule.id,
        authority=rule.authority,
        clause=rule.cited(),
        start=start,
        due=due.at if rule.clock.in_hours else due.on,
        status=due.status,
        days=_days(rule, due, start, given, calendar),
        local_setting=rule.local_setting,
        uncertain=rule.uncertain,
    )


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
