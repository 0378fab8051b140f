"""Who may do what with the record of a session."""

from storage.queries import sessions as sessions_query
from storage.tables import Record, SupervisionSession
from supervision import standing
from supervision.access.people import person_for
from supervision.access.sessions import acting_supervisor_id, session_as_party
from supervision.known import Known
from supervision.work import Refused, Work


def record_as_supervisee(work: Work, record_id: str) -> tuple[Record, SupervisionSession]:
    """A record the actor is asked to sign off. Raises Refused otherwise."""
    record, session = record_as_party(work, record_id)
    if work.actor != session.supervisee_id:
        raise Refused
    return record, session


def record_as_supervisor(work: Work, record_id: str) -> tuple[Record, SupervisionSession]:
    """A record the actor is responsible for today. Raises Refused otherwise."""
    record, session = record_as_party(work, record_id)
    if work.actor == session.supervisee_id:
        raise Refused
    return record, session


def record_to_task(work: Work, record_id: str) -> tuple[Record, SupervisionSession]:
    """A record the actor may say is recorded: while it is awaited also whoever held its session, or acts for them, after
    a change of supervisor too; and whoever it is delegated to. Raises Refused otherwise.
    """
    record, session = awaited_record(work, record_id)
    if session is None:
        return record_as_supervisor(work, record_id)
    if held_it(work, session) or is_delegate(work, record, session):
        return record, session
    return record_as_supervisor(work, record_id)


def record_as_delegate(work: Work, record_id: str) -> tuple[Record, SupervisionSession]:
    """A record the actor is to make for its supervisor: they may read its draft and say that it is recorded, and nothing
    else of its session. Raises Refused otherwise.
    """
    record, session = awaited_record(work, record_id)
    if session is None or not is_delegate(work, record, session):
        raise Refused
    return record, session


def is_delegate(work: Work, record: Record, session: SupervisionSession) -> bool:
    """Whether the actor is to make a record that is awaited: it was delegated to them, they are here, and the policy names
    their role.
    """
    if work.actor != record.delegated_to_id or record.kind != "case":
        return False
    supervisee = person_for(work, session.supervisee_id)
    role = work.policy(supervisee).delegates_to(supervisee.role)
    day = work.today(supervisee)
    return standing.is_here_as(Known(work.uow), work.actor, role, supervisee.authority, day)


def awaited_record(work: Work, record_id: str) -> tuple[Record, SupervisionSession | None]:
    """A record, and the session it was held in where it still waits to be made."""
    record = _record(work, record_id)
    session = sessions_query.session(work.uow, record.session_id)
    waits = record.state == "awaiting" and session is not None and session.status == "held"
    return record, session if waits else None


def held_it(work: Work, session: SupervisionSession) -> bool:
    """Whether the actor held a session, or acts today for whoever did."""
    theirs = work.actor in (session.supervisor_id, acting_supervisor_id(work, session))
    return theirs and work.actor != session.supervisee_id


def record_as_party(work: Work, record_id: str) -> tuple[Record, SupervisionSession]:
    """A record of a session the actor is one of the two parties of (cover included). Raises Refused otherwise."""
    record = _record(work, record_id)
    return record, session_as_party(work, record.session_id)


def _record(work: Work, record_id: str) -> Record:
    record = work.uow.session.get(Record, record_id)
    if record is None or record.state == "withdrawn":
        raise Refused
    return record
