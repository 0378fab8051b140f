"""Run by Alembic for each command; `storage.migrations.steps` hands it the connection."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from storage.tables import Setting
from storage.tables.columns import Instant, told_to_postgresql


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write plain column types into a step, so that it never changes with our own."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=told_to_postgresql(Setting.metadata),
    render_item=render_item,
    render_as_batch=context.config.attributes.get("batch", True),
    # SQLite takes its schema changes back as well, once the transaction is ours (storage/database/engines.py).
    transactional_ddl=True,
)
context.run_migrations()
