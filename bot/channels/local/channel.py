"""The local page as a channel: what leaves by itself becomes an entry in the person's chat."""

from functools import partial

from bot.channels.local import transcript
from bot.channels.local.hub import Hub
from dialogs.exchange.message import Message
from scheduler.sending import Outcome, Sent
from storage.store import Store
from storage.unit import UnitOfWork


class LocalChannel:
    """Delivers into the store's own chat history and tells the pages that are open."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self.store, self.hub = store, hub

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Keep a message in a person's chat and show it."""
        entry = await self.store.run(partial(_keep, person_id, message, key))
        self.hub.tell(person_id, "entry", entry)
        self.hub.tell_all("duties", "{}")
        return Sent()


def _keep(person_id: str, message: Message, key: str, uow: UnitOfWork) -> transcript.Entry:
    if message.in_place:
        return transcript.keep(uow, person_id, "change", message, key)
    return transcript.keep(uow, person_id, "nudge", message, key, below=True)
