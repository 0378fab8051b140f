"""What is known about one supervisee: everything their duties depend on, and nothing that can no longer bear on them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from storage.queries.bulk import RecordRow, SessionRow
from storage.tables import Absence, AdHocRequest, Event, Person
from supervision.duties.casework import CaseWork
from supervision.policy import Policy, local_day


@dataclass(frozen=True, slots=True)
class SuperviseeFacts:
    """One supervisee, their supervision, and the day it is looked at.

    `left` says that they have. `acting_id` is whoever supervises today (the covering person while there is cover,
    whoever stands above once the supervisor has left), `acting` the same for the supervisor of each of their sessions.
    `manager_id` is whom an absent supervisor is reported to; `absences` are those of everyone concerned; `reported` and
    `covered` are the absences this supervisee has reported and those for which somebody covers. `events`
    are the dated events about them and their cases, `cases` their open ones, `over` those that have closed lately and those
    closed before of which oversight is owed, where the policy asks for it; `agendas` the cases of each
    cancelled session. `turns` are the instants ahead at which a date among the facts comes round by itself. `asked` are
    their open requests for supervision before the next session, `updates_with` the supervisors with whom they use
    10-minute updates. `delegates` are those who are here to make a record that is awaited and was delegated to them, by
    record. `openings` are the facts that opened the duties which are written and not closed: what would be
    over and has no duty standing need not be said.
    """

    now: datetime
    today: date
    policy: Policy
    person: Person
    supervisor: Person | None
    left: bool
    acting_id: str | None
    acting: Mapping[str, str | None]
    manager_id: str | None
    sessions: tuple[SessionRow, ...]
    records: Mapping[str, tuple[RecordRow, ...]]
    absences: tuple[Absence, ...]
    reported: frozenset[str]
    covered: frozenset[str]
    events: tuple[Event, ...]
    cases: tuple[CaseWork, ...]
    over: tuple[CaseWork, ...]
    agendas: Mapping[str, Collection[str]]
    turns: tuple[datetime, ...]
    asked: tuple[AdHocRequest, ...]
    updates_with: frozenset[str]
    delegates: Mapping[str, str]
    openings: frozenset[str]

    @property
    def turns_at(self) -> datetime | None:
        """The first of the instants ahead, if there is any."""
        return min(self.turns, default=None)

    def local_day(self, instant: datetime) -> date:
        """The local date of an instant."""
        return local_day(instant, self.policy.timezone)

    def absences_of(self, person_id: str | None) -> tuple[Absence, ...]:
        """The absences of one of the people concerned, oldest first."""
        if not self.absences:
            return ()
        return tuple(one for one in self.absences if one.person_id == person_id)

    def is_away(self, person_id: str | None) -> bool:
        """Whether one of the people concerned is away today."""
        return any(
            one.from_on <= self.today and (one.returned_on is None or one.returned_on > self.today)
            for one in self.absences_of(person_id)
        )
