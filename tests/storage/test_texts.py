from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import select, update

from storage.prepared import Prepared
from storage.store import Store
from storage.tables import SupervisionSession
from storage.tables.columns import table_of
from storage.texts import Kept, keep_none
from storage.unit import UnitOfWork
from tests.storage.rows import keep_preparation
from tests.support.stores import Clock

SESSIONS = table_of(SupervisionSession)


class Row(NamedTuple):
    id: str
    starts_at: datetime
    booked_on: datetime | None


AGAIN = Prepared(select(SESSIONS.c.id, SESSIONS.c.starts_at, SESSIONS.c.booked_on), kept=True)


def rows(uow: UnitOfWork) -> list[Row]:
    return AGAIN.named(uow, {}, Row)


def test_a_row_that_is_read_again_as_it_was_is_the_same_on_sqlite(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    (first,) = store.read_now(rows)
    (again,) = store.read_now(rows)
    assert again == first == Row("session", clock.now, None)
    assert (again is first) is (store.read_now(lambda uow: uow.dialect) == "sqlite")


def test_a_row_that_was_changed_is_read_as_it_is_now(store: Store, clock: Clock) -> None:
    later = clock.now + timedelta(hours=1)

    def changed(uow: UnitOfWork) -> list[Row]:
        before = rows(uow)
        uow.execute(update(SESSIONS).values(starts_at=later))
        return before + rows(uow)

    store.run_now(lambda uow: keep_preparation(uow, "p"))
    assert [one.starts_at for one in store.run_now(changed)] == [clock.now, later]


def test_a_process_that_keeps_none_reads_the_same(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    monkeypatch.setattr(Kept, "most", Kept.most)
    keep_none()
    assert store.read_now(rows) == [Row("session", clock.now, None)]


def test_no_more_are_kept_than_so_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "most", 2)
    kept = Kept(Row, [], [])
    for number in range(5):
        assert kept[f'["{number}", null, null]'].id == str(number)
    assert len(kept) <= 2
