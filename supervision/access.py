"""Who may do what. Every action on a subject asks here once; refusal and "no such thing" look the same."""

from storage.queries import people as people_query
from storage.queries import preparing as preparing_query
from storage.queries import sessions as sessions_query
from storage.queries import updates as updates_query
from storage.queries.preparing import Preparing
from storage.tables import Absence, CaseUpdate, Person, Proposal, Record, SupervisionSession
from supervision import people, standing
from supervision.known import Known
from supervision.policy import Policy
from supervision.work import Refused, Work


def person_for(work: Work, person_id: str) -> Person:
    """A person who is known. Raises Refused when there is none."""
    found = people_query.person(work.uow, person_id)
    if found is None:
        raise Refused
    return found


def actor(work: Work) -> Person:
    """The person who acts. Raises Refused for the clock and for strangers."""
    return person_for(work, work.actor)


def policy(work: Work) -> Policy:
    """The policy of the authority the actor works for. Raises Refused for the clock and for strangers."""
    authority = people_query.authority(work.uow, work.actor)
    if authority is None:
        raise Refused
    return work.policies[authority]


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


def supervisee(work: Work, person_id: str) -> Person:
    """Somebody the actor supervises today (cover included). Raises Refused otherwise."""
    person = person_for(work, person_id)
    if people.acting_supervisor_id(work.uow, person.supervisor_id, work.today(person)) != work.actor:
        raise Refused
    return person


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


def may_report_absence_of(work: Work, person: Person) -> bool:
    """Whether the actor may say that somebody is away: themselves, their supervisor, or somebody under them."""
    me = actor(work)
    return person.id in (me.id, me.supervisor_id) or people.manages(work.uow, me.id, person)


def reportable(work: Work) -> list[Person]:
    """Those the actor may say are away: themselves first, then their supervisor, then everyone under them by name."""
    me = actor(work)
    supervisor = people_query.person(work.uow, me.supervisor_id)
    above = [supervisor] if supervisor else []
    under = [one for one in people.everyone_under(work.uow, me.id, work.today(me)) if one not in (me, *above)]
    return [me, *above, *under]


def may_bring_back(work: Work, person: Person) -> bool:
    """Whether the actor may say that somebody is back: themselves, or somebody under them."""
    return person.id == work.actor or people.manages(work.uow, work.actor, person)


def to_record_about(work: Work, person_id: str | None, case_id: str | None) -> Person:
    """The person an event is about, else a worker of its case: somebody the actor supervises today (cover included) or
    stands above. Raises Refused when there is none.
    """
    workers = sessions_query.workers_of(work.uow, case_id) if case_id and not person_id else []
    for one in [person_id] if person_id else workers:
        person = person_for(work, one)
        acting = people.acting_supervisor_id(work.uow, person.supervisor_id, work.today(person))
        if work.actor == acting or people.manages(work.uow, work.actor, person):
            return person
    raise Refused


def returnable(work: Work) -> list[Person]:
    """Those who are away today and whom the actor may say are back: themselves first, then those under them."""
    me = actor(work)
    today = work.today(me)
    concerned = {one.id: one for one in (me, *people.everyone_under(work.uow, me.id, today))}
    return [one for one in concerned.values() if people.away(work.uow, one.id, today) is not None]


def absence_to_cover(work: Work, absence_id: str) -> tuple[Absence, Person]:
    """An absence the actor may arrange cover for, as a manager above the person away. Raises Refused
    otherwise.
    """
    absence = work.uow.session.get(Absence, absence_id)
    if absence is None or absence.state != "entered":
        raise Refused
    away = person_for(work, absence.person_id)
    if not _arranges_cover_for(work, away):
        raise Refused
    return absence, away


def uncovered(work: Work) -> list[tuple[Absence, Person]]:
    """The absences of supervisors, under way or ahead, that the actor may arrange cover for and nobody covers; those
    under way first.
    """
    today = work.today(actor(work))
    return [
        (absence, person)
        for absence, person in people.supervisors_to_cover(work.uow, today)
        if people.cover_on(work.uow, person.id, max(today, absence.from_on)) is None
        and _arranges_cover_for(work, person)
    ]


def _arranges_cover_for(work: Work, away: Person) -> bool:
    """Whether the actor stands above somebody, or is the line manager of one of those they supervise, or stands in."""
    today = work.today(away)
    managers = [
        people.line_manager_id(work.uow, one) for one in people_query.supervised_by(work.uow, away.id, today)
    ]
    here = {people.standing_in(work.uow, one, today) for one in managers}
    return people.manages(work.uow, work.actor, away) or work.actor in here.union(managers)
