"""What stands in the inputs of a message or modal, as field values. Slack passes it on; it is the client's word."""

from collections.abc import Mapping
from typing import Final

from bot.channels.slack.blocks.inputs import ACTION
from dialogs.errors import ReplyError
from dialogs.exchange.as_json import MOST_CHOSEN, MOST_NAME

Values = dict[str, str | list[str]]

READ: Final[Mapping[str, tuple[tuple[str, ...], str, str]]] = {
    "text": (("plain_text_input",), "value", "initial_value"),
    "number": (("number_input",), "value", "initial_value"),
    "date": (("datepicker",), "selected_date", "initial_date"),
    "day": (("datepicker",), "selected_date", "initial_date"),
    "time": (("timepicker",), "selected_time", "initial_time"),
    "hour": (("timepicker",), "selected_time", "initial_time"),
    "one": (("radio_buttons", "static_select"), "selected_option", "initial_option"),
    "many": (("checkboxes", "multi_static_select"), "selected_options", "initial_options"),
}
"""By how an input is read: the kinds of element that it may be, where the value stands in what they send, and where in
what they were shown with.
"""


def unread() -> ReplyError:
    """What was sent is nothing that was drawn."""
    return ReplyError(
        "This could not be read, so nothing was changed. Open the latest message and answer there"
    )


def values_in(surface: Mapping[str, object], blocks: object) -> Values:
    """The values of the inputs that a surface shows; `blocks` are those it was drawn with. Raises ReplyError.

    Slack has been seen to leave out an input that was shown with a value and not touched: it stands as it was shown. It
    has also been seen to send what stood in an earlier form in place of what stands in this one. That is refused, as
    nothing of it was asked for, and what was typed is still there to be sent again.
    """
    sent, shown = sent_of(surface), _shown(blocks)
    left = [block_id for block_id in shown if block_id not in sent]
    for block_id in sent.keys() - shown.keys():
        _place(block_id)
        if left:
            raise unread()
    found: Values = {}
    hours: Values = {}
    for block_id, element in shown.items():
        part, name = _place(block_id)
        _, key, initial = READ[part]
        into = hours if part == "hour" else found
        if name in into:
            raise unread()
        if block_id in sent:
            into[name] = _value(part, _element(part, sent[block_id]).get(key))
        elif element.get(initial):
            into[name] = _value(part, element[initial])
    for name, hour in hours.items():
        day = found.get(name, "")
        if not isinstance(day, str):
            raise unread()
        found[name] = f"{day}T{hour}" if day and hour else day or hour
    return found


def sent_of(surface: Mapping[str, object]) -> Mapping[str, object]:
    """What the inputs of a surface sent, by block id. Raises ReplyError."""
    state = surface.get("state")
    sent = state.get("values") if isinstance(state, dict) else None
    if not isinstance(sent, dict):
        raise unread()
    return sent


def _shown(blocks: object) -> dict[str, Mapping[str, object]]:
    """The elements of all inputs, by block id."""
    if not isinstance(blocks, list):
        raise unread()
    found: dict[str, Mapping[str, object]] = {}
    for block in blocks:
        if isinstance(block, dict) and block.get("type") == "input":
            block_id, element = block.get("block_id"), block.get("element")
            if not isinstance(block_id, str) or not isinstance(element, dict):
                raise unread()
            found[block_id] = element
    return found


def _place(block_id: object) -> tuple[str, str]:
    """How an input is read, and the name of its field."""
    parts = block_id.split(":", 2) if isinstance(block_id, str) else []
    if len(parts) != 3 or parts[0] not in READ or not 0 < len(parts[2]) <= MOST_NAME:
        raise unread()
    return parts[0], parts[2]


def _element(part: str, given: object) -> Mapping[str, object]:
    """What an input sent."""
    element = given.get(ACTION) if isinstance(given, dict) and len(given) == 1 else None
    if not isinstance(element, dict) or element.get("type") not in READ[part][0]:
        raise unread()
    return element


def _value(part: str, held: object) -> str | list[str]:
    if part == "many":
        chosen = [] if held is None else held
        if not isinstance(chosen, list) or len(chosen) > MOST_CHOSEN:
            raise unread()
        return [_option(one) for one in chosen]
    if held is None:
        return ""
    return _option(held) if part == "one" else _text(held)


def _option(given: object) -> str:
    if not isinstance(given, dict):
        raise unread()
    return _text(given.get("value"))


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise unread()
    return given
