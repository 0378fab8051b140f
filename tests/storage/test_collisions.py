"""Units beside each other on PostgreSQL: collisions are run again, what was lost is told."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from storage.errors import NotSaved
from storage.store import Store
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people, people


async def test_units_that_rely_on_the_same_reading_do_not_both_go_by_it(postgres_store: Store) -> None:
    """Each keeps somebody only while nobody is there: in any order of events exactly one may."""
    both_have_read = threading.Barrier(2, timeout=10)
    tries: list[str] = []

    def work(name: str) -> bool:
        def unit(uow: UnitOfWork) -> bool:
            nobody = people(uow) == []
            tries.append(name)
            if len(tries) <= 2:
                both_have_read.wait()
            if nobody:
                keep_people(uow, name)
            return nobody

        return postgres_store.run_now(unit)

    kept = await asyncio.gather(asyncio.to_thread(work, "ash"), asyncio.to_thread(work, "birch"))
    assert sorted(kept) == [False, True]
    assert len(await postgres_store.read(people)) == 1
    assert len(tries) == 3


async def test_a_unit_whose_commit_fails_is_told_and_leaves_nothing(postgres_store: Store) -> None:
    def unit(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.execute(
            text("alter table setting add constraint later unique (value) deferrable initially deferred")
        )
        uow.execute(text("insert into setting (key, value) values ('a', 'same'), ('b', 'same')"))

    with pytest.raises(NotSaved, match="send it again"):
        await postgres_store.run(unit)
    assert await postgres_store.read(people) == []


async def test_a_unit_whose_connection_is_cut_is_told_and_the_next_one_works(postgres_store: Store) -> None:
    def unit(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.execute(text("select pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(NotSaved):
        await postgres_store.run(unit)
    await postgres_store.run(lambda uow: keep_people(uow, "birch"))
    assert await postgres_store.read(people) == ["birch"]


async def test_a_unit_that_always_collides_is_given_up_and_told(postgres_store: Store) -> None:
    tries: list[int] = []

    def unit(uow: UnitOfWork) -> None:
        tries.append(1)
        uow.execute(text("do $$ begin raise exception using errcode = 'serialization_failure'; end $$"))

    with pytest.raises(NotSaved):
        await postgres_store.run(unit)
    assert len(tries) > 3
