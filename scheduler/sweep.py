"""One sweep: settle what time has brought due, run recurring work, send what waits, link the audit trail."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from scheduler.dispatch import Dispatcher, Left
from scheduler.recurring import Calendar
from storage import outbox, trail
from storage.queries import duties
from storage.store import Store
from storage.unit import UnitOfWork

Settle = Callable[[UnitOfWork], int]


class Sweep:
    """What the ticker wakes. One sweep at a time in a process; an idle one costs a few indexed look-ups."""

    def __init__(self, store: Store, settle: Settle, calendar: Calendar, dispatcher: Dispatcher) -> None:
        self.store, self.settle = store, settle
        self.calendar, self.dispatcher = calendar, dispatcher
        self.alone = asyncio.Lock()

    async def run_once(self) -> list[Left]:
        """Work through everything due at this instant; gives what left."""
        async with self.alone:
            return await self.work_through()

    async def work_through(self) -> list[Left]:
        """The same for whoever holds `alone` already, to make several sweeps without another between them."""
        left: list[Left] = []
        while await self._is_due():
            await self.calendar.run_due()
            while await self.store.run(self.settle):
                pass
            left += await self.dispatcher.run_once()
        while await self.store.read(trail.is_behind):
            await self.store.run(trail.chain)
        return left

    async def next_instant(self) -> datetime | None:
        """The earliest instant at which there will be something to do, as things stand; None when there is
        nothing.
        """
        rows = await self.store.read(lambda uow: (duties.next_instant(uow), outbox.next_instant(uow)))
        return min(
            (one for one in (*rows, await self.calendar.next_instant()) if one is not None), default=None
        )

    async def _is_due(self) -> bool:
        soonest = await self.next_instant()
        return soonest is not None and soonest <= await self.store.read(lambda uow: uow.now)
