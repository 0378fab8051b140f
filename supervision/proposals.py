"""Proposals: either party proposes a time, for a planned session or a new one, and the other answers."""

from datetime import datetime
from typing import Final

from storage.ids import new_id
from storage.tables import Proposal
from supervision import access, duties, lengths, notices, people, sessions, undo
from supervision.work import MovedOn, SaidNo, Work

USUAL_MINUTES: Final = 60


def propose(
    work: Work,
    supervisee_id: str,
    session_id: str | None,
    starts_at: datetime,
    kind: str = "both",
) -> Proposal:
    """Either party proposes a new time: for a planned session, or for a new one, as long as the policy asks for and an hour
    at least; the other is asked.

    Raises Refused, NotPlanned, NotInTheFuture, TooFarAhead.
    """
    sessions.check_time(work, starts_at)
    session = None
    if session_id is not None:
        session = sessions.planned(work, access.session_as_party(work, session_id), None)
        supervisee_id, kind = session.supervisee_id, session.kind
    elif supervisee_id != work.actor:
        access.supervisee(work, supervisee_id)
    supervisee = access.person_for(work, supervisee_id)
    asked = lengths.asked(work, supervisee)
    minutes = session.minutes if session else max(USUAL_MINUTES, asked.minutes if asked else 0)
    if supervisee.supervisor_id is None:
        raise SaidNo("You have no supervisor on record. Ask whoever keeps the staff list to add one.")
    proposal = Proposal(
        id=new_id(work.now),
        session_id=session_id,
        supervisee_id=supervisee_id,
        supervisor_id=supervisee.supervisor_id,
        proposed_by=work.actor,
        proposed_at=work.now,
        starts_at=starts_at,
        minutes=minutes,
        kind=kind,
    )
    work.uow.session.add(proposal)
    work.uow.audit(work.actor, "propose", "proposal", proposal.id)
    undo.remember(work, "propose", [(proposal, None)])
    acting = people.acting_supervisor_id(work.uow, supervisee.supervisor_id, work.today(supervisee))
    other = acting if work.actor == supervisee_id else supervisee_id
    notices.put(
        work, work.policy(supervisee), other, "session-proposed", ("proposal", proposal.id, proposal.version)
    )
    return proposal


def answer(work: Work, proposal_id: str, accept: bool, version: int | None = None) -> Proposal:
    """Accept a proposed time, which moves or books the session, or decline it. Raises Refused, MovedOn,
    NotPlanned, NotInTheFuture.
    """
    proposal = access.proposal_to_answer(work, proposal_id)
    if proposal.state != "open" or version not in (None, proposal.version):
        raise MovedOn
    changed: list[sessions.Changed] = [(proposal, undo.before(proposal))]
    proposal.state = "accepted" if accept else "declined"
    proposal.version += 1
    supervisee = access.person_for(work, proposal.supervisee_id)
    if accept and proposal.session_id is not None:
        session = sessions.planned(work, access.session_as_party(work, proposal.session_id), None)
        changed.append((session, undo.before(session)))
        sessions.shift(work, session, proposal.starts_at)
    elif accept:
        _, made = sessions.enter(work, supervisee, proposal.starts_at, proposal.minutes, proposal.kind)
        changed += made
        duties.settle(work, supervisee)
    work.uow.audit(work.actor, proposal.state, "proposal", proposal.id)
    undo.remember(work, "accept" if accept else "decline", changed)
    kind = "proposal-accepted" if accept else "proposal-declined"
    subject = ("proposal", proposal.id, proposal.version)
    notices.put(work, work.policy(supervisee), proposal.proposed_by, kind, subject)
    return proposal
