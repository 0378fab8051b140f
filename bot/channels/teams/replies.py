"""What a card sends back, as a reply. The card's data is the client's word: it says what, never who."""

from collections.abc import Mapping
from typing import Final

from bot.channels.teams.inputs import values_sent
from dialogs.errors import ReplyError
from dialogs.exchange.as_json import MOST_NAME, MOST_VALUES, reply_from_json
from dialogs.exchange.immutable import value
from dialogs.exchange.reply import Reply, Say

MOST_CARD: Final = 200


@value
class FromCard:
    """A reply, and the card it was given on (empty when that card has no identity)."""

    reply: Reply
    card: str


def from_card(data: object) -> FromCard:
    """The reply in an action's data, inputs merged in. Raises ReplyError.

    The values a button carries stand: an input that a client sends under their name does not replace them.
    """
    if not isinstance(data, dict):
        raise _unread()
    card, names = data.get("card", ""), _names(data.get("fields", []))
    if not isinstance(card, str) or len(card) > MOST_CARD:
        raise _unread()
    # The reader bounds names, texts and their number, of both together.
    reply = reply_from_json(_with(values_sent(data, names), data.get("reply")))
    if isinstance(reply, Say):
        raise _unread()
    return FromCard(reply, card)


def _with(sent: Mapping[str, object], reply: object) -> object:
    """The reply as it came, with what was sent beside it among its values; what is no reply is left to the reader."""
    if not isinstance(reply, dict) or len(reply) != 1:
        return reply
    ((kind, inner),) = reply.items()
    values = inner.get("values", {}) if isinstance(inner, dict) else None
    return {kind: {**inner, "values": {**sent, **values}}} if isinstance(values, dict) else reply


def _names(given: object) -> list[str]:
    if not isinstance(given, list) or len(given) > MOST_VALUES:
        raise _unread()
    names = [one for one in given if isinstance(one, str) and len(one) <= MOST_NAME]
    if len(names) != len(given):
        raise _unread()
    return names


def data_of(value: Mapping[str, object]) -> object:
    """The data of a universal action: what stands under `action.data` of the invoke's value."""
    action = value.get("action")
    if not isinstance(action, dict) or action.get("type") not in ("Action.Execute", None):
        raise _unread()
    return action.get("data")


def _unread() -> ReplyError:
    return ReplyError(
        "This could not be read, so nothing was changed. Open the latest message and answer there"
    )
