"""Duties about one case, as their families put them."""

from collections.abc import Iterator
from datetime import date

from supervision.duties.casework import CaseWork
from supervision.duties.days import day_begins, day_is_over
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import owner_of
from supervision.policy import Inputs, Rule

_ABOVE = ("other_party", "line_manager", "line_managers_manager")
# Whoever a ladder names besides the owner: all cases of one person are one message, so nobody hears of each of them.
_HEARS = {
    "supervisee": ("owner", "supervisor", *_ABOVE),
    "line_manager": ("owner", "supervisee", "supervisor", *_ABOVE),
}
_OF_THE_SUPERVISOR = ("owner", "supervisee", *_ABOVE)


def case_duties(
    facts: SuperviseeFacts,
    case: CaseWork,
    rule: Rule,
    opened_by: str,
    inputs: Inputs,
    due: date | None = None,
    *,
    silent: bool = False,
) -> Iterator[Expected]:
    """What each whom a rule names owes about an open case, counted from `start` among the inputs.

    It wakes when its day is over, and when the case closes if that lies ahead.
    """
    start, closes, policy = inputs["start"], case.case.closed_on, facts.policy
    turns = [day_is_over(due, policy)] if due else []
    turns += [day_begins(closes, policy)] if closes else []
    for party in rule.owners:
        yield Expected(
            rule=rule.id,
            subject_kind="case",
            subject_id=case.case.id,
            party=party,
            owner_id=owner_of(facts, party),
            owed_to_id=facts.acting_id if party == "supervisee" else facts.person.id,
            opened_by=opened_by,
            opened_on=start if isinstance(start, date) else facts.today,
            inputs=inputs,
            wakes_at=min((one for one in turns if one > facts.now), default=None),
            silent=silent,
            hears=_HEARS.get(party, _OF_THE_SUPERVISOR),
        )
