"""Management oversight that is asked for at the allocation and at the sign-off of a case: owed until it is noted there.

Where a rule asks for it `unless_discussed`, a discussion in supervision takes its place. So for a case that has ended it is
owed only where there was none.
"""

from collections.abc import Iterator
from datetime import date

from storage.queries.ledger import DutyRow
from supervision.duties.applying import named
from supervision.duties.case_clock import last_discussed
from supervision.duties.casework import CaseWork
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families.case_duty import case_duties
from supervision.duties.reckoning import reckon
from supervision.duties.row_reading import Counted
from supervision.policy import Rule, fits_from

_ANSWERS = ("noted", "discussed")


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """For each case that was begun or has ended, what is not noted: one duty a rule, told once where it has no number.

    Nothing of the time before the worker was known here.
    """
    policy = facts.policy
    begun, over = policy.rules_opened_by("case_begun"), policy.rules_opened_by("case_ended")
    if not (begun or over) or facts.supervisor is None or facts.left:
        return
    for case in facts.cases:
        if begun:
            yield from _owed(facts, case, begun)
        # What is still open has ended as one of its former types only, and that is an event.
        if over and case.events:
            yield from _owed(facts, case, over)
    for case in facts.over:
        yield from _owed(facts, case, (*begun, *over))


def ended(facts: SuperviseeFacts, row: DutyRow) -> tuple[str, str]:
    """What became of oversight that the facts no longer have as it was owed: its status and the reason."""
    case = next((one for one in (*facts.cases, *facts.over) if one.case.id == row.subject_id), None)
    if case is None or facts.supervisor is None or facts.left:
        return "withdrawn", "no-longer-owed"
    rule = facts.policy.rules[row.rule]
    if found := _answers(facts, case, rule, row.opened_on):
        return "met", min(found, key=_ANSWERS.index)
    if _start(facts, case, rule) is not None:
        return "withdrawn", "no-longer-owed"
    return "withdrawn", "another-row" if rule.opened_by == "case_begun" else "case-open-again"


def _owed(facts: SuperviseeFacts, case: CaseWork, rules: tuple[Rule, ...]) -> Iterator[Expected]:
    for rule in rules:
        start = _start(facts, case, rule)
        if start is None or start < facts.person.known_from:
            continue
        inputs = {"start": start}
        if "allocated" in named(facts.policy, rule):
            inputs["allocated"] = allocation(case)
        calendar = facts.policy.calendar
        if not fits_from(rule, case.case.facts, start, inputs, calendar) or _answers(
            facts, case, rule, start
        ):
            continue
        reckoned = reckon(facts.policy, rule.id, inputs, undated=False)
        if reckoned.due_on is not None and reckoned.due_on < case.case.known_from:
            # Nobody is late for what fell due before the case was known here: it is listed without a date.
            reckoned = reckon(facts.policy, rule.id, inputs, undated=True)
        opened_by = f"{rule.opened_by}:{case.case.id}:{allocation(case)}"
        yield from case_duties(facts, case, Counted(rule, inputs, reckoned), opened_by)


def allocation(case: CaseWork) -> date:
    """From when oversight of a case and discussions of it count: its allocation, or the day it was first known here."""
    return case.case.allocated_on or case.case.known_from


def _start(facts: SuperviseeFacts, case: CaseWork, rule: Rule) -> date | None:
    """The day a rule is counted from: of the allocation, or of the end of the case as one of its types. None while the
    case does not come under it.
    """
    row = case.case
    is_one = rule.is_for_types(row.types)
    if rule.opened_by == "case_begun":
        return row.allocated_on if is_one else None
    closed = row.closed_on if row.closed_on is not None and row.closed_on <= facts.today else None
    if is_one:
        return closed
    types = [
        one.happened_on
        for one in case.events
        if one.what == "type_ended" and one.party in rule.case_types and one.happened_on >= allocation(case)
    ]
    ends = [*types[-1:], *([closed] if types and closed else [])]
    return min(ends, default=None)


def _answers(facts: SuperviseeFacts, case: CaseWork, rule: Rule, start: date) -> frozenset[str]:
    """What of a case answers such a rule: that oversight was `noted`, and that it was `discussed`."""
    since = allocation(case)
    found = set()
    for one in case.events:
        # Where nobody said at which point it was given, it counts for what was asked for by then.
        first = since if one.party == rule.oversight else start
        if one.what == "oversight" and one.party in ("", rule.oversight) and one.happened_on >= first:
            found.add("noted")
    if rule.unless_discussed:
        discussed = last_discussed(facts, case, each_worker=rule.each_worker)
        if discussed is not None and discussed >= since:
            found.add("discussed")
    return frozenset(found)
