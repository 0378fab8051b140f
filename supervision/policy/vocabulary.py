"""The closed sets of words that policy files use."""

from typing import Annotated, Literal, get_args

from pydantic import StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

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
]

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
}
