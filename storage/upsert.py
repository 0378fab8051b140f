"""Insert-or-update and insert-or-ignore, in the one spelling that SQLite and PostgreSQL share."""

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert, insert


def upsert(table: Table, *columns: str) -> Insert:
    """Insert a row; where its key is there already, overwrite `columns`."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in columns},
    )


def insert_or_ignore(table: Table) -> Insert:
    """Insert a row unless it breaks a unique key; the row count then is 0."""
    # Without the option psycopg's cursor is closed before anyone can ask it for the count.
    return insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
