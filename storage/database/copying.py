"""Copies of an SQLite store, taken beside the bot that runs on it: to keep as a backup, or to try something on and gone
afterwards.
"""

import os
import shutil
import signal
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.database.lock import Lock
from storage.errors import AlreadyRunning, StorageError

_FOLDER = "passing-copy-"
# One name for all: a copy of another store in the same folder is somebody's work as well.
_AT_WORK = "at-work"


@contextmanager
def passing_copy(store: Path) -> Iterator[Path]:
    """A copy of a store as it stands, for its owner's eyes alone, in a folder of its own beside the store.

    Nothing that runs on the store waits for it. It goes too when its process is told to end, as by a terminal that is
    closed. What one that was killed left behind is cleared away. Raises StorageError where there is no room for it.
    """
    clear_left(store)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=store.parent))
    except OSError as fault:
        raise StorageError(
            f"No copy can be made beside {store} ({fault.strerror}). It needs a folder that can be written to."
        ) from fault
    try:
        copy = folder / store.name
        lock = Lock(folder / _AT_WORK)
        try:
            with _ended_in_order():
                _copy(store, copy)
                yield copy
        finally:
            lock.release()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def back_up(store: Path, to: Path) -> None:
    """Keep a copy of a store as it stands, for its owner's eyes alone: whole and synced, or not at all.

    Nothing that runs on the store waits for it. Raises StorageError, and where there is a file of that name already.
    """
    draft = to.with_name(f"{to.name}.part")
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        try:
            with _ended_in_order():
                _copy(store, draft)
                _sync(draft)
                if to.exists():
                    raise StorageError(
                        f"There is a file {to} already. Move it away, or choose another place."
                    )
                draft.rename(to)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        raise StorageError(
            f"No copy can be kept at {to} ({fault.strerror}). Choose another place."
        ) from fault
    with suppress(OSError):
        # Not every network share has this for a folder; the copy itself is synced.
        _sync(to.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
            f"{store} cannot be copied. It must be a store of the bot, and there must be as much room for the copy as it "
            "takes itself."
        ) from fault


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Being told to end is an exception here, so that whatever stands around this is left in order."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    here = [signal.Signals[name] for name in names if name in signal.Signals.__members__]
    # One that somebody handles or ignores stays theirs.
    ours = [one for one in here if signal.getsignal(one) is signal.SIG_DFL]
    try:
        for one in ours:
            signal.signal(one, _end)
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def clear_left(store: Path) -> None:
    """Clear away the copies of a store that nobody is at work on any more."""
    for folder in store.parent.glob(f"{_FOLDER}*"):
        try:
            Lock(folder / _AT_WORK).release()
        except (AlreadyRunning, sqlite3.Error, OSError):
            continue  # somebody is at work on it
        shutil.rmtree(folder, ignore_errors=True)
