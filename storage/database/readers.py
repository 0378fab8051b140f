"""Reading beside the writer: connections that cannot write, each reading in one snapshot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine

from storage.database.jobs import Job, tell
from storage.sealing import Sealer
from storage.unit import UnitOfWork

T = TypeVar("T")


class Readers:
    """A few threads for reading; a synchronous caller reads in its own."""

    def __init__(self, engine: Engine, sealer: Sealer, clock: Callable[[], datetime], threads: int) -> None:
        self._engine = engine
        self._sealer = sealer
        self._clock = clock
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="storage-reader")

    def submit(self, job: Job) -> None:
        """Queue a reading."""
        self._threads.submit(self._work, job)

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Read here and now. Writing raises what the database says to it."""
        with self._engine.connect() as connection, connection.begin() as transaction:
            uow = UnitOfWork(connection, self._sealer, self._clock())
            try:
                result = work(uow)
                uow.finish()
            except BaseException:
                uow.abandon()
                transaction.rollback()
                raise
            # Nothing was written; but a rollback would have PostgreSQL's driver forget what it has prepared.
            transaction.commit()
            return result

    def close(self) -> None:
        """Finish what is being read, then stop."""
        self._threads.shutdown(wait=True)

    def _work(self, job: Job) -> None:
        try:
            job.succeed(self.read(job.work), ())
        except BaseException as error:
            job.fail(error)
        tell([job])
