"""The sweep that every second finds nothing to do."""

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta

from scheduler.dispatch import Dispatcher
from scheduler.recurring import Calendar, Recurring, every
from scheduler.sending import Outcome, Parcel, Sent, Sorted
from scheduler.sweep import Sweep
from storage.store import Store
from storage.tables import OutboxRow
from storage.unit import UnitOfWork

SWEEPS = 50


class NobodyToTell:
    """A post for a house in which nothing is due."""

    def sort(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> Sorted:
        """Nothing comes here."""
        return Sorted()

    async def send(self, parcel: Parcel) -> Outcome:
        """Nothing comes here."""
        return Sent()


def idle_sweep(few: Store, many: Store, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds for one sweep, in each store, round by round."""
    return asyncio.run(_rounds(few, many, rounds))


async def _rounds(few: Store, many: Store, rounds: int) -> tuple[list[float], list[float]]:
    sweeps = [_sweep(few), _sweep(many)]
    found: tuple[list[float], list[float]] = ([], [])
    for sweep in sweeps:
        await sweep.run_once()
    for _ in range(rounds):
        for sweep, times in zip(sweeps, found, strict=True):
            began = time.perf_counter()
            for _ in range(SWEEPS):
                await sweep.run_once()
            times.append((time.perf_counter() - began) / SWEEPS)
    return found


def _sweep(store: Store) -> Sweep:
    nightly = Recurring("nightly", every(timedelta(days=1)), lambda uow: None)
    return Sweep(store, lambda uow: 0, Calendar(store, (nightly,)), Dispatcher(store, NobodyToTell()))
