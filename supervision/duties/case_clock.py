"""From when a case is counted, and which row of the table governs it now."""

from datetime import date

from supervision.duties.casework import CaseWork
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.served import Served
from supervision.policy import CaseFrequency, Inputs, Policy, Rule, case_frequency

RULES = ("case_supervised", "case_allocated")
"""What opens the rules that a discussion of a case answers."""


def governing(facts: SuperviseeFacts, case: CaseWork, agenda: Served) -> tuple[CaseFrequency, date | None]:
    """Which row governs a case now, and the day it was last discussed as that row counts it; None where it never was.

    Where each worker is supervised on a co-worked case, what was discussed with another does not count.
    """
    alone = last_discussed(facts, case, each_worker=True)
    frequency = _frequency(facts, case, alone, agenda)
    if frequency.rule is not None and frequency.rule.each_worker:
        return frequency, alone
    together = last_discussed(facts, case, each_worker=False)
    return (frequency if together == alone else _frequency(facts, case, together, agenda)), together


def last_discussed(facts: SuperviseeFacts, case: CaseWork, *, each_worker: bool) -> date | None:
    """The last day a case was discussed in supervision, or said to have been; None where that is not known.

    Oversight noted on a case is no discussion, and moves nothing.
    """
    last = case.with_them if each_worker else case.discussed
    imported = case.case.last_supervised_on
    if imported is not None and (last is None or imported > last):
        last = imported
    for event in case.events:
        rule = facts.policy.rules.get(event.rule) if event.what == "done" else None
        if rule is not None and rule.opened_by in RULES and (last is None or event.happened_on > last):
            theirs = event.person_id in (None, facts.person.id) or event.happened_on <= case.known_from
            last = event.happened_on if theirs or not each_worker else last
    return last


def beginning(case: CaseWork) -> date:
    """From when a case that was never discussed is counted: its allocation, but no day before it was known here."""
    return max(case.case.allocated_on or case.known_from, case.known_from)


def to_decide(policy: Policy, frequency: CaseFrequency) -> list[Rule]:
    """The rows that leave open how often a case is discussed, and fit it while nothing is decided for it; where no row
    fits at all, the one that lists a case for a decision.
    """
    rule = frequency.rule
    if rule is None:
        rows = policy.rules_opened_by("case_supervised")
        return [one for one in rows if not has_number(one) and not one.when][:1]
    if rule.clock.kind == "every" and rule.clock.number_from == "interval_months":
        return []
    return [one for one in (rule, *frequency.also) if not has_number(one)]


def has_number(rule: Rule) -> bool:
    """Whether a row says how often."""
    return rule.clock.kind != "no_number"


def needed(rule: Rule, inputs: Inputs) -> Inputs:
    """Those of the inputs that a row's clock turns on: another's date is no reason to write a duty anew."""
    clock = rule.clock
    if clock.kind == "every":
        names = {"start", clock.anchor, clock.number_from}
    elif clock.kind == "same_day_as":
        names = {"start", clock.anchor}
    else:
        return inputs
    return {name: given for name, given in inputs.items() if name in names}


def _frequency(
    facts: SuperviseeFacts, case: CaseWork, discussed: date | None, agenda: Served
) -> CaseFrequency:
    inputs: dict[str, date | int] = {"start": discussed or beginning(case)}
    if case.case.plan_review_months:
        inputs["plan_review_months"] = case.case.plan_review_months
    if agenda.next_session is not None:
        inputs["next_session"] = agenda.next_session
    if case.case.allocated_on is not None:
        inputs["allocated"] = case.case.allocated_on
    return case_frequency(facts.policy, case.case.types, case.case.facts, inputs)
