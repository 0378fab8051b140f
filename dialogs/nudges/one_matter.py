"""What several messages of one morning have in common: those that one and the same thing answers are one matter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogs import sizes
from dialogs.message import Fact, Message
from dialogs.reply import Press

_COVER: Final = "arrange-cover"
_SESSION: Final = "book-for"


def one_matter(messages: Sequence[Message]) -> list[Message]:
    """With what is about cover for one absence, and with the duties that one session with somebody meets, said together in
    place of the first.
    """
    found: dict[object, Message] = {}
    for place, one in enumerate(messages):
        key = _answered_by(one) or place
        joined = _joined(found[key], one) if key in found else one
        # What would be too long to show stays by itself.
        fits = len(in_short(joined)) <= sizes.BLOCK - sizes.FIELD_LABEL
        found[key if fits else place] = joined if fits else one
    return list(found.values())


def is_listed(message: Message) -> bool:
    """Whether what it is about stands in the list of what is owed: a message about a duty asks why, and so on."""
    return any(isinstance(one.reply, Press) and one.reply.verb == "why" for one in message.buttons)


def in_short(message: Message) -> str:
    """A message as one of several: its text and facts, a line each."""
    return "\n".join([message.text, *(f"{fact.label}: {fact.value}" for fact in message.facts)])


def _answered_by(message: Message) -> tuple[str, str] | None:
    """The verb and subject of its way in, where others with the same are the same matter."""
    reply = message.buttons[0].reply if message.buttons else None
    if not isinstance(reply, Press):
        return None
    one_of_them = reply.verb == _COVER or (reply.verb == _SESSION and is_listed(message))
    return (reply.verb, reply.subject) if one_of_them else None


def _joined(first: Message, other: Message) -> Message:
    labels = {one.label for one in first.buttons}
    more = tuple(one for one in other.buttons if one.label not in labels)
    buttons = (*first.buttons, *more)[: sizes.BUTTONS]
    if not is_listed(other):
        # News of the same: nothing of it is owed by itself.
        facts = (*first.facts, *(one for one in other.facts if one not in first.facts))
        return replace(first, text=f"{first.text}\n\n{other.text}", facts=facts, buttons=buttons)
    also = " ".join([other.text, *(f"{fact.label}: {fact.value.rstrip('.')}." for fact in other.facts)])
    return replace(first, facts=(*first.facts, Fact("This also meets", also)), buttons=buttons)
