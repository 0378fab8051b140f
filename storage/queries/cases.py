"""Named queries about cases: who works them, when they were last discussed, and dated events about them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, case, func, or_, select

from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.tables import AgendaItem, Case, CaseWorker, Event, Person, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_c, _w, _a = table_of(Case), table_of(CaseWorker), table_of(AgendaItem)
_s, _e, _p = table_of(SupervisionSession), table_of(Event), table_of(Person)
_case = ByKey(Case)
_is_open = or_(_c.c.closed_on.is_(None), _c.c.closed_on > bindparam("day"))
_open_on = Entities(
    Case,
    _c.select()
    .join(_w, _w.c.case_id == _c.c.id)
    .where(_w.c.person_id == bindparam("person"), _is_open)
    .order_by(_c.c.reference),
)
_known_from = func.coalesce(_w.c.known_from, _c.c.known_from, _p.c.known_from)
_counts_for_them = or_(_s.c.supervisee_id == _w.c.person_id, _s.c.held_on <= _known_from)
_worked = Prepared(
    select(
        _w.c.case_id,
        _known_from,
        func.max(_s.c.held_on),
        func.max(case((_counts_for_them, _s.c.held_on), else_=None)),
    )
    .join(_c, _c.c.id == _w.c.case_id)
    .join(_p, _p.c.id == _w.c.person_id)
    .outerjoin(_a, _a.c.case_id == _w.c.case_id)
    .outerjoin(_s, and_(_s.c.id == _a.c.session_id, _s.c.status == "held", _s.c.kind != "personal"))
    .where(_w.c.person_id == bindparam("person"), _is_open)
    .group_by(_w.c.case_id, _known_from)
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
    .where(
        _e.c.state == "recorded",
        or_(
            _e.c.person_id == bindparam("person"),
            _e.c.case_id.in_(select(_w.c.case_id).where(_w.c.person_id == bindparam("person"))),
        ),
    )
    .order_by(_e.c.happened_on, _e.c.id),
)
_on_agenda = Prepared(
    select(_w.c.person_id)
    .distinct()
    .join(_a, _a.c.case_id == _w.c.case_id)
    .where(_a.c.session_id == bindparam("session"))
    .order_by(_w.c.person_id)
)
_of_team = Entities(
    Case,
    _c.select()
    .where(
        _is_open,
        _c.c.id.in_(
            select(_w.c.case_id)
            .join(_p, _p.c.id == _w.c.person_id)
            .where(
                _p.c.supervisor_id == bindparam("supervisor"),
                or_(_p.c.left_on.is_(None), _p.c.left_on >= bindparam("day")),
            )
        ),
    )
    .order_by(_c.c.reference),
)


@dataclass(frozen=True, slots=True)
class Worked:
    """A case as one of its workers has it: since when they are known to, when it was last discussed with anybody, and
    when last with them (with others too, until they joined).
    """

    known_from: date
    discussed: date | None
    with_them: date | None


def case_by_id(uow: UnitOfWork, case_id: str) -> Case | None:
    """One case, or None."""
    return _case.get(uow, case_id)


def open_on(uow: UnitOfWork, person_id: str, day: date) -> list[Case]:
    """The cases a person works that are open on a day, by reference."""
    return _open_on.all(uow, person=person_id, day=day)


def worked(uow: UnitOfWork, person_id: str, day: date) -> dict[str, Worked]:
    """How a person has each of the cases they work that are open on a day, by the case's id."""
    return {row[0]: Worked(*row[1:]) for row in _worked.rows(uow, {"person": person_id, "day": day})}


def agendas(uow: UnitOfWork, person_id: str) -> dict[str, tuple[str, ...]]:
    """The ids of the cases on the agenda of each session planned with, or cancelled for, a supervisee."""
    found: dict[str, tuple[str, ...]] = {}
    for session_id, case_id in _agendas.rows(uow, {"person": person_id}):
        found[session_id] = (*found.get(session_id, ()), case_id)
    return found


def events_of(uow: UnitOfWork, person_id: str) -> list[Event]:
    """Events that stand about a person's supervision or a case they work, oldest first."""
    return _events.all(uow, person=person_id)


def of_team(uow: UnitOfWork, supervisor_id: str, day: date) -> list[Case]:
    """The cases, open on a day, of everyone whom a supervisor supervises and who has not left, by reference."""
    return _of_team.all(uow, supervisor=supervisor_id, day=day)


def workers_on_agenda(uow: UnitOfWork, session_id: str) -> list[str]:
    """The ids of those who work any of the cases on a session's agenda."""
    return [person for (person,) in _on_agenda.rows(uow, {"session": session_id})]
