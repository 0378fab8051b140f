"""The store: hands units of work to the database, and tells their callers once they are kept."""

import asyncio
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Lock as Mutex
from typing import Protocol, TypeVar

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import configure_mappers

from storage.answering import SILENT
from storage.database.checkpoints import Checkpointer
from storage.database.copying import clear_left
from storage.database.engines import postgresql_engine, sqlite_engine
from storage.database.jobs import Job
from storage.database.lock import Lock
from storage.database.readers import Readers
from storage.database.writer import Writer
from storage.errors import AlreadyRunning, Closed, SchemaError, StorageError
from storage.key_use import keep_started, started_with
from storage.keyring import Keyring
from storage.migrations import is_behind, upgrade
from storage.sealing import Sealer
from storage.sealing_check import keep_check, keys_fit
from storage.unit import UnitOfWork

T = TypeVar("T")

_READERS = 4
_POSTGRESQL_WRITERS = 8


class _Writes(Protocol):
    def submit(self, job: Job) -> None: ...

    def close(self) -> None: ...


class Store:
    """One SQLite file or PostgreSQL database. Made by `open_store`."""

    def __init__(self, writes: _Writes, reads: Readers, release: Callable[[], None]) -> None:
        self._writes = writes
        self._reads = reads
        self._release = release
        self._closed = False
        self._mutex = Mutex()

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` as a unit of work; return what it gives once that is committed.

        What it raises is raised here, and nothing of it remains. It may be run more than once (PostgreSQL),
        so it must touch nothing but its unit. Raises NotSaved when the commit failed, Closed after `close`.
        Giving up waiting does not stop a unit that was begun.
        """
        job = Job(work, asyncio.get_running_loop())
        self._submit(job, self._writes)
        result: T = await job.future
        return result

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` beside the writer, in one snapshot, unable to write. Raises Closed after `close`."""
        job = Job(work, asyncio.get_running_loop())
        self._submit(job, self._reads)
        result: T = await job.future
        return result

    def run_now(self, work: Callable[[UnitOfWork], T]) -> T:
        """As `run`, for a caller without an event loop."""
        job = Job(work)
        self._submit(job, self._writes)
        result: T = job.future.result()
        job.call_back()
        return result

    def read_now(self, work: Callable[[UnitOfWork], T]) -> T:
        """As `read`, for a caller without an event loop."""
        with self._mutex:
            if self._closed:
                raise Closed
        return self._reads.read(work)

    def close(self) -> None:
        """Keep what was asked for before now, then let go of the database. Closing twice is no fault."""
        with self._mutex:
            if self._closed:
                return
            self._closed = True
        self._writes.close()
        self._reads.close()
        self._release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(self, job: Job, to: "_Writes | Readers") -> None:
        # Under the mutex, so that nothing is queued behind the end of the queue.
        with self._mutex:
            if self._closed:
                raise Closed
            to.submit(job)


def open_store(
    place: str | Path | URL,
    keyring: Keyring,
    clock: Callable[[], datetime],
    *,
    exclusive: bool = False,
    durable: bool = True,
    migrate: bool | None = None,
) -> Store:
    """Open an SQLite file (a path, or sqlite:///path) or a PostgreSQL database (postgresql://…).

    `clock` gives the aware UTC instant at which a unit begins. `exclusive` is for the running bot: one per
    SQLite file, while command-line tools open the same file without it. `durable` syncs each commit to the
    disk. `migrate` brings the tables up to date: left out, an SQLite file that no bot is running on is, and
    PostgreSQL is not. Raises AlreadyRunning, SchemaError, KeyringError (these keys did not seal what is kept)
    or StorageError (a place that cannot be opened), each saying what to do.
    """
    # Left to the first ORM statement otherwise, which a turn may reach only after its prepared ones.
    configure_mappers()
    sealer = Sealer(keyring)
    url = None if isinstance(place, Path) or "://" not in str(place) else make_url(place)
    if url is None or (url.get_backend_name() == "sqlite" and url.database):
        path = Path(str(place if url is None else url.database))
        store = _open_sqlite(path, sealer, clock, exclusive=exclusive, durable=durable, migrate=migrate)
    elif url.get_backend_name() in ("postgresql", "postgres"):
        store = _open_postgresql(url, sealer, clock, durable=durable, migrate=bool(migrate))
    else:
        raise StorageError("The store must be a file, or a database at postgresql://user@host/name.")
    try:
        if not store.read_now(keys_fit):
            store.run_now(keep_check)
        if exclusive and store.read_now(started_with) != tuple(keyring.ciphers):
            store.run_now(lambda uow: keep_started(uow, keyring))
    except BaseException:
        store.close()
        raise
    return store


def _open_sqlite(
    path: Path,
    sealer: Sealer,
    clock: Callable[[], datetime],
    *,
    exclusive: bool,
    durable: bool,
    migrate: bool | None,
) -> Store:
    with ExitStack() as undo:
        _make_private(path)
        lock = Lock(path) if exclusive else None
        if lock is not None:
            undo.callback(lock.release)
            clear_left(path)
        writing = sqlite_engine(path, durable=durable, read_only=False, connections=2)
        undo.callback(writing.dispose)
        if is_behind(writing):
            if migrate is False:
                raise SchemaError(f"The tables in {path} are behind. Start the bot once to update them.")
            _upgrade_alone(writing, path, lock)
        reading = sqlite_engine(path, durable=durable, read_only=True, connections=_READERS)
        undo.callback(reading.dispose)
        checkpointer = Checkpointer(writing)
        undo.callback(checkpointer.close)
        writer = Writer(writing, sealer, clock, checkpointer.committed)
        return Store(writer, Readers(reading, sealer, clock, _READERS), undo.pop_all().close)


def _open_postgresql(
    url: URL, sealer: Sealer, clock: Callable[[], datetime], *, durable: bool, migrate: bool
) -> Store:
    with ExitStack() as undo:
        writing = postgresql_engine(url, durable=durable, connections=_POSTGRESQL_WRITERS, read_only=False)
        undo.callback(writing.dispose)
        try:
            if is_behind(writing):
                if not migrate:
                    raise SchemaError(
                        "The tables in the database are behind. Stop every bot on it, update the tables "
                        "with `supervision-bot migrate`, then start again."
                    )
                upgrade(writing)
        except OperationalError as fault:
            raise StorageError(SILENT) from fault
        reading = postgresql_engine(url, durable=durable, connections=_READERS, read_only=True)
        undo.callback(reading.dispose)
        # An installation on SQLite need not load PostgreSQL's driver: it is a tenth of its memory.
        pool = import_module("storage.database.pool").Pool(writing, sealer, clock, _POSTGRESQL_WRITERS)
        return Store(pool, Readers(reading, sealer, clock, _READERS), undo.pop_all().close)


def _make_private(path: Path) -> None:
    """Make the file, and its folder where there is none, for their owner alone; SQLite gives its log the same rights."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as fault:
        raise StorageError(f"The store {path} cannot be written to. Choose a place where it can.") from fault


def _upgrade_alone(engine: Engine, path: Path, held: Lock | None) -> None:
    """Take the missing steps while no bot is running on the file."""
    if held is not None:
        upgrade(engine)
        return
    try:
        lock = Lock(path)
    except AlreadyRunning as fault:
        raise SchemaError(f"The tables in {path} are behind. Start its bot again to update them.") from fault
    try:
        upgrade(engine)
    finally:
        lock.release()
