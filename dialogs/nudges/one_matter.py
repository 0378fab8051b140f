"""What several messages of one morning have in common: those that one and the same thing answers are one matter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogs.exchange import sizes
from dialogs.exchange.message import Fact, Message
from dialogs.exchange.reply import Press

_COVER: Final = "arrange-cover"
_SESSION: Final = "book-for"
_PREPARE: Final = "prepare"


def one_matter(messages: Sequence[Message]) -> list[Message]:
    """With what is about cover for one absence, and with the duties that one session with somebody meets, said together in
    place of the first. What a session asks for if it was not held is said where that is asked.
    """
    found: dict[object, Message] = {}
    for place, one in enumerate(messages):
        key = _answered_by(one) or place
        joined = _joined(found[key], one) if key in found else one
        found[key if _fits(joined) else place] = joined if _fits(joined) else one
    return _with_the_question(list(found.values()))


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
    one_of_them = reply.verb in (_COVER, _PREPARE) or (reply.verb == _SESSION and is_listed(message))
    return (reply.verb, reply.subject) if one_of_them else None


def _with_the_question(messages: Sequence[Message]) -> list[Message]:
    found: list[Message] = []
    for one in messages:
        over = _subject(one, "was-it-held")
        place = next(
            (at for at, it in enumerate(found) if over and _subject(it, "held-session") == over), None
        )
        if place is not None:
            question = found[place]
            joined = replace(question, facts=(*question.facts, Fact("If it was not held", _in_a_line(one))))
            if _fits(joined):
                found[place] = joined
                continue
        found.append(one)
    return found


def _subject(message: Message, verb: str) -> str:
    """What the message's button of a verb is about; nothing where it has none."""
    replies = (one.reply for one in message.buttons)
    return next((it.subject for it in replies if isinstance(it, Press) and it.verb == verb), "")


def _fits(message: Message) -> bool:
    """Whether it can be shown as one of several; what would be too long stays by itself."""
    return len(in_short(message)) <= sizes.BLOCK - sizes.FIELD_LABEL


def _in_a_line(message: Message) -> str:
    return " ".join([message.text, *(f"{fact.label}: {fact.value.rstrip('.')}." for fact in message.facts)])


def _joined(first: Message, other: Message) -> Message:
    labels = {one.label for one in first.buttons}
    more = tuple(one for one in other.buttons if one.label not in labels)
    buttons = (*first.buttons, *more)[: sizes.BUTTONS]
    if not is_listed(other) or _subject(other, _PREPARE):
        # News of the same: nothing of it is owed by itself, or all of it is what the news asks for.
        facts = (*first.facts, *(one for one in other.facts if one not in first.facts))
        return replace(first, text=f"{first.text}\n\n{other.text}", facts=facts, buttons=buttons)
    also = Fact("This also meets", _in_a_line(other))
    return replace(first, facts=(*first.facts, also), buttons=buttons)
