"""A list of values as one parameter: `id in (…)` is another statement for each length, this is always the same one.

So it can be prepared, and a thousand ids cost no more to send than one.
"""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import JSON, Column, String, bindparam, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement


class Among(ColumnElement[bool]):
    """Whether a column of texts holds one of those in the parameter `name`, which is given by `listed`."""

    inherit_cache = False

    def __init__(self, column: Column[Any], name: str) -> None:
        self.column, self.values = column, bindparam(name, type_=String())


def listed(values: Iterable[str]) -> str:
    """The parameter's value."""
    return orjson.dumps(list(values)).decode()


@compiles(Among, "sqlite")
def _on_sqlite(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    values = select(func.json_each(element.values).table_valued("value").c.value)
    return compiler.process(element.column.in_(values), **options)


@compiles(Among, "postgresql")
def _on_postgresql(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    values = select(func.json_array_elements_text(cast(element.values, JSON)))
    return compiler.process(element.column.in_(values), **options)
