from datetime import timedelta, timezone

import pytest
from sqlalchemy import String, bindparam, cast, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.entities import ByKey
from storage.prepared import Prepared
from storage.store import Store
from storage.tables import SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from tests.storage.rows import keep_preparation, person
from tests.support.stores import Clock

SESSIONS = table_of(SupervisionSession)
PLANNED = Prepared(
    select(SESSIONS.c.id, SESSIONS.c.starts_at)
    .where(SESSIONS.c.status == "planned", SESSIONS.c.starts_at <= bindparam("until"))
    .limit(1)
)
HOLD = Prepared(update(SESSIONS).where(SESSIONS.c.id == bindparam("session")).values(status="held"))
STANDS = Prepared(select(SESSIONS.c.status).where(SESSIONS.c.id == bindparam("session")))
ANY = Prepared(select(SESSIONS.c.supervisee_id))
NAMES = Prepared(select(table_of(SupervisionSession).metadata.tables["person"].c.name))


def test_values_and_rows_have_the_types_of_their_columns(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    assert store.read_now(lambda uow: PLANNED.rows(uow, {"until": clock.now})) == [("session", clock.now)]


@pytest.mark.parametrize("microsecond", [0, 7, 120_000])
def test_an_instant_is_kept_as_the_engine_keeps_it(store: Store, clock: Clock, microsecond: int) -> None:
    at = clock.now.replace(microsecond=microsecond).astimezone(timezone(timedelta(hours=3)))

    def both(uow: UnitOfWork) -> list[object]:
        move = update(SESSIONS).where(SESSIONS.c.id == bindparam("session")).values(starts_at=bindparam("at"))
        as_kept = select(cast(SESSIONS.c.starts_at, String))
        uow.execute(move, {"session": "session", "at": at})
        by_engine = uow.execute(as_kept).scalar_one()
        Prepared(move).run(uow, {"session": "session", "at": at})
        return [by_engine, uow.execute(as_kept).scalar_one()]

    store.run_now(lambda uow: keep_preparation(uow, "p"))
    by_engine, prepared = store.run_now(both)
    assert prepared == by_engine
    assert store.read_now(lambda uow: PLANNED.rows(uow, {"until": at})) == [("session", at)]


def test_an_instant_without_a_zone_is_refused(store: Store, clock: Clock) -> None:
    with pytest.raises(Exception, match="time zone"):
        store.read_now(lambda uow: PLANNED.rows(uow, {"until": clock.now.replace(tzinfo=None)}))


def test_what_the_statement_itself_says_is_kept(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    assert store.run_now(lambda uow: HOLD.run(uow, {"session": "session"}).rowcount) == 1
    assert store.run_now(lambda uow: HOLD.run(uow, {"session": "other"}).rowcount) == 0
    assert store.read_now(lambda uow: PLANNED.rows(uow, {"until": clock.now})) == []


def test_it_sees_what_the_session_has_pending(store: Store) -> None:
    def work(uow: UnitOfWork) -> object:
        uow.session.add(person("ash"))
        return NAMES.rows(uow, {})

    assert store.run_now(work) == [("Robin ash",)]


def test_a_statement_whose_text_depends_on_its_values_is_refused(store: Store) -> None:
    several = Prepared(select(SESSIONS.c.id).where(SESSIONS.c.id.in_(bindparam("ids", expanding=True))))
    with pytest.raises(TypeError, match="cannot be prepared"):
        store.read_now(lambda uow: several.rows(uow, {"ids": ["a"]}))


def test_what_is_read_once_is_read_again_after_anything_was_written(store: Store) -> None:
    def work(uow: UnitOfWork) -> list[list[tuple[object, ...]]]:
        first = STANDS.once(uow, {"session": "session"})
        again = STANDS.once(uow, {"session": "session"})
        assert again is first
        HOLD.run(uow, {"session": "session"})
        prepared = STANDS.once(uow, {"session": "session"})
        uow.execute(update(SESSIONS).values(status="cancelled"))
        return [first, prepared, STANDS.once(uow, {"session": "session"})]

    store.run_now(lambda uow: keep_preparation(uow, "p"))
    assert store.run_now(work) == [[("planned",)], [("held",)], [("cancelled",)]]


def test_what_is_read_once_sees_what_is_changed_through_objects(store: Store) -> None:
    def work(uow: UnitOfWork) -> list[tuple[object, ...]]:
        session = ByKey(SupervisionSession).get(uow, "session")
        assert session is not None
        assert STANDS.once(uow, {"session": "session"}) == [("planned",)]
        session.status = "held"
        seen = STANDS.once(uow, {"session": "session"})
        session.status = "cancelled"
        return seen + STANDS.once(uow, {"session": "session"})

    store.run_now(lambda uow: keep_preparation(uow, "p"))
    assert store.run_now(work) == [("held",), ("cancelled",)]


MOVE = Prepared(
    update(SESSIONS)
    .where(SESSIONS.c.id == bindparam("session"))
    .values(starts_at=bindparam("at"), supervisee_id=bindparam("who"))
)


def test_what_a_constraint_refuses_is_said_as_the_refusal_it_is(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    stands = store.read_now(lambda uow: ANY.rows(uow, {}))
    fine = {"session": "session", "at": clock.now, "who": stands[0][0]}
    with pytest.raises(IntegrityError):
        store.run_now(lambda uow: MOVE.run_each(uow, [fine, {**fine, "who": None}]))
    with pytest.raises(IntegrityError):
        store.run_now(lambda uow: MOVE.run(uow, {**fine, "who": None}))
    assert store.read_now(lambda uow: ANY.rows(uow, {})) == stands


def test_what_is_asked_again_and_again_stays_prepared_in_postgresql(postgres_store: Store) -> None:
    for _ in range(10):
        postgres_store.read_now(lambda uow: STANDS.rows(uow, {"session": "session"}))
    prepared = text("select count(*) from pg_prepared_statements where statement like '%session%'")
    assert postgres_store.read_now(lambda uow: uow.execute(prepared).scalar_one())
