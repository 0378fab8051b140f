"""Which rules of a policy the bot acts on: those it has words for."""

from dialogs.owed import WORDED
from supervision.policy import Rule


def served(rule: Rule) -> bool:
    """Whether duties under this rule are kept and reminded of. Every frequency of persons shares its words."""
    if rule.opened_by == "last_session":
        return rule.id.startswith("freq-")
    return rule.id in WORDED
