"""Engines: how each database is connected to. Nothing else opens a connection."""

import sqlite3
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool

from storage.unit import FAILED

# How long a unit waits for another process's transaction, in seconds.
BUSY_SECONDS = 5
# What the write-ahead log shrinks back to after a busy time, in bytes.
_LOG_KEPT = 16 * 1024 * 1024
# How much of the file a connection that writes keeps in memory at the most, in kilobytes.
_PAGES_KEPT = 4 * 1024


class Beginning(SQLiteDialect_pysqlite):
    """SQLite, but that a transaction begins where SQLAlchemy says so, in these words.

    A listener that says them does the same; with one, each connection that is taken costs as much again as a reading.
    """

    supports_statement_cache = True

    def __init__(self, begin: str = "BEGIN", **options: Any) -> None:
        super().__init__(**options)
        self._begin = begin

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin. Called by SQLAlchemy."""
        dbapi_connection.execute(self._begin)


registry.register("sqlite.beginning", __name__, Beginning.__name__)


def sqlite_engine(path: Path, *, durable: bool, read_only: bool, connections: int) -> Engine:
    """An engine on an SQLite file that begins and commits only when told to.

    Units write in BEGIN IMMEDIATE, so that they wait at their beginning and never fail for it in the middle.
    `durable` has each commit survive a loss of power, not only of the process.
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        # Moving the log into the file is the checkpointer's work, off the answer's path.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_KEPT}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA cache_size = -{_PAGES_KEPT}")
        return connection

    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    return _engine("sqlite+beginning://", creator=connect, pool_size=connections, begin=begin)


def postgresql_engine(url: URL, *, durable: bool, read_only: bool, connections: int) -> Engine:
    """An engine on PostgreSQL whose transactions are as isolated as SQLite's are.

    Reading takes a snapshot only: a serializable reader could make writers collide with it.
    """
    options = ["-c timezone=UTC"]
    if not durable:
        options.append("-c synchronous_commit=off")
    if read_only:
        options.append("-c default_transaction_read_only=on")
    engine = _engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="REPEATABLE READ" if read_only else "SERIALIZABLE",
        connect_args={"options": " ".join(options)},
        pool_size=connections,
        pool_pre_ping=True,
    )
    event.listen(engine, "handle_error", _keep_rows_out, insert=True)
    return engine


def _engine(url: str | URL, *, pool_size: int, **options: Any) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=pool_size,
        # Command-line tools and tests may read in their own threads as well.
        max_overflow=10,
        # Parameters may be personal data, and exceptions are logged.
        hide_parameters=True,
        json_serializer=_as_json,
        json_deserializer=orjson.loads,
        **options,
    )
    event.listen(engine, "handle_error", _note_failure)
    return engine


def _as_json(value: object) -> str:
    return orjson.dumps(value).decode()


def _note_failure(context: ExceptionContext) -> None:
    """Leave the failure where the unit of work finds it at its end."""
    if context.connection is not None and not context.connection.invalidated:
        context.connection.info.setdefault(FAILED, context.sqlalchemy_exception or context.original_exception)


def _keep_rows_out(context: ExceptionContext) -> None:
    """Cut PostgreSQL's DETAIL off the message: it quotes the row."""
    for fault in (context.original_exception, context.sqlalchemy_exception):
        if fault is not None and fault.args:
            fault.args = (str(fault.args[0]).partition("\nDETAIL:")[0],)
