"""What is sent: a message as the activity's text or card, and what of it the chat may keep."""

from dataclasses import field, replace
from typing import Final

from bot.channels.teams.card import Card, card_of
from dialogs.immutable import value
from dialogs.message import Button, Fact, Message
from dialogs.reply import Answer

SHOW: Final = "Show"
ON_REQUEST: Final = "Only you see what is shown next, and it is not kept in the chat."
SENT_AGAIN: Final = "This goes on in a newer message below."


@value
class Outgoing:
    """One activity to send: words alone, or a card with a summary for notifications. `alert` rings for it."""

    text: str = field(default="", repr=False)
    card: Card | None = field(default=None, repr=False)
    summary: str = ""
    alert: bool = False


def outgoing(message: Message, *, alert: bool = False) -> Outgoing:
    """Plain words go as words. Whatever may be replaced later, or is private, goes in a card."""
    if message == Message(message.text):
        return Outgoing(text=message.text, alert=alert)
    return Outgoing(card=card_of(message), summary=message.summary or message.title, alert=alert)


def on_request(message: Message) -> Message:
    """What is posted in a private message's place where it can be asked for: the chat keeps no copy of it."""
    answers = [button.reply for button in message.buttons if isinstance(button.reply, Answer)]
    if not message.private or not answers:
        return message
    show = Button(SHOW, replace(answers[0], values={"do": "show"}), "primary")
    return Message(ON_REQUEST, message.title, buttons=(show,), summary=message.summary, card=message.card)


def retired(message: Message) -> Message:
    """What is left of an older message once a newer one with the same card was sent."""
    return Message(SENT_AGAIN, message.title, summary=message.summary, card=message.card)


def as_one(messages: tuple[Message, ...]) -> Message:
    """Several texts as one, where only one card can be shown."""
    if len(messages) == 1:
        return messages[0]
    facts = tuple(Fact(one.title or str(place), one.text) for place, one in enumerate(messages, 1))
    buttons = tuple(button for one in messages for button in one.buttons)
    return Message(
        f"{len(messages)} texts.", facts=facts, buttons=buttons, summary=messages[0].summary, private=True
    )
