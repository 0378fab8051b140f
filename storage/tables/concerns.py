"""Concerns about supervision: between the two first, with the supervisor's line manager at the second stage."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import one_of


class Concern(SQLModel, table=True):
    """A concern one of two has raised about their supervision. What was written is in its notes.

    Stage 1 is between the two; `manager_id` is empty until it is taken to the second stage, and from then on is who
    reads it too. `supervisor_id` stays whoever it was raised with. `shares_first` says that what was written at
    the first stage is read at the second as well.
    """

    __tablename__ = "concern"
    __table_args__ = (
        one_of("concern", "origin", "standard", "agreement", "disagreement"),
        one_of("concern", "state", "open", "closed", "withdrawn"),
        one_of("concern", "outcome", "", "settled", "change_of_supervisor", "elsewhere", "stopped"),
        CheckConstraint("stage in (1, 2)", name="concern_stage_known"),
    )

    id: str = Field(primary_key=True)
    supervisee_id: str = Field(foreign_key="person.id", index=True)
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    manager_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    raised_by: str = Field(foreign_key="person.id")
    origin: str = "standard"
    record_id: str | None = Field(default=None, foreign_key="record.id")
    stage: int = 1
    shares_first: bool = False
    raised_on: date
    taken_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    state: str = "open"
    version: int = 1


class ConcernNote(SQLModel, table=True):
    """What somebody wrote about a concern, sealed: never written over and never deleted. `withdrawn` marks one taken back
    within its minute. `happened_on` is the day of a talk or a meeting, and of the writing otherwise.
    """

    __tablename__ = "concern_note"
    __table_args__ = (
        one_of(
            "concern_note",
            "kind",
            "about",
            "worry",
            "hope",
            "first_steps",
            "why_on",
            "talked",
            "met",
            "next_step",
            "closing",
        ),
        one_of("concern_note", "state", "said", "withdrawn"),
    )

    id: str = Field(primary_key=True)
    concern_id: str = Field(foreign_key="concern.id", index=True)
    stage: int
    kind: str
    sealed: bytes
    happened_on: date
    said_by: str = Field(foreign_key="person.id")
    state: str = "said"
    version: int = 1
