"""The migrations make the tables that the models describe, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from storage.database.engines import postgresql_engine, sqlite_engine
from storage.migrations import HEAD, current, is_behind, upgrade
from storage.migrations.steps import configuration
from storage.tables import Setting
from storage.tables.columns import told_to_postgresql

REMEDY = "draft a step: python -m storage.migrations.draft (--first until the first release)"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path / "empty", durable=False, read_only=False, connections=1)
    else:
        url = request.getfixturevalue("postgres_url")
        engine = postgresql_engine(url, durable=False, read_only=False, connections=1)
    yield engine
    engine.dispose()


def described(connection: Connection) -> dict[str, list[Any]]:
    """What the comparison by Alembic does not look at: CHECK constraints and the names of the others."""
    inspector = inspect(connection)
    return {
        table: [
            sorted(f"{each['name']} {each['sqltext']}" for each in inspector.get_check_constraints(table)),
            sorted(str(each["name"]) for each in inspector.get_foreign_keys(table)),
            sorted(str(each["name"]) for each in inspector.get_unique_constraints(table)),
            sorted(
                f"{each['name']} {[str(option) for option in each.get('dialect_options', {}).values()]}"
                for each in inspector.get_indexes(table)
            ),
        ]
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrations_and_the_models_agree(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, told_to_postgresql(Setting.metadata)) == [], REMEDY
        assert current(connection) == HEAD
        migrated = described(connection)
        connection.rollback()
        for table in reversed(Setting.metadata.sorted_tables):
            connection.exec_driver_sql(f'drop table "{table.name}"')
        Setting.metadata.create_all(connection)
        assert described(connection) == migrated, REMEDY


def test_head_is_the_newest_step(engine: Engine) -> None:
    with engine.connect() as connection:
        steps = ScriptDirectory.from_config(configuration(connection))
    assert steps.get_current_head() == HEAD


def test_taking_the_steps_twice_changes_nothing(engine: Engine) -> None:
    assert is_behind(engine)
    upgrade(engine)
    assert not is_behind(engine)
    upgrade(engine)
    assert not is_behind(engine)


def test_a_step_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with engine.begin() as connection:
        # In the way of the second step, so that the first has been taken by then.
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "create function audit_append_only() returns int language sql as 'select 1'"
            )
        else:
            connection.exec_driver_sql("create table elder (id int)")
            connection.exec_driver_sql(
                "create trigger audit_line_stays after delete on elder begin select 1; end"
            )
    with pytest.raises(Exception, match="audit_"):
        upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) is None
        assert inspect(connection).get_table_names() in ([], ["elder"])
