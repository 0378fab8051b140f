"""How far back a supervisee's sessions are looked at: what nothing turns on any more is not read again for ever."""

from collections.abc import Sequence
from datetime import date, timedelta

from storage.queries.ledger import DutyRow
from storage.tables import Event, Person
from supervision.duties.answering import ONCE
from supervision.duties.applying import counted_to_next_session
from supervision.policy import Policy

HISTORY = timedelta(days=120)
"""How far back sessions are looked at that no duty, record or plan refers to."""

# Those opened before a person was known are not owed; a little before it they may be.
_BEFORE_KNOWN = timedelta(weeks=5)
_OPENS = ("relationship_started", "circumstances_changed", "event")


def waits_since(
    policy: Policy, person: Person, events: Sequence[Event], written: Sequence[DutyRow]
) -> date | None:
    """The day from which the first session counts for a clock that runs until then; None where there is no such clock,
    or it was answered.
    """
    days = [row.opened_on for row in written if "next_session" in row.inputs]
    for rule in counted_to_next_session(policy, person.role, ONCE):
        opened = [one.happened_on for one in events if one.what in _OPENS]
        begun = [day for day in (person.started_on, person.asye_started_on) if day is not None]
        opened += [day for day in begun if day >= person.known_from - _BEFORE_KNOWN]
        done = [one for one in events if one.what == "done" and one.rule == rule.id]
        for party in rule.owners:
            last = max((one.happened_on for one in done if one.party in ("", party)), default=date.min)
            days += [day for day in opened if day > last]
    return min(days, default=None)
