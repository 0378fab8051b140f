"""Which rules of a policy the bot acts on, and which part of the ledger (a module of supervision/duties) does."""

from collections.abc import Mapping
from difflib import get_close_matches

from supervision.duties.answering import ONCE, RECURRING
from supervision.policy import Policy, Rule
from supervision.policy.record_rules import known_as
from supervision.policy.vocabulary import OpenedBy

# Duties about sessions, records and absences hang on what the bot does with those: each under its own id.
_BY_ID: Mapping[str, tuple[str, OpenedBy]] = {
    "prep": ("preparing", "session_planned"),
    "book": ("frequency", "frequency"),
    "rebook": ("cancelling", "session_cancelled"),
    "rebook-sick": ("cancelling", "session_cancelled_sick"),
    "rebook-sick-personal": ("cancelling", "session_cancelled_sick"),
    "record-case": ("recording", "session_held"),
    "record-personal": ("recording", "session_held"),
    "signoff-case": ("recording", "record_tasked"),
    "signoff-personal": ("recording", "record_received"),
    "absent-supervisor": ("absent", "supervisor_absent"),
}
# All others are acted on under any id: what opens them says what they ask for.
_BY_OPENING: Mapping[OpenedBy, str] = {
    **dict.fromkeys(ONCE, "once"),
    **dict.fromkeys(RECURRING, "recurring"),
    "last_session": "frequency",
    "case_allocated": "discussing",
    "case_supervised": "discussing",
    "case_session_cancelled": "cancel_notes",
    "plan_reviewed": "plan_reviewing",
    "case_begun": "overseeing",
    "case_ended": "overseeing",
}


def served_by(rule: Rule) -> str:
    """The part of the ledger that acts on a rule; empty when nothing does."""
    family, opening = _BY_ID.get(known_as(rule.id), ("", None))
    return family if rule.opened_by == opening else _BY_OPENING.get(rule.opened_by, "")


def served(rule: Rule) -> bool:
    """Whether duties under this rule are kept and reminded of."""
    return bool(served_by(rule))


def hint(rule: Rule, policy: Policy) -> str:
    """What was probably meant by a rule that nothing acts on, as the end of a sentence."""
    if rule.id in _BY_ID:
        return f": it acts on that id where it is opened by {_BY_ID[rule.id][1]}."
    free = [one for one in _BY_ID if one not in policy.rules]
    near = get_close_matches(rule.id, free, n=1, cutoff=0.7)
    found = next(iter(near or (one for one in free if _BY_ID[one][1] == rule.opened_by)), "")
    return f": did you mean {found}?" if found else "."
