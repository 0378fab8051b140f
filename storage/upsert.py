"""Insert-or-update and insert-or-ignore, in the one spelling that SQLite and PostgreSQL share.

SQLAlchemy has it in the dialect of each: with PostgreSQL's, a bot that runs on SQLite would load that as well.
"""

from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import SyntaxExtension
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement


class _OnConflict(SyntaxExtension, ClauseElement):
    """What happens where a row is there already: `columns` of it are overwritten, or without any, nothing."""

    inherit_cache = False

    def __init__(self, table: Table, *columns: str) -> None:
        self.key = [column.name for column in table.primary_key]
        self.columns = columns

    def apply_to_insert(self, insert_stmt: Insert) -> None:
        """Stand after the values. Called by SQLAlchemy."""
        insert_stmt.apply_syntax_extension_point(lambda _: [self], "post_values")


def upsert(table: Table, *columns: str) -> Insert:
    """Insert a row; where its key is there already, overwrite `columns`."""
    return insert(table).ext(_OnConflict(table, *columns))


def insert_or_ignore(table: Table) -> Insert:
    """Insert a row unless it breaks a unique key; the row count then is 0."""
    # Without the option psycopg's cursor is closed before anyone can ask it for the count.
    return insert(table).ext(_OnConflict(table)).execution_options(preserve_rowcount=True)


@compiles(_OnConflict)
def _on_both(element: _OnConflict, compiler: SQLCompiler, **options: Any) -> str:
    if not element.columns:
        return "ON CONFLICT DO NOTHING"
    quoted = compiler.preparer.quote
    key = ", ".join(map(quoted, element.key))
    overwritten = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in element.columns)
    return f"ON CONFLICT ({key}) DO UPDATE SET {overwritten}"
