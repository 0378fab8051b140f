"""Readings by somebody above the two, for a purpose they stated."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of


class Reading(SQLModel, table=True):
    """Somebody read what is kept about a session, of its cases or its personal side: what for, and why, sealed."""

    __tablename__ = "reading"
    __table_args__ = (
        one_of("reading", "kind", "case", "personal"),
        one_of(
            "reading",
            "purpose",
            "complaint",
            "safety",
            "audit",
            "investigation",
            "inspection",
            "handing_on",
            "disclosure",
            "other",
        ),
    )

    id: str = Field(primary_key=True)
    reader_id: str = Field(foreign_key="person.id")
    session_id: str = Field(foreign_key="session.id", index=True)
    kind: str
    purpose: str
    sealed: bytes
    read_at: datetime = Field(sa_type=Instant)
