"""What duties about cases ask for, in words; never a reference."""

from collections.abc import Mapping
from typing import Final

from dialogs.wording.overseen import POINTS
from supervision.duties.row_reading import has_number
from supervision.policy import Rule
from supervision.policy.vocabulary import OpenedBy

_TASKS: Final[Mapping[OpenedBy, str]] = {
    "case_allocated": "discuss a newly allocated case with {who}",
    "case_supervised": "discuss a case with {who}",
    "plan_reviewed": "review the plan in a case with {who}",
    "case_session_cancelled": "note the cancelled supervision of {session} on the file of each case on its agenda",
}
_UNDECIDED: Final = "decide with {who} how often a case is discussed"
CASE_FAMILIES: Final = frozenset({"case", "plan-review", "cancel-note", "oversight"})
"""The rules whose words these are, rows of the tables of cases under one name."""


def case_task(rule: Rule, party: str) -> str | None:
    """What a rule about cases asks for, with the placeholders `who`, `supervisor` and `session`; None for other rules."""
    if rule.oversight:
        return f"note management oversight {POINTS[rule.oversight]} of a case of {{who}}"
    undecided = rule.opened_by == "case_supervised" and not has_number(rule)
    text = _UNDECIDED if undecided else _TASKS.get(rule.opened_by)
    return text.replace("{who}", "{supervisor}") if text and party == "supervisee" else text
