"""Claims: a lease may be taken over, a row that is being written never; and several dispatchers beside each other."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest

from scheduler.dispatch import LEASE, MOST, Dispatcher
from scheduler.sending import Outcome, Parcel, Sent, Sorted
from storage import outbox
from storage.store import Store
from storage.tables import OutboxRow
from storage.unit import UnitOfWork
from tests.scheduler.posting import ScriptedPost, put, row_of, rows
from tests.support.stores import Clock


async def claim(store: Store, worker: str) -> list[OutboxRow]:
    return await store.run(lambda uow: outbox.claim(uow, worker, LEASE, MOST))


async def start(store: Store, worker: str, ids: list[str]) -> list[str]:
    return await store.run(lambda uow: outbox.start_writing(uow, ids, worker, LEASE))


async def test_a_claim_keeps_others_away_until_its_lease_ends(store: Store, clock: Clock) -> None:
    put(store, "wren")
    (mine,) = await claim(store, "first")
    clock.now += LEASE / 2
    assert await claim(store, "second") == []
    clock.now += LEASE / 2
    assert [one.id for one in await claim(store, "second")] == [mine.id]
    assert await start(store, "first", [mine.id]) == []
    assert await start(store, "second", [mine.id]) == [mine.id]


async def test_what_is_being_written_is_never_taken_over(store: Store, clock: Clock) -> None:
    put(store, "wren")
    (mine,) = await claim(store, "first")
    await start(store, "first", [mine.id])
    clock.now += 10 * LEASE
    assert await claim(store, "second") == []
    assert row_of(store, "wren").state == "writing"


async def test_when_the_lease_of_a_written_row_ends_nobody_knows_whether_it_arrived(
    store: Store, clock: Clock
) -> None:
    put(store, "maple", escalation=True)
    put(store, "wren")
    await start(store, "first", [one.id for one in await claim(store, "first")])
    post = ScriptedPost()
    dispatcher = Dispatcher(store, post)
    await dispatcher.run_once()
    assert post.sent == []
    clock.now += LEASE
    await dispatcher.run_once()
    escalation, reminder = row_of(store, "maple"), row_of(store, "wren")
    assert (reminder.state, reminder.lease_until) == ("unknown", None)
    assert (escalation.state, escalation.repeat) == ("sent", True)
    assert post.repeats == post.sent == [escalation.id]


async def test_an_answer_that_comes_after_the_lease_ended_changes_nothing(store: Store, clock: Clock) -> None:
    put(store, "wren")

    class Slow(ScriptedPost):
        async def send(self, parcel: Parcel) -> Outcome:
            clock.now += LEASE
            await Dispatcher(store, ScriptedPost()).run_once()
            return Sent()

    await Dispatcher(store, Slow()).run_once()
    assert row_of(store, "wren").state == "unknown"


class PuttingOff(ScriptedPost):
    """Would rather send everything later."""

    def sort(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> Sorted:
        return Sorted(later=tuple((one.id, uow.now) for one in rows))


@pytest.mark.parametrize("post", [ScriptedPost(), PuttingOff()])
async def test_whoever_lost_a_claim_neither_sends_it_nor_puts_it_back(
    store: Store, clock: Clock, post: ScriptedPost
) -> None:
    put(store, "wren")
    slow = Dispatcher(store, post)
    claimed = await claim(store, slow.worker)
    clock.now += LEASE
    await start(store, "other", [one.id for one in await claim(store, "other")])
    assert await store.run(lambda uow: slow.start(uow, claimed)) == []
    assert row_of(store, "wren").state == "writing"


async def test_two_dispatchers_beside_each_other_send_each_row_once(postgres_store: Store) -> None:
    for number in range(120):
        put(postgres_store, f"person{number:03}")

    class Yielding(ScriptedPost):
        async def send(self, parcel: Parcel) -> Outcome:
            await asyncio.sleep(0)
            return await super().send(parcel)

    post = Yielding()
    dispatchers = [Dispatcher(postgres_store, post) for _ in range(3)]

    async def work(dispatcher: Dispatcher) -> int:
        left = 0
        while [one for one in rows(postgres_store) if one.state != "sent"]:
            left += len(await dispatcher.run_once())
        return left

    left = await asyncio.gather(*(work(one) for one in dispatchers))
    assert sum(left) == 120
    assert set(Counter(post.sent).values()) == {1}
