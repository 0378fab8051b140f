"""What is known about one supervisee, gathered from the store for the ledger: everything their duties depend
on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.queries import cases as cases_query
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Absence, Cover, Event, Person, Record, SupervisionSession
from supervision import people
from supervision.duties.casework import CaseWork, casework
from supervision.duties.days import day_begins
from supervision.policy import Policy, local_day
from supervision.work import Work


@dataclass(frozen=True, slots=True)
class SuperviseeFacts:
    """One supervisee, their supervision, and the day it is looked at.

    `left` says that they have. `acting_id` is whoever supervises today (the covering person while there is cover,
    whoever stands above once the supervisor has left), `acting` the same for the supervisor of each of their sessions.
    `manager_id` is whom an absent supervisor is reported to; `absences` are those of everyone concerned; `reported` and
    `covered` are the absences this supervisee has reported and those for which somebody covers. `events`
    are the dated events about them and their cases, `cases` their open ones, `agendas` the cases of each planned or
    cancelled session. `turns` are the instants ahead at which a date among the facts comes round by itself.
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
    sessions: tuple[SupervisionSession, ...]
    records: Mapping[str, tuple[Record, ...]]
    absences: tuple[Absence, ...]
    reported: frozenset[str]
    covered: frozenset[str]
    events: tuple[Event, ...]
    cases: tuple[CaseWork, ...]
    agendas: Mapping[str, tuple[str, ...]]
    turns: tuple[datetime, ...]

    def local_day(self, instant: datetime) -> date:
        """The local date of an instant."""
        return instant.astimezone(self.policy.timezone).date()

    def absences_of(self, person_id: str | None) -> tuple[Absence, ...]:
        """The absences of one of the people concerned, oldest first."""
        return tuple(one for one in self.absences if one.person_id == person_id)

    def is_away(self, person_id: str | None) -> bool:
        """Whether one of the people concerned is away today."""
        return any(
            one.from_on <= self.today and (one.returned_on is None or one.returned_on > self.today)
            for one in self.absences_of(person_id)
        )


def gather(work: Work, supervisee: Person) -> SuperviseeFacts:
    """Everything the ledger needs to know about one supervisee, as it stands in this unit of work."""
    uow, today = work.uow, work.today(supervisee)
    supervisor = people_query.person(uow, supervisee.supervisor_id)
    sessions = sessions_query.sessions_of(uow, supervisee.id)
    records: dict[str, tuple[Record, ...]] = {}
    for record in sessions_query.records_of(uow, supervisee.id):
        records[record.session_id] = (*records.get(record.session_id, ()), record)
    concerned = {supervisee.id, supervisee.supervisor_id, *(one.supervisor_id for one in sessions)}
    concerned |= {one.sick_id for one in sessions}
    absences = people_query.absences_of(uow, *concerned)
    events = cases_query.events_of(uow, supervisee.id)
    open_cases = cases_query.open_on(uow, supervisee.id, today)
    # Of those they had a session with, too: a record that is awaited stays with whoever held it, or covers for them.
    supervisors = {supervisee.supervisor_id or "", *(one.supervisor_id for one in sessions)}
    covers = [cover for one in sorted(supervisors) for cover in people_query.covers_of(uow, one)]
    return SuperviseeFacts(
        now=work.now,
        today=today,
        policy=work.policy(supervisee),
        person=supervisee,
        supervisor=supervisor,
        left=people.has_left(supervisee, today),
        acting={
            one: people.acting_supervisor_id(uow, one, today)
            for one in {row.supervisor_id for row in sessions}
        },
        acting_id=people.acting_supervisor_id(uow, supervisee.supervisor_id, today),
        manager_id=people.standing_in(uow, people.line_manager_id(uow, supervisee), today),
        sessions=tuple(sessions),
        records=records,
        absences=tuple(absences),
        reported=people_query.reported_by(uow, supervisee.id),
        covered=frozenset(
            cover.absence_id
            for cover in covers
            if (cover.until_on is None or today <= cover.until_on)
            and cover.ended_on is None
            and not _has_left(work, cover.covering_id, today)
        ),
        events=tuple(events),
        cases=casework(uow, supervisee.id, open_cases, events),
        agendas=cases_query.agendas(uow, supervisee.id),
        turns=tuple(_turns(work, supervisee, sessions, *_above(work, supervisee, absences, covers))),
    )


def _has_left(work: Work, person_id: str, day: date) -> bool:
    person = people_query.person(work.uow, person_id)
    return person is not None and people.has_left(person, day)


def _turns(
    work: Work,
    supervisee: Person,
    sessions: list[SupervisionSession],
    absences: list[Absence],
    covers: list[Cover],
) -> Iterator[datetime]:
    """When the day of a planned session is over, an absence entered beforehand begins or ends, cover arranged until a
    date is over, and somebody who stands in the line, or covers, has had their last day.
    """
    policy = work.policy(supervisee)
    planned = [local_day(one.starts_at, policy.timezone) for one in sessions if one.status == "planned"]
    days = [day for one in absences for day in (one.from_on, one.returned_on) if day is not None]
    over = [*planned, *(one.until_on for one in covers if one.until_on is not None and one.ended_on is None)]
    line = [supervisee.id, *people.line_above(work.uow, supervisee), *(one.covering_id for one in covers)]
    over += [
        one.left_on for one in (people_query.person(work.uow, each) for each in line) if one and one.left_on
    ]
    for day in [*days, *(one + timedelta(days=1) for one in over)]:
        begins = day_begins(day, policy)
        if begins > work.now:
            yield begins


def _above(
    work: Work, supervisee: Person, absences: list[Absence], covers: list[Cover]
) -> tuple[list[Absence], list[Cover]]:
    """The same absences and covers, with those of everyone above while the supervisor is away: who is told then, and who
    arranges cover, depends on who is there.
    """
    if people.away(work.uow, supervisee.supervisor_id, work.today(supervisee)) is None:
        return absences, covers
    line = people.line_above(work.uow, supervisee)
    more = [cover for one in line for cover in people_query.covers_of(work.uow, one)]
    return [*absences, *people_query.absences_of(work.uow, *line)], [*covers, *more]
