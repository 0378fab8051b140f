"""Channels: who is speaking, where; one folder each. A channel turns what it receives into a turn and draws messages."""

from typing import Protocol

from dialogs.exchange.message import Message
from scheduler.sending import Outcome


class Channel(Protocol):
    """What the post asks of a channel."""

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Send one message that nobody asked for. `key` names it: the same key is the same message."""
        ...
