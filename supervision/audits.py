"""Audits of a team manager's cases: which case was drawn, that it was audited, and what that taught."""

from datetime import date

from storage import learning
from storage.learning import Learning
from storage.queries import cases as query
from storage.queries import sessions as sessions_query
from storage.tables import Case, Duty, Event, SupervisionSession
from supervision import access, events
from supervision.duties import audits as draws
from supervision.work import Refused, Work


def drawn(work: Work, duty_id: str) -> tuple[Duty, Case | None, date | None]:
    """An audit the actor owes, with the case drawn for it and the day of the draw; None where there is no draw.

    Raises Refused, MovedOn.
    """
    duty, rule = events.to_answer(work, duty_id)
    if rule.opened_by != "last_audit":
        raise Refused
    draw = draws.standing(query.events_of(work.uow, duty.supervisee_id), rule, duty.supervisee_id)
    if draw is None or draw.case_id is None:
        return duty, None, None
    return duty, query.case_by_id(work.uow, draw.case_id), draw.happened_on


def done(work: Work, duty_id: str, on: date, taught: str | None) -> Event:
    """An audit was done on a day, and taught this, if anything; it is for the team manager's next case supervision.

    Raises as `events.done` does.
    """
    duty, _, _ = drawn(work, duty_id)
    event = events.done(work, duty_id, on)
    if taught:
        learning.keep(work.uow, event.id, duty.supervisee_id, taught)
        work.uow.audit(work.actor, "audit-learning", "event", event.id)
    return event


def for_session(work: Work, session: SupervisionSession) -> list[Learning]:
    """What audits taught that a planned session is the first to take up, or one after it that was not held yet. Ask
    `access` first.
    """
    if session.status != "planned" or session.kind == "personal":
        return []
    others = sessions_query.sessions_of(work.uow, session.supervisee_id)
    held = [one.starts_at for one in others if one.status == "held" and one.kind != "personal"]
    last = max(held, default=None)
    return [
        one
        for one in learning.about(work.uow, session.supervisee_id)
        if last is None or one.written_at > last
    ]


def read(work: Work, session_id: str) -> list[tuple[Learning, str]]:
    """The same with its text, for the team manager and their supervisor of today. Raises Refused."""
    session = access.session_as_party(work, session_id)
    supervisee = access.person_for(work, session.supervisee_id)
    if work.actor not in (supervisee.id, supervisee.supervisor_id):
        raise Refused
    return [(one, learning.text_of(work.uow, one.event_id)) for one in for_session(work, session)]
