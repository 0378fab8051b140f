"""The ledger at work: what the facts say is owed is written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.ids import new_id
from storage.queries import duties as query
from storage.tables import Duty, Person
from supervision.duties import (
    absent,
    cancel_notes,
    cancelling,
    discussing,
    frequency,
    once,
    plan_reviewing,
    preparing,
    recording,
    recurring,
)
from supervision.duties.asked_ad_hoc import tell_who_can_arrange
from supervision.duties.endings import ended
from supervision.duties.expected import Expected, Key
from supervision.duties.facts import SuperviseeFacts, gather
from supervision.duties.session_over import ask_whether_held
from supervision.duties.telling import Return, nudge
from supervision.duties.update_ready import offer_update
from supervision.policy import Due, end_of_day
from supervision.work import CLOCK, Work

FAMILIES = (
    preparing,
    frequency,
    cancelling,
    cancel_notes,
    recording,
    absent,
    once,
    recurring,
    discussing,
    plan_reviewing,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the ledger and the facts, as it was mended."""

    what: str
    rule: str
    subject_id: str


def settle(
    work: Work, supervisee: Person, back: Return | None = None, *, taken_back: bool = False
) -> list[Change]:
    """Bring every duty about one supervisee into line with the facts at this instant, and plan its nudges.

    Opens what is owed and not written, closes what is no longer owed, re-dates and pauses; touches nothing
    that agrees. Running it twice changes nothing the second time. `taken_back` says that what changed was undone:
    then what was said of a duty before is not said again. Returns what it changed.
    """
    facts = gather(work, supervisee)
    _let_time_pass(work, facts)
    wanted = {one.key: one for family in FAMILIES for one in family.expected(facts)}
    written = {_key(row): row for row in query.live_of(work.uow, supervisee.id)}
    changes = [
        _close(facts, row, wanted.get(key)) for key, row in written.items() if _is_over(wanted.get(key))
    ]
    # What is closed leaves the table of open duties before anything opens there in its place.
    work.uow.session.flush()
    for key, expected in wanted.items():
        if expected.status == "open":
            changes += _open_or_amend(work, facts, expected, written.get(key), back, taken_back=taken_back)
    ask_whether_held(work, facts)
    tell_who_can_arrange(work, facts)
    offer_update(work, facts)
    return changes


def _let_time_pass(work: Work, facts: SuperviseeFacts) -> None:
    """The one fact that time alone brings about: a record nobody signed off is assumed agreed, never closed."""
    for record in recording.run_out(facts):
        record.state = "assumed_agreed"
        record.version += 1
        work.uow.audit(CLOCK, "assumed-agreed", "record", record.id)


def _key(row: Duty) -> Key:
    return (row.rule, row.subject_kind, row.subject_id, row.party, row.opened_by)


def _is_over(expected: Expected | None) -> bool:
    return expected is None or expected.status != "open"


def _close(facts: SuperviseeFacts, row: Duty, expected: Expected | None) -> Change:
    row.status, row.reason = (expected.status, expected.reason) if expected else ended(facts, row)
    row.closed_on = facts.today
    row.next_nudge_at = row.look_at = None
    row.version += 1
    return Change("closed", row.rule, row.subject_id)


def _open_or_amend(
    work: Work,
    facts: SuperviseeFacts,
    expected: Expected,
    row: Duty | None,
    back: Return | None,
    *,
    taken_back: bool,
) -> list[Change]:
    rule = facts.policy.rules[expected.rule]
    due = Due("no_number") if expected.undated else rule.due(expected.inputs, facts.policy.calendar)
    paused = expected.paused or (f"waiting-{due.waiting_for}" if due.status == "paused" else "")
    columns: dict[str, Any] = {
        "owner_id": expected.owner_id,
        "owed_to_id": expected.owed_to_id,
        "authority": facts.policy.key,
        "policy_version": facts.policy.version,
        "inputs": {
            name: given if isinstance(given, int) else given.isoformat()
            for name, given in expected.inputs.items()
        },
        "due_on": due.on,
        "due_at": _due_at(facts, expected, due),
        "status": "paused" if paused else "open",
        "reason": paused,
    }
    changes = []
    if row is None:
        row = _opened(work, facts, expected, columns)
        changes.append(Change("opened", row.rule, row.subject_id))
    elif _amend(row, columns, taken_back=taken_back):
        changes.append(Change("amended", row.rule, row.subject_id))
    nudge(work, facts, expected, row, back)
    return changes


def _opened(work: Work, facts: SuperviseeFacts, expected: Expected, columns: dict[str, Any]) -> Duty:
    earlier = query.last_closed(work.uow, facts.person.id, expected.key)
    row = Duty(
        id=new_id(work.now),
        rule=expected.rule,
        supervisee_id=facts.person.id,
        subject_kind=expected.subject_kind,
        subject_id=expected.subject_id,
        party=expected.party,
        opened_by=expected.opened_by,
        opened_on=expected.opened_on,
        # One that opens again, as after an undo, does not say again what it has said.
        nudged_to=earlier.nudged_to if earlier else None,
        **columns,
    )
    work.uow.session.add(row)
    return row


def _amend(row: Duty, columns: dict[str, Any], *, taken_back: bool) -> bool:
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed.keys() & {"due_on", "due_at", "owner_id", "status"}:
        # A stage that was sent for the old date or owner may be sent again for the new one.
        row.version += 1
    if changed.get("status") == "open" and not taken_back:
        # A date has become known: whoever owes it hears so at once.
        row.nudged_to = None
    return bool(changed)


def _due_at(facts: SuperviseeFacts, expected: Expected, due: Due) -> datetime | None:
    if due.on is None:
        return None
    return expected.due_at or due.at or end_of_day(due.on, facts.policy)


def settle_all(work: Work, supervisees: Iterable[Person], *, taken_back: bool = False) -> list[Change]:
    """Settle several supervisees, as when their supervisor goes away."""
    return [change for one in supervisees for change in settle(work, one, taken_back=taken_back)]
