"""A message as it is posted: at most 50 blocks and 13,000 characters, and the text beside them.

A form that asks for free text is not posted with its inputs but with a button that opens it in a modal: the
organisation keeps what stands in a chat.
"""

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Final

from bot.channels.slack.blocks.asked import asked
from bot.channels.slack.blocks.buttons import actions, carried
from bot.channels.slack.blocks.inputs import TYPED, drawn, version_of
from bot.channels.slack.blocks.objects import SHORTENED, Element, header, lines, note, paragraphs, spoken
from bot.channels.slack.blocks.said import escaped
from dialogs.conversations.conversation import SUMMARY
from dialogs.exchange.fast_json import to_json
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Answer
from dialogs.exchange.sizes import BLOCKS, BUTTONS
from dialogs.exchange.text import cut

MOST: Final = 13_000
MOST_TEXT: Final = 3_000
ANSWER: Final = "Answer"
NOT_POSTED: Final = "What you answer in the form that opens is not posted in this chat."
CUT: Final = " … (shortened here)"


@value
class Drawn:
    """What is posted: blocks, and the text beside them, which notifications and screen readers take."""

    text: str = field(repr=False)
    blocks: list[Element] = field(repr=False)


def draw(message: Message) -> Drawn:
    """The message as it is posted. Of a private one only its title, summary and buttons are.

    What does not fit is left to the modal (a long list to choose from) or shortened with a word that says so.
    """
    if message.private:
        kept = tuple(one for one in message.buttons if not one.collects)
        shown = Message(message.summary or SUMMARY, message.title, buttons=kept, card=message.card)
        return Drawn(escaped(shown.text), _blocks(shown, opened=None))
    blocks, _ = _fitting(message)
    return Drawn(_text(message, blocks), blocks)


def asked_in_view(message: Message) -> bool:
    """Whether a message is drawn with a button that opens its form, in place of the inputs."""
    if message.private or _opener(message) is None:
        return False
    # What is typed never stands in the chat; what is chosen does, where it fits.
    return any(one.kind in TYPED for one in message.fields) or _fitting(message)[1]


def _fitting(message: Message) -> tuple[list[Element], bool]:
    """The first of the ways to draw a message that Slack takes, and whether its inputs are left to a modal."""
    found: tuple[list[Element], Button | None] = [], None
    for attempt in _attempts(message, _opener(message)):
        found = attempt
        if len(found[0]) <= BLOCKS and _fits(found[0]):
            break
    return found[0], found[1] is not None


def _attempts(message: Message, opener: Button | None) -> Iterator[tuple[list[Element], Button | None]]:
    """The message drawn whole, and then ever shorter."""
    typed = any(one.kind in TYPED for one in message.fields)
    if opener is None or not typed:
        yield _blocks(message, opened=None), None
    if opener is not None:
        yield _blocks(message, opened=opener), opener
    for most in (1_500, 800, 400, 200, 100):
        yield _blocks(_shortened(message, most), opened=opener, most=most), opener
    for count in (30, 20, 10, 5, 0):
        fewer = _shortened(replace(message, facts=message.facts[:count]), 100)
        yield [*_blocks(fewer, opened=opener, most=100), note(SHORTENED)], opener


def _opener(message: Message) -> Button | None:
    """The button in whose place the form is opened: that with which a conversation takes the answers."""
    sending = [
        one for one in message.buttons if message.fields and one.collects and isinstance(one.reply, Answer)
    ]
    return next((one for one in sending if one.style == "primary"), sending[0] if sending else None)


def _blocks(message: Message, *, opened: Button | None, most: int = MOST) -> list[Element]:
    """The blocks, with the inputs in them, or with a button that opens them in a modal."""
    found = [header(message.title)] if message.title.strip() else []
    found += paragraphs(message.text)
    found += lines(labelled(message.facts))
    if opened is None:
        version = version_of(message)
        found += [block for one in message.fields for block in drawn(one, version, must=False)]
        return found + actions(message.buttons[:BUTTONS], message.card)
    found += lines(asked(message.fields, most))
    found += actions(tuple(_outside(one, opened) for one in message.buttons[:BUTTONS]), message.card)
    return [*found, note(NOT_POSTED)]


def labelled(facts: tuple[Fact, ...]) -> list[list[tuple[str, bool]]]:
    """Facts as lines, their labels in bold."""
    return [[(f"{fact.label}: ", True), (fact.value, False)] for fact in facts]


def _outside(button: Button, opener: Button) -> Button:
    """A button where its fields are not: the one that sends them opens them, any other sends none."""
    if button is not opener or not isinstance(opener.reply, Answer):
        return Button(button.label, button.reply, button.style) if button.collects else button
    label = ANSWER if button.style == "primary" else button.label
    return Button(label, replace(opener.reply, values={"do": "show"}), button.style)


def _text(message: Message, blocks: list[Element]) -> str:
    """The summary, which a lock screen shows first, and all that the blocks say, for whoever has them read out."""
    said = [message.summary or SUMMARY, *(words for block in blocks for words in spoken(block))]
    return escaped(cut("\n".join(dict.fromkeys(said)), MOST_TEXT))


def _shortened(message: Message, most: int) -> Message:
    facts = tuple(Fact(cut(one.label, most), cut(one.value, most, CUT)) for one in message.facts)
    return replace(message, text=cut(message.text, most * 2, CUT), facts=facts)


def _fits(blocks: list[Element]) -> bool:
    """Whether they are as long as Slack takes, as it seems to count: what can be read and what stands around it, in units
    of UTF-16, but not what buttons carry.
    """
    written = to_json(blocks)
    # Seldom is so much said that it has to be counted.
    return 2 * len(written) <= MOST or len(written.encode("utf-16-le")) // 2 - carried(blocks) <= MOST
