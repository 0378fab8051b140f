"""What stands in a chat in place of private text, and in place of a message that a newer one has followed."""

from dataclasses import replace
from typing import Final

from dialogs.conversations.conversation import SUMMARY
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Answer, Press
from dialogs.registry import TYPED

SHOW: Final = "Show"
# True wherever it stands: Teams clients that know no universal actions are sent in the chat what others are answered.
ON_REQUEST: Final = (
    "Only you see what is shown next. "
    "It is not kept in the chat, unless your app is too old to show it any other way."
)
SENT_AGAIN: Final = "This goes on in a newer message below."


def on_request(message: Message, command: str = "") -> Message:
    """What is posted in a private message's place where it can be asked for: the chat keeps no copy of it. It is asked
    for by the answer that shows it, or by the command it came of, under which nothing of it is named.
    """
    if not message.private:
        return message
    answers = [button.reply for button in message.buttons if isinstance(button.reply, Answer)]
    if answers:
        show = Button(SHOW, replace(answers[0], values={"do": "show"}), "primary")
        return Message(ON_REQUEST, message.title, buttons=(show,), summary=message.summary, card=message.card)
    if command:
        return Message(ON_REQUEST, buttons=(Button(SHOW, Press(TYPED, command), "primary"),), summary=SUMMARY)
    return message


def retired(message: Message) -> Message:
    """What is left of an older message once a newer one with the same card was sent."""
    return Message(SENT_AGAIN, message.title, summary=message.summary, card=message.card)


def as_one(messages: tuple[Message, ...]) -> Message:
    """Several private texts as one, where only one card can be shown."""
    if len(messages) == 1:
        return messages[0]
    return with_texts(Message(f"{len(messages)} texts.", summary=messages[0].summary), messages)


def with_texts(message: Message, texts: tuple[Message, ...]) -> Message:
    """A message with private texts below it, in a card that is answered and never posted."""
    facts = tuple(fact for place, one in enumerate(texts, 1) for fact in _below(place, one))
    buttons = tuple(button for one in texts for button in one.buttons)
    return replace(
        message, facts=(*message.facts, *facts), buttons=(*message.buttons, *buttons), private=True
    )


def _below(place: int, text: Message) -> tuple[Fact, ...]:
    return (Fact(text.title or str(place), text.text), *text.facts)
