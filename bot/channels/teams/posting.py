"""Sending what a turn has planned, and noting which message shows which card from now on."""

import logging
from collections.abc import Sequence
from functools import partial

from bot.channels.on_request import retired
from bot.channels.teams.faults import ConnectorFault, state_after
from bot.channels.teams.outgoing import Outgoing, outgoing
from bot.channels.teams.placing import CHANNEL, Placed
from bot.channels.teams.sdk import Speaker
from dialogs.exchange.message import Message
from storage.errors import StorageError
from storage.queries import conversations as query
from storage.store import Store
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)


async def post(store: Store, person_id: str, speaker: Speaker, posts: Sequence[Placed]) -> None:
    """Send in order. The turn is committed: what cannot be sent is logged, and shown again when the person asks."""
    sent: dict[str, str] = {}
    try:
        for one in posts:
            if message_id := await _post(speaker, one):
                sent[one.message.card] = message_id
    except ConnectorFault as fault:
        log.warning("a reply was not delivered: %s", fault)
        await note_fault(store, person_id, fault)
    finally:
        sent.pop("", None)
        if sent:
            await note_cards(store, person_id, sent)


async def note_cards(store: Store, person_id: str, sent: dict[str, str]) -> None:
    """Keep where cards are shown. Without it they are only sent anew the next time, so that a fault stays a line."""
    try:
        await store.run(partial(_keep_cards, person_id, sent))
    except StorageError as fault:
        log.error("where cards are shown was not kept: %s", type(fault).__name__)


async def note_fault(store: Store, person_id: str, fault: ConnectorFault) -> None:
    """Keep that a person cannot be reached, if that is what the service said."""
    state = state_after(fault)
    if state is None:
        return
    try:
        await store.run(partial(_set_state, person_id, state))
    except StorageError as unsaved:
        # What was said is committed, so nobody may be told otherwise; the next sending meets the same fault.
        log.error("that somebody cannot be reached was not kept: %s", type(unsaved).__name__)


async def _post(speaker: Speaker, placed: Placed) -> str:
    """The id of a new message, or nothing where one was replaced."""
    if placed.replaces is not None and placed.below:
        message_id = await speaker.say(placed.said)
        await retire(speaker, placed.replaces, placed.message)
        return message_id
    if placed.replaces is not None and await replaced(speaker, placed.replaces, placed.said):
        return ""
    return await speaker.say(placed.said)


async def replaced(speaker: Speaker, message_id: str, said: Outgoing) -> bool:
    """Put something in the place of an older message; False when the service no longer has that. Raises ConnectorFault."""
    try:
        await speaker.replace(message_id, said)
    except ConnectorFault as fault:
        if not fault.gone:
            raise
        return False
    return True


async def retire(speaker: Speaker, message_id: str, message: Message) -> None:
    """Take the buttons off an older message. It is a courtesy: one that keeps them is answered when pressed."""
    try:
        await speaker.replace(message_id, outgoing(retired(message)))
    except ConnectorFault as fault:
        log.info("an older message keeps its buttons: %s", fault)


def _keep_cards(person_id: str, sent: dict[str, str], uow: UnitOfWork) -> None:
    query.keep_cards(uow, CHANNEL, person_id, sent)


def _set_state(person_id: str, state: query.State, uow: UnitOfWork) -> None:
    query.set_state(uow, CHANNEL, person_id, state)
