"""Who may do what with what stands between a supervisee and their supervisor. Cover is no change of supervisor, so
whoever covers is none of the two.
"""

from storage.queries import agreements as agreements_query
from storage.queries import concerns as concerns_query
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Agreement, Concern, Person, SupervisionSession
from supervision import access, people
from supervision.work import Refused, SaidNo, Work


class NoSupervisor(SaidNo):
    """There is no second one of two."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is recorded as your supervisor today, so there is nobody to do this with. Whoever keeps the people "
            "file can name one."
        )


class PairChanged(SaidNo):
    """Somebody else supervises than the one who was named before anything was typed."""

    def __init__(self) -> None:
        super().__init__(
            "Who supervises has changed since you began, so nothing was saved or sent. What you typed is kept here. Begin "
            "again to see who it would go to now."
        )


def same_pair(work: Work, supervisee_id: str, supervisor_id: str) -> tuple[Person, Person]:
    """The pair, if it is still the one that was named when the actor began. Raises Refused, NoSupervisor, PairChanged."""
    if not is_still_pair(work, supervisee_id, supervisor_id):
        raise PairChanged
    return pair(work, supervisee_id)


def is_still_pair(work: Work, supervisee_id: str, supervisor_id: str) -> bool:
    """Whether somebody still supervises who did when the actor, one of the two, began. Raises Refused for anybody else."""
    if work.actor not in (supervisee_id, supervisor_id):
        raise Refused
    return access.person_for(work, supervisee_id).supervisor_id == supervisor_id


def pair(work: Work, supervisee_id: str) -> tuple[Person, Person]:
    """A supervisee and their supervisor of today, of whom the actor is one. Raises Refused otherwise, NoSupervisor where
    nobody supervises.
    """
    person = access.person_for(work, supervisee_id)
    if work.actor not in (person.id, person.supervisor_id):
        raise Refused
    supervisor = people_query.person(work.uow, person.supervisor_id)
    if supervisor is None or people.has_left(supervisor, work.today(person)):
        raise NoSupervisor
    return person, supervisor


def pairs(work: Work) -> list[Person]:
    """The supervisees of the pairs the actor is one of: themselves first, then their own supervisees by name."""
    me = access.actor(work)
    above = people_query.person(work.uow, me.supervisor_id)
    has_one = above is not None and not people.has_left(above, work.today(me))
    under = people_query.supervised_by(work.uow, me.id, work.today(me))
    return [me, *under] if has_one else under


def agreement(work: Work, agreement_id: str) -> tuple[Agreement, Person]:
    """An agreement the actor may read, with its supervisee: the supervisee, whoever it is being written with, and
    once both have signed it their supervisor of today. Raises Refused otherwise.
    """
    found = agreements_query.agreement(work.uow, agreement_id)
    if found is None or found.state == "withdrawn":
        raise Refused
    person = access.person_for(work, found.supervisee_id)
    theirs = found.state != "written" or found.supervisor_id == person.supervisor_id
    if work.actor != person.id and not (theirs and work.actor == person.supervisor_id):
        raise Refused
    return found, person


def drafting(work: Work, session: SupervisionSession, kind: str) -> set[str]:
    """The two of the draft of a session's record: before it is held whom it was booked with, afterwards the supervisee's
    supervisor of today; until it is recorded also whoever held it.
    """
    person = access.person_for(work, session.supervisee_id)
    record = sessions_query.record_of_kind(work.uow, session.id, kind)
    awaited = session.status == "planned" or (record is not None and record.state == "awaiting")
    theirs = None if session.status == "planned" else person.supervisor_id
    return {one for one in (person.id, theirs, session.supervisor_id if awaited else None) if one}


def session_to_draft(work: Work, session_id: str, kind: str) -> SupervisionSession:
    """A session of whose record the actor may read and write the draft: one of the two, and for a case record whoever
    covers. Raises Refused otherwise.
    """
    session = sessions_query.session(work.uow, session_id)
    if session is None or session.status == "withdrawn":
        raise Refused
    if work.actor in drafting(work, session, kind):
        return session
    if kind == "personal":
        raise Refused
    return access.session_as_party(work, session.id)


def concern(work: Work, concern_id: str) -> Concern:
    """A concern the actor may read something of: one of the two it is between, or the manager of its second stage. Raises
    Refused otherwise.
    """
    found = concerns_query.concern(work.uow, concern_id)
    if found is None or found.state == "withdrawn":
        raise Refused
    if work.actor not in (found.supervisee_id, found.supervisor_id, found.manager_id):
        raise Refused
    return found


def concern_as_raiser(work: Work, concern_id: str) -> Concern:
    """A concern the actor has raised: they decide whether it goes on or ends. Raises Refused otherwise."""
    found = concern(work, concern_id)
    if found.raised_by != work.actor:
        raise Refused
    return found


def concern_as_one_of_two(work: Work, concern_id: str) -> Concern:
    """A concern between the actor and somebody else. Raises Refused otherwise."""
    found = concern(work, concern_id)
    if work.actor not in (found.supervisee_id, found.supervisor_id):
        raise Refused
    return found


def concern_as_manager(work: Work, concern_id: str) -> Concern:
    """A concern whose second stage is with the actor. Raises Refused otherwise."""
    found = concern(work, concern_id)
    if found.manager_id != work.actor:
        raise Refused
    return found
