"""Named queries for what is kept of one person, and for the names and references that are taken out of it."""

from sqlalchemy import func
from sqlmodel import col, select

from storage.tables import (
    AbsenceReport,
    AdHocRequest,
    Agreement,
    AuditLearning,
    Case,
    CaseUpdate,
    CaseWorker,
    Concern,
    ConcernNote,
    Cover,
    Duty,
    LocalMessage,
    OutboxRow,
    Person,
    Preparation,
    Proposal,
    Reading,
    Record,
    RecordAnswer,
    RecordDraft,
    SessionLook,
    SupervisionSession,
    UpdateSetting,
    UpdateText,
)
from storage.unit import UnitOfWork


def others(uow: UnitOfWork, person: Person) -> dict[str, str]:
    """The names of everybody else of a person's authority, by id."""
    query = select(Person.id, Person.name).where(
        col(Person.authority) == person.authority, col(Person.id) != person.id
    )
    return dict(uow.session.exec(query).all())


def references(uow: UnitOfWork, authority: str) -> list[str]:
    """The references of all cases of an authority."""
    query = select(Case.reference).where(col(Case.authority) == authority)
    return list(uow.session.exec(query))


def supervised(uow: UnitOfWork, person_id: str) -> list[SupervisionSession]:
    """The sessions that a person supervised or is to, oldest first."""
    query = select(SupervisionSession).where(
        col(SupervisionSession.supervisor_id) == person_id, col(SupervisionSession.status) != "withdrawn"
    )
    return list(uow.session.exec(query.order_by(col(SupervisionSession.starts_at))))


def answers_by(uow: UnitOfWork, person_id: str) -> list[tuple[RecordAnswer, str]]:
    """What a person said about the records of their sessions that stands, with the kind of record, oldest first."""
    query = (
        select(RecordAnswer, Record.kind)
        .join(Record, col(Record.id) == col(RecordAnswer.record_id))
        .join(SupervisionSession, col(SupervisionSession.id) == col(Record.session_id))
        .where(
            col(SupervisionSession.supervisee_id) == person_id,
            col(RecordAnswer.said_by) == person_id,
            col(RecordAnswer.state) == "said",
        )
        .order_by(col(RecordAnswer.id))
    )
    return list(uow.session.exec(query))


def agreements_of(uow: UnitOfWork, person_id: str) -> list[Agreement]:
    """The agreements about a person's own supervision, oldest first."""
    query = select(Agreement).where(
        col(Agreement.supervisee_id) == person_id, col(Agreement.state) != "withdrawn"
    )
    return list(uow.session.exec(query.order_by(col(Agreement.written_on), col(Agreement.id))))


def concern_notes_by(uow: UnitOfWork, person_id: str) -> list[ConcernNote]:
    """What a person wrote about concerns that stands, oldest first."""
    mine = select(col(Concern.id)).where(
        (col(Concern.supervisee_id) == person_id)
        | (col(Concern.supervisor_id) == person_id)
        | (col(Concern.manager_id) == person_id)
    )
    query = select(ConcernNote).where(
        col(ConcernNote.concern_id).in_(mine),
        col(ConcernNote.said_by) == person_id,
        col(ConcernNote.state) == "said",
    )
    return list(uow.session.exec(query.order_by(col(ConcernNote.id))))


def readings_of(uow: UnitOfWork, person_id: str) -> list[Reading]:
    """The readings for a stated purpose of what is kept about a person's own sessions, and their own, oldest first."""
    theirs = select(col(SupervisionSession.id)).where(col(SupervisionSession.supervisee_id) == person_id)
    query = select(Reading).where(col(Reading.session_id).in_(theirs) | (col(Reading.reader_id) == person_id))
    return list(uow.session.exec(query.order_by(col(Reading.read_at), col(Reading.id))))


def duties_about(uow: UnitOfWork, person_id: str) -> list[Duty]:
    """All duties about a person's supervision, by the day they were opened."""
    query = select(Duty).where(col(Duty.supervisee_id) == person_id)
    return list(uow.session.exec(query.order_by(col(Duty.opened_on), col(Duty.id))))


def counts(uow: UnitOfWork, person_id: str) -> dict[str, int]:
    """How much is kept of what is about cases, or has no words: by what it is."""
    sessions = select(col(SupervisionSession.id)).where(col(SupervisionSession.supervisee_id) == person_id)
    drafts = col(RecordDraft.session_id).in_(sessions) & (col(RecordDraft.kind) == "case")
    found = {
        "cases": select(func.count()).where(col(CaseWorker.person_id) == person_id),
        "preparations": select(func.count()).where(
            col(Preparation.session_id).in_(sessions), col(Preparation.person_id) == person_id
        ),
        "updates": select(func.count()).where(col(CaseUpdate.session_id).in_(sessions)),
        "drafts": select(func.count()).where(drafts),
        "proposals": select(func.count()).where(col(Proposal.supervisee_id) == person_id),
        "ad_hoc": select(func.count()).where(col(AdHocRequest.supervisee_id) == person_id),
        "reports": select(func.count()).where(col(AbsenceReport.person_id) == person_id),
        "covers": select(func.count()).where(
            (col(Cover.covering_id) == person_id) | (col(Cover.absent_id) == person_id)
        ),
        "looks": select(func.count()).where(col(SessionLook.person_id) == person_id),
        "settings": select(func.count()).where(
            (col(UpdateSetting.supervisee_id) == person_id) | (col(UpdateSetting.supervisor_id) == person_id)
        ),
        "listened": select(func.count())
        .join_from(UpdateText, CaseUpdate, col(CaseUpdate.id) == col(UpdateText.update_id))
        .where(col(UpdateText.author_id) == person_id, col(CaseUpdate.session_id).not_in(sessions)),
        "learning": select(func.count()).where(col(AuditLearning.person_id) == person_id),
        "messages": select(func.count()).where(col(OutboxRow.recipient_id) == person_id),
        "history": select(func.count()).where(col(LocalMessage.person_id) == person_id),
    }
    return {name: uow.session.exec(query).one() for name, query in found.items()}


def with_person(uow: UnitOfWork, person_id: str) -> set[str]:
    """Those with whom a person had or has sessions, on either side."""
    query = select(SupervisionSession.supervisee_id, SupervisionSession.supervisor_id).where(
        (col(SupervisionSession.supervisee_id) == person_id)
        | (col(SupervisionSession.supervisor_id) == person_id)
    )
    return {one for two in uow.session.exec(query.distinct()) for one in two} - {person_id}
