"""Whose duties a changed fact touches."""

from collections.abc import Iterable
from datetime import timedelta

from storage.queries import cases as cases_query
from storage.queries import duties as duties_query
from storage.queries import people as query
from storage.queries import sessions as sessions_query
from storage.rows import Reversible
from storage.tables import (
    Absence,
    Case,
    Concern,
    ConcernNote,
    Cover,
    CpdEntry,
    DraftAction,
    Event,
    Person,
    Record,
    RecordAnswer,
    SupervisionSession,
)
from supervision.duties.comparing import Change
from supervision.duties.days import day_begins
from supervision.duties.families import absent
from supervision.duties.history import HISTORY
from supervision.duties.ledger import settle, settle_all
from supervision.duties.telling import Return
from supervision.work import Work


def settle_after(work: Work, changed: Iterable[Reversible], *, taken_back: bool = False) -> list[Change]:
    """Settle every supervisee whose duties may depend on these rows; `taken_back` when that was an undo."""
    touched: dict[str, Person] = {}
    for row in changed:
        touched |= {one.id: one for one in _touched(work, row)}
    return settle_all(work, touched.values(), taken_back=taken_back)


def catch_up(work: Work, person: Person, absence: Absence) -> None:
    """Somebody is back: what duties would have told them while they were away is told now, the latest of each."""
    # The stages of the first day away are among them: that morning found nobody.
    back = Return(person.id, day_begins(absence.from_on, work.policy(person)) - timedelta(seconds=1))
    known = {one.id: one for one in concerned_by_absence(work, person.id)}
    for supervisee in known.values():
        settle(work, supervisee, back)


def _touched(work: Work, row: Reversible) -> list[Person]:
    match row:
        case Absence():
            return concerned_by_absence(work, row.person_id)
        case Cover():
            supervised = _supervised(work, row.absent_id)
            return [*supervised, *_unrecorded(work, row.absent_id), *_waiting_for_cover(work)]
        case Record():
            session = sessions_query.session(work.uow, row.session_id)
            return _known(work, session.supervisee_id if session else None)
        case RecordAnswer():
            return _known(work, row.said_by)
        case Event():
            workers = sessions_query.workers_of(work.uow, row.case_id) if row.case_id else []
            return [one for each in dict.fromkeys([row.person_id, *workers]) for one in _known(work, each)]
        case Case():
            workers = sessions_query.workers_of(work.uow, row.id)
            return [one for each in workers for one in _known(work, each)]
        case SupervisionSession():
            # What was discussed with one worker of a case may count for the others.
            others = cases_query.workers_on_agenda(work.uow, row.id) if row.status != "cancelled" else []
            return [one for each in dict.fromkeys([row.supervisee_id, *others]) for one in _known(work, each)]
        case Concern() | ConcernNote() | CpdEntry() | DraftAction():
            # No clause gives them a date.
            return []
        case _:
            return _known(work, row.supervisee_id)


def concerned_by_absence(work: Work, person_id: str) -> list[Person]:
    """The person themselves, those they supervise, those they supervise for somebody else, and the other parties of
    what they owe and are owed, those who wait for cover, and those whose sessions were cancelled by them or while they
    supervised: an absence changes who acts, who is told, and from when such a session is owed again.
    """
    covered = [
        one for cover in query.covered_by(work.uow, person_id) for one in _supervised(work, cover.absent_id)
    ]
    owes = [row.owed_to_id for row in duties_query.owed_by(work.uow, person_id)]
    owed = [row.owner_id for row in duties_query.owed_to(work.uow, person_id)]
    others = [one for other in dict.fromkeys([*owes, *owed]) for one in _known(work, other)]
    cancelled = sessions_query.cancelled_with(work.uow, person_id, work.now - HISTORY)
    others += [one for each in cancelled for one in _known(work, each)]
    supervised = [*_supervised(work, person_id), *_unrecorded(work, person_id)]
    return [*_known(work, person_id), *supervised, *covered, *others, *_waiting_for_cover(work)]


def _waiting_for_cover(work: Work) -> list[Person]:
    """Those whose supervisor is away: who arranges cover depends on who is there anywhere above."""
    rows = duties_query.live_under(work.uow, absent.RULE)
    return [one for subject in dict.fromkeys(row.subject_id for row in rows) for one in _known(work, subject)]


def _supervised(work: Work, supervisor_id: str) -> list[Person]:
    supervisor = query.person(work.uow, supervisor_id)
    return query.supervised_by(work.uow, supervisor_id, work.today(supervisor)) if supervisor else []


def _unrecorded(work: Work, supervisor_id: str) -> list[Person]:
    """Those of whose sessions a supervisor owes the record, also once somebody else supervises them; and those whose
    record was delegated to this person.
    """
    ids = sessions_query.awaiting_record_by(work.uow, supervisor_id)
    ids += [session.supervisee_id for _, session in sessions_query.delegated_to(work.uow, supervisor_id)]
    return [one for each in ids for one in _known(work, each)]


def _known(work: Work, person_id: str | None) -> list[Person]:
    found = query.person(work.uow, person_id)
    return [found] if found else []
