"""What the local page keeps: its own chat history (Teams and Slack keep theirs), and small settings."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant


class LocalMessage(SQLModel, table=True):
    """One entry in a person's chat on the local page, sealed as it may show what they typed.

    `first_at` gives its place; `at` is when it was last replaced, as a card is.
    """

    __tablename__ = "local_message"
    __table_args__ = (Index("local_message_card", "person_id", "card"),)

    id: str = Field(primary_key=True)
    person_id: str
    first_at: datetime = Field(sa_type=Instant)
    at: datetime = Field(sa_type=Instant)
    kind: str
    card: str = ""
    sealed: bytes


class Setting(SQLModel, table=True):
    """A small value the installation keeps, such as how far the local clock was moved."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str
