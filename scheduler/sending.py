"""What the scheduler asks of whoever can speak to people: parcels to make, and how each sending ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from storage.tables import OutboxRow
from storage.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Parcel:
    """Rows that leave as one message to one person, with the message as its channel wants it."""

    recipient_id: str
    rows: tuple[OutboxRow, ...]
    content: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a second look made of claimed rows: parcels to send, rows no longer wanted, rows to send at a
    later instant.
    """

    parcels: tuple[Parcel, ...] = ()
    skipped: tuple[str, ...] = ()
    later: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """The service said that it has it."""


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """The service said that it has not taken it; it may be sent again after the given instant."""

    again_at: datetime
    failure: str


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """Nobody knows whether it arrived."""

    failure: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It cannot be delivered, now or later, until something else changes."""

    failure: str


Outcome = Sent | NotAccepted | AnswerLost | Undeliverable


class Post(Protocol):
    """Who renders and sends."""

    def sort(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> Sorted:
        """Look again, just before sending: still owed, still their job, a decent hour; and find the words."""
        ...

    async def send(self, parcel: Parcel) -> Outcome:
        """Hand one parcel to its channel. Raises nothing that is not a fault of ours."""
        ...
