"""Duties about one case, as their families put them."""

from datetime import date

from supervision.duties.case_clock import beginning
from supervision.duties.casework import CaseWork
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import owner_of
from supervision.duties.row_reading import Counted

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
    counted: Counted,
    opened_by: str,
    *,
    silent: bool = False,
) -> list[Expected]:
    """What each whom a rule names owes about an open case, counted from `start` among its inputs.

    It depends on nothing else of the facts than on who they are (`each_case`).
    """
    rule, inputs, reckoned = counted
    start = inputs["start"]
    opened_on = start if isinstance(start, date) else beginning(case)
    return [
        # By place: there is one for every case, and by name they take twice as long to make.
        Expected(
            rule.id,
            "case",
            case.case.id,
            party,
            owner_of(facts, party),
            facts.acting_id if party == "supervisee" else facts.person.id,
            opened_by,
            opened_on,
            inputs,
            wakes_at=reckoned.over_at,
            silent=silent,
            hears=_HEARS.get(party, _OF_THE_SUPERVISOR),
            reckoned=reckoned,
        )
        for party in rule.owners
    ]
