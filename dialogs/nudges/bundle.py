"""Several messages to one person on one morning, as one: numbered, each with its way in as far as there is room."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.nudges.one_matter import in_short, is_listed, one_matter
from dialogs.nudges.weekly import gathered

_WAYS_IN: Final[Mapping[str, tuple[str, str]]] = {
    "accept-proposal": ("Answer the proposal", "answer-proposal"),
    "sign-off": ("Answer it", "answer-record"),
    "held-session": ("Say whether it was held", "was-it-held"),
}
"""What has more than one answer is not cut down to its first: the button leads to all of them. By the verb of the first."""
_SAID_ONCE: Final = frozenset({"Clause", "Uncertain", "For your own preparation"})
_DUE: Final = Button("What is owed", Press("due"), "primary")


def together(messages: list[Message]) -> Message:
    """One message for all of them; the one itself where there is only one. What says the same, as about several cases of
    one person, is said once.
    """
    messages = gathered([one for place, one in enumerate(messages) if one not in messages[:place]])
    messages = one_matter(messages)
    if len(messages) == 1:
        return messages[0]
    messages = _each_said_once(messages)
    facts = tuple(Fact(f"{place}. {one.title}", in_short(one)) for place, one in enumerate(messages, 1))
    buttons = _buttons(messages)
    rest = len([one for one in messages if one.buttons and not _leads_there(one)]) > len(buttons)
    return Message(
        f"{len(messages)} things for you today."
        + (f' "{_DUE.label}" leads to those without a button.' if rest else ""),
        title="For you today",
        facts=facts,
        buttons=(*buttons, _DUE),
        summary=f"{len(messages)} things about supervision",
    )


def _each_said_once(messages: Sequence[Message]) -> list[Message]:
    """Without the clause, the uncertainty and the preparation that an earlier one has said in the same words: four people's
    cases are due under one row, and a phone is small.
    """
    said: set[Fact] = set()
    found = []
    for one in messages:
        left = tuple(fact for fact in one.facts if fact not in said)
        said |= {fact for fact in one.facts if fact.label in _SAID_ONCE}
        found.append(replace(one, facts=left))
    return found


def _buttons(messages: Sequence[Message]) -> list[Button]:
    """A way in for each, numbered as the lines are. Where there are more than fit, what "What is owed" leads to as well
    goes without.
    """
    numbered = [
        (place, one) for place, one in enumerate(messages, 1) if one.buttons and not _leads_there(one)
    ]
    first = sorted(numbered, key=lambda one: is_listed(one[1]))[: sizes.BUTTONS - 1]
    return [
        replace(way_in, label=f"{place}. {way_in.label}", style="plain")
        for place, one in sorted(first, key=lambda it: it[0])
        for way_in in [_way_in(_first_of_all(one))]
    ]


def _leads_there(message: Message) -> bool:
    """Whether its way in is the list, which the whole message leads to by its last button."""
    return message.buttons[0].reply == _DUE.reply


def _first_of_all(message: Message) -> Button:
    """The button that the line keeps: what is to be said first, where the line says so, before what it may make needless."""
    questions = (
        one for one in message.buttons if isinstance(one.reply, Press) and one.reply.verb == "was-it-held"
    )
    return next(questions, message.buttons[0])


def _way_in(button: Button) -> Button:
    reply = button.reply
    if not isinstance(reply, Press) or reply.verb not in _WAYS_IN:
        return button
    label, verb = _WAYS_IN[reply.verb]
    return Button(label, Press(verb, reply.subject, reply.version))
