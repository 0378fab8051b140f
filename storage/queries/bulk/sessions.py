"""The sessions of many people, with their records and agendas."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from storage.among import Among, listed
from storage.prepared import Prepared
from storage.queries.bulk.rows import RecordRow, SessionRow
from storage.tables import AgendaItem, Record, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_s, _r, _i = table_of(SupervisionSession), table_of(Record), table_of(AgendaItem)
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
    kept=True,
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
    .order_by(_r.c.id),
    kept=True,
)
_agendas = Prepared(select(_i.c.session_id, _i.c.case_id).where(Among(_i.c.session_id, "ids")))


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


def agendas(uow: UnitOfWork, sessions: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the cases on the agenda of each of these sessions, in no order."""
    found: dict[str, list[str]] = {}
    for session_id, case_id in _agendas.rows(uow, {"ids": listed(sessions)}):
        found.setdefault(session_id, []).append(case_id)
    return found
