"""What stands in the inputs of a message or modal, as field values. Slack passes it on; it is the client's word."""

from collections.abc import Mapping
from typing import Final

from bot.channels.slack.blocks.inputs import ACTION
from dialogs.as_json import MOST_CHOSEN, MOST_NAME, MOST_VALUES
from dialogs.errors import ReplyError

Values = dict[str, str | list[str]]

_READ: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "text": (("plain_text_input",), "value"),
    "number": (("number_input",), "value"),
    "date": (("datepicker",), "selected_date"),
    "day": (("datepicker",), "selected_date"),
    "time": (("timepicker",), "selected_time"),
    "hour": (("timepicker",), "selected_time"),
    "one": (("radio_buttons", "static_select"), "selected_option"),
    "many": (("checkboxes", "multi_static_select"), "selected_options"),
}
"""By how an input is read: the kinds of element that it may be, and where the value stands in what they send."""


def unread() -> ReplyError:
    """What was sent is nothing that was drawn."""
    return ReplyError(
        "This could not be read, so nothing was changed. Open the latest message and answer there"
    )


def values_in(surface: Mapping[str, object], blocks: object) -> Values:
    """The values of the inputs that a surface shows. `blocks` are those it was drawn with: what is no input of theirs
    was not asked for. One that was left out of the state stays as it is. Raises ReplyError.
    """
    state = surface.get("state")
    sent = state.get("values") if isinstance(state, dict) else None
    if not isinstance(sent, dict) or len(sent) > 2 * MOST_VALUES or not isinstance(blocks, list):
        raise unread()
    shown = {one.get("block_id") for one in blocks if isinstance(one, dict) and one.get("type") == "input"}
    if not sent.keys() <= shown:
        raise unread()
    found: Values = {}
    hours: dict[str, str | list[str]] = {}
    for block_id, given in sent.items():
        part, name = _place(block_id)
        into = hours if part == "hour" else found
        if name in into:
            raise unread()
        into[name] = _value(part, given)
    for name, hour in hours.items():
        day = found.get(name)
        if not isinstance(day, str):
            raise unread()
        found[name] = f"{day}T{hour}" if day and hour else day or hour
    return found


def _place(block_id: object) -> tuple[str, str]:
    """How an input is read, and the name of its field."""
    parts = block_id.split(":", 2) if isinstance(block_id, str) else []
    if len(parts) != 3 or parts[0] not in _READ or not 0 < len(parts[2]) <= MOST_NAME:
        raise unread()
    return parts[0], parts[2]


def _value(part: str, given: object) -> str | list[str]:
    kinds, key = _READ[part]
    element = given.get(ACTION) if isinstance(given, dict) and len(given) == 1 else None
    if not isinstance(element, dict) or element.get("type") not in kinds:
        raise unread()
    held = element.get(key)
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
