"""Which message of a turn goes where: new below, in the place of an earlier one, or back to the card that was pressed."""

from dataclasses import dataclass, replace
from typing import Final

from bot.channels.teams.activities import Answer
from bot.channels.teams.outgoing import as_one, on_request, outgoing
from dialogs.message import Message
from storage.queries import conversations as query
from storage.unit import UnitOfWork

CHANNEL: Final = "teams"
CARD: Final = "application/vnd.microsoft.card.adaptive"
WORDS: Final = "application/vnd.microsoft.activity.message"
ERROR: Final = "application/vnd.microsoft.error"
BELOW: Final = "See the message below."
DONE: Final = "Done."


@dataclass(frozen=True, slots=True)
class Placed:
    """A message to send, and the service's id of the one it replaces, if there is one.

    With `below` it is sent as a new one, and the buttons are taken off the older one: far above what was typed it
    would not be seen.
    """

    message: Message
    replaces: str | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a turn sends, and what it answers to the card that was pressed."""

    posts: tuple[Placed, ...] = ()
    answer: Answer | None = None


def plan(uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For something typed, or a card's message from a client without universal actions."""
    return Plan(tuple(_placed(uow, person_id, one) for one in messages))


def plan_typed(uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For something typed: what is private is posted as a way to ask for it."""
    asked = (on_request(one) for one in messages)
    return Plan(tuple(replace(_placed(uow, person_id, one), below=True) for one in asked))


def plan_pressed(uow: UnitOfWork, person_id: str, card: str, messages: tuple[Message, ...]) -> Plan:
    """For a universal action on a card. Its answer is seen by the client that asked, and by nobody else.

    So private text is only ever answered, and the message in the chat stays as it was.
    """
    pressed = next((one for one in messages if card and one.card == card), None)
    private = tuple(one for one in messages if one.private and one is not pressed and not one.card)
    rest = tuple(one for one in messages if one is not pressed and one not in private)
    if pressed is None and private:
        return Plan(plan_typed(uow, person_id, rest).posts, _card(as_one(private)))
    posts = plan_typed(uow, person_id, (*rest, *private)).posts
    if pressed is None:
        return Plan(posts, words(BELOW if posts else DONE))
    if not pressed.private:
        posts = (_placed(uow, person_id, pressed), *posts)
    return Plan(posts, _card(pressed))


def words(text: str) -> Answer:
    """An answer in words."""
    return {"statusCode": 200, "type": WORDS, "value": text}


def error(status: int, code: str, message: str) -> Answer:
    """An answer that nothing was done, and what to do."""
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": message}}


def _card(message: Message) -> Answer:
    card = outgoing(message).card
    return {"statusCode": 200, "type": CARD, "value": card} if card is not None else words(message.text)


def _placed(uow: UnitOfWork, person_id: str, message: Message) -> Placed:
    found = query.message_of(uow, CHANNEL, person_id, message.card) if message.card else None
    return Placed(message, found)
