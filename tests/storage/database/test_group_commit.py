"""Units committed together on SQLite: what happens to each when the group, or one of them, fails."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.errors import NotSaved
from storage.store import Store
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people, people


async def together(store: Store, *units: Callable[[UnitOfWork], Any]) -> list[Any]:
    """Run units in one group: the first holds the writer until the others are queued behind it."""
    begun, go_on = threading.Event(), threading.Event()
    transactions: list[object] = []

    def in_the_group(unit: Callable[[UnitOfWork], Any]) -> Callable[[UnitOfWork], Any]:
        def work(uow: UnitOfWork) -> Any:
            transactions.append(uow.connection.get_transaction())
            begun.set()
            assert go_on.wait(10)
            return unit(uow)

        return work

    first, *others = [asyncio.create_task(store.run(in_the_group(unit))) for unit in units]
    await asyncio.to_thread(begun.wait, 10)
    go_on.set()
    outcomes = await asyncio.gather(first, *others, return_exceptions=True)
    assert len(transactions) == len(units)
    assert len(set(transactions)) == 1
    return list(outcomes)


def keep(name: str) -> Callable[[UnitOfWork], str]:
    def work(uow: UnitOfWork) -> str:
        keep_people(uow, name)
        return name

    return work


def fail_the_commit(uow: UnitOfWork) -> None:
    """Leave a reference to nobody, which SQLite only notices at the commit."""
    uow.execute(text("pragma defer_foreign_keys = on"))
    uow.execute(
        text(
            "insert into absence (id, person_id, from_on, planned, state, version) "
            "values ('a', 'nobody', '2026-11-23', 0, 'entered', 1)"
        )
    )


def fill_the_disk(uow: UnitOfWork) -> None:
    """Let the file grow no further, then write more than it holds."""
    pages = uow.execute(text("pragma page_count")).scalar_one()
    uow.execute(text(f"pragma max_page_count = {pages}"))
    uow.execute(text("insert into setting (key, value) values ('much', hex(zeroblob(1000000)))"))


async def test_units_that_gathered_are_committed_in_one_go(sqlite_store: Store) -> None:
    assert await together(sqlite_store, keep("ash"), keep("birch"), keep("cedar")) == [
        "ash",
        "birch",
        "cedar",
    ]
    assert await sqlite_store.read(people) == ["ash", "birch", "cedar"]


async def test_a_failing_unit_is_undone_alone(sqlite_store: Store) -> None:
    def failing(uow: UnitOfWork) -> None:
        keep_people(uow, "birch")
        keep_people(uow, "birch")

    ash, birch, cedar = await together(sqlite_store, keep("ash"), failing, keep("cedar"))
    assert (ash, type(birch), cedar) == ("ash", IntegrityError, "cedar")
    assert await sqlite_store.read(people) == ["ash", "cedar"]


async def test_a_unit_sees_its_neighbour_in_the_group_but_not_what_failed(sqlite_store: Store) -> None:
    def failing(uow: UnitOfWork) -> None:
        keep_people(uow, "birch")
        raise ValueError

    _, _, seen = await together(sqlite_store, keep("ash"), failing, people)
    assert seen == ["ash"]


async def test_when_the_commit_fails_neither_remains_and_both_are_told(sqlite_store: Store) -> None:
    called: list[str] = []

    def with_callback(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.after_commit(lambda: called.append("ash"))

    outcomes = await together(sqlite_store, with_callback, fail_the_commit)
    assert [type(outcome) for outcome in outcomes] == [NotSaved, NotSaved]
    assert all("send it again" in str(outcome) for outcome in outcomes)
    assert called == []
    assert await sqlite_store.read(people) == []
    await sqlite_store.run(keep("birch"))
    assert await sqlite_store.read(people) == ["birch"]


async def test_when_the_disk_is_full_neither_remains_and_both_are_told(sqlite_store: Store) -> None:
    """SQLite then gives the whole transaction up, and the savepoint with it."""
    outcomes = await together(sqlite_store, keep("ash"), fill_the_disk)
    assert [type(outcome) for outcome in outcomes] == [NotSaved, NotSaved]
    assert await sqlite_store.read(people) == []
    await sqlite_store.run(keep("birch"))
    assert await sqlite_store.read(people) == ["birch"]


async def test_a_caller_that_stopped_waiting_harms_nobody(sqlite_store: Store) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(uow: UnitOfWork) -> None:
        begun.set()
        assert go_on.wait(10)
        keep_people(uow, "ash")

    waiting = asyncio.create_task(sqlite_store.run(slow))
    await asyncio.to_thread(begun.wait, 10)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    await sqlite_store.run(keep("birch"))
    assert await sqlite_store.read(people) == ["ash", "birch"]
