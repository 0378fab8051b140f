"""A unit of work: everything one turn reads and writes, kept together or not at all."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstanceState
from sqlalchemy.orm.attributes import instance_state
from sqlmodel import Session, SQLModel

from storage import audit
from storage.sealing import Sealer

# The key in a connection's info under which storage/database/engines.py leaves the first statement that failed.
FAILED = "failed"

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Named = tuple[type[SQLModel], tuple[Any, ...]]


class UnitSession(Session):
    """A session inside a unit of work: it can flush, but only the unit commits."""

    def commit(self) -> None:
        """Refuse: raises RuntimeError."""
        raise RuntimeError(
            "The unit of work commits, once it has returned. Use flush() to send what is pending."
        )

    def rollback(self) -> None:
        """Refuse: raises RuntimeError."""
        raise RuntimeError("Raise an exception to give a unit of work up; nothing of it remains then.")

    def release(self) -> None:
        """Flush, and hand everything over to the unit's own transaction."""
        super().commit()


class UnitOfWork:
    """What a unit of work is given. It may be run again from its beginning, so it touches nothing outside.

    `now` is the aware UTC instant at which it began. A statement that failed fails the whole unit, even when
    the exception is caught: on PostgreSQL it could not go on anyway.
    """

    __slots__ = (
        "_held",
        "_info",
        "_session",
        "_states",
        "callbacks",
        "connection",
        "dialect",
        "now",
        "read",
        "sealer",
        "sqlite",
    )

    def __init__(self, connection: Connection, sealer: Sealer, now: datetime) -> None:
        self.now = now
        self.connection = connection
        self.sealer = sealer
        self.callbacks: list[Callable[[], object]] = []
        self.dialect = connection.dialect.name
        pooled = connection.connection
        driver: object = pooled.dbapi_connection
        # Where prepared statements may go, past the engine (storage/prepared.py): one cursor for all of them, since each
        # is done with before the next is sent.
        self.sqlite = driver.cursor() if isinstance(driver, sqlite3.Connection) else None
        # What was loaded by name, by its class and key: it is asked for again and again in a turn.
        self._held: dict[Named, SQLModel] = {}
        self._states: list[InstanceState[SQLModel]] = []
        self._session: UnitSession | None = None
        # What prepared statements have found since anything was last written, by statement and values. None once there
        # are objects, whose changes are written without being asked for.
        self.read: dict[tuple[Any, ...], list[tuple[Any, ...]]] | None = {}
        self._info = pooled.info
        if self._info:
            self._info.pop(FAILED, None)

    @property
    def session(self) -> Session:
        """The ORM session on this unit's connection, made when first asked for: a turn that changes no object is spared
        it.
        """
        if self._session is None:
            self.read = None
            self._session = UnitSession(
                bind=self.connection,
                join_transaction_mode="create_savepoint",
                expire_on_commit=False,
            )
            for state in self._states:
                _adopt(self._session, state)
        return self._session

    def holding(self, model: type[SQLModel], key: tuple[Any, ...]) -> Any:
        """What is held under a key, or None. Where there is a session, it knows what was added, deleted or undone."""
        if self._session is None:
            return self._held.get((model, key))
        return self._session.identity_map.get((model, key, None))

    def hold(self, model: type[SQLModel], key: tuple[Any, ...], entity: SQLModel) -> None:
        """Hold what the database has under a key, unchanged, for as long as the unit runs."""
        state = instance_state(entity)
        state.key = (model, key, None)
        self.read = None
        self._held[model, key] = entity
        self._states.append(state)
        if self._session is not None:
            _adopt(self._session, state)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Of what is written within, nothing stays if an exception comes of it; what was written before does."""
        with self.session.begin_nested():
            # Else it would begin with the first thing that goes through the session, and what is sent past that before
            # would stay.
            self.session.connection()
            yield

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[Any]:
        """Run a Core statement after what the session has pending."""
        self.flush()
        if self.read:
            self.read.clear()
        return self.connection.execute(statement, parameters)

    def flush(self) -> None:
        """Send what is pending."""
        if self._session is not None:
            self._session.flush()
            return
        for state in self._states:
            if state.modified:
                self.session.flush()
                return

    def seal(self, table: str, row: str, field: str, text: str) -> bytes:
        """Seal a text into its place. Raises ValueError for a column that is not among the sealed ones."""
        return self.sealer.seal(table, row, field, text)

    def open(self, table: str, row: str, field: str, sealed: bytes) -> str:
        """Open a sealed text in its place. Raises Unsealable."""
        return self.sealer.open(table, row, field, sealed)

    def audit(self, actor: str, action: str, subject_kind: str, subject: str, purpose: str = "") -> None:
        """Add a line to the audit trail, kept only if this unit is."""
        audit.append(self, actor, action, subject_kind, subject, purpose)

    def after_commit(self, callback: Callable[[], object]) -> None:
        """Have `callback` called once this unit is committed, before its caller goes on.

        It runs in the event loop of an async caller, else in the caller's thread; what it raises is logged.
        """
        self.callbacks.append(callback)

    def finish(self) -> None:
        """Send what is pending and let go of the objects, which stay readable. Called by the store.

        Raises what a failed statement raised, even when the work caught it.
        """
        if self._info and (failed := self._info.get(FAILED)) is not None:
            raise failed
        self.flush()
        if self._session is not None:
            # One that only holds what was read has begun nothing.
            if self._session.in_transaction():
                self._session.release()
            self._session.close()

    def abandon(self) -> None:
        """Let go of everything after a failure. Called by the store, which rolls back."""
        if self._session is not None:
            # The transaction may be gone already, and the session's savepoint with it.
            with suppress(SQLAlchemyError):
                self._session.close()


def _adopt(session: Session, state: InstanceState[SQLModel]) -> None:
    """Make an entity the session's own, as its own loading ends. Adding it would look through it for others to add, which
    costs more than all the rest.
    """
    state.session_id = session.hash_key
    session.identity_map.add(state)
