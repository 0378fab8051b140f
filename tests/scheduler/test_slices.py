"""Long recurring work is done slice by slice, and nothing waits for all of it."""

from datetime import timedelta

from scheduler.dispatch import Dispatcher
from scheduler.recurring import Calendar, InSlices, every
from scheduler.sweep import Sweep
from storage.store import Store
from storage.unit import UnitOfWork
from tests.scheduler.posting import ScriptedPost, put, rows
from tests.support.stores import Clock


class Counting:
    """Counts to three, a slice each, and notes from where it began and what the outbox had sent by then."""

    def __init__(self, store: Store) -> None:
        self.store, self.began, self.sent, self.fails = store, list[str](), list[int](), 0

    def __call__(self, uow: UnitOfWork, come_to: str) -> str | None:
        self.began.append(come_to)
        self.sent.append(sum(one.state == "sent" for one in rows(self.store)))
        if come_to == "1" and self.fails:
            self.fails -= 1
            raise RuntimeError
        number = int(come_to or 0) + 1
        return str(number) if number < 3 else None


def sweep_of(store: Store, work: Counting) -> Sweep:
    calendar = Calendar(store, (InSlices("long", every(timedelta(hours=1)), work),))
    return Sweep(store, lambda uow: 0, calendar, Dispatcher(store, ScriptedPost()))


async def test_it_goes_on_from_where_it_has_come_to_and_is_not_due_again_before_its_time(
    store: Store, clock: Clock
) -> None:
    work = Counting(store)
    sweep = sweep_of(store, work)
    await sweep.run_once()
    assert work.began == ["", "1", "2"]
    await sweep.run_once()
    assert len(work.began) == 3
    assert await sweep.next_instant() == clock.now + timedelta(hours=1)
    clock.move(hours=1)
    await sweep.run_once()
    assert work.began[3:] == ["", "1", "2"]


async def test_what_waits_to_be_sent_leaves_after_the_first_slice(store: Store) -> None:
    put(store, "wren")
    work = Counting(store)
    await sweep_of(store, work).run_once()
    assert work.sent == [0, 1, 1]


async def test_another_process_begins_what_was_not_finished_anew(store: Store) -> None:
    work = Counting(store)
    work.fails = 1
    await sweep_of(store, work).run_once()
    again = Counting(store)
    await sweep_of(store, again).run_once()
    assert (work.began, again.began) == (["", "1"], ["", "1", "2"])


async def test_a_slice_that_fails_is_tried_again_a_minute_later(store: Store, clock: Clock) -> None:
    work = Counting(store)
    work.fails = 1
    sweep = sweep_of(store, work)
    await sweep.run_once()
    clock.move(minutes=1)
    await sweep.run_once()
    assert work.began == ["", "1", "1", "2"]
