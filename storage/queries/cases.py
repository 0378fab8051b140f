"""Named queries about the cases somebody works: when they were discussed, who else works them, and dated events."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select

from storage.entities import Entities
from storage.prepared import Prepared
from storage.tables import AgendaItem, Case, CaseWorker, Event, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_c, _w, _a = table_of(Case), table_of(CaseWorker), table_of(AgendaItem)
_s, _e = table_of(SupervisionSession), table_of(Event)
_worked = select(_w.c.case_id).where(_w.c.person_id == bindparam("person"))
_open_on = Entities(
    Case,
    _c.select()
    .join(_w, _w.c.case_id == _c.c.id)
    .where(
        _w.c.person_id == bindparam("person"),
        or_(_c.c.closed_on.is_(None), _c.c.closed_on > bindparam("day")),
    )
    .order_by(_c.c.reference),
)
_discussed = Prepared(
    select(_a.c.case_id, _s.c.held_on, _s.c.id, _s.c.supervisee_id)
    .join(_s, _a.c.session_id == _s.c.id)
    .where(_s.c.status == "held", _s.c.kind != "personal", _a.c.case_id.in_(_worked))
    .order_by(_s.c.held_on, _s.c.id)
)
_workers = Prepared(
    select(_w.c.case_id, _w.c.person_id)
    .where(_w.c.case_id.in_(_worked))
    .order_by(_w.c.case_id, _w.c.person_id)
)
_agendas = Prepared(
    select(_a.c.session_id, _a.c.case_id)
    .join(_s, _a.c.session_id == _s.c.id)
    .where(
        _s.c.supervisee_id == bindparam("person"), or_(_s.c.status == "planned", _s.c.status == "cancelled")
    )
    .order_by(_a.c.session_id, _a.c.position)
)
_events = Entities(
    Event,
    _e.select()
    .where(_e.c.state == "recorded", or_(_e.c.person_id == bindparam("person"), _e.c.case_id.in_(_worked)))
    .order_by(_e.c.happened_on, _e.c.id),
)


@dataclass(frozen=True, slots=True)
class Discussion:
    """A case was on the agenda of a session held with one of its workers."""

    case_id: str
    on: date
    session_id: str
    worker_id: str


def open_on(uow: UnitOfWork, person_id: str, day: date) -> list[Case]:
    """The cases a person works that are open on a day, by reference."""
    return _open_on.all(uow, person=person_id, day=day)


def discussions(uow: UnitOfWork, person_id: str) -> list[Discussion]:
    """When each case a person works was discussed, with them or with another of its workers; oldest first."""
    return [Discussion(*row) for row in _discussed.rows(uow, {"person": person_id})]


def workers(uow: UnitOfWork, person_id: str) -> dict[str, tuple[str, ...]]:
    """Who works each case that a person works, by the case's id."""
    found: dict[str, tuple[str, ...]] = {}
    for case_id, worker in _workers.rows(uow, {"person": person_id}):
        found[case_id] = (*found.get(case_id, ()), worker)
    return found


def agendas(uow: UnitOfWork, person_id: str) -> dict[str, tuple[str, ...]]:
    """The ids of the cases on the agenda of each session planned with, or cancelled for, a supervisee."""
    found: dict[str, tuple[str, ...]] = {}
    for session_id, case_id in _agendas.rows(uow, {"person": person_id}):
        found[session_id] = (*found.get(session_id, ()), case_id)
    return found


def events_of(uow: UnitOfWork, person_id: str) -> list[Event]:
    """Events that stand about a person's supervision or a case they work, oldest first."""
    return _events.all(uow, person=person_id)
