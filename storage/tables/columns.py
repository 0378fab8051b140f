"""Column types and constraints shared by all tables.

Instants are aware UTC in Python on both databases (SQLite would give naive ones back). Because `table=True`
models do not validate, words with a closed set of values carry a CHECK constraint made here.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Index, MetaData, Table, text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Every constraint has a name, or a later migration could not drop it on SQLite.
SQLModel.metadata.naming_convention = {
    "ix": "%(column_0_label)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    "fk": "%(table_name)s_%(column_0_N_name)s_known",
    "pk": "%(table_name)s_key",
}

# Tables do not validate: pydantic need not make at each start what it would do it by.
SQLModel.model_config["defer_build"] = True


class Instant(TypeDecorator[datetime]):
    """An instant in UTC. Raises ValueError when a naive datetime is stored."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone; use UTC")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back aware, in UTC, whichever database it came from."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def process_literal_param(self, value: datetime | None, dialect: Dialect) -> str:
        """Render for statements that are printed, never run."""
        return repr(self.process_bind_param(value, dialect))

    @property
    def python_type(self) -> type[Any]:
        """The Python type of a value."""
        return datetime


def one_of(table: str, column: str, *words: str) -> CheckConstraint:
    """A CHECK constraint: the column holds one of the words.

    Not written with `in`: in a CHECK, SQLite makes a list of more than two anew for each row it writes, which takes
    three times as long as writing the row.
    """
    allowed = " or ".join(f"{column} = '{word}'" for word in words)
    return CheckConstraint(allowed, name=f"{table}_{column}_known")


def some_of(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """A partial index: of the rows alone that fit `where`. A statement that says the same in the same words uses it."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


def told_to_postgresql(metadata: MetaData) -> MetaData:
    """The tables with their partial indexes partial on PostgreSQL as well: whoever makes or compares tables needs it.

    It is not said where they are declared, since SQLAlchemy would load PostgreSQL's dialect for it at each start.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if (where := index.dialect_kwargs.get("sqlite_where")) is not None:
                index.dialect_kwargs["postgresql_where"] = where
    return metadata


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model, for statements on the answer's path."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
