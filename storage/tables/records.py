"""Records of sessions: whether they were recorded, tasked for sign-off, and how that ended."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import one_of, some_of


class Record(SQLModel, table=True):
    """A record of a held session: that of its cases, or its personal notes; one for both kinds has the two, never mixed.
    The text itself lives on the file; here are its dates and its state.

    `awaiting` recording → `tasked` for sign-off → `signed_off`, or `change_asked`, `disagreed` (both stop the
    sign-off clock until the supervisor tasks it again), or `assumed_agreed` once the clock has run out →
    `closed` by the supervisor.

    `delegated_to_id` is whom the supervisor has asked to make it, for as long as it is awaited.
    """

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("session_id", "kind", name="record_once"),
        some_of(
            "record_delegated",
            "delegated_to_id",
            where="delegated_to_id is not null",
        ),
        one_of("record", "kind", "case", "personal"),
        one_of(
            "record",
            "state",
            "awaiting",
            "recorded",
            "tasked",
            "signed_off",
            "change_asked",
            "disagreed",
            "assumed_agreed",
            "closed",
            "withdrawn",
        ),
    )

    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    kind: str = "case"
    state: str = "awaiting"
    recorded_on: date | None = None
    recorded_by: str | None = Field(default=None, foreign_key="person.id")
    delegated_to_id: str | None = Field(default=None, foreign_key="person.id")
    tasked_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    version: int = 1


class RecordAnswer(SQLModel, table=True):
    """What a supervisee asked to have changed in a record, or why they disagree with it: recorded formally, never
    written over and never deleted. `withdrawn` marks one taken back within its minute.
    """

    __tablename__ = "record_answer"
    __table_args__ = (
        one_of("record_answer", "kind", "change_asked", "disagreed"),
        one_of("record_answer", "state", "said", "withdrawn"),
    )

    id: str = Field(primary_key=True)
    record_id: str = Field(foreign_key="record.id", index=True)
    kind: str
    sealed: bytes
    said_on: date
    said_by: str = Field(foreign_key="person.id")
    state: str = "said"
    version: int = 1
