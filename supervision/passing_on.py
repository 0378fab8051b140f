"""A change of supervisor: what is still planned with the former one passes to the new one."""

from storage.queries import sessions as query
from storage.tables import Person, SupervisionSession
from supervision import notices
from supervision.work import Work


def pass_on(work: Work, supervisee: Person, former_id: str) -> list[SupervisionSession]:
    """Give the sessions planned with a former supervisor, and times proposed with them, to the one there is now.

    Both supervisors and the supervisee are told. What should have been held by now stays where it was, and so does a
    record that is awaited; `access` gives the rest of what was held to the new supervisor. Settle afterwards.
    """
    new_id = supervisee.supervisor_id
    if new_id is None or new_id == former_id:
        return []
    for proposal in query.open_proposals(work.uow, supervisee.id):
        if proposal.supervisor_id == former_id:
            proposal.supervisor_id = new_id
    ahead = query.planned_after(work.uow, supervisee.id, work.now)
    passed = [one for one in ahead if one.supervisor_id == former_id]
    for session in passed:
        session.supervisor_id = new_id
        session.version += 1
        work.uow.audit(work.actor, "pass-on", "session", session.id)
        subject = ("session", session.id, session.version)
        for recipient in (supervisee.id, former_id, new_id):
            notices.put(
                work, work.policy(supervisee), recipient, "session-passed-on", subject, stage=former_id
            )
    return passed
