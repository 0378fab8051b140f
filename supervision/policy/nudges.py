"""The steps of a nudge ladder, as data: when someone is told, and who."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from supervision.policy.spans import Weeks, WorkingDays
from supervision.policy.strict import Strict

# owner: who owes the duty. supervisor, supervisee: the two of the session or relationship it is about.
# other_party: whichever of the two is not the owner. line_manager: the supervisor's, then theirs.
Recipient = Literal[
    "owner", "supervisor", "supervisee", "other_party", "line_manager", "line_managers_manager"
]


class _Step(Strict):
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]


class Opened(_Step):
    """At once, when the duty opens."""

    when: Literal["opened"]


class _Counted(_Step):
    """A step so many working days, or so many weeks, from the due date."""

    working_days: WorkingDays | None = None
    weeks: Weeks | None = None

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.working_days is None) == (self.weeks is None):
            raise ValueError("give either working_days or weeks")
        return self


class Before(_Counted):
    """So many working days or weeks before the due date; never on a day that is not a working day."""

    when: Literal["before"]


class Digest(_Step):
    """An overview of what is ready (who has prepared, the agenda), so many working days before."""

    when: Literal["digest"]
    working_days: WorkingDays


class Halfway(_Step):
    """Half-way between opening and due date."""

    when: Literal["halfway"]


class OnDue(_Step):
    """On the due date; for a duty that begins on its date, on that day or the next working day."""

    when: Literal["due"]


class Repeat(_Counted):
    """Every so many working days or weeks after the due date (or after opening), until it is done."""

    when: Literal["every"]
    after: Literal["due", "opened"] = "due"


class LateBy(_Step):
    """Once, when it is so many working days late; as a summary, on each Monday from then on."""

    when: Literal["late"]
    working_days: WorkingDays
    summary: bool = False


AnyStep = Annotated[
    Opened | Before | Digest | Halfway | OnDue | Repeat | LateBy,
    Field(discriminator="when"),
]
