"""Which rules are answered by saying that what they ask for was done, and from which day on that can be said."""

from datetime import date

from storage.tables import Duty
from supervision.policy import Rule
from supervision.policy.vocabulary import OpenedBy

ONCE: frozenset[OpenedBy] = frozenset(
    {
        "employment_started",
        "relationship_started",
        "asye_started",
        "circumstances_changed",
        "event_recorded",
    }
)
"""Opened by something that happened, each time anew: done once."""

RECURRING: frozenset[OpenedBy] = frozenset(
    {
        "last_audit",
        "last_themed_audit",
        "last_observation",
        "last_survey",
        "last_appraisal",
        "agreement_signed",
        "period_begun",
    }
)
"""Counted from the last time it was done: done again and again."""

_OF_CASES: frozenset[OpenedBy] = frozenset({"plan_reviewed", "case_session_cancelled"})


def said_to_be_done(rule: Rule) -> bool:
    """Whether its owner answers it by saying that it was done; a session, a record or a booking answers the others."""
    return rule.opened_by in ONCE | RECURRING | _OF_CASES


def is_delegated(duty: Duty) -> bool:
    """Whether a duty to record is owed to the supervisor, by whoever makes the record for them."""
    return (duty.subject_kind, duty.party) == (
        "record",
        "supervisor",
    ) and duty.owed_to_id != duty.supervisee_id


def earliest(duty: Duty, rule: Rule) -> date | None:
    """The first day on which what a duty asks for may have been done. None where nothing is known of the last time:
    then that may lie before the bot knew of anybody.
    """
    unknown = rule.opened_by in RECURRING and duty.opened_by.startswith("person:")
    return None if unknown else duty.opened_on
