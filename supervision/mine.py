"""What the actor has a hand in today: sessions and records, as supervisor (cover included) or as supervisee."""

from datetime import date

from storage.queries import bulk
from storage.queries import sessions as query
from storage.tables import Person, Proposal, Record, SupervisionSession
from supervision import access, people
from supervision.work import Work


def supervisees(work: Work) -> list[Person]:
    """Everyone the actor supervises today, by name."""
    return people.supervisees_of(work.uow, work.actor, _today(work))


def with_open_cases(work: Work) -> list[Person]:
    """Those whom the actor supervises today or stands above and who work an open case, by name."""
    me, today = access.actor(work), _today(work)
    found = [*supervisees(work), *people.everyone_under(work.uow, me.id, today)]
    working = bulk.working(work.uow, {one.id for one in found}, today)
    theirs = {one.id: one for one in found if one.id in working}
    return sorted(theirs.values(), key=lambda one: (one.name, one.id))


def supervised_sessions(work: Work, *statuses: str) -> list[SupervisionSession]:
    """The sessions in these states that were booked with the actor, or with somebody they act for today, in order of
    start.
    """
    found = query.sessions_under(work.uow, _acting_for(work), *statuses)
    return [one for one in found if one.supervisee_id != work.actor]


def own_sessions(work: Work, *statuses: str) -> list[SupervisionSession]:
    """The sessions in these states that the actor is supervised in, in order of start."""
    return [one for one in query.sessions_of(work.uow, work.actor) if one.status in statuses]


def supervised_records(work: Work, *states: str) -> list[tuple[Record, SupervisionSession]]:
    """The records in these states that the actor is responsible for today, with their sessions: an awaited one with
    whoever held the session, any other with the supervisee's supervisor.
    """
    awaited = tuple(one for one in states if one == "awaiting")
    later = tuple(one for one in states if one != "awaiting")
    here = query.sessions_of_those_under(work.uow, _acting_for(work), "held")
    theirs = [one for one in here if one.supervisee_id != work.actor]
    found = [*_records(work, supervised_sessions(work, "held"), awaited), *_records(work, theirs, later)]
    return sorted(found, key=lambda one: (one[1].starts_at, one[0].id))


def own_records(work: Work, *states: str) -> list[tuple[Record, SupervisionSession]]:
    """The records in these states of the actor's own supervision, with their sessions."""
    return _records(work, own_sessions(work, "held"), states)


def proposals_to_answer(work: Work) -> list[Proposal]:
    """Proposed times that still wait for the actor's answer, and can still be accepted; oldest first."""
    with_me = [work.actor, *(one.id for one in supervisees(work))]
    return [
        one
        for supervisee_id in with_me
        for one in query.open_proposals(work.uow, supervisee_id)
        if one.proposed_by != work.actor and one.starts_at > work.now and _is_open(work, one)
    ]


def _is_open(work: Work, proposal: Proposal) -> bool:
    session = query.session(work.uow, proposal.session_id) if proposal.session_id else None
    return session is None or session.status == "planned"


def _records(
    work: Work, sessions: list[SupervisionSession], states: tuple[str, ...]
) -> list[tuple[Record, SupervisionSession]]:
    by_id = {one.id: one for one in sessions}
    found = query.records(work.uow, list(by_id))
    return [(one, by_id[one.session_id]) for one in found if one.state in states]


def _acting_for(work: Work) -> list[str]:
    return [work.actor, *people.covered_on(work.uow, work.actor, _today(work))]


def _today(work: Work) -> date:
    return work.today(access.actor(work))
