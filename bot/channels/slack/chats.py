"""The chats of everybody with the bot: where each is, and what stands in it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from weakref import WeakValueDictionary

from bot.channels.slack.chat import PATIENCE, Chat
from bot.channels.slack.faults import SlackFault
from bot.channels.slack.placing import CHANNEL, Placed
from bot.channels.slack.web import Web
from storage.errors import StorageError
from storage.queries import conversations as query
from storage.queries.conversations import Reference
from storage.store import Store
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)


class Chats:
    """The chats of everybody. `team` is the workspace."""

    def __init__(self, store: Store, web: Web, team: str) -> None:
        self.store, self.web, self.team = store, web, team
        self._posting: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def reference(self, account: str, conversation: str) -> Reference:
        """What is kept of a chat; Slack needs no address and no name of the bot."""
        return Reference(conversation, "", self.team, account, "")

    async def of(self, person_id: str, account: str, *, patience: float) -> "Chat":
        """The chat that is kept for a person, or a new one, which is kept from now on. Raises SlackFault."""
        known = await self.store.read(partial(_known, self, person_id, account))
        return self.at(known, patience) if known else await self.anew(person_id, account, patience=patience)

    def at(self, conversation: str, patience: float = PATIENCE) -> "Chat":
        """A chat that is known."""
        return Chat(self.web, conversation, patience)

    def known(self, uow: UnitOfWork, person_id: str, account: str) -> str:
        """The conversation that is kept for a person, if it can be used and is with this account of theirs."""
        kept = query.conversation(uow, CHANNEL, person_id)
        if kept is None or kept.state != "open":
            return ""
        theirs = (kept.reference.account_id, kept.reference.tenant_id) == (account, self.team)
        return kept.reference.conversation_id if theirs else ""

    async def of_account(self, account: str) -> "Chat":
        """The chat with an account, whoever's it is. Raises SlackFault."""
        return self.at(await self.web.chat_with(account, patience=PATIENCE))

    async def anew(self, person_id: str, account: str, *, patience: float) -> "Chat":
        """The same, whatever is kept. Raises SlackFault."""
        found = await self.web.chat_with(account, patience=patience)
        await self._noted(partial(_keep, person_id, self.reference(account, found)))
        return self.at(found, patience)

    async def post(self, person_id: str, chat: "Chat", posts: Sequence[Placed]) -> None:
        """Post in order, one turn of a person after the other. The turn is committed: what cannot be posted is logged, and
        shown when the person asks again.
        """
        async with self._posting.setdefault(person_id, asyncio.Lock()):
            await self._post(person_id, chat, posts)

    async def _post(self, person_id: str, chat: "Chat", posts: Sequence[Placed]) -> None:
        sent: dict[str, str] = {}
        try:
            for one in posts:
                if message_id := await chat.place(one):
                    sent[one.message.card] = message_id
        except SlackFault as fault:
            log.warning("a reply was not delivered: %s", fault)
            if fault.no_chat:
                await self.close(person_id)
        finally:
            await self.note_cards(person_id, sent)

    async def note_cards(self, person_id: str, sent: Mapping[str, str]) -> None:
        """Keep where cards are shown. Without it they are only posted anew the next time, so that a fault stays a line."""
        cards = {card: message_id for card, message_id in sent.items() if card}
        if cards:
            await self._noted(partial(_keep_cards, person_id, cards))

    async def close(self, person_id: str) -> None:
        """What is kept for a person is of no use any more."""
        await self._noted(partial(_close, person_id))

    async def _noted(self, work: partial[None]) -> None:
        try:
            await self.store.run(work)
        except StorageError as fault:
            log.error("what is known of a chat was not kept: %s", type(fault).__name__)


def _known(chats: Chats, person_id: str, account: str, uow: UnitOfWork) -> str:
    return chats.known(uow, person_id, account)


def _keep(person_id: str, reference: Reference, uow: UnitOfWork) -> None:
    query.keep(uow, CHANNEL, person_id, reference)


def _keep_cards(person_id: str, sent: Mapping[str, str], uow: UnitOfWork) -> None:
    query.keep_cards(uow, CHANNEL, person_id, sent)


def _close(person_id: str, uow: UnitOfWork) -> None:
    query.set_state(uow, CHANNEL, person_id, "closed")
