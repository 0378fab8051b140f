"""The closed sets of words that policy files use."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]

Role = Literal[
    "social_worker",
    "nqsw",
    "student",
    "team_manager",
    "head_of_service",
    "service_manager",
    "assistant_director",
    "practice_supervisor",
    "practice_educator",
    "unqualified",
    "home_staff",
    "agency",
    "iro",
    "cp_coordinator",
    "business_support",
]
ROLES: tuple[Role, ...] = get_args(Role)

# Who owes a duty, by their place in the relationship: line_manager is the supervisor's.
Owner = Literal["supervisee", "supervisor", "line_manager"]

# The headings of the draft of a record, beside those every record has: previous actions, actions, and what is elsewhere.
Section = Literal[
    "key_dates",
    "worried",
    "working_well",
    "needs_to_happen",
    "hypothesis",
    "impact",
    "discussion",
    "plan_progress",
    "reflection",
    "personal_discussion",
    "academic_work",
    "development",
    "time_off",
    "team",
    "equality",
    "any_other_business",
    "wellbeing",
    "feedback",
    "observed_practice",
    "learning",
]

# At which point of a case management oversight is asked for.
OversightPoint = Literal["allocation", "sign_off"]

SessionKind = Literal["case", "personal", "both"]
FactKind = Literal["yes_no", "number", "date", "person"]

# What opens a duty, and with it what `start` is the date of.
OpenedBy = Literal[
    "session_planned",
    "frequency",
    "last_session",
    "session_cancelled",
    "session_cancelled_sick",
    "session_held",
    "record_tasked",
    "record_received",
    "supervisor_absent",
    "employment_started",
    "relationship_started",
    "agreement_signed",
    "circumstances_changed",
    "asye_started",
    "period_begun",
    "case_allocated",
    "case_supervised",
    "case_session_cancelled",
    "plan_reviewed",
    "case_begun",
    "case_ended",
    "last_audit",
    "last_themed_audit",
    "last_observation",
    "last_survey",
    "last_appraisal",
    "event_recorded",
]

# What opens such a rule is also known to clocks by a name of its own, beside `start`.
OPENING_NAMES: dict[OpenedBy, str] = {"event_recorded": "event", "relationship_started": "first_day"}

START_WORDS: dict[OpenedBy, str] = {
    "session_planned": "the session",
    "frequency": "the day by which supervision must take place",
    "last_session": "the last session held",
    "session_cancelled": "the cancellation",
    "session_cancelled_sick": "the cancellation",
    "session_held": "the session",
    "record_tasked": "the day the record was sent for sign-off",
    "record_received": "the day the notes were received",
    "supervisor_absent": "the first day away",
    "employment_started": "the start of employment",
    "relationship_started": "the start of the supervision relationship",
    "agreement_signed": "the day the agreement was signed",
    "circumstances_changed": "the change of supervisor or of circumstances",
    "asye_started": "the start of the ASYE",
    "period_begun": "the day from which the time is counted",
    "case_allocated": "the allocation of the case",
    "case_supervised": "the last time the case was supervised, or its allocation",
    "case_session_cancelled": "the cancellation",
    "plan_reviewed": "the last time the plan was reviewed in supervision",
    "case_begun": "the allocation of the case",
    "case_ended": "the day the case was closed or became one of another type",
    "last_audit": "the last audit",
    "last_themed_audit": "the last themed audit",
    "last_observation": "the last observation",
    "last_survey": "the last survey",
    "last_appraisal": "the last appraisal",
    "event_recorded": "the recorded event",
}
