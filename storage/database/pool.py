"""The writers of a PostgreSQL database: a few threads, one transaction a unit of work."""

import logging
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

from psycopg import OperationalError as PostgresFault
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.database.jobs import Job, tell
from storage.errors import not_saved
from storage.sealing import Sealer
from storage.unit import UnitOfWork

_TRIES = 12
_LONGEST_PAUSE = 0.1  # seconds

_random = random.SystemRandom()
_log = logging.getLogger(__name__)


class Pool:
    """Threads that work units off beside each other.

    Transactions are serializable, so that a unit may rely on what it has read, as it may on SQLite; one that
    collided with another is run again from its beginning, a bounded number of times.
    """

    def __init__(self, engine: Engine, sealer: Sealer, clock: Callable[[], datetime], threads: int) -> None:
        self._engine = engine
        self._sealer = sealer
        self._clock = clock
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="storage-writer")

    def submit(self, job: Job) -> None:
        """Queue a unit of work."""
        self._threads.submit(self._work, job)

    def close(self) -> None:
        """Work off what is queued, then stop."""
        self._threads.shutdown(wait=True)

    def _work(self, job: Job) -> None:
        for tries_left in reversed(range(_TRIES)):
            try:
                self._unit(job)
                break
            except BaseException as error:
                if not _collided(error):
                    job.fail(error)
                    break
                if not tries_left:
                    _log.error("a unit of work collided with others %d times and was not saved", _TRIES)
                    job.fail(not_saved(error))
                    break
                time.sleep(_random.uniform(0, min(_LONGEST_PAUSE, 0.002 * 2 ** (_TRIES - tries_left))))
        tell([job])

    def _unit(self, job: Job) -> None:
        """Run a unit and commit it. Raises NotSaved when the database was lost on the way."""
        try:
            connection = self._engine.connect()
        except SQLAlchemyError as fault:
            raise not_saved(fault) from fault
        with connection:
            transaction = connection.begin()
            uow = UnitOfWork(connection, self._sealer, self._clock())
            try:
                result = job.work(uow)
                uow.finish()
            except BaseException as error:
                uow.abandon()
                with suppress(SQLAlchemyError):
                    transaction.rollback()
                if _is_the_server(error) and not _collided(error):
                    raise not_saved(error) from error
                raise
            try:
                transaction.commit()
            except SQLAlchemyError as fault:
                if _collided(fault):
                    raise
                _log.error("a unit of work was not saved: %s", type(fault).__name__)
                raise not_saved(fault) from fault
        job.succeed(result, uow.callbacks)


def _collided(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and isinstance(error.orig, SerializationFailure | DeadlockDetected)


def _is_the_server(error: BaseException) -> bool:
    """Whether it is no fault of the unit, which may be said again as it is."""
    return isinstance(error, DBAPIError) and isinstance(error.orig, PostgresFault)
