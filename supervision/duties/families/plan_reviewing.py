"""Clause plan-review: the child's plan itself is reviewed in supervision at least so often."""

from collections.abc import Iterator

from storage.queries.ledger import DutyRow
from storage.tables import Event
from supervision.duties.case_clock import beginning
from supervision.duties.casework import CaseWork
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families.case_duty import case_duties
from supervision.duties.row_reading import table_for
from supervision.duties.served import Asked


def owed(facts: SuperviseeFacts, case: CaseWork, _: Asked) -> Iterator[Expected]:
    """Of an open case the interval since its plan was last reviewed, else since its allocation.

    Where the policy gives no number it is said once, when the case comes; after a review it is only listed.
    """
    reviewed = _last_review(facts, case)
    start = reviewed.happened_on if reviewed else beginning(case)
    for one in table_for(facts.policy, case.case).fitting("plan_reviewed", start, facts.today)[:1]:
        silent = one.due_on is None and reviewed is not None
        yield from case_duties(facts, case, one, _since(case, reviewed), silent=silent)


def ended(facts: SuperviseeFacts, row: DutyRow) -> tuple[str, str]:
    """What became of a duty to review a plan that the facts no longer have as it was: its status and the reason."""
    case = next((one for one in facts.cases if one.case.id == row.subject_id), None)
    if case is None:
        return "withdrawn", "case-no-longer-open"
    reviewed = _last_review(facts, case)
    if (
        reviewed is not None
        and reviewed.happened_on >= row.opened_on
        and row.opened_by != _since(case, reviewed)
    ):
        return "met", "reviewed"
    return "withdrawn", "another-row" if row.opened_by == _since(case, reviewed) else "no-longer-owed"


def _last_review(facts: SuperviseeFacts, case: CaseWork) -> Event | None:
    """The last time the plan was said to be reviewed, under whichever rule the case then followed."""
    for event in reversed(case.events):
        rule = facts.policy.rules.get(event.rule) if event.what == "done" else None
        if rule is not None and rule.opened_by == "plan_reviewed":
            return event
    return None


def _since(case: CaseWork, reviewed: Event | None) -> str:
    return f"done:{reviewed.id}" if reviewed else f"case:{case.case.id}"
