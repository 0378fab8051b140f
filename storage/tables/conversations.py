"""Where a person is reached on a chat service, and which of its messages shows which card."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of


class Conversation(SQLModel, table=True):
    """A person's one-to-one conversation with the bot on a channel, as plain columns.

    `account_id` is the person and `bot_id` the bot as the service names them there. `closed` until the app is
    installed again, `blocked` until the person writes. `welcomed_at` is the welcome of the present install.
    """

    __tablename__ = "conversation"
    __table_args__ = (one_of("conversation", "state", "open", "closed", "blocked"),)

    channel: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    conversation_id: str
    service_url: str
    tenant_id: str = ""
    account_id: str
    bot_id: str
    locale: str = ""
    state: str = "open"
    welcomed_at: datetime | None = Field(default=None, sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class SentCard(SQLModel, table=True):
    """The service's id of the message that shows a card, so that a later one replaces it in place."""

    __tablename__ = "sent_card"

    channel: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    card: str = Field(primary_key=True)
    message_id: str
    sent_at: datetime = Field(sa_type=Instant)
