"""Kill the bot in the middle of turns and sends, start it again, and see that nothing is lost or said twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from storage.store import Store, open_store
from storage.unit import UnitOfWork
from supervision.policy import at_local, load_policies
from tests.scenarios.council import AUTHORITY, clock_work, keep_session
from tests.soak import checks
from tests.soak.bot import Bot, Killed
from tests.soak.child import KEYRING
from tests.soak.council import ALL_CASES, FIRST_DAY, WORKERS, keep_council
from tests.soak.receiver import Receiver
from tests.soak.worker import Worker, prompt_of

# Longer than the lease of a row that was being sent.
PAST_THE_LEASE = timedelta(seconds=61)
LONGEST_LIFE = 0.5


@dataclass
class Tally:
    """What the kills met, to show that they came in the middle of things."""

    kills: int = 0
    answers: int = 0
    turns_cut: int = 0
    of_them_kept: int = 0
    sends_cut: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    refused: int = 0
    unanswered: int = 0

    def __str__(self) -> str:
        ends = ", ".join(f"{number} {state}" for state, number in sorted(self.ended.items()))
        return (
            f"{self.kills} kills: {self.answers} answers acknowledged, none lost; {self.turns_cut} turns cut short "
            f"({self.of_them_kept} kept whole, {self.turns_cut - self.of_them_kept} not begun); "
            f"{self.sends_cut} messages cut short while being sent; outbox: {ends}; {self.repeats} escalations repeated, "
            f"each said so; {self.refused} times busy and {self.unanswered} times no answer; no reminder twice; "
            "nothing past its lease; trail whole; reconcile found nothing"
        )


class Killing:
    """Round after round on one store, a working day each."""

    def __init__(self, place: Path, receiver: Receiver, address: str, random: Random) -> None:
        self.place, self.receiver, self.random = place, receiver, random
        self.policies = dict(load_policies())
        self.policy = self.policies[AUTHORITY]
        self.bot = Bot(place, address)
        self.day = FIRST_DAY
        self.now = self._at(time(8, 59))
        self.tally = Tally()

    async def begin(self) -> None:
        """Make the tables, found the council and start the bot."""
        with self._store() as store:
            store.run_now(partial(keep_council, self.policies))
        await self.bot.start(self.now)

    async def round(self) -> None:
        """One kill and all that is to be seen of it."""
        since = self.now
        workers = await asyncio.to_thread(self._book)
        if self.random.random() < 0.8:
            # Otherwise the night's work is among what is cut short.
            await self.bot.ask(do="sweep", now=self.now.isoformat())
        self.now = self._at(time(9))
        await self._live_and_die(workers)
        self.tally.kills += 1
        self.now += PAST_THE_LEASE
        await self.bot.start(self.now)
        await asyncio.to_thread(self._compare, workers)
        for worker in workers:
            await self._resumes(worker)
        await self._drain()
        await asyncio.to_thread(self._check_the_rest, workers, since)
        self.day = self.policy.calendar.add_working_days(self.day, 1)
        self.now = max(self.now + timedelta(minutes=1), self._at(time(8, 59)))

    def _book(self) -> list[Worker]:
        """A session for each worker on the next working day: the reminder and the digest fall due at nine today."""
        next_day = self.policy.calendar.add_working_days(self.day, 1)
        workers = [Worker(one, f"{one}-{self.day}", Random(self.random.getrandbits(32))) for one in WORKERS]

        def book(uow: UnitOfWork) -> None:
            work = clock_work(uow, self.policies)
            for one in workers:
                starts_at = at_local(next_day, time(14), self.policy.timezone)
                keep_session(work, one.session, one.person, starts_at, ALL_CASES[one.person])

        with self._store() as store:
            store.run_now(book)
        return workers

    async def _live_and_die(self, workers: list[Worker]) -> None:
        living = [asyncio.create_task(one.prepare(self.bot)) for one in workers]
        living.append(asyncio.create_task(self._sweep_on()))
        await asyncio.sleep(self.random.uniform(0, LONGEST_LIFE))
        await self.bot.kill()
        await asyncio.gather(*living)

    async def _sweep_on(self) -> None:
        """As the ticker would, only faster, while the minute goes by."""
        with suppress(Killed):
            for second in count():
                now = self.now + timedelta(seconds=min(second, 59))
                await self.bot.ask(do="sweep", now=now.isoformat())

    def _compare(self, workers: list[Worker]) -> None:
        """Every acknowledged answer is there as it was given; a turn cut short is there whole or not begun."""
        with self._store() as store:
            self.tally.sends_cut += store.read_now(checks.being_written)
            for worker in workers:
                self.tally.answers += len(worker.kept)
                if worker.in_flight is not None:
                    self.tally.turns_cut += 1
                    if store.read_now(partial(checks.was_taken, worker)):
                        self.tally.of_them_kept += 1
                        worker.committed()
                        worker.in_flight.keeps = {}
                found = store.read_now(partial(checks.kept_answers, worker))
                lost = checks.differences(worker, found)
                assert not lost, lost

    async def _resumes(self, worker: Worker) -> None:
        """It asks where it was: a delivery from before the kill shows the question that stood then, or the one after."""
        cut = worker.in_flight
        taken = cut is None or await asyncio.to_thread(self._taken, worker)
        if worker.last_delivery and not taken:
            again = await worker.deliver_again(self.bot, worker.last_delivery, worker.opening)
            stood = prompt_of(worker.shown)
            assert stood is None or prompt_of(again) == stood, (stood, prompt_of(again))
        if cut is not None:
            shown = await worker.deliver_again(self.bot, cut.delivery, cut.reply)
            if "answer" in cut.reply:
                assert prompt_of(shown) is None or prompt_of(shown) != prompt_of(worker.shown), cut.reply
            worker.kept |= cut.keeps

    def _taken(self, worker: Worker) -> bool:
        with self._store() as store:
            return store.read_now(partial(checks.was_taken, worker))

    async def _drain(self) -> None:
        """Let time go on, a lease at a time, until nothing waits; it never takes long."""
        for _ in range(40):
            await self.bot.ask(do="sweep", now=self.now.isoformat())
            with self._store() as store:
                rows = store.read_now(partial(checks.rows_since, self.now))
            soon = self.now + timedelta(minutes=5)
            if not [one for one in rows if one.state != "pending" or one.send_after <= soon]:
                return
            self.now += PAST_THE_LEASE
        raise AssertionError("outbox rows are stuck past their lease")

    def _check_the_rest(self, workers: list[Worker], since: datetime) -> None:
        with self._store() as store:
            rows = [
                one for one in store.read_now(partial(checks.rows_since, since)) if one.send_after <= self.now
            ]
            assert [one.state for one in rows if one.state not in checks.FINAL] == []
            wrong = checks.sent_wrongly(rows, self.receiver.arrived)
            assert not wrong, wrong
            digests = {one.subject_id for one in rows if one.kind == "prep/supervisor/supervisor"}
            assert len(digests) >= len(workers), "a digest is missing"
            for worker in workers:
                found = store.read_now(partial(checks.kept_answers, worker))
                lost = checks.differences(worker, found)
                assert not lost, lost
            assert store.read_now(checks.broken_at) is None
            mended = store.run_now(partial(checks.reconciled, self.policies))
            assert not mended, mended
        self.tally.ended.update(one.state for one in rows)
        self.tally.repeats += sum(one.repeat for one in rows)
        self.tally.refused, self.tally.unanswered = self.receiver.refused, self.receiver.unanswered

    def _store(self) -> Store:
        return open_store(self.place, KEYRING, lambda: self.now)

    def _at(self, clock: time) -> datetime:
        return at_local(self.day, clock, self.policy.timezone)


@asynccontextmanager
async def killing(place: Path, seed: int) -> AsyncIterator[Killing]:
    """Kills to come, on a store of its own; the same seed gives the same moments."""
    receiver = Receiver(Random(seed))
    async with receiver.serving() as address:
        begun = Killing(place, receiver, address, Random(seed + 1))
        await begun.begin()
        try:
            yield begun
        finally:
            await begun.bot.kill()
