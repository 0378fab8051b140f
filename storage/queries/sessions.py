"""Named queries about sessions, agendas, proposals, preparations and records."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from storage.tables import (
    AdHocRequest,
    AgendaItem,
    Case,
    CaseWorker,
    Preparation,
    Proposal,
    Record,
    SupervisionSession,
)
from storage.unit import UnitOfWork


def session(uow: UnitOfWork, session_id: str) -> SupervisionSession | None:
    """One session, or None."""
    return uow.session.get(SupervisionSession, session_id)


def sessions_of(uow: UnitOfWork, supervisee_id: str) -> list[SupervisionSession]:
    """All sessions of a supervisee that stand, in order of start."""
    query = select(SupervisionSession).where(
        SupervisionSession.supervisee_id == supervisee_id, SupervisionSession.status != "withdrawn"
    )
    return list(
        uow.session.exec(query.order_by(col(SupervisionSession.starts_at), col(SupervisionSession.id)))
    )


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


def subject_ids(uow: UnitOfWork, supervisee_id: str) -> list[str]:
    """The ids of all sessions of a supervisee and of their records, of withdrawn ones too."""
    sessions = select(col(SupervisionSession.id)).where(SupervisionSession.supervisee_id == supervisee_id)
    records = select(col(Record.id)).where(col(Record.session_id).in_(sessions))
    return [*uow.session.exec(sessions), *uow.session.exec(records)]


def planned_after(uow: UnitOfWork, supervisee_id: str, now: datetime) -> list[SupervisionSession]:
    """A supervisee's planned sessions that have not started, soonest first."""
    return [one for one in sessions_of(uow, supervisee_id) if one.status == "planned" and one.starts_at > now]


def agenda(uow: UnitOfWork, session_id: str) -> list[Case]:
    """The cases on a session's agenda, in its order."""
    query = select(Case).join(AgendaItem, col(AgendaItem.case_id) == col(Case.id))
    query = query.where(AgendaItem.session_id == session_id)
    return list(uow.session.exec(query.order_by(col(AgendaItem.position), col(Case.reference))))


def agenda_items(uow: UnitOfWork, session_id: str) -> list[AgendaItem]:
    """The rows of a session's agenda, in its order."""
    query = select(AgendaItem).where(AgendaItem.session_id == session_id).order_by(col(AgendaItem.position))
    return list(uow.session.exec(query))


def open_cases_of(uow: UnitOfWork, person_id: str) -> list[Case]:
    """The open cases a person works, by reference."""
    query = select(Case).join(CaseWorker, col(CaseWorker.case_id) == col(Case.id))
    query = query.where(CaseWorker.person_id == person_id, col(Case.closed_on).is_(None))
    return list(uow.session.exec(query.order_by(col(Case.reference))))


def works_on(uow: UnitOfWork, person_id: str, case_id: str) -> bool:
    """Whether a person works a case."""
    return uow.session.get(CaseWorker, (case_id, person_id)) is not None


def preparations(uow: UnitOfWork, session_id: str) -> list[Preparation]:
    """Every preparation made for a session."""
    query = select(Preparation).where(Preparation.session_id == session_id).order_by(col(Preparation.id))
    return list(uow.session.exec(query))


def preparation(uow: UnitOfWork, session_id: str, case_id: str, person_id: str) -> Preparation | None:
    """A person's preparation of one case for one session, or None."""
    query = select(Preparation).where(
        Preparation.session_id == session_id,
        Preparation.case_id == case_id,
        Preparation.person_id == person_id,
    )
    return uow.session.exec(query).first()


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
    query = select(AdHocRequest).where(
        AdHocRequest.supervisee_id == supervisee_id, AdHocRequest.state == "open"
    )
    return list(uow.session.exec(query.order_by(col(AdHocRequest.id))))


def record(uow: UnitOfWork, record_id: str) -> Record | None:
    """One record, or None."""
    return uow.session.get(Record, record_id)
