"""What is known about supervisees, gathered from the store: a statement a table, for one of them as for hundreds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import TypeVar

from storage.queries import bulk
from storage.queries.bulk import SessionRow
from storage.queries.ledger import DutyRow
from storage.tables import Absence, Cover, Event, Person
from supervision import standing
from supervision.duties import worked_cases
from supervision.duties.case_gathering import cases_of
from supervision.duties.casework import CaseWork
from supervision.duties.days import day_begins
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.history import HISTORY, waits_since
from supervision.known import Known
from supervision.policy import local_day
from supervision.work import Work

T = TypeVar("T")
Written = Mapping[str, Sequence[DutyRow]]


def gather(
    work: Work, known: Known, supervisees: Sequence[Person], written: Written, *, taken_back: bool = False
) -> Iterator[SuperviseeFacts]:
    """Everything the ledger needs to know about each of these people, as it stands in this unit of work; `written` are
    the duties that stand about each; `taken_back` says that what changed was undone.
    """
    by_day: defaultdict[date, list[Person]] = defaultdict(list)
    for one in supervisees:
        by_day[work.today(one)].append(one)
    known.learn(one.id for one in supervisees)
    for day, theirs in by_day.items():
        # As they were just read: the session's own objects cost several times as much to look at.
        copies = [known.person(one.id) or one for one in theirs]
        gathered = _Gathered(work, known, day, copies, written, taken_back=taken_back)
        for one in copies:
            yield gathered.facts(one)


class _Gathered:
    """What several supervisees have to do with, table by table."""

    def __init__(
        self,
        work: Work,
        known: Known,
        today: date,
        supervisees: Sequence[Person],
        written: Written,
        *,
        taken_back: bool,
    ) -> None:
        self.work, self.known, self.today, self.written = work, known, today, written
        uow, ids = work.uow, [one.id for one in supervisees]
        self.events = _grouped(bulk.events_about(uow, ids), lambda one: one.person_id or "")
        sessions = self._recent_sessions(supervisees)
        self.sessions = _grouped(sessions, lambda one: one.supervisee_id)
        held = [one.id for one in sessions if one.status == "held"]
        self.records = _grouped(bulk.records_of(uow, held) if held else (), lambda one: one.session_id)
        others = (one.delegated_to_id for theirs in self.records.values() for one in theirs)
        known.learn([*(one.supervisor_id for one in sessions), *(one.sick_id for one in sessions), *others])
        updating, asking = known.updating.intersection(ids), known.asking.intersection(ids)
        self.updates_on = _paired(bulk.updates_on(uow, updating)) if updating else {}
        self.asked = _grouped(bulk.asked_by(uow, asking) if asking else (), lambda one: one.supervisee_id)
        away = any(known.absences(one.supervisor_id) for one in supervisees)
        self.reports = _paired(bulk.reports_by(uow, ids)) if away else {}
        worked = worked_cases.worked(work, supervisees, written, today, taken_back=taken_back)
        self.cases = cases_of(uow, worked, sessions)
        cancelled = [one.id for one in sessions if one.status == "cancelled"]
        self.agendas = bulk.agendas(uow, cancelled) if cancelled else {}

    def _recent_sessions(self, supervisees: Sequence[Person]) -> list[SessionRow]:
        """Those that may still bear on a duty: of the last months, what duties refer to, and for whom a clock has run
        for longer those since then.
        """
        work, since = self.work, self.work.now - HISTORY
        named = {
            row.subject_id for rows in self.written.values() for row in rows if row.subject_kind in _NAMED
        }
        recent, earlier, first = [], [], self.today
        for one in supervisees:
            events = self.events.get(one.id, ())
            waits = waits_since(work.policy(one), one, events, self.written[one.id])
            if waits is None or waits > since.date():
                recent.append(one.id)
            else:
                earlier.append(one.id)
                first = min(first, waits)
        found = bulk.sessions_of(work.uow, recent, since, named) if recent else []
        if earlier:
            found += bulk.sessions_of(
                work.uow, earlier, day_begins(first, work.policy(supervisees[0])), named
            )
        return found

    def facts(self, supervisee: Person) -> SuperviseeFacts:
        known, today = self.known, self.today
        sessions = self.sessions.get(supervisee.id, ())
        worked = self.cases.get(supervisee.id, ())
        cases = tuple([one for one in worked if one.case.closed_on is None or one.case.closed_on > today])
        supervisors = {one.supervisor_id for one in sessions}
        delegated = self._delegated(sessions)
        concerned = {
            supervisee.id,
            supervisee.supervisor_id,
            *supervisors,
            *delegated.values(),
            *(one.sick_id for one in sessions),
        }
        absences = [one for person in concerned for one in known.absences(person)]
        # Of those they had a session with, too: a record that is awaited stays with whoever held it, or covers for them.
        covered = sorted({supervisee.supervisor_id or "", *supervisors})
        covers = [cover for one in covered for cover in known.covers(one)]
        return SuperviseeFacts(
            now=self.work.now,
            today=today,
            policy=self.work.policy(supervisee),
            person=supervisee,
            supervisor=known.person(supervisee.supervisor_id),
            left=standing.has_left(supervisee, today),
            acting={one: standing.acting_supervisor_id(known, one, today) for one in supervisors},
            acting_id=standing.acting_supervisor_id(known, supervisee.supervisor_id, today),
            manager_id=standing.standing_in(known, standing.line_manager_id(known, supervisee), today),
            sessions=sessions,
            records={one.id: self.records[one.id] for one in sessions if one.id in self.records},
            absences=tuple(absences),
            reported=self.reports.get(supervisee.id, frozenset()),
            covered=frozenset(one.absence_id for one in covers if self._is_in_force(one)),
            events=_theirs(self.events.get(supervisee.id, ()), cases),
            cases=cases,
            over=tuple(one for one in worked if one not in cases) if len(worked) > len(cases) else (),
            agendas={one.id: self.agendas[one.id] for one in sessions if one.id in self.agendas},
            turns=tuple(self._turns(supervisee, sessions, absences, covers, delegated.values(), cases)),
            asked=self.asked.get(supervisee.id, ()),
            updates_with=self.updates_on.get(supervisee.id, frozenset()),
            delegates=self._here(supervisee, delegated),
            openings=frozenset(map(_opened_by, self.written[supervisee.id])),
        )

    def _delegated(self, sessions: Sequence[SessionRow]) -> dict[str, str]:
        """To whom each record that is awaited was delegated."""
        return {
            record.id: record.delegated_to_id
            for one in sessions
            for record in self.records.get(one.id, ())
            if record.state == "awaiting" and record.delegated_to_id is not None
        }

    def _here(self, supervisee: Person, delegated: Mapping[str, str]) -> dict[str, str]:
        """Those of them who can make it today, as the policy has it."""
        if not delegated:
            return {}
        role = self.work.policy(supervisee).delegates_to(supervisee.role)
        return {
            record: one
            for record, one in delegated.items()
            if standing.is_here_as(self.known, one, role, supervisee.authority, self.today)
        }

    def _is_in_force(self, cover: Cover) -> bool:
        return (
            (cover.until_on is None or self.today <= cover.until_on)
            and cover.ended_on is None
            and not standing.has_left(self.known.person(cover.covering_id), self.today)
        )

    def _turns(
        self,
        supervisee: Person,
        sessions: Sequence[SessionRow],
        absences: list[Absence],
        covers: list[Cover],
        delegates: Iterable[str],
        cases: Iterable[CaseWork],
    ) -> Iterator[datetime]:
        """When the day of a planned session is over, a case closes, an absence entered beforehand begins or ends, cover
        arranged until a date is over, and somebody who stands in the line, covers, or makes a record for another, has had
        their last day.
        """
        policy, known = self.work.policy(supervisee), self.known
        line = standing.line_above(known, supervisee)
        if known.absence_on(supervisee.supervisor_id, self.today) is not None:
            # Who is told then, and who arranges cover, depends on who is there of everyone above.
            absences = [*absences, *(each for one in line for each in known.absences(one))]
            covers = [*covers, *(each for one in line for each in known.covers(one))]
        over = [local_day(one.starts_at, policy.timezone) for one in sessions if one.status == "planned"]
        over += [one.until_on for one in covers if one.until_on is not None and one.ended_on is None]
        people = [supervisee, *(known.person(one) for one in line)]
        people += [known.person(one.covering_id) for one in covers]
        people += [known.person(one) for one in delegates]
        over += [one.left_on for one in people if one is not None and one.left_on is not None]
        days = [day for one in absences for day in (one.from_on, one.returned_on) if day is not None]
        days += [one.case.closed_on for one in cases if one.case.closed_on is not None]
        for day in {*days, *(one + timedelta(days=1) for one in over)}:
            # Neither end of a day of some time ago need be found.
            begins = day_begins(day, policy) if day >= self.today else self.work.now
            if begins > self.work.now:
                yield begins


_NAMED = ("session", "record")
_opened_by = attrgetter("opened_by")


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {one: tuple(theirs) for one, theirs in found.items()}


def _paired(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _theirs(about: tuple[Event, ...], cases: Iterable[CaseWork]) -> tuple[Event, ...]:
    """The events about a person and about the cases they work, each once, oldest first."""
    on_cases = [one for case in cases for one in case.events]
    if not on_cases:
        return about
    found = {one.id: one for one in (*about, *on_cases)}
    return tuple(sorted(found.values(), key=lambda one: (one.happened_on, one.id)))
