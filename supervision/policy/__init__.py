"""What does the policy say, and by when?

Pure: no clock, no network, no database; the only files read are the policies themselves. One screen of use:

    policies = load_policies()                          # or load_policies(overlays=Path("overlays"))
    policy = policies["central-bedfordshire"]
    rule = policy.rules["rebook"]

    due = rule.due({"start": date(2026, 12, 23)}, policy.calendar)
    due.status, due.on, due.at                          # "due", 2027-01-04, its last second in UTC

    why = rule.explain({"start": date(2026, 12, 23)}, policy.calendar)
    [(day.date, day.counted, day.reason) for day in why.days]    # why.as_json(): what `explain --json` prints

    for stage in stages(rule, date(2026, 12, 23), due.on, policy.calendar):     # endless where it repeats
        stage.key, stage.on, stage.to, instant(stage.on, policy)                # 09:00 local as UTC

    policy.rules_opened_by("session_held", role="social_worker", kind="case")
    case_frequency(policy, case.types, case.facts, {"start": last_supervised})    # the strictest row that fits
    Policy.parse(policy.dump()).version == policy.version

`start` is always given: it is the date of what opened the duty (`rule.opened_by`). What is not known yet
is left out, and pauses the duty where its clock needs it. The names of all inputs stand in
`inputs.INPUT_WORDS`.
"""

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.case_rows import CaseFrequency, CaseRows, case_frequency, fits_from, may_fit
from supervision.policy.clauses import Clause, Form, Ground, Look, Statement
from supervision.policy.dates import add_months, at_local, local_day
from supervision.policy.errors import CalendarError, Fault, PolicyError
from supervision.policy.explain import Explanation
from supervision.policy.inputs import Due, ExplainedDay, Inputs
from supervision.policy.ladder import (
    Stage,
    Telling,
    end_of_day,
    instant,
    next_decent,
    stages,
    step_by_step,
    tellings,
)
from supervision.policy.loading import load_as_if, load_file, load_policies, replaced_by
from supervision.policy.model import CaseType, Policy
from supervision.policy.rules import ClauseReference, Rule

__all__ = [
    "CalendarError",
    "CaseFrequency",
    "CaseRows",
    "CaseType",
    "Clause",
    "ClauseReference",
    "Due",
    "ExplainedDay",
    "Explanation",
    "Fault",
    "Form",
    "Ground",
    "Inputs",
    "Look",
    "Policy",
    "PolicyError",
    "Rule",
    "Stage",
    "Statement",
    "Telling",
    "WorkingCalendar",
    "add_months",
    "at_local",
    "case_frequency",
    "end_of_day",
    "fits_from",
    "instant",
    "load_as_if",
    "load_file",
    "load_policies",
    "local_day",
    "may_fit",
    "next_decent",
    "replaced_by",
    "stages",
    "step_by_step",
    "tellings",
]
