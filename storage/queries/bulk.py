"""Named queries about many supervisees at once: one statement a table, however many people. What they give is to read.

The ledger is worked out from these, for one person after a turn as for a whole authority at night.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, literal_column, or_, select, union_all

from storage.among import Among, listed
from storage.entities import Entities
from storage.prepared import Prepared
from storage.tables import (
    Absence,
    AbsenceReport,
    AdHocRequest,
    AgendaItem,
    Case,
    CaseWorker,
    Cover,
    Event,
    Person,
    Record,
    SupervisionSession,
    UpdateSetting,
)
from storage.tables.columns import table_of
from storage.unit import UnitOfWork


class CaseRow(NamedTuple):
    """A case as it is read for the ledger, with one of its workers and since when they are known to work it. What the other
    columns say: `storage/tables/cases.py`.
    """

    person_id: str
    known_from: date
    id: str
    reference: str
    types: Sequence[str]
    facts: Mapping[str, Any]
    allocated_on: date | None
    closed_on: date | None
    last_supervised_on: date | None
    plan_review_months: int | None


class SessionRow(NamedTuple):
    """A session as it is read for the ledger; what each column says: `storage/tables/sessions.py`."""

    id: str
    supervisee_id: str
    supervisor_id: str
    starts_at: datetime
    minutes: int
    kind: str
    status: str
    booked_on: date | None
    cancelled_on: date | None
    cancelled_by: str | None
    cancel_reason: str
    planned_on: date | None
    sick_id: str | None
    held_on: date | None
    supervisee_prepared_at: datetime | None
    supervisor_prepared_at: datetime | None
    version: int


class RecordRow(NamedTuple):
    """A record as it is read for the ledger; what each column says: `storage/tables/sessions.py`."""

    id: str
    session_id: str
    kind: str
    state: str
    tasked_on: date | None
    delegated_to_id: str | None


_p, _a, _c, _t = table_of(Person), table_of(Absence), table_of(Cover), table_of(AbsenceReport)
_s, _r, _i, _h = table_of(SupervisionSession), table_of(Record), table_of(AgendaItem), table_of(AdHocRequest)
_e, _u, _k, _w = table_of(Event), table_of(UpdateSetting), table_of(Case), table_of(CaseWorker)

_ids = Among(_p.c.id, "ids")
_after = Entities(
    Person, _p.select().where(_p.c.id > bindparam("after")).order_by(_p.c.id).limit(bindparam("most"))
)
_people = Entities(Person, _p.select().where(_ids).order_by(_p.c.id))


def _line() -> Select[Any]:
    """The people named, and everybody above them."""
    line = select(_p.c.id, _p.c.supervisor_id, _p.c.line_manager_id).where(_ids).cte("line", recursive=True)
    above = _p.c.id.in_([line.c.supervisor_id, line.c.line_manager_id])
    line = line.union(select(_p.c.id, _p.c.supervisor_id, _p.c.line_manager_id).join(line, above))
    return _p.select().where(_p.c.id.in_(select(line.c.id)))


_lines_of = Entities(Person, _line(), shared=True)
_absences_of = Entities(
    Absence,
    _a.select().where(Among(_a.c.person_id, "ids"), _a.c.state == "entered").order_by(_a.c.from_on, _a.c.id),
)
_covers_of = Entities(
    Cover,
    _c.select().where(Among(_c.c.absent_id, "ids"), _c.c.state == "arranged").order_by(_c.c.from_on, _c.c.id),
)
_of_absences = Prepared(
    union_all(
        select(literal_column("'absent'"), _a.c.person_id).where(
            Among(_a.c.person_id, "ids"), _a.c.state == "entered"
        ),
        select(literal_column("'covered'"), _c.c.absent_id).where(
            Among(_c.c.absent_id, "ids"), _c.c.state == "arranged"
        ),
    )
)
_reports_by = Prepared(select(_t.c.person_id, _t.c.absence_id).where(Among(_t.c.person_id, "ids")))
_unfinished = select(_r.c.id).where(
    _r.c.session_id == _s.c.id,
    _r.c.state != "signed_off",
    _r.c.state != "closed",
    _r.c.state != "withdrawn",
)
_session = [_s.c[name] for name in SessionRow._fields]
_sessions_of = Prepared(
    select(*_session)
    .where(
        Among(_s.c.supervisee_id, "ids"),
        _s.c.status != "withdrawn",
        or_(
            _s.c.starts_at >= bindparam("since"),
            _s.c.status == "planned",
            Among(_s.c.id, "named"),
            _s.c.id.in_(select(_r.c.session_id).where(Among(_r.c.id, "named"))),
            _unfinished.exists(),
        ),
    )
    .order_by(_s.c.starts_at, _s.c.id),
    shared=True,
)
_other = _s.alias("other")
_last_held = Prepared(
    select(*_session).where(
        Among(_s.c.supervisee_id, "ids"),
        _s.c.status == "held",
        ~select(_other.c.id)
        .where(
            _other.c.supervisee_id == _s.c.supervisee_id,
            _other.c.status == "held",
            _other.c.kind == _s.c.kind,
            _other.c.starts_at > _s.c.starts_at,
        )
        .exists(),
    ),
    shared=True,
)
_records_of = Prepared(
    select(*(_r.c[name] for name in RecordRow._fields))
    .where(Among(_r.c.session_id, "ids"), _r.c.state != "withdrawn")
    .order_by(_r.c.id)
)
_agendas = Prepared(
    select(_i.c.session_id, _i.c.case_id)
    .where(Among(_i.c.session_id, "ids"))
    .order_by(_i.c.session_id, _i.c.position)
)
_asked_by = Entities(
    AdHocRequest,
    _h.select().where(Among(_h.c.supervisee_id, "ids"), _h.c.state == "open").order_by(_h.c.id),
)
_updates_on = Prepared(
    select(_u.c.supervisee_id, _u.c.supervisor_id).where(Among(_u.c.supervisee_id, "ids"), _u.c.state == "on")
)
_besides = Prepared(
    union_all(
        select(literal_column("'asked'"), _h.c.supervisee_id).where(
            Among(_h.c.supervisee_id, "ids"), _h.c.state == "open"
        ),
        select(literal_column("'update'"), _u.c.supervisee_id).where(
            Among(_u.c.supervisee_id, "ids"), _u.c.state == "on"
        ),
        select(literal_column("'event'"), _e.c.case_id).where(
            Among(_e.c.case_id, "cases"), _e.c.state == "recorded"
        ),
    )
)
_events_about = Entities(
    Event,
    _e.select()
    .where(Among(_e.c.person_id, "ids"), _e.c.state == "recorded")
    .order_by(_e.c.happened_on, _e.c.id),
)
_known_from = func.coalesce(_w.c.known_from, _k.c.known_from, _p.c.known_from)
_is_open = or_(_k.c.closed_on.is_(None), _k.c.closed_on > bindparam("day"))
_worked_by = Prepared(
    select(
        _w.c.person_id,
        _known_from,
        *(_k.c[name] for name in CaseRow._fields[2:]),
    )
    .join(_k, _k.c.id == _w.c.case_id)
    .join(_p, _p.c.id == _w.c.person_id)
    .where(Among(_w.c.person_id, "ids"), _is_open),
    shared=True,
)
_discussions = Prepared(
    select(_i.c.case_id, _s.c.supervisee_id, _s.c.held_on)
    .join(_s, _s.c.id == _i.c.session_id)
    .where(Among(_i.c.case_id, "ids"), _s.c.status == "held", _s.c.kind != "personal"),
    shared=True,
)
_case_events = Entities(
    Event,
    _e.select()
    .where(Among(_e.c.case_id, "ids"), _e.c.state == "recorded")
    .order_by(_e.c.happened_on, _e.c.id),
)


def people_after(uow: UnitOfWork, after: str, most: int) -> list[Person]:
    """So many people whose id comes after this one, in the order of their ids; empty at the end."""
    return _after.copies(uow, after=after, most=most)


def people(uow: UnitOfWork, ids: Iterable[str]) -> list[Person]:
    """These people, in the order of their ids."""
    return _people.copies(uow, ids=listed(ids))


def lines_of(uow: UnitOfWork, people: Iterable[str]) -> list[Person]:
    """These people, and everybody who stands above any of them."""
    return _lines_of.copies(uow, ids=listed(people))


def away(uow: UnitOfWork, people: Iterable[str]) -> tuple[set[str], set[str]]:
    """Who of these people has absences that stand, and for whom cover was arranged that does."""
    found = _sorted_out(_of_absences.rows(uow, {"ids": listed(people)}))
    return found["absent"], found["covered"]


def besides(uow: UnitOfWork, people: Iterable[str], cases: Iterable[str]) -> defaultdict[str, set[str]]:
    """What few have, looked up at once: who of these people has `asked` for supervision before the next session, who uses
    the 10-minute `update`, and which of these cases has an `event`.
    """
    return _sorted_out(_besides.rows(uow, {"ids": listed(people), "cases": listed(cases)}))


def _sorted_out(rows: Iterable[Sequence[str]]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind, one in rows:
        found[kind].add(one)
    return found


def absences_of(uow: UnitOfWork, people: Iterable[str]) -> list[Absence]:
    """All their absences that stand, oldest first."""
    return _absences_of.copies(uow, ids=listed(people))


def covers_of(uow: UnitOfWork, absent: Iterable[str]) -> list[Cover]:
    """All cover arranged for any of them that stands, oldest first."""
    return _covers_of.copies(uow, ids=listed(absent))


def reports_by(uow: UnitOfWork, people: Iterable[str]) -> list[tuple[str, str]]:
    """Who has reported which absence to a line manager: person and absence."""
    return [(person, absence) for person, absence in _reports_by.rows(uow, {"ids": listed(people)})]


def sessions_of(
    uow: UnitOfWork, supervisees: Collection[str], since: datetime, named: Iterable[str]
) -> list[SessionRow]:
    """Their sessions that still matter, in order of start: those that stand and began since an instant, are planned,
    have a record that is not finished, or are named, themselves or a record of theirs; and the last held of each kind,
    however long ago.
    """
    values = {"ids": listed(supervisees), "since": since, "named": listed(named)}
    found = _sessions_of.named(uow, values, SessionRow)
    held = {(one.supervisee_id, one.kind) for one in found if one.status == "held"}
    both = {one for one, kind in held if kind == "both"}
    both |= {one for one, kind in held if kind == "case" and (one, "personal") in held}
    lacking = {*supervisees} - both
    if not lacking:
        return found
    known = {one.id for one in found}
    last = _last_held.named(uow, {"ids": listed(lacking)}, SessionRow)
    earlier = [one for one in last if one.id not in known]
    return sorted([*found, *earlier], key=lambda one: (one.starts_at, one.id)) if earlier else found


def records_of(uow: UnitOfWork, sessions: Iterable[str]) -> list[RecordRow]:
    """The records of these sessions that stand, oldest first."""
    return _records_of.named(uow, {"ids": listed(sessions)}, RecordRow)


def agendas(uow: UnitOfWork, sessions: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ids of the cases on the agenda of each of these sessions, in its order."""
    found: dict[str, tuple[str, ...]] = {}
    for session_id, case_id in _agendas.rows(uow, {"ids": listed(sessions)}):
        found[session_id] = (*found.get(session_id, ()), case_id)
    return found


def asked_by(uow: UnitOfWork, supervisees: Iterable[str]) -> list[AdHocRequest]:
    """Their requests for supervision before the next session that are open, oldest first."""
    return _asked_by.copies(uow, ids=listed(supervisees))


def updates_on(uow: UnitOfWork, supervisees: Iterable[str]) -> list[tuple[str, str]]:
    """Who of them uses 10-minute updates with whom: supervisee and supervisor."""
    return [(one, other) for one, other in _updates_on.rows(uow, {"ids": listed(supervisees)})]


def events_about(uow: UnitOfWork, people: Iterable[str]) -> list[Event]:
    """Events that stand about these people's supervision, oldest first."""
    return _events_about.copies(uow, ids=listed(people))


def worked_by(uow: UnitOfWork, people: Iterable[str], day: date) -> list[CaseRow]:
    """The cases these people work that are open on a day, for each of them who works it; in no order."""
    return _worked_by.named(uow, {"ids": listed(people), "day": day}, CaseRow)


def discussions(uow: UnitOfWork, cases: Iterable[str]) -> dict[str, list[tuple[str, date]]]:
    """When each of these cases was discussed in supervision, and with whom, in no order."""
    found: dict[str, list[tuple[str, date]]] = {}
    for case_id, supervisee, held_on in _discussions.rows(uow, {"ids": listed(cases)}):
        found.setdefault(case_id, []).append((supervisee, held_on))
    return found


def events_on(uow: UnitOfWork, cases: Iterable[str]) -> list[Event]:
    """Events that stand about these cases, oldest first."""
    return _case_events.copies(uow, ids=listed(cases))
