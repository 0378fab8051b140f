"""From when a case is counted, and which row of the table governs it now."""

from datetime import date

from supervision.duties.applying import begun
from supervision.duties.casework import CaseWork
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.row_reading import Reading, Turning, table_for
from supervision.duties.served import Asked

RULES = ("case_supervised", "case_allocated")
"""What opens the rules that a discussion of a case answers."""


def governing(facts: SuperviseeFacts, case: CaseWork, agenda: Asked) -> tuple[Reading, date | None]:
    """Which row governs a case now, and the day it was last discussed as that row counts it; None where it never was.

    Where each worker is supervised on a co-worked case, what was discussed with another does not count.
    """
    alone = last_discussed(facts, case, each_worker=True)
    found = _reading(facts, case, alone, agenda)
    rule = found.frequency.rule
    if rule is not None and rule.each_worker:
        return found, alone
    together = last_discussed(facts, case, each_worker=False)
    return (found if together == alone else _reading(facts, case, together, agenda)), together


def last_discussed(facts: SuperviseeFacts, case: CaseWork, *, each_worker: bool) -> date | None:
    """The last day a case was discussed in supervision, or said to have been; None where that is not known.

    Oversight noted on a case is no discussion, and moves nothing.
    """
    row = case.case
    last = case.with_them if each_worker else case.discussed
    imported = row.last_supervised_on
    if imported is not None and (last is None or imported > last):
        last = imported
    for event in case.events:
        rule = facts.policy.rules.get(event.rule) if event.what == "done" else None
        if rule is not None and rule.opened_by in RULES and (last is None or event.happened_on > last):
            theirs = event.person_id in (None, facts.person.id) or event.happened_on <= row.joined_on
            last = event.happened_on if theirs or not each_worker else last
    return last


def beginning(case: CaseWork) -> date:
    """From when a case that was never discussed is counted: its allocation, but no day before it was known here.

    Whoever takes it over takes up that clock as it runs.
    """
    row = case.case
    return max(row.allocated_on or row.known_from, row.known_from)


def _reading(facts: SuperviseeFacts, case: CaseWork, discussed: date | None, agenda: Asked) -> Reading:
    row = case.case
    table = table_for(facts.policy, row)
    return table.reading(
        Turning(
            discussed or beginning(case),
            (row.plan_review_months or None) if "plan_review_months" in table.names else None,
            agenda.next_session(discussed) if "next_session" in table.names else None,
            row.allocated_on if "allocated" in table.names else None,
            facts.today if facts.today < begun(facts.policy) else None,
        )
    )
