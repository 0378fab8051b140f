"""Why a duty is over that no fact speaks for any more: answered, or no longer owed.

A family that looks only at the interval which runs now says here what became of the one before.
"""

from collections.abc import Callable, Mapping

from storage.queries.ledger import DutyRow
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import cancel_notes, discussing, overseeing, plan_reviewing
from supervision.policy.vocabulary import OpenedBy

_ENDED: Mapping[OpenedBy, Callable[[SuperviseeFacts, DutyRow], tuple[str, str]]] = {
    "case_allocated": discussing.ended,
    "case_supervised": discussing.ended,
    "plan_reviewed": plan_reviewing.ended,
    "case_session_cancelled": cancel_notes.ended,
    "case_begun": overseeing.ended,
    "case_ended": overseeing.ended,
}

_NOT_OWED = ("withdrawn", "no-longer-owed")


def ended(facts: SuperviseeFacts, row: DutyRow) -> tuple[str, str]:
    """The status such a duty is closed with, and the reason (a word)."""
    rule = facts.policy.rules.get(row.rule)
    say = _ENDED.get(rule.opened_by) if rule is not None else None
    found = say(facts, row) if say is not None else _NOT_OWED
    if found == _NOT_OWED and row.policy_version != facts.policy.version:
        # What is still owed under a changed policy has been brought to its version.
        return "withdrawn", "policy-changed"
    return found
