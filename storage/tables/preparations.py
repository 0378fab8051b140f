"""What a supervisee prepares for a session, case by case, and requests for supervision before the next."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of


class Preparation(SQLModel, table=True):
    """One case prepared for one session. `choice` is what the worker chose at the end, if anything."""

    __tablename__ = "preparation"
    __table_args__ = (
        UniqueConstraint("session_id", "case_id", "person_id", name="preparation_once"),
        one_of("preparation", "state", "started", "finished"),
        one_of("preparation", "choice", "", "hold", "ad_hoc"),
    )

    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id")
    case_id: str = Field(foreign_key="case.id", index=True)
    person_id: str = Field(foreign_key="person.id")
    state: str = "started"
    choice: str = ""
    hold_until: date | None = None
    started_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 1


class PreparationAnswer(SQLModel, table=True):
    """One answer, sealed; null when the question was skipped."""

    __tablename__ = "preparation_answer"

    preparation_id: str = Field(primary_key=True, foreign_key="preparation.id")
    step: str = Field(primary_key=True)
    sealed: bytes | None = None
    answered_at: datetime = Field(sa_type=Instant)


class AdHocRequest(SQLModel, table=True):
    """A worker asks for supervision before the next session. Why is never kept here."""

    __tablename__ = "ad_hoc_request"
    __table_args__ = (one_of("ad_hoc_request", "state", "open", "booked", "withdrawn"),)

    id: str = Field(primary_key=True)
    supervisee_id: str = Field(foreign_key="person.id", index=True)
    case_id: str | None = Field(default=None, foreign_key="case.id")
    asked_at: datetime = Field(sa_type=Instant)
    state: str = "open"
    version: int = 1
