"""One sweep: settle what time has brought due, run recurring work, send what waits, link the audit trail."""

import asyncio
import logging
from datetime import datetime, timedelta

from scheduler.dispatch import Dispatcher, Left
from scheduler.recurring import Calendar
from scheduler.timely import Settle, Timely
from storage import trail
from storage.errors import TrailError
from storage.queries.ahead import Ahead, ahead
from storage.store import Store
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)

TRAIL_RESTS = timedelta(minutes=1)


class Sweep:
    """What the ticker wakes. One sweep at a time in a process; an idle one costs a few indexed look-ups.

    `timely`, where something is timed to the second, runs beside it: whoever moves the clock holds `timed` as well.
    """

    def __init__(
        self,
        store: Store,
        settle: Settle,
        calendar: Calendar,
        dispatcher: Dispatcher,
        timely: Timely | None = None,
    ) -> None:
        self.store, self.settle = store, settle
        self.calendar, self.dispatcher, self.timely = calendar, dispatcher, timely
        self.trail_rests_until: datetime | None = None
        self.alone, self.timed = asyncio.Lock(), asyncio.Lock()

    async def run_once(self) -> list[Left]:
        """Work through everything due at this instant; gives what left."""
        async with self.alone:
            return await self.work_through()

    async def keep_time(self) -> list[Left]:
        """What is timed to the second, while a sweep may be busy with other things; gives what left."""
        if self.timely is None:
            return []
        async with self.timed:
            return await self.timely.run_once()

    async def work_through(self) -> list[Left]:
        """The same for whoever holds `alone` already, to make several sweeps without another between them."""
        left: list[Left] = []
        # One look a sweep while there is nothing to do, as nearly always.
        while any(found := await self.store.read(self._look)):
            is_due, is_behind = found
            if is_due:
                if self.timely is not None:
                    left += await self.timely.run_once()
                await self.calendar.run_due()
                try:
                    while await self.store.run(self.settle):
                        pass
                finally:
                    # What stands in the outbox leaves, even when what follows from the facts cannot be worked out.
                    left += await self.dispatcher.run_once()
            elif is_behind:
                await self._link()
        return left

    async def next_instant(self) -> datetime | None:
        """The earliest instant at which there will be something to do, as things stand; None when there is
        nothing.
        """
        return await self.store.read(lambda uow: self._soonest(uow, ahead(uow)))

    def _look(self, uow: UnitOfWork) -> tuple[bool, bool]:
        """Whether something is due, and whether lines of the audit trail wait to be linked."""
        found = ahead(uow)
        soonest = self._soonest(uow, found)
        rests = self.trail_rests_until is not None and uow.now < self.trail_rests_until
        return soonest is not None and soonest <= uow.now, not rests and found.is_unlinked

    async def _link(self) -> None:
        """Link the audit trail. One that was tampered with is for the operator, and keeps nobody's reminder waiting."""
        try:
            await self.store.run(trail.chain)
        except TrailError as broken:
            log.error("%s", broken)
            self.trail_rests_until = await self.store.read(lambda uow: uow.now + TRAIL_RESTS)

    def _soonest(self, uow: UnitOfWork, found: Ahead) -> datetime | None:
        instants = (
            found.duty,
            found.clock if self.timely is not None else None,
            found.message,
            found.lease,
            self.calendar.next_instant(uow),
        )
        return min((one for one in instants if one is not None), default=None)
