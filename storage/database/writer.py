"""The one writer of an SQLite file: units of work from a queue, committed in groups.

Each unit runs in its own savepoint, so that one which fails leaves its neighbours alone. What has gathered
meanwhile is committed in one go, because syncing the file is what costs; callers are told only after that.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from queue import SimpleQueue
from threading import Thread, get_ident

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.database.jobs import Job, tell
from storage.errors import not_saved
from storage.sealing import Sealer
from storage.unit import UnitOfWork

# A group is bounded, so that the first in it does not wait for ever under a steady load.
_AT_MOST = 64

# What is no fault of the unit: it may be said again as it is.
_DISK_FAULTS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL}

_log = logging.getLogger(__name__)


class _GroupLost(Exception):
    """The database gave the whole transaction up, as it may when the disk is full."""


class Writer:
    """A thread that works units off one after the other."""

    def __init__(
        self, engine: Engine, sealer: Sealer, clock: Callable[[], datetime], committed: Callable[[], None]
    ) -> None:
        self._engine = engine
        self._sealer = sealer
        self._clock = clock
        self._committed = committed
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._connection: Connection | None = None
        self._thread = Thread(target=self._work, name="storage-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a unit of work. Raises RuntimeError from inside another one, which would wait for itself."""
        if get_ident() == self._thread.ident:
            raise RuntimeError("A unit of work cannot start another one: it would wait for itself.")
        self._queue.put(job)

    def close(self) -> None:
        """Work off what is queued, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._group(job):
                break
        self._disconnect()

    def _group(self, first: Job) -> bool:
        """Run what has gathered in one transaction and tell the callers. True when asked to stop."""
        group, stop = [first], False
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            transaction = self._connection.begin()
            self._unit(self._connection, first)
            while len(group) < _AT_MOST and not self._queue.empty():
                job = self._queue.get()
                if job is None:
                    stop = True
                    break
                group.append(job)
                self._unit(self._connection, job)
            transaction.commit()
        except Exception as fault:
            _log.error("a group of %d units of work was not saved: %s", len(group), type(fault).__name__)
            self._disconnect()
            for job in group:
                job.fail(not_saved(fault))
        else:
            self._committed()
        tell(group)
        return stop

    def _unit(self, connection: Connection, job: Job) -> None:
        uow = UnitOfWork(connection, self._sealer, self._clock())
        raw = uow.sqlite
        if raw is None:
            raise TypeError("the writer works on SQLite only")
        raw.execute("SAVEPOINT unit")
        try:
            result = job.work(uow)
            uow.finish()
        except BaseException as error:
            uow.abandon()
            if not raw.connection.in_transaction:
                raise _GroupLost from error
            raw.execute("ROLLBACK TO unit")
            raw.execute("RELEASE unit")
            job.fail(not_saved(error) if _is_the_disk(error) else error)
        else:
            raw.execute("RELEASE unit")
            job.succeed(result, uow.callbacks)

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # Whatever state it is in: closing the file rolls back what was not committed.
            with suppress(Exception):
                connection.invalidate()
            connection.close()


def _is_the_disk(error: BaseException) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0) if isinstance(error, DBAPIError) else 0
    return code & 0xFF in _DISK_FAULTS
