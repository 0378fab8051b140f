"""Named queries about sessions, agendas, proposals, preparations and records."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, select

from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.tables import (
    AdHocRequest,
    AgendaItem,
    Case,
    CaseWorker,
    Person,
    Preparation,
    Proposal,
    Record,
    RecordAnswer,
    SupervisionSession,
)
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

# Those of a turn's path are prepared; the rest are written where they are used.
_session, _case_worker, _record = ByKey(SupervisionSession), ByKey(CaseWorker), ByKey(Record)
_preparation_named = ByKey(Preparation)
_s, _a, _c = table_of(SupervisionSession), table_of(AgendaItem), table_of(Case)
_w, _p, _r = table_of(CaseWorker), table_of(Preparation), table_of(Record)
_sessions_of = Entities(
    SupervisionSession,
    _s.select()
    .where(_s.c.supervisee_id == bindparam("supervisee"), _s.c.status != "withdrawn")
    .order_by(_s.c.starts_at, _s.c.id),
)
_agenda = Entities(
    Case,
    _c.select()
    .join(_a, _a.c.case_id == _c.c.id)
    .where(_a.c.session_id == bindparam("session"))
    .order_by(_a.c.position, _c.c.reference),
)
_open_cases_of = Entities(
    Case,
    _c.select()
    .join(_w, _w.c.case_id == _c.c.id)
    .where(_w.c.person_id == bindparam("person"), _c.c.closed_on.is_(None))
    .order_by(_c.c.reference),
)
_workers_of = Prepared(select(_w.c.person_id).where(_w.c.case_id == bindparam("case")))
_preparations = Entities(
    Preparation, _p.select().where(_p.c.session_id == bindparam("session")).order_by(_p.c.id)
)
_preparation = Entities(
    Preparation,
    _p.select().where(
        _p.c.session_id == bindparam("session"),
        _p.c.case_id == bindparam("case"),
        _p.c.person_id == bindparam("person"),
    ),
)
_prepared_before = Entities(
    Preparation,
    _p.select()
    .where(_p.c.case_id == bindparam("case"), _p.c.person_id == bindparam("person"))
    .order_by(_p.c.id.desc()),
)
_h = table_of(AdHocRequest)
_open_ad_hoc = Entities(
    AdHocRequest,
    _h.select().where(_h.c.supervisee_id == bindparam("supervisee"), _h.c.state == "open").order_by(_h.c.id),
)


def session(uow: UnitOfWork, session_id: str) -> SupervisionSession | None:
    """One session, or None."""
    return _session.get(uow, session_id)


def sessions_of(uow: UnitOfWork, supervisee_id: str) -> list[SupervisionSession]:
    """All sessions of a supervisee that stand, in order of start."""
    return _sessions_of.all(uow, supervisee=supervisee_id)


def sessions_under(
    uow: UnitOfWork, supervisor_ids: Iterable[str], *statuses: str
) -> list[SupervisionSession]:
    """The sessions that any of these people supervise and that have one of these states, in order of start."""
    query = select(SupervisionSession).where(
        col(SupervisionSession.supervisor_id).in_(list(supervisor_ids)),
        col(SupervisionSession.status).in_(statuses),
    )
    return list(
        uow.session.exec(query.order_by(col(SupervisionSession.starts_at), col(SupervisionSession.id)))
    )


def sessions_of_those_under(
    uow: UnitOfWork, supervisor_ids: Iterable[str], *statuses: str
) -> list[SupervisionSession]:
    """The sessions in these states of everyone whom any of these people supervise now, in order of start."""
    under = select(Person.id).where(col(Person.supervisor_id).in_(list(supervisor_ids)))
    query = select(SupervisionSession).where(
        col(SupervisionSession.supervisee_id).in_(under), col(SupervisionSession.status).in_(statuses)
    )
    return list(
        uow.session.exec(query.order_by(col(SupervisionSession.starts_at), col(SupervisionSession.id)))
    )


def awaiting_record_by(uow: UnitOfWork, supervisor_id: str) -> list[str]:
    """The ids of those with whom a supervisor has held a session that is not recorded yet."""
    query = select(SupervisionSession.supervisee_id).where(
        SupervisionSession.supervisor_id == supervisor_id,
        SupervisionSession.status == "held",
        col(SupervisionSession.id).in_(select(Record.session_id).where(Record.state == "awaiting")),
    )
    return sorted(set(uow.session.exec(query)))


def cancelled_with(uow: UnitOfWork, person_id: str, since: datetime) -> list[str]:
    """The ids of those whose sessions with a supervisor were cancelled, and of those whose sessions that were to start
    from an instant on were cancelled because this person was sick.
    """
    cancelled = select(SupervisionSession.supervisee_id).where(SupervisionSession.status == "cancelled")
    with_them = cancelled.where(SupervisionSession.supervisor_id == person_id)
    sick = cancelled.where(SupervisionSession.sick_id == person_id, SupervisionSession.starts_at >= since)
    return sorted({*uow.session.exec(with_them), *uow.session.exec(sick)})


def delegated_to(uow: UnitOfWork, person_id: str) -> list[tuple[Record, SupervisionSession]]:
    """The records that wait to be made and were delegated to somebody, each with its session."""
    query = (
        select(Record, SupervisionSession)
        .join(SupervisionSession, col(Record.session_id) == col(SupervisionSession.id))
        .where(
            Record.delegated_to_id == person_id,
            Record.state == "awaiting",
            SupervisionSession.status == "held",
        )
    )
    found = uow.session.exec(query.order_by(col(SupervisionSession.starts_at), col(Record.id)))
    return [(record, session) for record, session in found]


def planned_after(uow: UnitOfWork, supervisee_id: str, now: datetime) -> list[SupervisionSession]:
    """A supervisee's planned sessions that have not started, soonest first."""
    return [one for one in sessions_of(uow, supervisee_id) if one.status == "planned" and one.starts_at > now]


def agenda(uow: UnitOfWork, session_id: str) -> list[Case]:
    """The cases on a session's agenda, in its order."""
    return _agenda.all(uow, session=session_id)


def agenda_items(uow: UnitOfWork, session_id: str) -> list[AgendaItem]:
    """The rows of a session's agenda, in its order."""
    query = select(AgendaItem).where(AgendaItem.session_id == session_id).order_by(col(AgendaItem.position))
    return list(uow.session.exec(query))


def open_cases_of(uow: UnitOfWork, person_id: str) -> list[Case]:
    """The open cases a person works, by reference."""
    return _open_cases_of.all(uow, person=person_id)


def workers_of(uow: UnitOfWork, case_id: str) -> list[str]:
    """The ids of those who work a case."""
    return sorted(person for (person,) in _workers_of.rows(uow, {"case": case_id}))


def works_on(uow: UnitOfWork, person_id: str, case_id: str) -> bool:
    """Whether a person works a case."""
    return _case_worker.get(uow, case_id, person_id) is not None


def preparations(uow: UnitOfWork, session_id: str) -> list[Preparation]:
    """Every preparation made for a session."""
    return _preparations.all(uow, session=session_id)


def preparation(uow: UnitOfWork, session_id: str, case_id: str, person_id: str) -> Preparation | None:
    """A person's preparation of one case for one session, or None."""
    return _preparation.first(uow, session=session_id, case=case_id, person=person_id)


def preparation_named(uow: UnitOfWork, preparation_id: str) -> Preparation | None:
    """A preparation by its id, or None."""
    return _preparation_named.get(uow, preparation_id)


def prepared_before(uow: UnitOfWork, case_id: str, person_id: str) -> list[Preparation]:
    """Every preparation a person made of a case, the latest first."""
    return _prepared_before.all(uow, case=case_id, person=person_id)


def records(uow: UnitOfWork, session_ids: list[str]) -> list[Record]:
    """The records of these sessions that stand."""
    query = select(Record).where(col(Record.session_id).in_(session_ids), Record.state != "withdrawn")
    return list(uow.session.exec(query.order_by(col(Record.id))))


def record_of_kind(uow: UnitOfWork, session_id: str, kind: str) -> Record | None:
    """The one record of this kind of a session, even a withdrawn one; or None."""
    query = select(Record).where(Record.session_id == session_id, Record.kind == kind)
    return uow.session.exec(query).first()


def open_proposals(uow: UnitOfWork, supervisee_id: str) -> list[Proposal]:
    """Proposals about a supervisee's sessions that nobody has answered, oldest first."""
    query = select(Proposal).where(Proposal.supervisee_id == supervisee_id, Proposal.state == "open")
    return list(uow.session.exec(query.order_by(col(Proposal.id))))


def open_ad_hoc(uow: UnitOfWork, supervisee_id: str) -> list[AdHocRequest]:
    """Requests for ad hoc supervision still open, oldest first."""
    return _open_ad_hoc.all(uow, supervisee=supervisee_id)


def record(uow: UnitOfWork, record_id: str) -> Record | None:
    """One record, or None."""
    return _record.get(uow, record_id)


def record_answers(uow: UnitOfWork, record_id: str) -> list[RecordAnswer]:
    """What the supervisee has said about a record and not taken back, oldest first."""
    query = select(RecordAnswer).where(RecordAnswer.record_id == record_id, RecordAnswer.state == "said")
    return list(uow.session.exec(query.order_by(col(RecordAnswer.said_on), col(RecordAnswer.id))))
