"""Statements of the answer's path: built with Core over the same tables, compiled once, then sent as they stand.

Through SQLAlchemy's engine a statement costs several times what it costs SQLite itself, and a turn has a dozen of
them. So on SQLite they go straight to the driver, on the unit's own connection; one that fails there is sent again
the usual way, which fails again and says so as everything else does, without a word of what was kept.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

import orjson
from sqlalchemy import (
    CompoundSelect,
    Connection,
    CursorResult,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
)
from sqlalchemy.exc import IntegrityError

from storage.conversions import Remembered, by_column, converted, from_database, picker, to_database
from storage.texts import Kept, all_as_text, each_as_text

T = TypeVar("T", bound=tuple[Any, ...])


class Unit(Protocol):
    """What a statement asks of the unit of work it is sent in."""

    connection: Connection
    dialect: str
    sqlite: sqlite3.Cursor | None
    read: dict[tuple[Any, ...], list[tuple[Any, ...]]] | None

    def flush(self) -> None:
        """Send what is pending."""


class Prepared:
    """One statement. Its values are given by name, all of them: defaults of the columns do not apply.

    `columns` are those an INSERT fills. A statement whose text depends on its values, as IN over a list does,
    cannot be prepared: TypeError when it is first run. `shared` is for many rows that are read and never changed: what is
    stored alike is then converted once, and is one object in all of them. `kept` is for those of them that are read
    again and again as they were: so is each row. `apart` is for what is written into a table that `once` is never asked
    about: what was read before stands.
    """

    def __init__(
        self,
        statement: Select[Any] | CompoundSelect[Any] | Insert | Update | Delete,
        *columns: str,
        shared: bool = False,
        kept: bool = False,
        apart: bool = False,
    ) -> None:
        self._statement = statement
        self._columns = columns
        self._shared, self._kept = shared or kept, kept
        self._apart = apart
        self._by_dialect: dict[str, _Compiled] = {}

    def run(self, uow: Unit, values: Mapping[str, Any]) -> "sqlite3.Cursor | CursorResult[Any]":
        """Send it, after what the session has pending. It may change something: what is only read, `rows` gives."""
        if uow.read and not self._apart:
            uow.read.clear()
        return self._sent(uow, self._for(uow), values)

    def run_each(self, uow: Unit, rows: Sequence[Mapping[str, Any]]) -> None:
        """Send it once for each of these values, in one go."""
        uow.flush()
        if uow.read:
            uow.read.clear()
        compiled = self._for(uow)
        parameters = [compiled.parameters(values) for values in rows]
        if not parameters:
            return
        if uow.sqlite is not None:
            try:
                uow.sqlite.executemany(compiled.text, parameters)
                return
            except sqlite3.IntegrityError as fault:
                # Sent again, the rows before the one that was refused would be refused themselves.
                raise IntegrityError(compiled.text, None, fault, hide_parameters=True) from None
            except sqlite3.Error:
                pass
        many = [compiled.for_engine(one) for one in parameters]
        uow.connection.exec_driver_sql(compiled.text, many, execution_options=compiled.options)

    def rows(self, uow: Unit, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Send it and give the rows as plain tuples, with the types of their columns."""
        compiled = self._for(uow)
        rows = self._fetched(uow, compiled, values)
        if not compiled.converted or not rows:
            return list(map(tuple, rows))
        if self._shared:
            return list(by_column(rows, compiled.converted))
        return [converted(row, compiled.converted) for row in rows]

    def once(self, uow: Unit, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """As `rows`, for what is asked again and again in a turn: once for as long as nothing is written."""
        read = uow.read
        if read is None:
            return self.rows(uow, values)
        key = (self, *values.values())
        found = read.get(key)
        if found is None:
            found = read[key] = self.rows(uow, values)
        return found

    def known(self, uow: Unit, values: Mapping[str, Any], rows: list[tuple[Any, ...]]) -> None:
        """What it would find, as another statement has just found it on its way: `once` need not ask."""
        if uow.read is not None:
            uow.read[self, *values.values()] = rows

    def named(self, uow: Unit, values: Mapping[str, Any], kind: type[T]) -> list[T]:
        """The same as values of a NamedTuple that has the statement's columns in their order."""
        compiled = self._for(uow)
        texts = self._texts(uow, compiled, values) if self._kept and Kept.most else None
        if texts is not None:
            kept = compiled.kept(kind)
            return [kept[text] for (text,) in texts]
        rows = self._fetched(uow, compiled, values)
        # What `_make` does, but for its counting the columns of each row.
        make = partial(tuple.__new__, kind)
        if not compiled.converted or not rows:
            return list(map(make, rows))
        if self._shared:
            return list(map(make, by_column(rows, compiled.converted)))
        return [make(converted(row, compiled.converted)) for row in rows]

    def _texts(self, uow: Unit, compiled: "_Compiled", values: Mapping[str, Any]) -> list[tuple[str]] | None:
        """Each row as a text; None where only the usual way is left."""
        if compiled.each is None or uow.sqlite is None:
            return None
        uow.flush()
        try:
            return uow.sqlite.execute(compiled.each, compiled.parameters(values)).fetchall()
        except sqlite3.Error:
            return None

    def _fetched(
        self, uow: Unit, compiled: "_Compiled", values: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        if compiled.whole is None or uow.sqlite is None:
            return self._sent(uow, compiled, values).fetchall()
        uow.flush()
        try:
            ((whole,),) = uow.sqlite.execute(compiled.whole, compiled.parameters(values))
        except sqlite3.Error:
            return self._sent(uow, compiled, values).fetchall()
        found: list[list[Any]] = orjson.loads(whole)
        return found

    def _sent(
        self, uow: Unit, compiled: "_Compiled", values: Mapping[str, Any]
    ) -> "sqlite3.Cursor | CursorResult[Any]":
        if uow.read is None:
            # There are objects, which may have been changed.
            uow.flush()
        parameters = compiled.parameters(values)
        if uow.sqlite is not None:
            try:
                return uow.sqlite.execute(compiled.text, parameters)
            except sqlite3.Error:
                pass
        given = compiled.for_engine(parameters)
        return uow.connection.exec_driver_sql(compiled.text, given, execution_options=compiled.options)

    def _for(self, uow: Unit) -> "_Compiled":
        compiled = self._by_dialect.get(uow.dialect)
        if compiled is None:
            dialect = uow.connection.dialect
            compiled = _Compiled(self._statement, self._columns, dialect, shared=self._shared)
            self._by_dialect[uow.dialect] = compiled
        return compiled


class _Compiled:
    """The statement as one database takes it."""

    def __init__(
        self,
        statement: Select[Any] | CompoundSelect[Any] | Insert | Update | Delete,
        columns: tuple[str, ...],
        dialect: Dialect,
        *,
        shared: bool = False,
    ) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns or None)
        if compiled.post_compile_params:
            raise TypeError("a statement whose text depends on its values cannot be prepared")
        self.text = compiled.string
        self.whole: str | None = None
        self.each: str | None = None
        if shared and isinstance(statement, Select) and dialect.name == "sqlite":
            self.whole, self.each = all_as_text(statement, dialect), each_as_text(statement, dialect)
        self.options = dict(statement.get_execution_options()) or None
        in_order = compiled.positiontup if dialect.positional else None
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        names = list(compiled.binds) if in_order is None else in_order
        converts = [to_database(compiled.binds[name].type, dialect) for name in names]
        self._in_order = None if in_order is None else picker(in_order)
        self._converts = [
            (name if in_order is None else place, convert)
            for place, (name, convert) in enumerate(zip(names, converts, strict=True))
            if convert is not None
        ]
        returned = statement.selected_columns if isinstance(statement, Select | CompoundSelect) else ()
        self._kinds = [column.type for column in returned]
        self._kept: dict[type[Any], Kept[Any]] = {}
        results = [from_database(kind, dialect) for kind in self._kinds]
        self.converted = [
            (place, Remembered(convert).__getitem__ if shared else convert)
            for place, convert in enumerate(results)
            if convert is not None
        ]

    def kept(self, kind: type[T]) -> Kept[T]:
        """What is kept of its rows as values of this NamedTuple."""
        found = self._kept.get(kind)
        if found is None:
            found = self._kept[kind] = Kept(kind, self.converted, self._kinds)
        return found

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """Turn values into what the driver takes."""
        if self._fixed:
            values = {**self._fixed, **values}
        if not self._converts:
            return values if self._in_order is None else self._in_order(values)
        given: Any = dict(values) if self._in_order is None else list(self._in_order(values))
        for place, convert in self._converts:
            given[place] = convert(given[place])
        return given

    @staticmethod
    def for_engine(parameters: Any) -> Any:
        """The same as SQLAlchemy's engine takes it, for which a list is several sets of values."""
        return tuple(parameters) if isinstance(parameters, list) else parameters
