"""The cases of many people, when each was discussed, and their events."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, exists, func, or_, select

from storage.among import Among, listed
from storage.entities import Entities
from storage.json_list import JsonList
from storage.prepared import Prepared
from storage.queries.bulk.rows import CaseRow
from storage.tables import AgendaItem, Case, CaseWorker, Event, Person, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_p, _s, _i = table_of(Person), table_of(SupervisionSession), table_of(AgendaItem)
_e, _k, _w = table_of(Event), table_of(Case), table_of(CaseWorker)

_known_from = func.coalesce(_k.c.known_from, _p.c.known_from)
_joined_on = func.coalesce(_w.c.known_from, _known_from)
_is_open = or_(_k.c.closed_on.is_(None), _k.c.closed_on > bindparam("day"))
_sessions = select(JsonList(_i.c.session_id)).where(_i.c.case_id == _k.c.id).scalar_subquery()
_has_events = exists().where(_e.c.case_id == _k.c.id, _e.c.state == "recorded")
_worked_by = Prepared(
    select(
        _w.c.person_id,
        _joined_on,
        _known_from,
        *(_k.c[name] for name in CaseRow._fields[3:-2]),
        _sessions,
        _has_events,
    )
    .join(_k, _k.c.id == _w.c.case_id)
    .join(_p, _p.c.id == _w.c.person_id)
    .where(Among(_w.c.person_id, "ids"), or_(_is_open, Among(_k.c.id, "also"))),
    kept=True,
)
_working = Prepared(
    select(_w.c.person_id)
    .join(_k, _k.c.id == _w.c.case_id)
    .where(Among(_w.c.person_id, "ids"), _is_open)
    .distinct()
)
_held = Prepared(
    select(_s.c.id, _s.c.supervisee_id, _s.c.held_on).where(
        Among(_s.c.id, "ids"), _s.c.status == "held", _s.c.kind != "personal"
    ),
    shared=True,
)
_case_events = Entities(
    Event,
    _e.select()
    .where(Among(_e.c.case_id, "ids"), _e.c.state == "recorded")
    .order_by(_e.c.happened_on, _e.c.id),
)


def worked_by(uow: UnitOfWork, people: Iterable[str], day: date, also: Iterable[str] = ()) -> list[CaseRow]:
    """The cases these people work that are open on a day, and of these others those they work, for each of them who works
    it; in no order.
    """
    return _worked_by.named(uow, {"ids": listed(people), "day": day, "also": listed(also)}, CaseRow)


def working(uow: UnitOfWork, people: Iterable[str], day: date) -> set[str]:
    """Who of these people works a case that is open on a day."""
    return {one for (one,) in _working.rows(uow, {"ids": listed(people), "day": day})}


def held_in(uow: UnitOfWork, sessions: Iterable[str]) -> list[tuple[str, str, date]]:
    """Those of these sessions that were held and are about cases: which, with whom, and when; in no order."""
    found = _held.rows(uow, {"ids": listed(sessions)})
    return [(session, supervisee, held_on) for session, supervisee, held_on in found]


def events_on(uow: UnitOfWork, cases: Iterable[str]) -> list[Event]:
    """Events that stand about these cases, oldest first."""
    return _case_events.copies(uow, ids=listed(cases))
