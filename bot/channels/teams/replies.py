"""What a card sends back, as a reply. The card's data is the client's word: it says what, never who."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.channels.teams.inputs import values_sent
from dialogs.as_json import MOST_NAME, MOST_VALUES, reply_from_json, reply_to_json
from dialogs.errors import ReplyError
from dialogs.reply import Reply, Say

MOST_CARD: Final = 200


@dataclass(frozen=True, slots=True)
class FromCard:
    """A reply, and the card it was given on (empty when that card has no identity)."""

    reply: Reply
    card: str


def typed(text: str) -> Reply:
    """What was typed into the chat. Raises ReplyError when it is too long."""
    return reply_from_json({"say": text})


def from_card(data: object) -> FromCard:
    """The reply in an action's data, inputs merged in. Raises ReplyError.

    The values a button carries stand: an input that a client sends under their name does not replace them.
    """
    if not isinstance(data, dict):
        raise _unread()
    reply = reply_from_json(data.get("reply"))
    card, names = data.get("card", ""), data.get("fields", [])
    if not isinstance(card, str) or len(card) > MOST_CARD or isinstance(reply, Say):
        raise _unread()
    values = {**values_sent(data, _names(names)), **reply.values}
    # Once more through the reader, which bounds names, texts and their number.
    bounded = reply_from_json(reply_to_json(replace(reply, values=values)))
    return FromCard(bounded, card)


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
