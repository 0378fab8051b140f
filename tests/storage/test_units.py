"""What a unit of work promises, on both databases."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import select

from storage.store import Store
from storage.tables import Duty, Person, SupervisionSession
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people, people, person
from tests.support.stores import Clock


class ChangedMindError(Exception):
    pass


def test_what_a_unit_wrote_is_read_by_the_next(store: Store) -> None:
    store.run_now(lambda uow: keep_people(uow, "ash"))
    assert store.run_now(people) == ["ash"]
    assert store.read_now(people) == ["ash"]


async def test_what_was_acknowledged_is_read_beside_the_writer(store: Store) -> None:
    await store.run(lambda uow: keep_people(uow, "ash"))
    assert await store.read(people) == ["ash"]


def test_a_unit_that_raises_leaves_nothing_and_its_caller_gets_the_exception(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.audit("ash", "joined", "person", "ash")
        raise ChangedMindError

    with pytest.raises(ChangedMindError):
        store.run_now(work)
    assert store.read_now(people) == []
    assert store.read_now(lambda uow: uow.execute(text("select count(*) from audit")).scalar_one()) == 0


async def test_one_failing_unit_leaves_its_neighbours_alone(store: Store) -> None:
    def failing(uow: UnitOfWork) -> None:
        keep_people(uow, "birch")
        raise ChangedMindError

    outcomes = await asyncio.gather(
        store.run(lambda uow: keep_people(uow, "ash")),
        store.run(failing),
        store.run(lambda uow: keep_people(uow, "cedar")),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), ChangedMindError, type(None)]
    assert await store.read(people) == ["ash", "cedar"]


async def test_units_from_many_tasks_all_arrive_once(store: Store) -> None:
    store.run_now(lambda uow: uow.execute(text("insert into setting (key, value) values ('count', '0')")))

    def one_more(uow: UnitOfWork) -> int:
        count = int(uow.execute(text("select value from setting where key = 'count'")).scalar_one())
        uow.execute(text("update setting set value = :value"), {"value": str(count + 1)})
        return count

    seen = await asyncio.gather(*(store.run(one_more) for _ in range(40)))
    assert sorted(seen) == list(range(40))


def test_an_instant_comes_back_aware_and_in_utc(store: Store) -> None:
    summer = timezone(timedelta(hours=1))

    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash", "birch")
        starts_at = datetime(2026, 7, 1, 10, 30, tzinfo=summer)
        uow.session.add(
            SupervisionSession(id="s", supervisee_id="ash", supervisor_id="birch", starts_at=starts_at)
        )

    store.run_now(work)
    kept = store.read_now(lambda uow: uow.session.exec(select(SupervisionSession)).one())
    assert kept.starts_at == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert kept.starts_at.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash", "birch")
        starts_at = uow.now.replace(tzinfo=None)
        uow.session.add(
            SupervisionSession(id="s", supervisee_id="ash", supervisor_id="birch", starts_at=starts_at)
        )

    with pytest.raises(StatementError, match="needs a time zone"):
        store.run_now(work)


def test_a_word_outside_its_closed_set_is_refused(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash", "birch")
        uow.session.add(
            SupervisionSession(
                id="s", supervisee_id="ash", supervisor_id="birch", starts_at=uow.now, status="perhaps"
            )
        )

    with pytest.raises(IntegrityError, match="session_status_known"):
        store.run_now(work)


def test_a_session_with_somebody_unknown_is_refused(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.session.add(
            SupervisionSession(id="s", supervisee_id="ash", supervisor_id="nobody", starts_at=uow.now)
        )

    with pytest.raises(IntegrityError):
        store.run_now(work)
    assert store.read_now(people) == []


def test_two_duties_of_one_rule_about_one_subject_cannot_both_be_open(store: Store) -> None:
    def open_one(uow: UnitOfWork, duty_id: str) -> None:
        uow.session.add(
            Duty(
                id=duty_id,
                rule="rebook",
                authority="bradford",
                policy_version="v",
                supervisee_id="ash",
                subject_kind="session",
                subject_id="s",
                party="supervisor",
                owner_id="ash",
                opened_by="session s",
                opened_on=uow.now.date(),
            )
        )

    store.run_now(lambda uow: keep_people(uow, "ash"))
    store.run_now(lambda uow: open_one(uow, "first"))
    with pytest.raises(IntegrityError):
        store.run_now(lambda uow: open_one(uow, "second"))


def test_a_failed_statement_fails_its_unit_even_when_caught(store: Store) -> None:
    def work(uow: UnitOfWork) -> str:
        keep_people(uow, "ash")
        try:
            uow.execute(text("insert into setting (key, value) values ('a', null)"))
        except IntegrityError:
            return "carried on"
        return "no fault"

    with pytest.raises(IntegrityError):
        store.run_now(work)
    assert store.read_now(people) == []


def test_a_failed_flush_fails_its_unit_even_when_caught(store: Store) -> None:
    store.run_now(lambda uow: keep_people(uow, "ash"))

    def work(uow: UnitOfWork) -> str:
        uow.audit("ash", "tried", "person", "ash")
        try:
            keep_people(uow, "ash")
        except IntegrityError:
            return "carried on"
        return "no fault"

    with pytest.raises(DBAPIError):
        store.run_now(work)
    assert store.read_now(lambda uow: uow.execute(text("select count(*) from audit")).scalar_one()) == 0
    store.run_now(lambda uow: keep_people(uow, "birch"))
    assert store.read_now(people) == ["ash", "birch"]


def test_a_statement_sees_what_the_session_has_pending(store: Store) -> None:
    def work(uow: UnitOfWork) -> list[str]:
        uow.session.add(person("ash"))
        return people(uow)

    assert store.run_now(work) == ["ash"]


def test_objects_stay_readable_after_their_unit(store: Store) -> None:
    def work(uow: UnitOfWork) -> Person:
        keep_people(uow, "ash")
        return uow.session.get_one(Person, "ash")

    assert store.run_now(work).name == "Robin ash"
    assert store.read_now(lambda uow: uow.session.get_one(Person, "ash")).name == "Robin ash"


@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_only_the_unit_ends_its_transaction(store: Store, ending: str) -> None:
    with pytest.raises(RuntimeError):
        store.run_now(lambda uow: getattr(uow.session, ending)())


def test_a_unit_begins_at_the_instant_the_clock_gives(store: Store, clock: Clock) -> None:
    clock.move(hours=5)
    assert store.run_now(lambda uow: uow.now) == clock.now


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError):
        store.read_now(lambda uow: keep_people(uow, "ash"))
    assert store.read_now(people) == []


async def test_reading_sees_one_snapshot_while_others_write(store: Store) -> None:
    loop = asyncio.get_running_loop()

    def read(uow: UnitOfWork) -> tuple[list[str], list[str]]:
        before = people(uow)
        asyncio.run_coroutine_threadsafe(store.run(lambda uow: keep_people(uow, "ash")), loop).result(10)
        return before, people(uow)

    assert await store.read(read) == ([], [])
    assert await store.read(people) == ["ash"]


async def test_what_waits_for_the_commit_is_called_after_it(store: Store) -> None:
    seen: list[list[str]] = []

    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.after_commit(lambda: seen.append(store.read_now(people)))

    await store.run(work)
    assert seen == [["ash"]]


async def test_what_waits_for_the_commit_of_a_failed_unit_is_not_called(store: Store) -> None:
    seen: list[str] = []

    def work(uow: UnitOfWork) -> None:
        uow.after_commit(lambda: seen.append("called"))
        raise ChangedMindError

    with pytest.raises(ChangedMindError):
        await store.run(work)
    assert seen == []


async def test_a_fault_after_the_commit_does_not_unsay_it(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def fault() -> None:
        raise ChangedMindError("elder")

    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        uow.after_commit(fault)

    await store.run(work)
    assert await store.read(people) == ["ash"]
    assert "ChangedMindError" in caplog.text
    assert "elder" not in caplog.text


def test_what_a_row_held_is_not_in_the_exception(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        keep_people(uow, "ash")
        somebody = person("birch")
        somebody.name = "elder"
        somebody.supervisor_id = "willow"
        uow.session.add(somebody)

    with pytest.raises(IntegrityError) as caught:
        store.run_now(work)
    assert "elder" not in str(caught.value)
    assert "willow" not in f"{caught.value} {caught.value.orig}"


def test_a_savepoint_takes_back_what_was_sent_past_the_session_first(store: Store) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.audit("ash", "joined", "person", "ash")
        with suppress(ChangedMindError), uow.savepoint():
            uow.audit("ash", "left", "person", "ash")
            keep_people(uow, "ash")
            raise ChangedMindError
        with uow.savepoint():
            uow.audit("ash", "came back", "person", "ash")

    store.run_now(work)
    lines = store.read_now(
        lambda uow: uow.execute(text("select action from audit order by id")).scalars().all()
    )
    assert lines == ["joined", "came back"]
    assert store.read_now(people) == []
