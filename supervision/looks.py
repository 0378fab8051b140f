"""What the policy has a supervisor look at before a session (clause supervisor-prep), ticked off item by item. Whoever ticks
reads it, and nobody else; that they are prepared is for them to say.
"""

from collections.abc import Collection
from datetime import datetime

from storage.queries import looks as query
from storage.tables import SupervisionSession
from supervision import access, mine, sessions
from supervision.policy import Clause, Look
from supervision.work import Refused, Work

CLAUSE = "supervisor-prep"


def clause_for(work: Work, session: SupervisionSession) -> Clause | None:
    """What the supervisee's policy asks the supervisor to look at before such a session; None where it asks for nothing."""
    if session.kind == "personal":
        # As with the duty to prepare: what is looked at is about the work on cases.
        return None
    found = work.policy(access.person_for(work, session.supervisee_id)).clauses.get(CLAUSE)
    return found if found is not None and found.looks else None


def to_look_at(work: Work) -> list[SupervisionSession]:
    """The planned sessions ahead that the actor supervises and prepares for so, soonest first."""
    ahead = [one for one in mine.supervised_sessions(work, "planned") if one.starts_at > work.now]
    return [one for one in ahead if clause_for(work, one) is not None]


def looked_at(work: Work, session: SupervisionSession) -> dict[str, datetime]:
    """What the actor has ticked off for a session, by key, and when. Ask `access` first."""
    return query.of_session(work.uow, session.id, work.actor)


def left(work: Work, session: SupervisionSession) -> list[Look]:
    """What is still to be looked at, in the order of the policy. Ask `access` first."""
    clause, done = clause_for(work, session), looked_at(work, session)
    return [one for one in clause.looks if one.key not in done] if clause is not None else []


def tick(work: Work, session_id: str, keys: Collection[str]) -> SupervisionSession:
    """The actor has looked at these things. Raises Refused, NotPlanned."""
    session = _to_prepare(work, session_id, keys)
    for key in keys:
        query.keep(work.uow, session.id, work.actor, key)
    work.uow.audit(work.actor, "looked", "session", session.id)
    return session


def take_back(work: Work, session_id: str, keys: Collection[str]) -> SupervisionSession:
    """The actor has not looked at these things after all. Raises Refused, NotPlanned."""
    session = _to_prepare(work, session_id, keys)
    for key in keys:
        query.take_back(work.uow, session.id, work.actor, key)
    work.uow.audit(work.actor, "looked-taken-back", "session", session.id)
    return session


def _to_prepare(work: Work, session_id: str, keys: Collection[str]) -> SupervisionSession:
    session = sessions.planned(work, access.session_as_supervisor(work, session_id), None)
    clause = clause_for(work, session)
    if clause is None or not {one.key for one in clause.looks}.issuperset(keys):
        raise Refused
    return session
