"""Several values of a column as one list, within a row: what belongs to it comes with it, and not in rows of its own."""

from typing import Any

from sqlalchemy import JSON, Column, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class JsonList(ColumnElement[list[str]]):
    """The values that a column of texts has in the rows of a subquery, which selects this and nothing else; in no order."""

    inherit_cache = False
    type = JSON()

    def __init__(self, column: Column[Any]) -> None:
        self.column = column


@compiles(JsonList, "sqlite")
def _on_sqlite(element: JsonList, compiler: SQLCompiler, **options: Any) -> str:
    # As a text, whatever it becomes part of: SQLite would put JSON as such into other JSON.
    return f"json_group_array({compiler.process(element.column, **options)}) || ''"


@compiles(JsonList, "postgresql")
def _on_postgresql(element: JsonList, compiler: SQLCompiler, **options: Any) -> str:
    return f"coalesce(json_agg({compiler.process(element.column, **options)}), '[]')"
