"""What a button or a modal sends, as a reply. It says what, never who."""

from collections.abc import Mapping
from typing import Final

from bot.channels.slack.blocks.buttons import COLLECT, PRESS
from bot.channels.slack.blocks.home import OVER_HOME
from bot.channels.slack.blocks.modal import CALLBACK
from bot.channels.slack.blocks.state import Values, unread, values_in
from dialogs.errors import ReplyError
from dialogs.exchange.as_json import reply_from_json
from dialogs.exchange.fast_json import from_json
from dialogs.exchange.immutable import value
from dialogs.exchange.reply import Reply, Say

MOST_CARD: Final = 200
MOST_VALUE: Final = 2_000
MOST_METADATA: Final = 3_000
Payload = Mapping[str, object]


class NothingPressed(ReplyError):
    """Something of a message was touched that says nothing by itself."""


@value
class FromSlack:
    """A reply, and the card it was given on (empty when that card has no identity)."""

    reply: Reply
    card: str


def read_action(payload: object) -> FromSlack:
    """The reply of the button in a `block_actions` payload. Raises ReplyError, NothingPressed among them.

    The values a button carries stand: an input that is sent under their name does not replace them.
    """
    body = _object(payload)
    touched = body.get("actions")
    if not isinstance(touched, list) or len(touched) != 1:
        raise unread()
    button = _object(touched[0])
    if button.get("type") != "button":
        raise NothingPressed(str(unread()))
    how, card = _action_id(button.get("action_id"))
    reply = _json(button.get("value"), MOST_VALUE)
    return FromSlack(_reply(reply, _collected(body) if how == COLLECT else {}), card)


def read_submission(payload: object) -> FromSlack:
    """The reply of the modal in a `view_submission` payload. Raises ReplyError."""
    shown = _object(_object(payload).get("view"))
    if shown.get("callback_id") not in (CALLBACK, OVER_HOME):
        raise unread()
    meta = _object(_json(shown.get("private_metadata"), MOST_METADATA))
    card, collects = meta.get("card"), meta.get("collects")
    if meta.keys() != {"reply", "card", "collects"} or not isinstance(card, str) or len(card) > MOST_CARD:
        raise unread()
    if not isinstance(collects, bool):
        raise unread()
    return FromSlack(_reply(meta["reply"], _from_view(shown) if collects else {}), card)


def _collected(body: Payload) -> Values:
    """What stands in the inputs around a button: those of its modal, or of its message."""
    if "view" in body:
        return _from_view(_object(body["view"]))
    return values_in(body, _object(body.get("message")).get("blocks"))


def _from_view(shown: Payload) -> Values:
    return values_in(shown, shown.get("blocks"))


def _action_id(given: object) -> tuple[str, str]:
    """How the button is pressed, and its card."""
    parts = given.split(":", 2) if isinstance(given, str) else []
    if len(parts) != 3 or parts[0] not in (PRESS, COLLECT) or len(parts[2]) > MOST_CARD:
        raise unread()
    return parts[0], parts[2]


def _reply(given: object, sent: Values) -> Reply:
    """The reply with what was filled in among its values; the reader bounds both together."""
    if isinstance(given, dict) and len(given) == 1:
        ((kind, inner),) = given.items()
        values = inner.get("values", {}) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and isinstance(values, dict):
            given = {kind: {**inner, "values": {**sent, **values}}}
    reply = reply_from_json(given)
    if isinstance(reply, Say):
        raise unread()
    return reply


def _json(given: object, most: int) -> object:
    if not isinstance(given, str) or len(given) > most:
        raise unread()
    try:
        return from_json(given)
    except (ValueError, RecursionError) as unreadable:
        raise unread() from unreadable


def _object(given: object) -> Payload:
    if not isinstance(given, dict):
        raise unread()
    return given
