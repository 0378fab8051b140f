"""The ticker: APScheduler wakes the sweep every second. What is due lives in tables, so nothing is lost with
the process.
"""

import logging

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.sweep import Sweep

log = logging.getLogger(__name__)

EVERY_SECONDS = 1


class Ticker:
    """Wakes a sweep for as long as it runs. A sweep that fails is logged and tried again at the next tick."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        # A tick that is left out because a sweep is under way is as it should be: nobody needs to read of it.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self.scheduler = AsyncIOScheduler(timezone="UTC")
        for work in (self._tick, self._keep_time) if sweep.timely is not None else (self._tick,):
            self.scheduler.add_job(
                work,
                "interval",
                seconds=EVERY_SECONDS,
                coalesce=True,
                misfire_grace_time=None,
                max_instances=1,
            )

    def start(self) -> None:
        """Begin ticking, in the running event loop."""
        self.scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, once a sweep under way has come to its end."""
        self.scheduler.pause()
        async with self.sweep.alone, self.sweep.timed:
            # Shut down in the middle of a sweep it would be cancelled, and that be told as a fault.
            self.scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        try:
            await self.sweep.run_once()
        except Exception as fault:
            log.error("a sweep failed and will be tried again: %s", type(fault).__name__)

    async def _keep_time(self) -> None:
        try:
            await self.sweep.keep_time()
        except Exception as fault:
            log.error("what is timed failed and will be tried again: %s", type(fault).__name__)
