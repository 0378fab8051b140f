"""Rows as texts: SQLite's driver takes as long over each value of a row as SQLite over writing it into JSON twice.

What is read once comes with all its rows in one text. Of what is read again and again as it was, as the ledger of one person
of whose rows a change alters one or two, each row comes as a text, and what it became is kept for the process.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import orjson
from sqlalchemy import ColumnElement, Dialect, Select, String, func, select
from sqlalchemy.types import TypeEngine

from storage.conversions import Converts, Remembered

T = TypeVar("T", bound=tuple[Any, ...])


class Kept(dict[str, T]):
    """What rows of one statement became, as values of `kind`, by the text they came as."""

    most: ClassVar[int] = 30_000
    """So many of each statement: about what a large authority has open. None are kept where it is 0."""

    def __init__(self, kind: type[T], converts: Converts, columns: Sequence[TypeEngine[Any]]) -> None:
        super().__init__()
        self._kind = kind
        # A word or an id that stands in many rows is one object in all of them.
        texts = (place for place, one in enumerate(columns) if isinstance(one, String))
        self._converts = [*converts, *((place, Remembered(str).__getitem__) for place in texts)]

    def __missing__(self, text: str) -> T:
        if len(self) >= self.most:
            self.clear()
        values = orjson.loads(text)
        for place, convert in self._converts:
            if values[place] is not None:
                values[place] = convert(values[place])
        found = self[text] = tuple.__new__(self._kind, values)
        return found


def keep_none() -> None:
    """Have this process keep no rows, since it reads each but once."""
    Kept.most = 0


def each_as_text(statement: Select[Any], dialect: Dialect) -> str:
    """The statement with a text for each of its rows."""
    return str(select(_row(statement)).compile(dialect=dialect))


def all_as_text(statement: Select[Any], dialect: Dialect) -> str:
    """The statement with one text for all of its rows."""
    return str(select(func.json_group_array(_row(statement))).compile(dialect=dialect))


def _row(statement: Select[Any]) -> ColumnElement[str]:
    columns = [column.label(f"c{place}") for place, column in enumerate(statement.selected_columns)]
    rows = statement.with_only_columns(*columns, maintain_column_froms=True).subquery()
    return func.json_array(*rows.c)
