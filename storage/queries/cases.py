"""Named queries about cases: who works them, when they were last discussed, and dated events about them."""

from datetime import date

from sqlalchemy import bindparam, or_, select

from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.tables import AgendaItem, Case, CaseWorker, Event, Person, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_c, _w, _a = table_of(Case), table_of(CaseWorker), table_of(AgendaItem)
_s, _e, _p = table_of(SupervisionSession), table_of(Event), table_of(Person)
_case = ByKey(Case)
_is_open = or_(_c.c.closed_on.is_(None), _c.c.closed_on > bindparam("day"))
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


def case_by_id(uow: UnitOfWork, case_id: str) -> Case | None:
    """One case, or None."""
    return _case.get(uow, case_id)


def events_of(uow: UnitOfWork, person_id: str) -> list[Event]:
    """Events that stand about a person's supervision or a case they work, oldest first."""
    return _events.all(uow, person=person_id)


def of_team(uow: UnitOfWork, supervisor_id: str, day: date) -> list[Case]:
    """The cases, open on a day, of everyone whom a supervisor supervises and who has not left, by reference."""
    return _of_team.all(uow, supervisor=supervisor_id, day=day)


def workers_on_agenda(uow: UnitOfWork, session_id: str) -> list[str]:
    """The ids of those who work any of the cases on a session's agenda."""
    return [person for (person,) in _on_agenda.rows(uow, {"session": session_id})]
