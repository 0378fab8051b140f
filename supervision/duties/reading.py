"""Reading the ledger: what somebody owes and is owed, how late it is, and why, day by day."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from storage.queries import duties as query
from storage.tables import Duty
from supervision.duties.pauses import paused_words
from supervision.duties.versions import policy_of, policy_then
from supervision.policy import ExplainedDay, Explanation, Policy, instant
from supervision.work import Refused, Work


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty as it is shown. `status` is `due`, `paused` or `no_number`; `side` is `owes`, `owed` or empty."""

    duty: Duty
    title: str
    clause: str
    status: str
    late_working_days: int
    local_setting: bool
    uncertain: str
    side: str


def entries(work: Work, person_id: str | None = None) -> list[Entry]:
    """What a person owes and is owed, or the whole ledger for None; soonest due first."""
    if person_id is None:
        return [_entry(work, row, "") for row in query.all_live(work.uow)]
    owes = [_entry(work, row, "owes") for row in query.owed_by(work.uow, person_id)]
    return owes + [_entry(work, row, "owed") for row in query.owed_to(work.uow, person_id)]


def entry_for(work: Work, duty_id: str) -> Entry:
    """One duty the actor owes or is owed. Raises Refused otherwise."""
    row = query.duty(work.uow, duty_id)
    if row is None or work.actor not in (row.owner_id, row.owed_to_id):
        raise Refused
    return _entry(work, row, "owes" if row.owner_id == work.actor else "owed")


def snooze(work: Work, duty_id: str, until: date) -> Entry:
    """The owner hears no more of a duty until a day; its date does not move. Raises Refused."""
    row = query.duty(work.uow, duty_id)
    if row is None or row.owner_id != work.actor:
        raise Refused
    morning = instant(until, policy_of(work, row))
    row.snoozed_until, row.next_nudge_at = until, morning
    row.look_at = min(one for one in (row.look_at, morning) if one is not None)
    work.uow.audit(work.actor, "snooze", "duty", row.id)
    return entry_for(work, duty_id)


def _entry(work: Work, row: Duty, side: str) -> Entry:
    policy = policy_of(work, row)
    rule = policy.rules[row.rule]
    today = work.now.astimezone(policy.timezone).date()
    status = "paused" if row.status == "paused" else "no_number" if row.due_on is None else "due"
    return Entry(
        duty=row,
        title=rule.title,
        clause=rule.clause.id,
        status=status,
        late_working_days=late_working_days(row, policy, today) if status == "due" else 0,
        local_setting=rule.local_setting,
        uncertain=rule.uncertain,
        side=side,
    )


def late_working_days(row: Duty, policy: Policy, today: date) -> int:
    """How many working days have passed since the due date; 0 while it has not passed."""
    if row.due_on is None or today <= row.due_on:
        return 0
    return policy.calendar.working_days_between(row.due_on, today)


def inputs_of(row: Duty) -> dict[str, date | int]:
    """What a duty's clock is given, as it stands in its row."""
    return {name: one if isinstance(one, int) else _day_or_instant(one) for name, one in row.inputs.items()}


def _day_or_instant(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def explain(work: Work, duty_id: str) -> Explanation:
    """Why a duty is due when it is, or why its clock stands still: recomputed from the inputs it was worked out from.

    Raises Refused.
    """
    row = entry_for(work, duty_id).duty
    policy = policy_then(work, row)
    inputs = inputs_of(row)
    found = policy.rules[row.rule].explain(inputs, policy.calendar)
    if row.status == "paused":
        # The rule knows nothing of what stopped its clock, and would name what it waits for in words of its own.
        words, shifts = paused_words(row.reason), inputs.get("shifts_worked")
        so_far = f"; {shifts} noted so far" if isinstance(shifts, int) and found.status == "paused" else ""
        why = ExplainedDay(found.start, False, words + so_far)
        return replace(found, due=None, status="paused", days=(why,))
    return found
