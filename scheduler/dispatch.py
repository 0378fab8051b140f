"""From the outbox to the channels: claim, look again, write, mark. No transaction is open while a channel is
called.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from scheduler.sending import AnswerLost, NotAccepted, Outcome, Parcel, Post, Sent, Sorted, Undeliverable
from storage import outbox
from storage.store import Store
from storage.tables import OutboxRow
from storage.unit import UnitOfWork

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST = 500
AT_ONCE = 16
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Left:
    """A row that has left: told to whom, about which duty, when. `message` is the same for rows that left as one."""

    message: str
    person: str
    kind: str
    duty: str | None
    at: datetime


class Dispatcher:
    """Sends what the outbox holds. Several may run beside each other on PostgreSQL; each row leaves from one
    of them.
    """

    def __init__(self, store: Store, post: Post) -> None:
        self.store, self.post = store, post
        self.worker = uuid4().hex

    async def run_once(self, kinds: frozenset[str] | None = None) -> list[Left]:
        """Send what is due now (of these kinds, if any are named), at the most a batch; gives what left, empty when
        there was nothing to do.
        """
        rows = await self.store.run(lambda uow: self._claim(uow, kinds))
        if not rows:
            return []
        parcels = await self.store.run(lambda uow: self.start(uow, rows))
        gate = asyncio.Semaphore(AT_ONCE)
        outcomes = await asyncio.gather(*(self._send(gate, parcel) for parcel in parcels))
        return await self.store.run(lambda uow: _mark(uow, list(zip(parcels, outcomes, strict=True))))

    def _claim(self, uow: UnitOfWork, kinds: frozenset[str] | None) -> list[OutboxRow]:
        if kinds is not None:
            return outbox.claim_of(uow, self.worker, LEASE, MOST, kinds)
        outbox.end_stale_writing(uow)
        return outbox.claim(uow, self.worker, LEASE, MOST)

    def start(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> list[Parcel]:
        """Look again at claimed rows and commit to sending what is still wanted. What another dispatcher has taken
        over meanwhile, because the lease ended, is no longer ours to skip, to put off or to send.
        """
        held = set(outbox.held(uow, [row.id for row in rows], self.worker))
        found: Sorted = self.post.sort(uow, [row for row in rows if row.id in held])
        outbox.finish(uow, found.skipped, "skipped")
        for row_id, at in found.later:
            outbox.put_back(uow, [row_id], at)
        ours = [row.id for one in found.parcels for row in one.rows]
        outbox.start_writing(uow, ours, self.worker, LEASE)
        return list(found.parcels)

    async def _send(self, gate: asyncio.Semaphore, parcel: Parcel) -> Outcome:
        async with gate:
            try:
                return await self.post.send(parcel)
            except Exception as fault:
                # A fault of ours must not leave the row claimed for ever, nor be repeated at people.
                log.error(
                    "sending failed: %s for outbox rows %s",
                    type(fault).__name__,
                    [row.id for row in parcel.rows],
                )
                return AnswerLost(type(fault).__name__)


def _mark(uow: UnitOfWork, sent: Sequence[tuple[Parcel, Outcome]]) -> list[Left]:
    left: list[Left] = []
    done: list[str] = []
    for parcel, outcome in sent:
        match outcome:
            case Sent():
                done += [row.id for row in parcel.rows]
                one = parcel.rows[0].id
                left += [
                    Left(one, parcel.recipient_id, row.kind, row.duty_id, uow.now) for row in parcel.rows
                ]
            case NotAccepted(again_at, failure):
                _again(uow, parcel, again_at, failure)
            case AnswerLost(failure):
                _lost(uow, parcel, failure)
            case Undeliverable(failure):
                outbox.finish(uow, [row.id for row in parcel.rows], "undeliverable", failure)
    outbox.finish(uow, done, "sent")
    return left


def _again(uow: UnitOfWork, parcel: Parcel, again_at: datetime, failure: str) -> None:
    tired = [row.id for row in parcel.rows if row.attempts + 1 >= MOST_ATTEMPTS]
    outbox.finish(uow, tired, "undeliverable", failure)
    outbox.put_back(uow, [row.id for row in parcel.rows if row.id not in tired], again_at, failure)


def _lost(uow: UnitOfWork, parcel: Parcel, failure: str) -> None:
    """A reminder whose answer is lost is not repeated silently; an escalation is sent again, and says so.

    It may have arrived each time, so the pauses grow, and after the last attempt it counts as unknown.
    """
    again = [row for row in parcel.rows if row.escalation and row.attempts + 1 < MOST_ATTEMPTS]
    for row in again:
        outbox.repeat(uow, [row.id], uow.now + LEASE * 2**row.attempts, failure)
    outbox.finish(uow, [row.id for row in parcel.rows if row not in again], "unknown", failure)
