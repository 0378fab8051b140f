"""Who may do what with a session, and with what hangs on it: preparations, proposals, updates."""

from storage.queries import preparing as preparing_query
from storage.queries import sessions as sessions_query
from storage.queries import updates as updates_query
from storage.queries.preparing import Preparing
from storage.tables import CaseUpdate, Proposal, SupervisionSession
from supervision import people
from supervision.access.people import person_for
from supervision.work import Refused, Work


def acting_supervisor_id(work: Work, session: SupervisionSession) -> str:
    """Who supervises a session as it was booked: its supervisor, or whoever covers for them today."""
    return _acting_for(work, session, session.supervisor_id) or session.supervisor_id


def record_supervisor_id(work: Work, session: SupervisionSession) -> str | None:
    """Who supervises in what was said about a session's record: the supervisee's supervisor of today, or whoever covers
    for them. None when nobody does.
    """
    return _acting_for(work, session, person_for(work, session.supervisee_id).supervisor_id)


def _acting_for(work: Work, session: SupervisionSession, supervisor_id: str | None) -> str | None:
    today = work.today(person_for(work, session.supervisee_id))
    return people.acting_supervisor_id(work.uow, supervisor_id, today)


def session_as_party(work: Work, session_id: str) -> SupervisionSession:
    """A session the actor is one of the two parties of (cover included). One that is planned is with the supervisor it
    was booked with; any other follows the supervisee to their supervisor of today. Raises Refused otherwise.
    """
    session = sessions_query.session(work.uow, session_id)
    if session is None or session.status == "withdrawn":
        raise Refused
    supervisor_id: str | None = session.supervisor_id
    if session.status != "planned":
        supervisor_id = person_for(work, session.supervisee_id).supervisor_id
    # Who stands in is looked up only for somebody who is neither of the two.
    if work.actor not in (session.supervisee_id, supervisor_id) and work.actor != _acting_for(
        work, session, supervisor_id
    ):
        raise Refused
    return session


def session_to_read(work: Work, session_id: str) -> SupervisionSession:
    """A session whose preparation the actor may read. It follows the supervisee: after a change of supervisor the new one
    reads what was prepared before, the old one only what is still planned with them. Raises Refused otherwise.
    """
    session = sessions_query.session(work.uow, session_id)
    if session is None or session.status == "withdrawn":
        raise Refused
    supervisee = person_for(work, session.supervisee_id)
    readers = {supervisee.id, supervisee.supervisor_id, record_supervisor_id(work, session)}
    if session.status == "planned":
        readers |= {session.supervisor_id, acting_supervisor_id(work, session)}
    if work.actor not in readers:
        raise Refused
    return session


def session_as_supervisor(work: Work, session_id: str) -> SupervisionSession:
    """A session the actor supervises today. Raises Refused otherwise."""
    session = session_as_party(work, session_id)
    if work.actor == session.supervisee_id:
        raise Refused
    return session


def session_as_supervisee(work: Work, session_id: str) -> SupervisionSession:
    """A session the actor is supervised in. Raises Refused otherwise."""
    session = session_as_party(work, session_id)
    if work.actor != session.supervisee_id:
        raise Refused
    return session


def preparing(work: Work, session_id: str, case_id: str) -> Preparing:
    """A case as the actor prepares it for a session they are supervised in. Raises Refused where it is none of theirs; the
    case may have been closed, or given to somebody else.
    """
    found = preparing_query.preparing(work.uow, work.actor, session_id, case_id)
    if found is None:
        raise Refused
    return found


def proposal_to_answer(work: Work, proposal_id: str) -> Proposal:
    """A proposal the actor may accept or decline: the other party's. Raises Refused otherwise."""
    proposal = work.uow.session.get(Proposal, proposal_id)
    if proposal is None or proposal.proposed_by == work.actor:
        raise Refused
    today = work.today(person_for(work, proposal.supervisee_id))
    acting = people.acting_supervisor_id(work.uow, proposal.supervisor_id, today)
    if work.actor not in (proposal.supervisee_id, acting):
        raise Refused
    return proposal


def update_as_party(work: Work, update_id: str) -> tuple[CaseUpdate, SupervisionSession]:
    """An update in a session the actor is one of the two parties of (cover included). Raises Refused otherwise."""
    update = updates_query.update(work.uow, update_id)
    if update is None:
        raise Refused
    return update, session_as_party(work, update.session_id)


def update_as_supervisee(work: Work, update_id: str) -> tuple[CaseUpdate, SupervisionSession]:
    """An update the actor gives. Raises Refused otherwise."""
    update, session = update_as_party(work, update_id)
    if work.actor != session.supervisee_id:
        raise Refused
    return update, session
