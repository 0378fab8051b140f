"""What is sent: a message as the activity's text or card."""

from dataclasses import field

from bot.channels.teams.card import Card, card_of
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Message


@value
class Outgoing:
    """One activity to send: words alone, or a card with a summary for notifications. `alert` rings for it."""

    text: str = field(default="", repr=False)
    card: Card | None = field(default=None, repr=False)
    summary: str = ""
    alert: bool = False


def outgoing(message: Message, *, alert: bool = False) -> Outgoing:
    """Plain words go as words. Whatever may be replaced later, or is private, goes in a card."""
    if message.is_plain:
        return Outgoing(text=message.text, alert=alert)
    return Outgoing(card=card_of(message), summary=message.summary or message.title, alert=alert)
