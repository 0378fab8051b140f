"""Drafts of the records of sessions, written together: what they say, and the actions that are carried over."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of, some_of


class RecordDraft(SQLModel, table=True):
    """The draft of one record of a session, about a case of its agenda or, where it has none, about the session. It never
    becomes the record by itself. `version` is that of its texts: 0 until somebody has saved them.
    """

    __tablename__ = "record_draft"
    __table_args__ = (
        UniqueConstraint("session_id", "kind", "case_id", name="record_draft_once"),
        some_of(
            "record_draft_of_session_once",
            "session_id",
            "kind",
            unique=True,
            where="case_id is null",
        ),
        one_of("record_draft", "kind", "case", "personal"),
    )

    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id")
    kind: str
    case_id: str | None = Field(default=None, foreign_key="case.id", index=True)
    saved_by: str | None = Field(default=None, foreign_key="person.id")
    saved_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 0


class DraftText(SQLModel, table=True):
    """What a draft says under one heading, sealed; null where it says nothing."""

    __tablename__ = "draft_text"

    draft_id: str = Field(primary_key=True, foreign_key="record_draft.id")
    step: str = Field(primary_key=True)
    sealed: bytes | None = None


class DraftAction(SQLModel, table=True):
    """An action of a draft: what, why and who are sealed. It is carried over into the next drafts about the same until one
    says that it is done. `withdrawn` marks one that was taken out.
    """

    __tablename__ = "draft_action"
    __table_args__ = (one_of("draft_action", "state", "open", "done", "withdrawn"),)

    id: str = Field(primary_key=True)
    draft_id: str = Field(foreign_key="record_draft.id", index=True)
    sealed_what: bytes
    sealed_why: bytes
    sealed_who: bytes
    by_when: date
    state: str = "open"
    done_in: str | None = Field(default=None, foreign_key="record_draft.id")
    version: int = 1
