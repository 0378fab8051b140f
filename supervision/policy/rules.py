"""One rule: where the policy says it, who owes it, its clock and its nudges."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clocks import AnyClock
from supervision.policy.clocks.staged import Staged
from supervision.policy.conditions import When
from supervision.policy.dates import written
from supervision.policy.explain import Explanation, explain
from supervision.policy.inputs import Due, InputName, Inputs, day_of, due_by
from supervision.policy.nudges import AnyStep
from supervision.policy.spans import LengthUnit, Number, after
from supervision.policy.strict import Strict
from supervision.policy.vocabulary import (
    Key,
    Minutes,
    OpenedBy,
    OversightPoint,
    Owner,
    Role,
    SessionKind,
    Text,
)


class ClauseReference(Strict):
    """Where a rule stands in its authority's text, and what it says there, in our words."""

    id: Key
    document: Text
    section: Text
    page: Annotated[int, Field(ge=1, le=10_000)] | None = None
    says: Text
    quote: str = ""

    def cited(self) -> str:
        """The reference as people read it: clause id, document, section."""
        page = f", page {self.page}" if self.page else ""
        return f"{self.id}: {self.document}, “{self.section}”{page}"


Given = Literal["six_month_review", "signed", "event"]

_FREQUENCY: OpenedBy = "last_session"
_RUNNING: frozenset[OpenedBy] = frozenset(
    {"last_session", "case_supervised", "plan_reviewed", "supervisor_absent"}
)
"""What runs on from day to day: where it had begun before a rule held, the rule speaks of the rest of it."""
_HAPPENING: frozenset[OpenedBy] = frozenset(
    {
        "session_planned",
        "session_cancelled",
        "session_cancelled_sick",
        "session_held",
        "record_tasked",
        "record_received",
        "employment_started",
        "relationship_started",
        "circumstances_changed",
        "asye_started",
        "event_recorded",
        "case_allocated",
        "case_session_cancelled",
        "case_begun",
        "case_ended",
    }
)
"""What happens on a day: before a rule held it opened nothing."""


class Lasts(Strict):
    """A rule that holds only for so long after a date (the first six months in post)."""

    number: Number
    unit: LengthUnit
    anchor: InputName


class Rule(Strict):
    """A clause with a clock. `roles` are those it applies to (empty: all); so are `session_kinds`."""

    id: Key
    authority: Key
    title: Text
    event_title: Text | None = None
    """What has happened when a rule of an authority's own is opened, where its title does not say it."""
    clause: ClauseReference
    opened_by: OpenedBy
    owners: Annotated[tuple[Owner, ...], Field(min_length=1)]
    """Each owes a duty of their own."""
    then_owner: Owner | None = None
    """Who owes it once the owner has done their part (reported the absence)."""
    owner_role: Role | None = None
    """The role the policy names for the owner, where it names one; the relationship decides who it is."""
    delegates_to: Role | None = None
    """The role to which the owner may delegate it, where the policy names one: of a case record, and of nothing else."""
    roles: tuple[Role, ...] = ()
    session_kinds: tuple[SessionKind, ...] = ()
    clock: AnyClock
    nudges: tuple[AnyStep, ...] = ()
    minimum_minutes: Minutes | None = None
    """How long a session lasts at least; a stage of the clock may ask for more."""
    case_types: tuple[Key, ...] = ()
    """A row of the table of cases: the types it is for (empty: every case)."""
    unless_case_types: tuple[Key, ...] = ()
    """Not for a case that is one of these as well: it follows their rows."""
    always_case_types: tuple[Key, ...] = ()
    """For a case that is one of these all the same, whatever else it is not for."""
    when: tuple[When, ...] = ()
    """What must be recorded of the case: all of one line, whichever (empty: nothing)."""
    instead_of: tuple[Key, ...] = ()
    """The rows it lengthens. It holds for intervals that begin on or after a recorded, dated decision."""
    each_worker: bool = False
    """Each worker of a co-worked case is supervised on it; otherwise once counts for all."""
    oversight: OversightPoint | None = None
    """Of a rule opened by `case_begun` or `case_ended`: what is asked for is management oversight, noted at this point."""
    unless_discussed: bool = False
    """Such oversight is not asked for once the case was discussed in supervision."""
    assumed_agreed: bool = False
    """Past its date a record nobody answered is assumed agreed, and its supervisor closes it. Without it it stays owed."""
    uncertain: str = ""
    """Why the reading is uncertain; shown wherever the rule is explained."""
    local_setting: bool = False
    """An overlay filled in or changed something: say so wherever the clause is quoted."""
    holds_from: date | None = None
    """The day from which the rule holds; None where the policy text carries no date."""
    lasts: Lasts | None = None
    formerly: tuple[Key, ...] = ()
    """The ids it had in earlier versions of its file: what stands and was done under them goes on under this one."""
    gives: Given | None = None
    """Doing it gives the date that clocks know by this name: of the 6-month review, of the signature. Where several owe
    it, the day on which the last of them has done it."""

    def due(self, inputs: Inputs, calendar: WorkingCalendar) -> Due:
        """By when. Raises CalendarError beyond the years whose bank holidays are known."""
        due = self.clock.due(self.counted(inputs, calendar), calendar)
        stood = day_of(inputs, "stood", calendar) if self.opened_by == _FREQUENCY else None
        earlier = [one for one in (stood, self.agreed(inputs, calendar)) if one is not None]
        first = min(earlier, default=None)
        return due if first is None or (due.on is not None and due.on <= first) else due_by(first, calendar)

    def agreed(self, inputs: Inputs, calendar: WorkingCalendar) -> date | None:
        """By when supervision is held by an interval that was agreed individually (`agreed_weeks`)."""
        weeks = inputs.get("agreed_weeks") if self.opened_by == _FREQUENCY else None
        start = day_of(self.counted(inputs, calendar), "start", calendar)
        return start + timedelta(weeks=weeks) if start is not None and isinstance(weeks, int) else None

    def counted(self, inputs: Inputs, calendar: WorkingCalendar) -> Inputs:
        """The inputs as its clock has them: what had begun before the rule held, or before a frequency came to apply to the
        person (`began`), is counted from the day it does.
        """
        began = day_of(inputs, "began", calendar) if self.opened_by == _FREQUENCY else None
        days = [self.holds_from if self.opened_by in _RUNNING else None, began]
        first = max((one for one in days if one is not None), default=None)
        start = day_of(inputs, "start", calendar) if first else None
        if first is None or start is None or start >= first:
            return inputs
        since: dict[str, date | int] = {**inputs, "start": first}
        if not isinstance(self.clock, Staged):
            # Of a period that begins with the rule all of it counts.
            since["first_day"] = first
        return since

    def outside(self, inputs: Inputs, calendar: WorkingCalendar) -> str:
        """Why nothing is asked for what started then, as people read it: the rule did not hold yet, or no more. Else
        empty.
        """
        start = day_of(inputs, "start", calendar)
        if start is None:
            return ""
        if self.holds_from and start < self.holds_from and self.opened_by in _HAPPENING:
            return (
                f"the rule holds from {written(self.holds_from)}, and asks nothing for what happened before"
            )
        over = self.over_on(inputs, calendar)
        return f"the rule holds no more from {written(over)} on" if over and start >= over else ""

    def explain(self, inputs: Inputs, calendar: WorkingCalendar) -> Explanation:
        """The same, day by day. Raises KeyError without `start`, else as `due`."""
        return explain(self, inputs, calendar)

    def applies_to(self, role: str | None = None, kind: str | None = None) -> bool:
        """Whether it applies to a supervisee of this role and a session of this kind; None leaves it open."""
        return (role is None or not self.roles or role in self.roles) and (
            kind is None or not self.session_kinds or kind in self.session_kinds
        )

    def in_force(self, day: date, inputs: Inputs, calendar: WorkingCalendar) -> bool:
        """Whether it holds on this day: begun, and not over for this person."""
        if self.holds_from and day < self.holds_from:
            return False
        over = self.over_on(inputs, calendar)
        return self.lasts is None or (over is not None and day < over)

    def over_on(self, inputs: Inputs, calendar: WorkingCalendar) -> date | None:
        """The first day on which a rule that lasts only so long holds no more; None where that is not known."""
        anchor = day_of(inputs, self.lasts.anchor, calendar) if self.lasts else None
        return after(anchor, self.lasts.number, self.lasts.unit, calendar) if self.lasts and anchor else None

    def is_for_types(self, types: Collection[str]) -> bool:
        """Whether it is a row for a case of these types, whatever else is recorded of it."""
        if any(one in self.always_case_types for one in types):
            return True
        if self.case_types and not any(one in self.case_types for one in types):
            return False
        return not any(one in self.unless_case_types for one in types)

    def minutes_asked(self, inputs: Inputs, calendar: WorkingCalendar) -> int | None:
        """How long a session held under these inputs lasts at least; None where the policy does not say."""
        asked = [self.minimum_minutes]
        if isinstance(self.clock, Staged):
            asked.append(self.clock.stage(inputs, calendar).minimum_minutes)
        return max((one for one in asked if one), default=None)

    def cited(self) -> str:
        """The clause as quoted to people, marked where it is a local setting."""
        return f"{self.clause.cited()} (local setting)" if self.local_setting else self.clause.cited()
