"""Clauses record-case and signoff-case: a held session is recorded, and its record signed off."""

from collections.abc import Iterator
from datetime import date, timedelta

from storage.queries.bulk import RecordRow, SessionRow
from supervision.duties.days import day_is_over
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import in_force
from supervision.duties.reckoning import reckon
from supervision.policy import Rule

RECORDED = ("recorded", "tasked", "signed_off", "change_asked", "disagreed", "assumed_agreed", "closed")
STOPPED = {"change_asked": "change-asked", "disagreed": "disagreed"}


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """For each record: the recording by whoever held the session, then the sign-off by the supervisee and the closing by
    their supervisor of today.
    """
    for session in facts.sessions:
        for record in facts.records.get(session.id, ()):
            if session.status == "held" and not _is_past(facts, record):
                yield from _recording(facts, session, record)
                yield from _sign_off(facts, record)
                yield from _closing(facts, record)


def _is_past(facts: SuperviseeFacts, record: RecordRow) -> bool:
    """Whether all that a record asked for is done, and no duty stands for any of it."""
    if record.state not in ("signed_off", "closed"):
        return False
    tasked = f"tasked:{record.id}:{record.tasked_on.isoformat()}" if record.tasked_on else ""
    return facts.openings.isdisjoint((f"session:{record.session_id}", tasked, f"assumed:{record.id}"))


def run_out(facts: SuperviseeFacts) -> Iterator[RecordRow]:
    """Records whose time to be signed off has passed without a word, where the policy has them assumed agreed.

    One whose supervisee was away for any of that time waits for the supervisor's word instead.
    """
    for record in (one for records in facts.records.values() for one in records):
        if record.state != "tasked" or record.tasked_on is None:
            continue
        rule = _signing(facts, record)
        if rule is None or not rule.assumed_agreed:
            continue
        due = reckon(facts.policy, rule.id, {"start": record.tasked_on}, undated=False).due_on
        if due is not None and facts.today > due and not _away_between(facts, record.tasked_on, due):
            yield record


def _away_between(facts: SuperviseeFacts, first: date, last: date) -> bool:
    return any(
        one.from_on <= last and (one.returned_on is None or one.returned_on > first)
        for one in facts.absences_of(facts.person.id)
    )


def _recording(facts: SuperviseeFacts, session: SessionRow, record: RecordRow) -> Iterator[Expected]:
    rule = facts.policy.record_rule("record", record.kind, facts.person.role)
    if rule is None or session.held_on is None or not in_force(facts, rule, session.held_on):
        return
    done = record.state in RECORDED
    # What is awaited stays with whoever held the session, unless they are covered or have left.
    supervisor, delegate = facts.acting[session.supervisor_id], facts.delegates.get(record.id)
    yield Expected(
        rule=rule.id,
        subject_kind="record",
        subject_id=record.id,
        party="supervisor",
        owner_id=delegate or supervisor,
        # Whoever makes it for the supervisor owes it to them.
        owed_to_id=supervisor if delegate else facts.person.id,
        opened_by=f"session:{session.id}",
        opened_on=session.held_on,
        inputs={"start": _counted_from(facts, session, session.held_on, rule)},
        status="met" if done else "open",
        reason="recorded" if done else "",
        hears=("owner", "supervisor") if delegate else ("owner", "line_manager", "line_managers_manager"),
        delegated=record.delegated_to_id is not None,
    )


def _counted_from(facts: SuperviseeFacts, session: SessionRow, held_on: date, rule: Rule) -> date:
    """The day it was held; for a rule in hours the instant at which it was to end, where it was held on its own day."""
    over = session.starts_at + timedelta(minutes=session.minutes)
    known = rule.clock.in_hours and held_on == facts.local_day(over)
    return over if known else held_on


def _signing(facts: SuperviseeFacts, record: RecordRow) -> Rule | None:
    """The rule by which a record is answered, where it held when the record was sent."""
    rule = facts.policy.record_rule("signoff", record.kind, facts.person.role)
    sent = record.tasked_on
    return None if rule is None or (sent is not None and not in_force(facts, rule, sent)) else rule


def _sign_off(facts: SuperviseeFacts, record: RecordRow) -> Iterator[Expected]:
    rule = _signing(facts, record)
    if rule is None or record.tasked_on is None:
        return
    inputs = {"start": record.tasked_on}
    due = reckon(facts.policy, rule.id, inputs, undated=False).due_on
    status, reason = {
        "signed_off": ("met", "signed-off"),
        "closed": ("lapsed", "closed"),
        "assumed_agreed": ("lapsed", "assumed-agreed"),
    }.get(record.state, ("open", ""))
    paused = STOPPED.get(record.state, "")
    if not paused and facts.is_away(facts.person.id):
        paused = "away"
    yield Expected(
        rule=rule.id,
        subject_kind="record",
        subject_id=record.id,
        party="supervisee",
        owner_id=facts.person.id,
        owed_to_id=facts.acting_id,
        opened_by=f"tasked:{record.id}:{record.tasked_on.isoformat()}",
        opened_on=record.tasked_on,
        inputs=inputs,
        status=status,
        reason=reason,
        paused=paused,
        wakes_at=None if due is None else day_is_over(due, facts.policy),
        hears=("owner", "supervisor"),
    )


def _closing(facts: SuperviseeFacts, record: RecordRow) -> Iterator[Expected]:
    """Once a record is assumed agreed the supervisor closes it with a note; the policy gives that no number
    of days.
    """
    rule, start = _signing(facts, record), record.tasked_on
    if rule is None or record.state not in ("assumed_agreed", "closed") or start is None:
        return
    done = record.state == "closed"
    yield Expected(
        rule=rule.id,
        subject_kind="record",
        subject_id=record.id,
        party="supervisor",
        owner_id=facts.acting_id,
        owed_to_id=facts.person.id,
        opened_by=f"assumed:{record.id}",
        opened_on=facts.today,
        inputs={"start": start},
        status="met" if done else "open",
        reason="closed" if done else "",
        hears=("owner",),
        undated=True,
    )
