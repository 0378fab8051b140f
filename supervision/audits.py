"""Audits of a team manager's cases: which case was drawn, and that it was audited. What it taught: `audit_learning`."""

from datetime import date

from storage import learning
from storage.queries import cases as query
from storage.tables import Case, Duty, Event
from supervision import events
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
    """An audit was done on a day, and taught this, if anything; it is for the next supervision of the case and of the team
    manager.

    Raises as `events.done` does.
    """
    duty, _, _ = drawn(work, duty_id)
    event = events.done(work, duty_id, on)
    if taught:
        learning.keep(work.uow, event.id, duty.supervisee_id, taught)
        work.uow.audit(work.actor, "audit-learning", "event", event.id)
    return event
