"""Teams as a channel: what leaves by itself goes to the conversation that is kept for a person."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from bot.channels.fault import outcome_of
from bot.channels.teams.faults import ConnectorFault
from bot.channels.teams.outgoing import outgoing
from bot.channels.teams.placing import CHANNEL
from bot.channels.teams.posting import note_cards, note_fault, replaced, retire
from bot.channels.teams.sdk import Speaker, TeamsAdapter
from dialogs.exchange.message import Message
from scheduler.sending import Outcome, Sent, Undeliverable
from storage.queries import conversations as query
from storage.store import Store
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)

# Whoever looks at what could not be delivered reads these.
NOT_INSTALLED: Final = "NotInstalled"
UNREACHABLE: Final = {"closed": NOT_INSTALLED, "blocked": "Blocked"}


class TeamsChannel:
    """Delivers proactively. `clock` gives the instant it is, for when to try again."""

    def __init__(self, store: Store, adapter: TeamsAdapter, clock: Callable[[], datetime]) -> None:
        self.store, self.adapter, self.clock = store, adapter, clock
        self._failed: dict[str, int] = {}

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Send one message as a new one, so that it rings; an older one with the same card is retired.

        One that is to change its card in place does that, while the service still has the older one.
        """
        kept, older = await self.store.read(partial(_where, person_id, message.card))
        if kept is None or kept.state != "open":
            return Undeliverable(UNREACHABLE[kept.state] if kept is not None else NOT_INSTALLED)
        sent: list[str] = []

        async def say(speaker: Speaker) -> None:
            if message.in_place and older is not None and await replaced(speaker, older, outgoing(message)):
                return
            sent.append(await speaker.say(outgoing(message, alert=True)))

        try:
            await self.adapter.tell(kept.reference, say)
        except ConnectorFault as fault:
            return await self._failure(person_id, fault)
        self._failed.pop(person_id, None)
        if message.card and sent and sent[0]:
            await note_cards(self.store, person_id, {message.card: sent[0]})
            if older is not None:
                await self.adapter.tell(kept.reference, partial(retire, message_id=older, message=message))
        return Sent()

    async def _failure(self, person_id: str, fault: ConnectorFault) -> Outcome:
        attempts = self._failed.get(person_id, 0)
        self._failed[person_id] = attempts + 1
        await note_fault(self.store, person_id, fault)
        outcome = outcome_of(fault, self.clock(), attempts)
        if isinstance(outcome, Undeliverable):
            log.error("a message cannot be delivered: %s", fault)
        return outcome


def _where(person_id: str, card: str, uow: UnitOfWork) -> tuple[query.Kept | None, str | None]:
    older = query.message_of(uow, CHANNEL, person_id, card) if card else None
    return query.conversation(uow, CHANNEL, person_id), older
