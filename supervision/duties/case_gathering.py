"""The cases of supervisees, with when each was discussed and what else has happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter

from storage.queries import bulk
from storage.queries.bulk import CaseRow, SessionRow
from storage.tables import Event
from storage.unit import UnitOfWork
from supervision.duties.casework import CaseWork

Held = Mapping[str, tuple[str, date]]
"""With whom a session was held, and when."""


def cases_of(
    uow: UnitOfWork, worked: list[CaseRow], sessions: Iterable[SessionRow]
) -> dict[str, tuple[CaseWork, ...]]:
    """These cases by who works them, in the order of their references. Of the sessions they were on the agenda of, those
    that are not among these are looked up.
    """
    held = _held(uow, worked, sessions)
    events = _events(uow, worked)
    worked.sort(key=attrgetter("reference"))
    found: defaultdict[str, list[CaseWork]] = defaultdict(list)
    for case in worked:
        found[case.person_id].append(CaseWork(case, *_last(case, held), events.get(case.id, ())))
    return {person: tuple(theirs) for person, theirs in found.items()}


def _held(uow: UnitOfWork, worked: Iterable[CaseRow], sessions: Iterable[SessionRow]) -> Held:
    """The sessions about cases that were held, of those they were on the agenda of."""
    wanted = set().union(*(one.sessions for one in worked))
    found = {}
    for one in sessions:
        wanted.discard(one.id)
        if one.held_on is not None and one.status == "held" and one.kind != "personal":
            found[one.id] = (one.supervisee_id, one.held_on)
    for session_id, supervisee, held_on in bulk.held_in(uow, wanted) if wanted else ():
        found[session_id] = (supervisee, held_on)
    return found


def _events(uow: UnitOfWork, worked: Iterable[CaseRow]) -> Mapping[str, tuple[Event, ...]]:
    having = {one.id for one in worked if one.has_events}
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for one in bulk.events_on(uow, having) if having else ():
        found[one.case_id or ""].append(one)
    return {case: tuple(theirs) for case, theirs in found.items()}


def _last(case: CaseRow, held: Held) -> tuple[date | None, date | None]:
    """When a case was last discussed with anybody, and when last as it counts for one of its workers."""
    anybody = theirs = None
    worker, joined_on = case.person_id, case.joined_on
    for session in case.sessions:
        if session in held:
            supervisee, day = held[session]
            if anybody is None or day > anybody:
                anybody = day
            if (supervisee == worker or day <= joined_on) and (theirs is None or day > theirs):
                theirs = day
    return anybody, theirs
