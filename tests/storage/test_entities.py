from datetime import timedelta

import pytest
from sqlalchemy import bindparam

from storage.entities import ByKey, Entities
from storage.errors import StorageError
from storage.store import Store
from storage.tables import Case, CaseWorker, Person, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people, keep_preparation, person
from tests.support.stores import Clock

PERSON, CASE, SESSION = ByKey(Person), ByKey(Case), ByKey(SupervisionSession)
PEOPLE = table_of(Person)
IN_ROLE = Entities(Person, PEOPLE.select().where(PEOPLE.c.role == bindparam("role")).order_by(PEOPLE.c.id))
WORKS = Entities(CaseWorker, table_of(CaseWorker).select())


def test_an_entity_has_the_types_of_its_columns(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    session = store.read_now(lambda uow: SESSION.get(uow, "session"))
    case = store.read_now(lambda uow: CASE.get(uow, "case"))
    assert session is not None
    assert session.starts_at == clock.now
    assert case is not None
    assert (case.types, case.facts) == ([], {})


def test_one_that_is_not_there_is_none(store: Store) -> None:
    assert store.read_now(lambda uow: PERSON.get(uow, "nobody")) is None
    assert store.read_now(lambda uow: IN_ROLE.first(uow, role="student")) is None


def test_it_is_the_sessions_own_object_and_changes_to_it_are_kept(store: Store, clock: Clock) -> None:
    def move(uow: UnitOfWork) -> bool:
        session = SESSION.get(uow, "session")
        assert session is not None
        session.starts_at += timedelta(days=1)
        return session is uow.session.get(SupervisionSession, "session") is SESSION.get(uow, "session")

    store.run_now(lambda uow: keep_preparation(uow, "p"))
    assert store.run_now(move)
    moved = store.read_now(lambda uow: uow.session.get(SupervisionSession, "session"))
    assert moved is not None
    assert moved.starts_at == clock.now + timedelta(days=1)


def test_what_was_changed_is_written_though_nobody_asked_for_a_session(store: Store) -> None:
    def change(uow: UnitOfWork) -> list[str]:
        robin = PERSON.get(uow, "ash")
        assert robin is not None
        robin.role = "student"
        return [one.id for one in IN_ROLE.all(uow, role="student")]

    def change_last(uow: UnitOfWork) -> None:
        robin = PERSON.get(uow, "ash")
        assert robin is not None
        robin.name = "Robin of late"

    store.run_now(lambda uow: keep_people(uow, "ash"))
    assert store.run_now(change) == ["ash"]
    store.run_now(change_last)
    kept = store.read_now(lambda uow: uow.session.get(Person, "ash"))
    assert kept is not None
    assert (kept.role, kept.name) == ("student", "Robin of late")


def test_what_a_savepoint_took_back_is_read_again(store: Store) -> None:
    def change_and_take_back(uow: UnitOfWork) -> list[str]:
        robin = PERSON.get(uow, "ash")
        assert robin is not None
        savepoint = uow.session.begin_nested()
        robin.role = "student"
        uow.session.add(person("birch"))
        uow.session.flush()
        savepoint.rollback()
        again = PERSON.get(uow, "ash")
        assert again is robin
        assert PERSON.get(uow, "birch") is None
        return [robin.role]

    store.run_now(lambda uow: keep_people(uow, "ash"))
    assert store.run_now(change_and_take_back) == ["social_worker"]


def test_a_list_sees_what_is_pending_and_keeps_its_order(store: Store) -> None:
    def work(uow: UnitOfWork) -> list[str]:
        uow.session.add(person("alder"))
        return [one.id for one in IN_ROLE.all(uow, role="social_worker")]

    store.run_now(lambda uow: keep_people(uow, "cedar", "birch"))
    assert store.run_now(work) == ["alder", "birch", "cedar"]


def test_a_prepared_statement_that_fails_fails_its_unit_even_when_caught(store: Store) -> None:
    def broken(uow: UnitOfWork) -> None:
        uow.session.add(person("ash"))
        uow.flush()
        if uow.sqlite is not None:
            uow.sqlite.execute("drop table case_worker")
        else:
            uow.connection.exec_driver_sql("drop table case_worker")
        with pytest.raises(Exception, match="case_worker"):
            WORKS.all(uow)

    store.run_now(lambda uow: keep_people(uow, "elder"))
    with pytest.raises(Exception, match="case_worker") as said:
        store.run_now(broken)
    assert not isinstance(said.value, StorageError)
    assert [one.id for one in store.read_now(lambda uow: IN_ROLE.all(uow, role="social_worker"))] == ["elder"]
