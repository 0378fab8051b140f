"""Moving SQLite's write-ahead log into its file, off the answer's path.

Done by the writer itself, as SQLite does unasked, it holds an answer up for ten milliseconds and more.
"""

import logging
import sqlite3
from threading import Event, Thread

from sqlalchemy import Engine

_EVERY = 1.0  # seconds, and only after something was committed
_BUSY_MS = 50
# Under a load without a pause the log is never wholly moved and grows; past this many pages the writer is
# held up for the moment it takes to begin the log anew.
_TOO_LONG = 4096

_log = logging.getLogger(__name__)


class Checkpointer:
    """A thread that moves the log a moment after each commit, and sleeps while nothing is written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written = Event()
        self._closing = Event()
        self._thread = Thread(target=self._work, name="storage-checkpointer", daemon=True)
        self._thread.start()

    def committed(self) -> None:
        """Take note of a commit."""
        self._written.set()

    def close(self) -> None:
        """Stop. What is left in the log is moved as the last connection closes."""
        self._closing.set()
        self._written.set()
        self._thread.join()

    def _work(self) -> None:
        connection = self._engine.raw_connection()
        try:
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            while True:
                self._written.wait()
                if self._closing.wait(_EVERY):
                    return
                self._written.clear()
                try:
                    _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                    if pages > _TOO_LONG:
                        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
                except sqlite3.Error as fault:
                    # Nothing is lost by it: the log stays, and is moved the next time.
                    _log.warning("the write-ahead log was not moved: %s", fault)
        finally:
            connection.close()
