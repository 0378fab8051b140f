"""Clauses of the tables of cases: each open case is discussed as often as the strictest row that fits it says, and a
newly allocated one within its first days.
"""

from collections.abc import Iterator
from datetime import date

from storage.queries.ledger import DutyRow
from supervision.duties.case_clock import beginning, governing, last_discussed
from supervision.duties.casework import CaseWork
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families.case_duty import case_duties
from supervision.duties.row_reading import Counted, has_number, table_for
from supervision.duties.served import Asked


def owed(facts: SuperviseeFacts, case: CaseWork, agenda: Asked) -> Iterator[Expected]:
    """Of an open case the one interval that runs now, from when it was last discussed, else from its allocation.

    What is on the agenda of a session planned by its due day is being served, so silent. A case for which the table has
    no number is listed for a decision.
    """
    first: date | None = None
    if case.case.allocated_on is not None and facts.policy.rules_opened_by("case_allocated"):
        for one in _first(facts, case, case.case.allocated_on):
            first = min(one.due_on or first or date.max, first or date.max)
            silent = agenda.by(one.due_on)
            yield from case_duties(facts, case, one, f"allocated:{case.case.id}", silent=silent)
    found, discussed = governing(facts, case, agenda)
    counted = found.counted
    # Until its first discussion a newly allocated case is owed that one only, unless a row is stricter.
    if counted is not None and (first is None or (counted.due_on is not None and counted.due_on < first)):
        silent = agenda.by(counted.due_on)
        yield from case_duties(facts, case, counted, _since(case, discussed), silent=silent)
    for row in found.undecided:
        listed = table_for(facts.policy, case.case).counted(row, {"start": beginning(case)})
        yield from case_duties(facts, case, listed, f"case:{case.case.id}")


def ended(facts: SuperviseeFacts, row: DutyRow) -> tuple[str, str]:
    """What became of a duty to discuss a case that the facts no longer have as it was: its status and the reason."""
    if facts.supervisor is None or facts.left:
        return "withdrawn", "no-longer-owed"
    case = next((one for one in facts.cases if one.case.id == row.subject_id), None)
    if case is None:
        return "withdrawn", "case-no-longer-open"
    rule = facts.policy.rules[row.rule]
    if not has_number(rule):
        decided = "interval_months" in case.case.facts
        return ("met", "decided") if decided else ("withdrawn", "another-row")
    discussed = last_discussed(facts, case, each_worker=rule.each_worker)
    if discussed is not None and discussed >= row.opened_on and row.opened_by != _since(case, discussed):
        return "met", "discussed"
    current = discussed or beginning(case)
    return "withdrawn", "another-row" if current == row.opened_on else "no-longer-owed"


def _first(facts: SuperviseeFacts, case: CaseWork, allocated: date) -> Iterator[Counted]:
    """The first discussion of a newly allocated case, until it took place; none that was due before it was known here."""
    alone = last_discussed(facts, case, each_worker=True)
    if alone is not None and alone >= allocated:
        return
    for one in table_for(facts.policy, case.case).fitting("case_allocated", allocated):
        discussed = last_discussed(facts, case, each_worker=one.rule.each_worker)
        known = one.due_on is None or one.due_on >= case.case.known_from
        if known and (discussed is None or discussed < allocated):
            yield one


def _since(case: CaseWork, discussed: date | None) -> str:
    return f"case:{case.case.id}" + (f":{discussed.isoformat()}" if discussed else "")
