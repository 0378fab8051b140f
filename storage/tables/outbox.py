"""The outbox: one row for each message that leaves on its own, from which it leaves once. No words."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of, some_of


class OutboxRow(SQLModel, table=True):
    """A message to one person, kept as what it is about: words are found at the moment of sending.

    pending → claimed (until `lease_until`, may be taken over) → writing (committed before the first byte,
    never taken over) → sent | unknown | undeliverable | skipped. `escalation` rows are sent again when their
    answer was lost, marked `repeat`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        one_of(
            "outbox",
            "state",
            "pending",
            "claimed",
            "writing",
            "sent",
            "unknown",
            "undeliverable",
            "skipped",
        ),
        UniqueConstraint(
            "recipient_id",
            "kind",
            "subject_kind",
            "subject_id",
            "subject_version",
            "stage",
            name="outbox_leaves_once",
        ),
        some_of(
            "outbox_pending",
            "send_after",
            "id",
            where="state = 'pending'",
        ),
        some_of(
            "outbox_in_flight",
            "lease_until",
            where="state in ('claimed', 'writing')",
        ),
        Index("outbox_about", "subject_id"),
    )

    id: str = Field(primary_key=True)
    recipient_id: str
    kind: str
    subject_kind: str
    subject_id: str
    subject_version: int = 1
    stage: str = ""
    duty_id: str | None = None
    escalation: bool = False
    repeat: bool = False
    state: str = "pending"
    created_at: datetime = Field(sa_type=Instant)
    send_after: datetime = Field(sa_type=Instant)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    claimed_by: str = ""
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    failure: str = ""
