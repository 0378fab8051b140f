"""Duties about one person, as their families put them."""

from datetime import date, datetime

from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import owner_of
from supervision.policy import Inputs, Rule

Opening = tuple[str, date]
"""The fact that opens a duty, in the ledger's words, and the day it is counted from."""


def person_duty(
    facts: SuperviseeFacts,
    rule: Rule,
    party: str,
    opening: Opening,
    inputs: Inputs,
    wakes_at: datetime | None,
    status: str = "open",
    reason: str = "",
    *,
    silent: bool = False,
    undated: bool = False,
) -> Expected:
    """What one whom a rule names owes about a supervisee; what the supervisee owes is owed to who supervises them."""
    opened_by, start = opening
    return Expected(
        rule=rule.id,
        subject_kind="person",
        subject_id=facts.person.id,
        party=party,
        owner_id=owner_of(facts, party),
        owed_to_id=facts.acting_id if party == "supervisee" else facts.person.id,
        opened_by=opened_by,
        opened_on=start,
        inputs=inputs,
        status=status,
        reason=reason,
        wakes_at=wakes_at,
        silent=silent,
        undated=undated,
    )
