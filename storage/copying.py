"""A copy of an SQLite store to try something on, taken beside the bot that runs on it and gone afterwards."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.errors import AlreadyRunning, StorageError
from storage.lock import Lock

_FOLDER = "passing-copy-"


@contextmanager
def passing_copy(store: Path) -> Iterator[Path]:
    """A copy of a store as it stands, for its owner's eyes alone, in a folder of its own beside the store.

    Nothing that runs on the store waits for it. What an earlier copy left behind when its process was killed is
    cleared away. Raises StorageError where there is no room for it.
    """
    _clear(store)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=store.parent))
    except OSError as fault:
        raise StorageError(
            f"No copy can be made beside {store} ({fault.strerror}). It needs a folder that can be written to."
        ) from fault
    try:
        copy = folder / store.name
        lock = Lock(copy)
        try:
            _copy(store, copy)
            yield copy
        finally:
            lock.release()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(store: Path, copy: Path) -> None:
    os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            # Not read-only: then what it takes to look beside a writer would be left lying there.
            closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            # In one step: it reads one snapshot, and begins anew whenever something is written between two.
            source.backup(target)
    except sqlite3.Error as fault:
        raise StorageError(
            f"{store} cannot be copied. There must be as much room beside it as it takes itself."
        ) from fault


def _clear(store: Path) -> None:
    for folder in store.parent.glob(f"{_FOLDER}*"):
        try:
            Lock(folder / store.name).release()
        except (AlreadyRunning, sqlite3.Error, OSError):
            continue  # somebody is at work on it
        shutil.rmtree(folder, ignore_errors=True)
