"""Supervision sessions, their agenda, and proposals to book or move one."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of


class SupervisionSession(SQLModel, table=True):
    """One planned, held or cancelled supervision between two people.

    `starts_at` moves when both agree to move it; `planned_on` is the local date it stood at when it was
    cancelled, which is where Bradford's rebook clock starts. `withdrawn` marks a booking undone at once.
    `sick_id` is the party whose sickness was the cause, when that was the reason.
    """

    __tablename__ = "session"
    __table_args__ = (
        one_of("session", "kind", "case", "personal", "both"),
        one_of("session", "status", "planned", "held", "cancelled", "withdrawn"),
        one_of("session", "cancel_reason", "", "sickness", "other"),
        CheckConstraint("minutes > 0", name="session_minutes_positive"),
    )

    id: str = Field(primary_key=True)
    supervisee_id: str = Field(foreign_key="person.id", index=True)
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    starts_at: datetime = Field(sa_type=Instant, index=True)
    minutes: int = 60
    kind: str = "both"
    status: str = "planned"
    booked_on: date | None = None
    cancelled_on: date | None = None
    cancelled_by: str | None = Field(default=None, foreign_key="person.id")
    cancel_reason: str = ""
    planned_on: date | None = None
    sick_id: str | None = Field(default=None, foreign_key="person.id")
    held_on: date | None = None
    supervisee_prepared_at: datetime | None = Field(default=None, sa_type=Instant)
    supervisor_prepared_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 1


class AgendaItem(SQLModel, table=True):
    """A case on a session's agenda, in the order it was put there."""

    __tablename__ = "agenda_item"
    # Of each case the sessions are read, and nothing else.
    __table_args__ = (Index("agenda_item_case_id", "case_id", "session_id"),)

    session_id: str = Field(primary_key=True, foreign_key="session.id")
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    position: int = 0


class SessionLook(SQLModel, table=True):
    """One thing that whoever supervises a session has looked at beforehand, by its key in the policy; theirs alone."""

    __tablename__ = "session_look"

    session_id: str = Field(primary_key=True, foreign_key="session.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    item: str = Field(primary_key=True)
    looked_at: datetime = Field(sa_type=Instant)


class Proposal(SQLModel, table=True):
    """A new time one party proposes and the other may accept: for a planned session (a move), or for a new
    one.
    """

    __tablename__ = "proposal"
    __table_args__ = (one_of("proposal", "state", "open", "accepted", "declined", "withdrawn"),)

    id: str = Field(primary_key=True)
    session_id: str | None = Field(default=None, foreign_key="session.id", index=True)
    supervisee_id: str = Field(foreign_key="person.id", index=True)
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    proposed_by: str = Field(foreign_key="person.id")
    proposed_at: datetime = Field(sa_type=Instant)
    starts_at: datetime = Field(sa_type=Instant)
    minutes: int = 60
    kind: str = "both"
    state: str = "open"
    version: int = 1
