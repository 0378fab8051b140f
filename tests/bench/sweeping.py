"""The sweep that every second finds nothing to do."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

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


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds for one sweep, in each store, and for a reading of nothing but SELECT 1, round by round."""

    few: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


def idle_sweep(few: Store, many: Store, rounds: int) -> Idle:
    """The three in turn."""
    return asyncio.run(_rounds(few, many, rounds))


async def _rounds(few: Store, many: Store, rounds: int) -> Idle:
    found = Idle()
    in_turn = (
        (_sweep(few).run_once, found.few),
        (_sweep(many).run_once, found.many),
        (partial(few.read, _select_one), found.floor),
    )
    for ask, _ in in_turn:
        await ask()
    for _ in range(rounds):
        for ask, times in in_turn:
            began = time.perf_counter()
            for _ in range(SWEEPS):
                await ask()
            times.append((time.perf_counter() - began) / SWEEPS)
    return found


def _select_one(uow: UnitOfWork) -> object:
    return uow.connection.exec_driver_sql("select 1").scalar_one()


def _sweep(store: Store) -> Sweep:
    nightly = Recurring("nightly", every(timedelta(days=1)), lambda uow: None)
    return Sweep(store, lambda uow: 0, Calendar(store, (nightly,)), Dispatcher(store, NobodyToTell()))
