"""One running bot per SQLite file."""

import os
import sqlite3
from pathlib import Path

from storage.errors import AlreadyRunning


class Lock:
    """Held from its making until `release`, or until the process ends, however it ends.

    It is SQLite's own lock on an empty file beside the store: it works wherever SQLite does, and the
    operating system lets go of it when a process is killed.
    """

    def __init__(self, store: Path) -> None:
        """Take the lock. Raises AlreadyRunning."""
        path = store.with_name(f"{store.name}.lock")
        # Made for its owner's eyes only, as the store is.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._holder = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._holder.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            self._holder.close()
            raise AlreadyRunning(
                f"Another bot is running on {store}. Stop it first, or give this one another data directory."
            ) from fault

    def release(self) -> None:
        """Let another bot run."""
        self._holder.close()


def is_running(store: Path) -> bool:
    """Whether a bot is running on an SQLite file."""
    try:
        Lock(store).release()
    except AlreadyRunning:
        return True
    return False
