"""Clauses rebook, rebook-sick and rebook-sick-personal: a cancelled session takes place again soon."""

from collections.abc import Iterator
from datetime import date

from storage.queries.bulk import SessionRow
from supervision.duties.days import day_is_over
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import in_force


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """One duty for each cancelled session, met once another is booked to take its place in time."""
    if facts.left:
        return
    for session in facts.sessions:
        if session.status == "cancelled" and session.cancelled_on is not None:
            rule = _rule(facts, session)
            if rule is not None and in_force(facts, facts.policy.rules[rule], session.cancelled_on):
                yield _duty(facts, session, session.cancelled_on, rule)


def _rule(facts: SuperviseeFacts, session: SessionRow) -> str | None:
    sick = session.cancel_reason == "sickness"
    wanted = ["rebook-sick-personal"] if sick and session.kind == "personal" else []
    wanted += ["rebook-sick"] if sick else []
    return next((one for one in [*wanted, "rebook"] if one in facts.policy.rules), None)


def _duty(facts: SuperviseeFacts, session: SessionRow, cancelled_on: date, rule: str) -> Expected:
    planned = session.planned_on or facts.local_day(session.starts_at)
    inputs = {"start": cancelled_on, "planned": planned}
    returned = _returned(facts, session, cancelled_on)
    if returned is not None:
        inputs["returned"] = returned
    due = facts.policy.rules[rule].due(inputs, facts.policy.calendar).on
    done = _replaced(facts, session, cancelled_on, due)
    return Expected(
        rule=rule,
        subject_kind="session",
        subject_id=session.id,
        party="supervisor",
        owner_id=facts.acting_id or session.supervisor_id,
        owed_to_id=facts.person.id,
        opened_by=f"cancelled:{session.id}",
        opened_on=cancelled_on,
        inputs=inputs,
        status="met" if done else "open",
        reason="rebooked" if done else "",
        wakes_at=None if due is None else day_is_over(due, facts.policy),
        said_in="news",
    )


def _returned(facts: SuperviseeFacts, session: SessionRow, cancelled_on: date) -> date | None:
    """The first day back of whoever's sickness was the cause, once it is known."""
    sick = session.sick_id or session.cancelled_by
    if sick is None:
        return _returned_by_absence(facts, session, cancelled_on)
    back = [
        one.returned_on
        for one in facts.absences_of(sick)
        if one.returned_on is not None and one.returned_on >= cancelled_on
    ]
    return min(back, default=None)


def _returned_by_absence(facts: SuperviseeFacts, session: SessionRow, cancelled_on: date) -> date | None:
    """The same where an import does not say who was sick: of the two, whoever was away when it was cancelled or was to
    be. None while neither is known to have been, or one is not back; when both were, the later return counts.
    """
    days = (cancelled_on, session.planned_on or facts.local_day(session.starts_at))
    over = [
        one
        for party in (session.supervisee_id, session.supervisor_id)
        for one in facts.absences_of(party)
        if any(one.from_on <= day and (one.returned_on is None or one.returned_on > day) for day in days)
    ]
    back = [one.returned_on for one in over if one.returned_on is not None]
    return max(back) if back and len(back) == len(over) else None


def _replaced(facts: SuperviseeFacts, session: SessionRow, cancelled_on: date, due: date | None) -> bool:
    """Whether a session stands, or stood, in place of a cancelled one.

    Until the due date only one that takes place by then will do; after it, or where there is no date, any that was
    booked since the cancellation; for the same matters or for more. One that stood before it is the next of its own,
    not this one. One that was booked in its place and then itself cancelled has a duty of its own.
    """
    for other in facts.sessions:
        since = other.booked_on is None or other.booked_on >= cancelled_on
        if other.id == session.id or not since or other.kind not in (session.kind, "both"):
            continue
        if other.status == "cancelled":
            if other.booked_on is not None and other.starts_at > session.starts_at:
                return True
            continue
        day = other.held_on or facts.local_day(other.starts_at)
        if day >= cancelled_on and (due is None or day <= due or facts.today > due):
            return True
    return False
