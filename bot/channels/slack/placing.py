"""Which message of a turn goes where: new below, in the place of an earlier one, or into a modal."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bot.channels.on_request import as_one, on_request, with_texts
from bot.channels.slack.blocks import Drawn, asked_in_view, draw
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Answer, Press, Reply
from storage.queries import conversations as query
from storage.unit import UnitOfWork

CHANNEL: Final = "slack"
DONE: Final = "Done."
NOT_POSTED: Final = (
    "This is for you alone, so it is not posted here. Ask for it with its button, and it opens in a window."
)
# What opens a question as a form, where it is pressed in the chat.
_OPENS: Final = ("show", "form", "questions")


@dataclass(frozen=True)
class Placed:
    """A message to post, and Slack's id of the one it replaces, if there is one.

    With `below` it is posted as a new one, and the buttons are taken off the older one: far above what was typed it
    would not be seen.
    """

    message: Message
    replaces: str | None = None
    below: bool = False

    @cached_property
    def drawn(self) -> Drawn:
        """The message as it is posted; drawn once, and not within the unit of work."""
        return draw(self.message)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a turn posts in the chat, and what it puts into a modal, which only who pressed sees.

    `chat` is the conversation where somebody is posted to, empty if none is known.
    """

    posts: tuple[Placed, ...] = ()
    view: Message | None = None
    chat: str = ""


def plan_typed(uow: UnitOfWork, person_id: str, messages: tuple[Message, ...], command: str = "") -> Plan:
    """For something typed into the chat: what is private is posted as a way to ask for it, once if the same one asks
    for several. `command` is what was typed, if it was one.
    """
    asked = [_without_text(on_request(one, command)) for one in messages]
    once = [one for place, one in enumerate(asked) if one not in asked[:place]]
    return Plan(tuple(replace(_placed(uow, person_id, one), below=True) for one in once))


def plan_command(uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For a slash command, which is posted nowhere: private text goes into a modal, the rest into the chat."""
    private = tuple(one for one in messages if one.private)
    posts = plan_typed(uow, person_id, tuple(one for one in messages if not one.private)).posts
    return Plan(posts, as_one(private) if private else None)


def plan_pressed(
    card: str, reply: Reply, uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]
) -> Plan:
    """For a button in the chat. Private text goes into a modal, and the message in the chat stays as it was.

    A question is answered in a modal where that was asked for; the message in the chat follows unless it already says so.
    """
    opens = opens_a_view(reply)
    pressed, private, rest = _sorted(card, messages)
    if pressed is None:
        # What a button begins is asked in a modal at once, and stands in the chat for whoever would rather type.
        begins = opens or isinstance(reply, Press)
        asked = next((one for one in reversed(rest) if begins and asked_in_view(one)), None)
        view = as_one(private) if private else asked
        posted = tuple(one for one in rest if one is not view or not opens)
        return Plan(plan_typed(uow, person_id, posted).posts, view)
    posts = plan_typed(uow, person_id, rest).posts
    if pressed.private or private:
        return Plan(posts, with_texts(pressed, private) if private else pressed)
    shown = _placed(uow, person_id, pressed)
    if not opens or not asked_in_view(pressed):
        return Plan((shown, *posts))
    as_it_stands = isinstance(reply, Answer) and reply.values.get("do") == "show"
    return Plan(posts if as_it_stands else (shown, *posts), pressed)


def opens_a_view(reply: Reply) -> bool:
    """Whether a button in the chat asks for a question as a form."""
    return isinstance(reply, Answer) and reply.values.get("do") in _OPENS


def plan_in_view(card: str, uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For a modal. It goes on there while there is more to ask or something private to read, which may be of the matter
    that follows; without a view it closes.
    """
    pressed, private, rest = _sorted(card, messages)
    posts = plan_typed(uow, person_id, rest).posts
    follows = next((one for one in reversed(rest) if one.private or asked_in_view(one)), None)
    if pressed is None:
        return Plan(posts, as_one(private) if private else follows)
    if pressed.private or private:
        return Plan(posts, with_texts(pressed, private) if private else pressed)
    return Plan((_placed(uow, person_id, pressed), *posts), pressed if pressed.fields else follows)


def plan_at_home(card: str, uow: UnitOfWork, person_id: str, messages: tuple[Message, ...]) -> Plan:
    """For the Home tab, and the modals over it. There the chat is not in sight, so that everything is read in the modal;
    only what goes on stands in the chat as well.
    """
    plan = plan_in_view(card, uow, person_id, messages)
    going_on = tuple(one for one in plan.posts if one.message.card)
    asked = plan.view or next((one for one in reversed(messages) if one.fields), None)
    if asked is not None:
        before = [one.message.text for one in plan.posts if one not in going_on and one.message is not asked]
        return Plan(going_on, replace(asked, text="\n\n".join((*before, asked.text))))
    first, *others = messages or (Message(DONE),)
    return Plan(going_on, with_texts(first, tuple(others)) if others else first)


def _sorted(
    card: str, messages: tuple[Message, ...]
) -> tuple[Message | None, tuple[Message, ...], tuple[Message, ...]]:
    """What comes of the card that was pressed, private texts beside it, and the rest."""
    pressed = next((one for one in messages if card and one.card == card), None)
    private = tuple(one for one in messages if one.private and one is not pressed and not one.card)
    rest = tuple(one for one in messages if one is not pressed and one not in private)
    return pressed, private, rest


def _without_text(message: Message) -> Message:
    """A private message that names no way to ask for it again, without what it says."""
    if not message.private:
        return message
    return replace(message, text=NOT_POSTED, facts=(), fields=(), private=False)


def _placed(uow: UnitOfWork, person_id: str, message: Message) -> Placed:
    found = query.message_of(uow, CHANNEL, person_id, message.card) if message.card else None
    return Placed(message, found)
