"""A message as a modal: a form, a question, or private text, which is shown to one person and posted nowhere."""

from typing import Final

from bot.channels.slack.blocks.buttons import actions
from bot.channels.slack.blocks.card import labelled
from bot.channels.slack.blocks.inputs import drawn, focused, ids, version_of
from bot.channels.slack.blocks.objects import SHORTENED, Element, header, lines, note, paragraphs, plain
from dialogs.exchange.as_json import reply_to_json
from dialogs.exchange.fast_json import to_json
from dialogs.exchange.message import Button, Message

CALLBACK: Final = "supervision"
MOST_TITLE: Final = 24
MOST_BLOCKS: Final = 100
TITLE: Final = "Supervision"
CLOSE: Final = "Close"
SAVE: Final = "Save"
GO_ON: Final = "Continue"
MOMENT: Final = "One moment …"
_ENDS: Final = (" ", ",", ":", ";")


def view(message: Message) -> Element:
    """The modal. The primary button sends it, or else the first that takes what was filled in; the others stand above."""
    submit = _submit(message)
    found = _body(message, must=submit is not None and submit.collects)
    if len(found) > MOST_BLOCKS - 2:
        found = [*found[: MOST_BLOCKS - 2], note(SHORTENED)]
    found += actions(tuple(one for one in message.buttons if one is not submit), message.card)
    drawn_so_far: Element = {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(_title(message.title)),
        "close": plain(CLOSE),
        "blocks": found or paragraphs(MOMENT),
    }
    if submit is None:
        return drawn_so_far
    meta = {"reply": reply_to_json(submit.reply), "card": message.card, "collects": submit.collects}
    return {**drawn_so_far, "submit": plain(_label(submit)), "private_metadata": to_json(meta)}


def words(text: str, title: str = "") -> Element:
    """A modal that says something."""
    return view(Message(text, title))


def moment() -> Element:
    """An almost empty modal: it is opened at once, since the permission to open one ends after three seconds."""
    return words(MOMENT)


def field_errors(message: Message) -> dict[str, str]:
    """What is to be put right, by the block id of the field's first input."""
    version = version_of(message)
    return {ids(one, version)[0]: one.problem for one in message.fields if one.problem}


def _submit(message: Message) -> Button | None:
    """What sends the modal. Where nothing is asked it may as well stand above, whole, if its name is too long."""
    primary = next((one for one in message.buttons if one.style == "primary"), None)
    if primary is not None and (message.fields or len(primary.label) <= MOST_TITLE):
        return primary
    return next((one for one in message.buttons if one.collects), None)


def _body(message: Message, *, must: bool) -> list[Element]:
    version = version_of(message)
    found = [header(message.title)] if len(message.title) > MOST_TITLE else []
    found += paragraphs(message.text)
    found += lines(labelled(message.facts))
    for one in message.fields:
        found += drawn(one, version, must=must)
    wrong = next(iter(field_errors(message)), "")
    focused(found, wrong)
    return found


def _title(title: str) -> str:
    """A title within 24 characters: whole, or up to the end of a word."""
    if 0 < len(title.strip()) <= MOST_TITLE:
        return title
    start = title[:MOST_TITLE]
    start = (start[:-1] if start.endswith(_ENDS) else start.rpartition(" ")[0]).rstrip(" ,:;")
    return f"{start}…" if start else TITLE


def _label(submit: Button) -> str:
    """What the button that sends the modal is called."""
    if len(submit.label) <= MOST_TITLE:
        return submit.label
    return SAVE if submit.collects else GO_ON
