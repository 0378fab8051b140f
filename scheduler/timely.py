"""What is timed to the second: a clock that two people watch waits for no sweep, however much a sweep has to do."""

from collections.abc import Callable

from scheduler.dispatch import Dispatcher, Left
from storage import outbox
from storage.queries import updates
from storage.store import Store
from storage.unit import UnitOfWork

Settle = Callable[[UnitOfWork], int]


class Timely:
    """Lets clocks come to what is due, and sends the kinds of rows that belong to them. It runs beside a sweep:
    what both come upon is settled once, and each row leaves from one of them.
    """

    def __init__(self, store: Store, settle: Settle, dispatcher: Dispatcher, kinds: frozenset[str]) -> None:
        self.store, self.settle, self.dispatcher = store, settle, dispatcher
        self.kinds = kinds

    async def run_once(self) -> list[Left]:
        """Work through what is due at this instant; gives what left. Idle, it costs two indexed look-ups."""
        if not await self.store.read(self._is_due):
            return []
        await self.store.run(self.settle)
        return await self.dispatcher.run_once(self.kinds)

    def _is_due(self, uow: UnitOfWork) -> bool:
        soonest = updates.next_instant(uow)
        return (soonest is not None and soonest <= uow.now) or outbox.is_waiting(uow, self.kinds)
