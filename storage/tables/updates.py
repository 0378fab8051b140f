"""The 10-minute case update: for whom it is on, each case's update as it runs, and what was typed around it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of, some_of


class UpdateSetting(SQLModel, table=True):
    """Whether a supervisor and a supervisee use the 10-minute update, and how many minutes each part takes."""

    __tablename__ = "update_setting"
    __table_args__ = (
        UniqueConstraint("supervisee_id", "supervisor_id", name="update_setting_once"),
        one_of("update_setting", "state", "on", "off", "withdrawn"),
        CheckConstraint("minutes > 0 and clarify_minutes > 0", name="update_setting_minutes_positive"),
    )

    id: str = Field(primary_key=True)
    supervisee_id: str = Field(foreign_key="person.id")
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    minutes: int = 10
    clarify_minutes: int = 3
    state: str = "on"
    version: int = 1


class CaseUpdate(SQLModel, table=True):
    """One case's update in one session, the same for both.

    `waiting` (notes were typed, nobody has started it) → `running` → `time_up` → `clarifying` → `closing` → `done`.
    While a clock runs `ends_at` is its end; while it is paused `seconds_left` is what remains. `look_at` is the next
    instant at which time alone changes anything: two minutes left, or the end.
    """

    __tablename__ = "case_update"
    __table_args__ = (
        UniqueConstraint("session_id", "case_id", name="case_update_once"),
        one_of("case_update", "state", "waiting", "running", "time_up", "clarifying", "closing", "done"),
        some_of(
            "case_update_to_do",
            "look_at",
            where="look_at is not null",
        ),
    )

    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id")
    case_id: str = Field(foreign_key="case.id", index=True)
    state: str = "waiting"
    minutes: int
    clarify_minutes: int
    started_by: str | None = Field(default=None, foreign_key="person.id")
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    seconds_left: int | None = None
    look_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 1


class UpdateText(SQLModel, table=True):
    """What somebody typed for an update under one heading, sealed; null when it was left out."""

    __tablename__ = "update_text"

    update_id: str = Field(primary_key=True, foreign_key="case_update.id")
    author_id: str = Field(primary_key=True, foreign_key="person.id")
    step: str = Field(primary_key=True)
    sealed: bytes | None = None
    typed_at: datetime = Field(sa_type=Instant)
