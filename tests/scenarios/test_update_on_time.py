"""The word of an update's clock leaves on time while a sweep is busy with hundreds of other things."""

import asyncio
from datetime import timedelta
from functools import partial

from bot.house import build
from dialogs.exchange.message import Message
from scheduler.sending import Outcome
from storage.store import Store
from supervision import sessions
from supervision.policy import load_policies
from supervision.work import Work
from tests.scenarios.council import AUTHORITY
from tests.scenarios.house import Inbox, Living
from tests.scenarios.test_update_story import FIRST, STARTS, keep_council
from tests.support.stores import Clock


class Slow(Inbox):
    """A service that takes its time over everything but updates."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.waiting = asyncio.Event(), asyncio.Event()

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        if "update" not in message.card:
            self.waiting.set()
            await self.gate.wait()
        return await super().deliver(person_id, message, key)


async def test_it_waits_for_no_sweep(store: Store, clock: Clock) -> None:
    clock.now = STARTS
    policies = dict(load_policies())
    inbox = Slow()
    here = Living(store, clock, policies, inbox, build(store, policies, inbox))
    await store.run(partial(keep_council, policies, AUTHORITY))
    await store.run(lambda uow: book_for_finch(Work(uow, policies, "sorrel")))
    wren = await here.chat("wren").say("update")
    await wren.press(f"Start: {FIRST}")
    # The word of the booking is under way, and the service takes its time over it.
    clock.now = STARTS + timedelta(minutes=8)
    sweeping = asyncio.create_task(here.house.sweep.run_once())
    async with asyncio.timeout(10):
        await inbox.waiting.wait()
        await here.house.sweep.keep_time()
    told = [(person, message.title) for person, message in inbox.sent if message.title == "2 minutes left"]
    assert sorted(told) == [("sorrel", "2 minutes left"), ("wren", "2 minutes left")]
    assert not sweeping.done()
    clock.now = STARTS + timedelta(minutes=10)
    async with asyncio.timeout(10):
        left = await here.house.sweep.keep_time()
    assert {(one.person, one.kind) for one in left} == {("wren", "update-timer"), ("sorrel", "update-timer")}
    assert not sweeping.done()
    inbox.gate.set()
    async with asyncio.timeout(10):
        await sweeping
        assert await here.house.sweep.keep_time() == []


def book_for_finch(work: Work) -> None:
    """Something else that finch is told of a minute later."""
    sessions.book(work, "finch", STARTS + timedelta(days=3), 60, "both")
