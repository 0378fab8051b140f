"""Several channels as one: a person is written to where they spoke last."""

from collections.abc import Mapping
from functools import partial

from bot.channels import Channel
from dialogs.exchange.message import Message
from scheduler.sending import Outcome, Undeliverable
from storage.deliveries import last_heard
from storage.queries.conversations import conversation
from storage.store import Store
from storage.unit import UnitOfWork


class LastSpoken:
    """Asks one channel after another, that of the last turn first, until one can reach the person.

    One that can, but not now, ends the asking: it is waited for, so that a person hears a thing in one place. Where
    they have not spoken anywhere, the channels are asked in the order given.
    """

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self.store, self.channels = store, channels

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Send through the first channel that can; gives the first's failure when none can."""
        failed: Undeliverable | None = None
        names = [*self.channels]
        if len(names) > 1:
            names = await self.store.read(partial(_order, person_id, names))
        for name in names:
            outcome = await self.channels[name].deliver(person_id, message, key)
            if not isinstance(outcome, Undeliverable):
                return outcome
            failed = failed or outcome
        return failed or Undeliverable("NoChannel")


def _order(person_id: str, names: list[str], uow: UnitOfWork) -> list[str]:
    known = [name for name in names if conversation(uow, name, person_id) is not None]
    if len(known) > 1:
        last = last_heard(uow, person_id, known)
        known.sort(key=lambda name: name != last)
    return [*known, *(name for name in names if name not in known)]
