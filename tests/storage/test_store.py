"""Opening, locking and closing a store."""

import asyncio
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import URL, text

from storage.errors import AlreadyRunning, Closed, KeyringError, SchemaError, StorageError
from storage.keyring import Keyring
from storage.store import Store, open_store
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people, people
from tests.support.stores import KEYRING, Clock, Place


def test_a_new_file_is_made_with_its_tables_for_its_owner_only(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "deep" / "store.sqlite3"
    with open_store(path, KEYRING, clock) as store:
        store.run_now(lambda uow: keep_people(uow, "ash"))
        for file in path.parent.iterdir():
            if file.suffix != ".lock":
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_file_may_be_named_by_url(tmp_path: Path, clock: Clock) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3", KEYRING, clock) as store:
        assert store.read_now(people) == []
    assert (tmp_path / "store.sqlite3").exists()


def test_what_was_kept_is_there_when_opened_again(place: Place, clock: Clock) -> None:
    with open_store(place, KEYRING, clock) as store:
        store.run_now(lambda uow: keep_people(uow, "ash"))
    with open_store(place, KEYRING, clock) as store:
        assert store.read_now(people) == ["ash"]


def test_one_bot_runs_on_a_file_and_tools_work_beside_it(sqlite_place: Path, clock: Clock) -> None:
    with open_store(sqlite_place, KEYRING, clock, exclusive=True) as bot:
        with pytest.raises(AlreadyRunning, match="Stop it first"):
            open_store(sqlite_place, KEYRING, clock, exclusive=True)
        with open_store(sqlite_place, KEYRING, clock) as tool:
            tool.run_now(lambda uow: keep_people(uow, "ash"))
        assert bot.read_now(people) == ["ash"]
    with open_store(sqlite_place, KEYRING, clock, exclusive=True) as bot:
        assert bot.read_now(people) == ["ash"]


def test_a_killed_bot_leaves_what_it_acknowledged_and_no_lock(sqlite_place: Path, clock: Clock) -> None:
    script = f"""
import os, signal
from pathlib import Path
from storage.store import open_store
from tests.storage.rows import keep_people
from tests.support.stores import KEYRING, Clock
store = open_store(Path({str(sqlite_place)!r}), KEYRING, Clock(), exclusive=True)
store.run_now(lambda uow: keep_people(uow, "ash"))
store.run_now(lambda uow: (keep_people(uow, "birch"), os.kill(os.getpid(), signal.SIGKILL)))
"""
    ended = subprocess.run([sys.executable, "-c", script], timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    with open_store(sqlite_place, KEYRING, clock, exclusive=True) as store:
        assert store.read_now(people) == ["ash"]


async def test_a_closed_store_keeps_what_was_asked_for_and_takes_nothing_more(
    place: Place, clock: Clock
) -> None:
    store = open_store(place, KEYRING, clock)
    begun, go_on = threading.Event(), threading.Event()

    def slow(uow: UnitOfWork) -> None:
        begun.set()
        assert go_on.wait(10)
        keep_people(uow, "ash")

    waiting = [asyncio.create_task(store.run(slow))]
    await asyncio.to_thread(begun.wait, 10)
    waiting.append(asyncio.create_task(store.run(lambda uow: keep_people(uow, "birch"))))
    await asyncio.sleep(0)
    closing = asyncio.create_task(asyncio.to_thread(store.close))
    await asyncio.sleep(0.01)
    go_on.set()
    await asyncio.gather(*waiting, closing)

    with pytest.raises(Closed):
        await store.run(people)
    with pytest.raises(Closed):
        await store.read(people)
    with pytest.raises(Closed):
        store.run_now(people)
    with pytest.raises(Closed):
        store.read_now(people)
    store.close()
    with open_store(place, KEYRING, clock) as again:
        assert again.read_now(people) == ["ash", "birch"]


def test_a_unit_inside_a_unit_is_refused_on_sqlite_where_it_would_wait_for_itself(
    sqlite_store: Store,
) -> None:
    with pytest.raises(RuntimeError, match="wait for itself"):
        sqlite_store.run_now(lambda uow: sqlite_store.run_now(people))


def test_other_keys_are_refused_at_once(place: Place, clock: Clock) -> None:
    open_store(place, KEYRING, clock).close()
    with pytest.raises(KeyringError, match="sealed under another key"):
        open_store(place, Keyring({"first": bytes(32)}), clock)
    with pytest.raises(KeyringError, match="sealed under another key"):
        open_store(place, Keyring({"other": bytes(32)}), clock)
    open_store(place, KEYRING, clock).close()


def test_an_empty_database_is_refused_until_its_tables_are_asked_for(postgres_url: URL, clock: Clock) -> None:
    with pytest.raises(SchemaError, match="migrate"):
        open_store(postgres_url, KEYRING, clock)
    open_store(postgres_url, KEYRING, clock, migrate=True).close()
    open_store(postgres_url, KEYRING, clock).close()


def test_tables_from_a_later_version_are_refused(place: Place, clock: Clock) -> None:
    with open_store(place, KEYRING, clock) as store:
        store.run_now(lambda uow: uow.execute(text("update alembic_version set version_num = '9999'")))
    with pytest.raises(SchemaError, match="Install the version"):
        open_store(place, KEYRING, clock)


def test_tables_are_not_changed_under_a_running_bot(sqlite_place: Path, clock: Clock) -> None:
    with open_store(sqlite_place, KEYRING, clock, exclusive=True) as bot:
        bot.run_now(lambda uow: uow.execute(text("update alembic_version set version_num = '0001'")))
        with pytest.raises(SchemaError, match="Start its bot again"):
            open_store(sqlite_place, KEYRING, clock)


@pytest.mark.parametrize("place", ["mysql://localhost/store", "sqlite://"])
def test_a_place_of_another_kind_is_refused(place: str, clock: Clock) -> None:
    with pytest.raises(StorageError, match="must be a file"):
        open_store(place, KEYRING, clock)


def test_a_server_that_does_not_answer_is_named_as_such(tmp_path: Path, clock: Clock) -> None:
    nowhere = URL.create("postgresql", host=str(tmp_path), database="store")
    with pytest.raises(StorageError, match="does not answer"):
        open_store(nowhere, KEYRING, clock)
