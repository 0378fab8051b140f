"""How a rule is cited to people. That somebody is sick drives a clock and is never shown, so a rule that a cancellation
through sickness opens is cited as the one that any other cancellation opens. Command lines for administrators name each
rule by its own id.
"""

from collections.abc import Mapping
from dataclasses import replace

from storage.tables import Duty
from supervision import access, duties
from supervision.duties.versions import policy_of, policy_then
from supervision.policy import Explanation, Policy, Rule
from supervision.policy.vocabulary import OpenedBy
from supervision.work import Work

_CITED_AS: Mapping[OpenedBy, OpenedBy] = {"session_cancelled_sick": "session_cancelled"}
_PLAIN = {"id": "cancelled", "title": "Hold a new session after a cancellation"}


def shown(policy: Policy, rule: Rule) -> Rule:
    """The rule as people may see it: its own clock and remarks, under an id, title and clause that do not say why."""
    opened_by = _CITED_AS.get(rule.opened_by)
    if opened_by is None:
        return rule
    other = next((one for one in policy.rules.values() if one.opened_by == opened_by), None)
    if other is None:
        clause = rule.clause.model_copy(update={"id": _PLAIN["id"]})
        return rule.model_copy(update={**_PLAIN, "clause": clause})
    return rule.model_copy(update={"id": other.id, "title": other.title, "clause": other.clause})


def policy_sentence(work: Work, clause: str) -> str:
    """A sentence that cites a clause of the actor's own policy, to stand after another; empty where it has none."""
    found = work.policy(access.actor(work)).cited_clauses.get(clause)
    return f" Your policy: {found.cited()}." if found else ""


def rule_of(work: Work, duty: Duty) -> Rule:
    """The rule of a duty, as people may see it."""
    policy = policy_of(work, duty)
    return shown(policy, policy.rules[duty.rule])


def explained(work: Work, duty: Duty) -> Explanation:
    """Why a duty is due when it is, as people may see it. Raises Refused."""
    found = duties.explain(work, duty.id)
    policy = policy_then(work, duty)
    rule = shown(policy, policy.rules[duty.rule])
    return replace(found, rule=rule.id, clause=rule.cited())
