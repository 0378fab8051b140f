"""Messages as the Home tab of the app: one below the other, with their buttons, and nothing to fill in."""

from typing import Final

from bot.channels.slack.blocks.buttons import actions
from bot.channels.slack.blocks.card import labelled
from bot.channels.slack.blocks.modal import MOST_BLOCKS
from bot.channels.slack.blocks.objects import SHORTENED, Element, header, lines, note, paragraphs
from dialogs.exchange.message import Message

# What a window is called among us that opens over the Home tab: the chat is not in sight there.
OVER_HOME: Final = "supervision-home"


def home(messages: tuple[Message, ...], *notes: str) -> Element:
    """The view, with lines in small print at its end."""
    found: list[Element] = []
    pressed = 0
    for message in messages:
        found += [header(message.title)] if message.title.strip() else []
        found += paragraphs(message.text)
        found += lines(labelled(message.facts))
        found += actions(message.buttons, message.card, pressed)
        pressed += len(message.buttons)
    last = [note(one) for one in notes]
    room = MOST_BLOCKS - len(last)
    if len(found) > room:
        found = [*found[: room - 1], note(SHORTENED)]
    return {"type": "home", "blocks": [*found, *last]}


def over_home(drawn: Element) -> Element:
    """A modal that opens over the Home tab, or follows one there."""
    return {**drawn, "callback_id": OVER_HOME}
