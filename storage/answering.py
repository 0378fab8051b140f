"""Whether a PostgreSQL database answers, and has been begun with: what can be told of it without any key."""

from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from storage.database.engines import postgresql_engine
from storage.errors import StorageError
from storage.migrations import current

SILENT = "The database does not answer. Check its address, and that it runs."


def has_tables(place: str) -> bool:
    """Whether the tables were made in the database at this address. Raises StorageError when it does not answer."""
    engine = postgresql_engine(make_url(place), durable=True, connections=1, read_only=True)
    try:
        with engine.connect() as connection:
            return current(connection) is not None
    except OperationalError as fault:
        raise StorageError(SILENT) from fault
    finally:
        engine.dispose()
