"""Slack as a channel: what leaves by itself goes into the person's chat with the bot, which is opened if there is none."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from bot.channels.fault import outcome_of
from bot.channels.slack.blocks import draw
from bot.channels.slack.chat import Chat
from bot.channels.slack.chats import Chats
from bot.channels.slack.faults import SlackFault
from bot.channels.slack.homes import Homes
from bot.channels.slack.placing import CHANNEL
from dialogs.exchange.message import Message
from scheduler.sending import Outcome, Sent, Undeliverable
from storage.queries import conversations as query
from storage.store import Store
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)

# Whoever looks at what could not be delivered reads this.
NO_ACCOUNT: Final = "NoSlackAccount"


class SlackChannel:
    """Delivers proactively. `clock` gives the instant it is, for when to try again."""

    def __init__(self, store: Store, chats: Chats, homes: Homes, clock: Callable[[], datetime]) -> None:
        self.store, self.chats, self.homes, self.clock = store, chats, homes, clock
        self._failed: dict[str, int] = {}
        self._to_be_mended = ""
        """What is in the way of everything, and was said."""

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Post one message as a new one, so that it rings; an older one with the same card is retired.

        One that is to change its card in place does that, while Slack still has the older one.
        """
        account, older = await self.store.read(partial(_where, person_id, message.card))
        if account is None:
            return Undeliverable(NO_ACCOUNT)
        try:
            # What nobody waits for is put off by the scheduler rather than here.
            chat = await self.chats.of(person_id, account, patience=0.0)
            sent = await self._say(person_id, account, chat, message, older)
        except SlackFault as fault:
            return await self._failure(person_id, fault)
        self._failed.pop(person_id, None)
        self._to_be_mended = ""
        await self.chats.note_cards(person_id, {message.card: sent} if sent else {})
        if sent and older is not None:
            await chat.retire(older, message)
        self.homes.touched(account)
        return Sent()

    async def _say(
        self, person_id: str, account: str, chat: Chat, message: Message, older: str | None
    ) -> str:
        """The id of a new message, or nothing where one was replaced. A chat that is gone is looked for once more."""
        drawn = draw(message)
        try:
            if message.in_place and older is not None and await chat.replaced(older, drawn):
                return ""
            return await chat.say(drawn)
        except SlackFault as fault:
            if not fault.no_chat:
                raise
        anew = await self.chats.anew(person_id, account, patience=0.0)
        return await anew.say(drawn)

    async def _failure(self, person_id: str, fault: SlackFault) -> Outcome:
        attempts = self._failed.get(person_id, 0)
        self._failed[person_id] = attempts + 1
        if fault.no_chat:
            await self.chats.close(person_id)
        outcome = outcome_of(fault, self.clock(), attempts)
        if isinstance(outcome, Undeliverable):
            log.error("a message cannot be delivered: %s", fault)
        elif fault.to_be_mended and fault.code != self._to_be_mended:
            self._to_be_mended = fault.code
            log.error("reminders on slack wait until this is put right: %s", fault)
        return outcome


def _where(person_id: str, card: str, uow: UnitOfWork) -> tuple[str | None, str | None]:
    older = query.message_of(uow, CHANNEL, person_id, card) if card else None
    return query.slack_account_of(uow, person_id), older
