"""The sweep and what wakes it: nothing is lost by sleeping, nothing done twice, and idling is free."""

import logging
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from scheduler.dispatch import Dispatcher
from scheduler.recurring import Calendar, Recurring, every
from scheduler.sweep import Sweep
from scheduler.ticker import Ticker
from storage.settings import get_setting, set_setting
from storage.store import Store
from storage.tables import Person
from storage.unit import UnitOfWork
from tests.scheduler.posting import ScriptedPost, put, rows
from tests.support.stores import Clock


def counted(name: str = "counted") -> Recurring:
    """Hourly work that counts how often it ran."""

    def work(uow: UnitOfWork) -> None:
        set_setting(uow, name, str(int(get_setting(uow, name) or 0) + 1))

    return Recurring(name, every(timedelta(hours=1)), work)


def times(store: Store, name: str = "counted") -> int:
    return int(store.read_now(lambda uow: get_setting(uow, name)) or 0)


def sweep_of(store: Store, *jobs: Recurring) -> Sweep:
    return Sweep(store, lambda uow: 0, Calendar(store, jobs), Dispatcher(store, ScriptedPost()))


async def test_recurring_work_runs_at_the_first_start_and_then_as_often_as_asked(
    store: Store, clock: Clock
) -> None:
    sweep = sweep_of(store, counted())
    await sweep.run_once()
    assert times(store) == 1
    clock.move(minutes=59)
    await sweep.run_once()
    assert times(store) == 1
    clock.move(minutes=1)
    await sweep.run_once()
    assert times(store) == 2


async def test_what_was_missed_in_a_long_sleep_runs_once_also_in_another_process(
    store: Store, clock: Clock
) -> None:
    await sweep_of(store, counted()).run_once()
    clock.move(days=3)
    await sweep_of(store, counted()).run_once()
    assert times(store) == 2


async def test_nothing_to_do_writes_nothing(sqlite_store: Store, sqlite_place: Path) -> None:
    sweep = sweep_of(sqlite_store, counted())
    put(sqlite_store, "wren", after=timedelta(hours=1))
    await sweep.run_once()
    before = [
        file.read_bytes() for file in sorted(sqlite_place.parent.iterdir()) if file.suffix != ".sqlite3-shm"
    ]
    for _ in range(5):
        assert await sweep.run_once() == []
    after = [
        file.read_bytes() for file in sorted(sqlite_place.parent.iterdir()) if file.suffix != ".sqlite3-shm"
    ]
    assert after == before


async def test_the_next_instant_is_the_earliest_of_all_there_is(store: Store, clock: Clock) -> None:
    assert await sweep_of(store).next_instant() is None
    put(store, "wren", after=timedelta(minutes=30))
    sweep = sweep_of(store, counted())
    await sweep.run_once()
    assert await sweep.next_instant() == clock.now + timedelta(minutes=30)


class Failing:
    """Work that fails the first time."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, uow: UnitOfWork) -> int:
        self.calls += 1
        if self.calls == 1:
            raise RuntimeError("typed by somebody")
        return 0


async def tick(ticker: Ticker) -> None:
    """What APScheduler does each second."""
    (job,) = ticker.scheduler.get_jobs()
    await job.func()


async def test_a_sweep_that_failed_is_tried_again_at_the_next_tick(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "wren")
    settle = Failing()
    sweep = Sweep(store, settle, Calendar(store, ()), Dispatcher(store, ScriptedPost()))
    ticker = Ticker(sweep)
    with caplog.at_level(logging.DEBUG):
        await tick(ticker)
        assert [one.state for one in rows(store)] == ["sent"]
        put(store, "finch")
        await tick(ticker)
    assert settle.calls == 2
    assert [one.state for one in rows(store)] == ["sent", "sent"]
    assert "RuntimeError" in caplog.text
    assert "typed" not in caplog.text


async def test_work_of_the_night_that_fails_keeps_nobody_from_being_told(store: Store) -> None:
    put(store, "wren")

    def broken(uow: UnitOfWork) -> None:
        raise RuntimeError

    sweep = sweep_of(store, Recurring("broken", every(timedelta(hours=1)), broken), counted())
    ticker = Ticker(sweep)
    await tick(ticker)
    assert [one.state for one in rows(store)] == ["sent"]
    assert times(store) == 1


async def test_work_that_failed_is_tried_again_a_minute_later(store: Store, clock: Clock) -> None:
    failing = Failing()
    sweep = sweep_of(store, Recurring("failing", every(timedelta(hours=1)), failing))
    for _ in range(3):
        await sweep.run_once()
    assert failing.calls == 1
    clock.move(minutes=1)
    await sweep.run_once()
    await sweep.run_once()
    assert failing.calls == 2
    assert await sweep.next_instant() == clock.now + timedelta(hours=1)


async def test_the_ticker_wakes_every_second_and_never_lets_a_late_tick_go(store: Store) -> None:
    ticker = Ticker(sweep_of(store))
    ticker.start()
    (job,) = ticker.scheduler.get_jobs()
    assert job.trigger.interval == timedelta(seconds=1)
    assert job.coalesce is True
    assert job.misfire_grace_time is None
    assert job.max_instances == 1
    await ticker.stop()


async def test_a_trail_that_was_tampered_with_is_said_once_a_minute_and_keeps_nobody_waiting(
    sqlite_store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def tampered(uow: UnitOfWork) -> None:
        uow.audit("amara", "book", "session", "s1")
        uow.execute(text("delete from setting where key = 'trail_head'"))

    def kept(uow: UnitOfWork) -> None:
        uow.session.add(
            Person(
                id="amara",
                name="Amara",
                role="team_manager",
                authority="bradford",
                known_from=date(2026, 1, 5),
            )
        )

    sweep = sweep_of(sqlite_store)
    await sqlite_store.run(kept)
    await sqlite_store.run(tampered)
    for _ in range(3):
        assert await sweep.run_once() == []
    assert len([one for one in caplog.records if "audit trail" in one.getMessage()]) == 1
    clock.move(seconds=61)
    await sweep.run_once()
    assert len([one for one in caplog.records if "audit trail" in one.getMessage()]) == 2
