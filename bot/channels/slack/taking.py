"""Taking the turn of what Slack posted: who spoke, and what is to be posted and shown, or the words that say no."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from bot.channels.slack.chats import Chats
from bot.channels.slack.homes import Homes
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.placing import CHANNEL, Plan, plan_typed
from bot.channels.trouble import NOT_SAVED, bad_luck
from bot.turn import Turn, Turns
from dialogs.conduct import conduct
from dialogs.errors import ReplyError
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Reply, Say
from storage.deliveries import first_time
from storage.errors import StorageError
from storage.queries import conversations as query
from storage.unit import UnitOfWork
from supervision.work import SaidNo, Work

log = logging.getLogger(__name__)

STRANGER: Final = (
    "Hello. I help people prepare for supervision, and I do not know you yet. "
    "Ask {whom} to add you to the people file with your Slack member ID."
)
WELCOME: Final = (
    "Your organisation added me so that supervision is prepared, held and recorded in good time. "
    "I write only to you, here."
)

Planner = Callable[[UnitOfWork, str, tuple[Message, ...]], Plan]
Reading = Callable[[], tuple[Reply, Planner]]
"""What was said and where the answer goes. May raise ReplyError."""
Took = tuple[str, Plan] | str
"""Whose turn it was and what is to be shown; or words for whoever spoke, and nothing was done."""


class NotFound(Exception):
    """Nobody was found who has an account; nothing of the turn is kept."""


def stranger(contact: str) -> str:
    """What whoever is not known is told. `contact` is whom they are pointed to."""
    return STRANGER.format(whom=contact or "whoever looks after it")


class Taking:
    """Takes turns of people on Slack. `homes` hears of each that was kept."""

    def __init__(self, turns: Turns, chats: Chats, homes: Homes) -> None:
        self.turns, self.store, self.chats, self.homes = turns, turns.store, chats, homes
        self.stranger = homes.stranger

    async def take(self, incoming: Incoming, reading: Reading) -> Took:
        """One turn, committed. Raises nothing: whatever goes wrong, there are words for it."""
        try:
            return await self._take(incoming, reading)
        except SaidNo as no:
            return str(no)
        except NotFound:
            return self.stranger
        except StorageError as fault:
            log.error("a turn was not saved: %s", type(fault).__name__)
            return NOT_SAVED
        except Exception as fault:
            return bad_luck(log, fault)

    async def _take(self, incoming: Incoming, reading: Reading) -> Took:
        try:
            reply, planner = reading()
        except ReplyError as unread:
            known = await self.store.read(partial(_by_account, incoming.account)) is not None
            return f"{str(unread).rstrip('.')}." if known else self.stranger
        took = await self.turns.take_from(
            partial(_turn, incoming, reply), partial(self._keep, incoming, planner)
        )
        self.homes.touched(incoming.account, there=incoming.at_home)
        return took

    async def welcome(self, incoming: Incoming) -> Took:
        """Somebody opened the chat: one welcome an install, however often they do."""
        try:
            return await self.store.run(partial(self._welcome, incoming))
        except NotFound:
            known = f"{CHANNEL}:install:{incoming.account}"
            return self.stranger if await self.store.run(partial(_first, known)) else ("", Plan())

    async def uninstalled(self) -> None:
        """The bot was taken out of the workspace."""
        await self.store.run(_close_all)

    def _keep(
        self, incoming: Incoming, planner: Planner, uow: UnitOfWork, turn: Turn, messages: tuple[Message, ...]
    ) -> tuple[str, Plan]:
        self._note_chat(incoming, turn.person_id, uow)
        plan = planner(uow, turn.person_id, messages)
        # A modal, or a command, does not say where the chat with its person is.
        known = incoming.conversation or self.chats.known(uow, turn.person_id, incoming.account)
        return turn.person_id, replace(plan, chat=known)

    def _note_chat(self, incoming: Incoming, person_id: str, uow: UnitOfWork) -> bool:
        """Keep where somebody spoke from; gives whether they were welcomed there."""
        if not incoming.conversation:
            return True
        reference = self.chats.reference(incoming.account, incoming.conversation)
        return query.keep(uow, CHANNEL, person_id, reference).welcomed

    def _welcome(self, incoming: Incoming, uow: UnitOfWork) -> tuple[str, Plan]:
        person_id = _by_account(incoming.account, uow)
        if person_id is None:
            raise NotFound
        if self._note_chat(incoming, person_id, uow):
            return person_id, Plan()
        query.welcomed(uow, CHANNEL, person_id)
        first, *rest = conduct(Work(uow, self.turns.policies, person_id), Say("help"))
        return person_id, plan_typed(
            uow, person_id, (replace(first, text=f"{WELCOME}\n\n{first.text}"), *rest)
        )


def _turn(incoming: Incoming, reply: Reply, uow: UnitOfWork) -> Turn:
    """What was said, by whoever has the account in the transaction that acts for them. Raises NotFound."""
    found = _by_account(incoming.account, uow)
    if found is None:
        raise NotFound
    return Turn(CHANNEL, incoming.delivery, found, reply)


def _by_account(account: str, uow: UnitOfWork) -> str | None:
    return query.person_by_slack_account(uow, account)


def _first(key: str, uow: UnitOfWork) -> bool:
    return first_time(uow, key)


def _close_all(uow: UnitOfWork) -> None:
    query.close_all(uow, CHANNEL)
