"""Which message of a turn goes where: new below, in the place of an earlier one, or back to the card that was pressed."""

from dataclasses import dataclass, field, replace
from typing import Final

from bot.channels.on_request import as_one, on_request, with_texts
from bot.channels.teams.activities import Answer
from bot.channels.teams.outgoing import Outgoing, outgoing
from dialogs.exchange.message import Message
from storage.queries import conversations as query
from storage.unit import UnitOfWork

CHANNEL: Final = "teams"
CARD: Final = "application/vnd.microsoft.card.adaptive"
WORDS: Final = "application/vnd.microsoft.activity.message"
ERROR: Final = "application/vnd.microsoft.error"
BELOW: Final = "See the message below."
DONE: Final = "Done."


@dataclass(slots=True)
class Placed:
    """A message to send, and the service's id of the one it replaces, if there is one.

    With `below` it is sent as a new one, and the buttons are taken off the older one: far above what was typed it
    would not be seen.
    """

    message: Message
    replaces: str | None = None
    below: bool = False
    _said: Outgoing | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def said(self) -> Outgoing:
        """The message as it is sent; drawn once, and not within the unit of work."""
        if self._said is None:
            self._said = outgoing(self.message)
        return self._said


@dataclass(frozen=True, slots=True)
class Plan:
    """What a turn sends, and what it answers to the card that was pressed: another card, or words."""

    posts: tuple[Placed, ...] = ()
    card: Placed | None = None
    words: str = ""

    def answer(self) -> Answer | None:
        """The answer, drawn."""
        if self.card is None:
            return Answer(200, WORDS, self.words) if self.words else None
        drawn = self.card.said.card
        return Answer(200, CARD, drawn) if drawn is not None else Answer(200, WORDS, self.card.message.text)


def plan(uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For something typed, or a card's message from a client without universal actions."""
    return Plan(tuple(_placed(uow, person_id, one) for one in messages))


def plan_typed(uow: UnitOfWork, person_id: str, messages: tuple[Message, ...], command: str = "") -> Plan:
    """For something typed: what is private is posted as a way to ask for it, once if the same one asks for several.
    `command` is what was typed, if it was one.
    """
    asked = [on_request(one, command) for one in messages]
    once = [one for place, one in enumerate(asked) if one not in asked[:place]]
    return Plan(tuple(replace(_placed(uow, person_id, one), below=True) for one in once))


def plan_pressed(card: str, uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For a universal action on a card. Its answer is seen by the client that asked, and by nobody else.

    So private text is only ever answered, and the message in the chat stays as it was.
    """
    pressed = next((one for one in messages if card and one.card == card), None)
    others = [one for one in messages if one is not pressed]
    private = tuple([one for one in others if one.private and not one.card])
    rest = tuple([one for one in others if one not in private])
    posts = plan_typed(uow, person_id, rest).posts if rest else ()
    if pressed is None and private:
        return Plan(posts, Placed(as_one(private)))
    if pressed is None:
        return Plan(posts, words=BELOW if posts else DONE)
    if pressed.private or private:
        return Plan(posts, Placed(with_texts(pressed, private) if private else pressed))
    shown = _placed(uow, person_id, pressed)
    return Plan((shown, *posts), shown)


def error(status: int, code: str, message: str) -> Answer:
    """An answer that nothing was done, and what to do."""
    return Answer(status, ERROR, {"code": code, "message": message})


def _placed(uow: UnitOfWork, person_id: str, message: Message) -> Placed:
    found = query.message_of(uow, CHANNEL, person_id, message.card) if message.card else None
    return Placed(message, found)
