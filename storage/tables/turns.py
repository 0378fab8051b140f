"""What a turn needs beside the facts: deliveries already taken, where a conversation stands, and what can be
undone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant


class Delivery(SQLModel, table=True):
    """A message from a channel that a turn has taken; the platforms deliver some twice."""

    __tablename__ = "delivery"

    key: str = Field(primary_key=True)
    taken_at: datetime = Field(sa_type=Instant, index=True)


class Dialog(SQLModel, table=True):
    """Where a person's conversation stands. The state holds answers, so it is sealed as a whole."""

    __tablename__ = "dialog"

    person_id: str = Field(primary_key=True, foreign_key="person.id")
    flow: str
    sealed_state: bytes
    changed_at: datetime = Field(sa_type=Instant)


class Undo(SQLModel, table=True):
    """How to reverse a person's last action, for a minute.

    `changes` lists each row it changed: table, id, the version it left behind, and the columns as they were
    (null where the action made the row). Only facts are held here, never anything that was typed.
    """

    __tablename__ = "undo"

    actor_id: str = Field(primary_key=True, foreign_key="person.id")
    action: str
    done_at: datetime = Field(sa_type=Instant)
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
