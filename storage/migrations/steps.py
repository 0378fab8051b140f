"""Taking steps with Alembic, which reads them from the installed package: there is no file to configure."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

# Any number that nobody else uses as an advisory lock in the same database.
_ONE_AT_A_TIME = 5_127_003_311


def upgrade(engine: Engine, to: str = "head") -> None:
    """Take the missing steps in one transaction; a second process waits, and then finds nothing to do."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        command.upgrade(configuration(connection), to)


def configuration(connection: Connection) -> Config:
    """Alembic's configuration, bound to a connection whose transaction the caller ends."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
