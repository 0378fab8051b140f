"""The ledger: one row for each thing somebody owes under a rule of the policy."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of, some_of


class Duty(SQLModel, table=True):
    """What is owed: by whom (`owner_id`, as `party`), under which rule and policy version, about which
    subject, by when.

    `supervisee_id` is whose supervision it is about, whichever side owes it and whatever its subject.
    `inputs` are what the due date was worked out from (ISO dates and whole numbers by name), so that it can be
    explained at any time. `owner_id` is null where nobody stands above: then the operator is told. `next_nudge_at` is
    when its owner hears of it next; `look_at` is the next instant at which time alone changes anything for
    it: a nudge to anybody, or lapsing. Stages of its ladder up to `nudged_to` have been dealt with. `reason`
    says why it is paused or why it was closed.
    """

    __tablename__ = "duty"
    __table_args__ = (
        one_of("duty", "status", "open", "paused", "met", "lapsed", "withdrawn"),
        some_of(
            "duty_one_open",
            "supervisee_id",
            "rule",
            "subject_kind",
            "subject_id",
            "party",
            unique=True,
            where="status in ('open', 'paused')",
        ),
        some_of(
            "duty_to_do",
            "look_at",
            where="look_at is not null",
        ),
        some_of(
            "duty_owed_by",
            "owner_id",
            where="status in ('open', 'paused')",
        ),
        Index("duty_about", "subject_id"),
        Index("duty_of", "supervisee_id"),
        Index("duty_owed_to", "owed_to_id"),
    )

    id: str = Field(primary_key=True)
    rule: str
    authority: str
    policy_version: str
    supervisee_id: str = Field(foreign_key="person.id")
    subject_kind: str
    subject_id: str
    party: str
    owner_id: str | None = Field(default=None, foreign_key="person.id")
    owed_to_id: str | None = Field(default=None, foreign_key="person.id")
    opened_by: str
    opened_on: date
    inputs: dict[str, str | int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    due_on: date | None = None
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    status: str = "open"
    reason: str = ""
    closed_on: date | None = None
    next_nudge_at: datetime | None = Field(default=None, sa_type=Instant)
    look_at: datetime | None = Field(default=None, sa_type=Instant)
    nudged_to: datetime | None = Field(default=None, sa_type=Instant)
    snoozed_until: date | None = None
    version: int = 1


class PolicyText(SQLModel, table=True):
    """A policy as it stood when a duty ran under it, whole, by version."""

    __tablename__ = "policy_text"

    version: str = Field(primary_key=True)
    authority: str
    text: str
    first_used_on: date
