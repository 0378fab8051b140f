"""Recurring work: registered as (name, how often, callable); when it last ran is kept, so that a sleep skips
nothing.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from storage.settings import get_settings, set_setting
from storage.store import Store
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=1)

NextAfter = Callable[[datetime], datetime]
Slice = Callable[[UnitOfWork, str], str | None]
"""Does some of a long piece of work from where it has come to, empty at its beginning; gives how far that is, None at the
end.
"""


@dataclass(frozen=True, slots=True)
class Recurring:
    """One piece of work. `next_after` gives the first instant after another at which it is due."""

    name: str
    next_after: NextAfter
    work: Callable[[UnitOfWork], object]


@dataclass(frozen=True, slots=True)
class InSlices:
    """Work too long for one unit of work: it is done slice by slice, and what else waits has its turn between them.

    How far it has come is known to this process only: a restart begins it anew.
    """

    name: str
    next_after: NextAfter
    work: Slice


Job = Recurring | InSlices


def every(interval: timedelta) -> NextAfter:
    """How often, as a plain interval."""
    return lambda last: last + interval


class Calendar:
    """All recurring work of a process. What was missed while it slept runs once, not once for each time
    missed.
    """

    def __init__(self, store: Store, jobs: tuple[Job, ...]) -> None:
        self.store, self.jobs = store, jobs
        self._resting: dict[str, datetime] = {}
        self._come_to: dict[str, str] = {}

    async def run_due(self) -> list[str]:
        """Run what is due, each in a unit of work of its own that also notes when it ran, or a slice of it, after which
        it is due still; gives the names.

        One that fails is logged and tried again a minute later: meanwhile it keeps nothing else from its turn.
        """
        due = await self.store.read(self._due)
        return [job.name for job in due if await self._ran(job)]

    def next_instant(self, uow: UnitOfWork) -> datetime | None:
        """The earliest instant at which something is due, or None when there is nothing to do at all."""
        return min(self._instants(uow), default=None)

    async def _ran(self, job: Job) -> bool:
        try:
            reached = await self.store.run(partial(_run, job, self._come_to.get(job.name, "")))
        except Exception as fault:
            log.error("%s failed and will be tried again: %s", job.name, type(fault).__name__)
            self._resting[job.name] = await self.store.read(lambda uow: uow.now) + AGAIN_AFTER
            return False
        self._resting.pop(job.name, None)
        if reached is None:
            self._come_to.pop(job.name, None)
        else:
            self._come_to[job.name] = reached
        return True

    def _due(self, uow: UnitOfWork) -> list[Job]:
        instants = zip(self.jobs, self._instants(uow), strict=True)
        return [job for job, instant in instants if instant <= uow.now]

    def _instants(self, uow: UnitOfWork) -> Iterator[datetime]:
        """When each job is due, in their order."""
        kept = get_settings(uow, map(_kept_as, self.jobs))
        for job in self.jobs:
            last = kept.get(_kept_as(job))
            due = job.next_after(datetime.fromisoformat(last)) if last else uow.now
            yield max(due, self._resting.get(job.name, due))


def _kept_as(job: Job) -> str:
    return f"recurring.{job.name}"


def _run(job: Job, come_to: str, uow: UnitOfWork) -> str | None:
    if isinstance(job, InSlices):
        reached = job.work(uow, come_to)
        if reached is not None:
            return reached
    else:
        job.work(uow)
    set_setting(uow, _kept_as(job), uow.now.isoformat())
    return None
