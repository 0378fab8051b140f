"""How the tables came to be, step by step, on both databases."""

from importlib import import_module

from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import SchemaError

# The newest step; a test holds it against the files in versions/.
HEAD = "0002"


def is_behind(engine: Engine) -> bool:
    """Whether steps are missing. Raises SchemaError when the tables are newer than this bot."""
    with engine.connect() as connection:
        step = current(connection)
    if step is not None and step > HEAD:
        raise SchemaError(
            f"The store's tables are at step {step}, this version of the bot knows up to {HEAD}. "
            "Install the version that was last used on it, or a later one."
        )
    return step != HEAD


def current(connection: Connection) -> str | None:
    """Give the step the tables stand at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    step = connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()
    return None if step is None else str(step)


def upgrade(engine: Engine) -> None:
    """Take the missing steps, all of them or none."""
    # Alembic is loaded only when there is something to do: every start would wait for it.
    import_module("storage.migrations.steps").upgrade(engine)
