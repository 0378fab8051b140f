"""The audit trail: append-only, chained."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, some_of


class AuditLine(SQLModel, table=True):
    """Who did what to which subject, when, and for what purpose. Rows commit with their turn, and the chainer
    links them within seconds.

    `link` is the hash of this line's content and of the line before it, null until the chainer has come by.
    """

    __tablename__ = "audit"
    __table_args__ = (some_of("audit_unchained", "id", where="link is null"),)

    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    actor_id: str
    action: str
    subject_kind: str = ""
    subject_id: str = Field(default="", index=True)
    purpose: str = ""
    position: int | None = Field(default=None, unique=True)
    link: str | None = None
