"""A copy of a store to try something on, beside the bot that runs on it."""

import os
import signal
import stat
from pathlib import Path

import pytest

from storage.database.copying import passing_copy
from storage.errors import StorageError
from storage.settings import get_setting, set_setting
from storage.store import Store, open_store
from storage.unit import UnitOfWork
from tests.support.stores import KEYRING, Clock


def write(store: Store, value: str) -> None:
    store.run_now(lambda uow: set_setting(uow, "test", value))


def read(uow: UnitOfWork) -> str | None:
    return get_setting(uow, "test")


def test_a_copy_is_what_was_kept_and_changes_nothing(sqlite_place: Path, clock: Clock) -> None:
    with open_store(sqlite_place, KEYRING, clock, exclusive=True) as store:
        write(store, "before")
        with passing_copy(sqlite_place) as copy, open_store(copy, KEYRING, clock) as beside:
            write(store, "meanwhile")
            assert beside.read_now(read) == "before"
            write(beside, "tried")
        assert store.read_now(read) == "meanwhile"


def test_it_is_for_its_owner_alone_and_gone_afterwards(sqlite_place: Path) -> None:
    before = {one.name for one in sqlite_place.parent.iterdir()}
    with passing_copy(sqlite_place) as copy:
        assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
        assert stat.S_IMODE(os.stat(copy.parent).st_mode) == 0o700
    assert {one.name for one in sqlite_place.parent.iterdir()} - before == set()


def test_a_copy_of_another_store_in_the_same_folder_leaves_it_alone(sqlite_place: Path, clock: Clock) -> None:
    other = sqlite_place.with_name("other.sqlite3")
    open_store(other, KEYRING, clock, migrate=True).close()
    with passing_copy(sqlite_place) as copy, passing_copy(other):
        assert copy.exists()


def test_it_is_gone_also_when_what_was_tried_failed(sqlite_place: Path) -> None:
    with pytest.raises(RuntimeError), passing_copy(sqlite_place) as copy:
        raise RuntimeError
    assert not copy.parent.exists()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_it_is_gone_also_when_its_process_is_told_to_end(sqlite_place: Path, told: signal.Signals) -> None:
    with pytest.raises(SystemExit), passing_copy(sqlite_place) as copy:
        os.kill(os.getpid(), told)
    assert not copy.parent.exists()
    assert signal.getsignal(told) is signal.SIG_DFL


def test_a_bot_that_starts_clears_away_what_a_killed_one_left(sqlite_place: Path, clock: Clock) -> None:
    left = sqlite_place.parent / "passing-copy-killed"
    left.mkdir()
    (left / sqlite_place.name).write_bytes(b"")
    open_store(sqlite_place, KEYRING, clock, exclusive=True).close()
    assert not left.exists()


def test_what_a_killed_one_left_is_cleared_and_one_in_use_is_not(sqlite_place: Path) -> None:
    left = sqlite_place.parent / "passing-copy-killed"
    left.mkdir()
    (left / sqlite_place.name).write_bytes(b"")
    with passing_copy(sqlite_place) as first:
        with passing_copy(sqlite_place):
            assert first.exists()
        assert not left.exists()


def test_a_place_without_room_or_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    no_store = tmp_path / "store.sqlite3"
    no_store.write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError, match="cannot be copied"), passing_copy(no_store):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["store.sqlite3"]
