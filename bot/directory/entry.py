"""A row as it was understood, and what importing it came to."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlmodel import SQLModel

from bot.directory.cells import Cells
from bot.directory.csv_file import Row
from storage.tables import Person


@dataclass(slots=True)
class Entry:
    """A row without faults of its own. `values` are columns of its table, `cells` notes faults found later."""

    cells: Cells
    key: str
    digest: str
    values: dict[str, Any]

    @property
    def line(self) -> int:
        """The line the row begins on."""
        return self.cells.line


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was not as last imported: its line and key, and for one known before the columns that differ."""

    line: int
    key: str
    what: Literal["new", "changed"]
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Applied:
    """What was written, and everybody whose duties may depend on it."""

    changes: list[RowChange] = field(default_factory=list)
    touched: dict[str, Person] = field(default_factory=dict)

    def touch(self, *people: Person | None) -> None:
        """Have these people's duties settled at the end."""
        self.touched.update({one.id: one for one in people if one is not None})


def digest_of(row: Row, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> str:
    """A row's content in a few letters: the same cells give the same, in whatever order the columns stand.

    An empty optional cell is as one that the file has no column for.
    """
    further = {column: row.cells[column] for column in optional if row.cells.get(column)}
    content = json.dumps([*(row.cells[column] for column in columns), *further.items()], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def overwrite(row: SQLModel, values: Mapping[str, Any]) -> list[str]:
    """Give a row these columns; gives the names of those that were otherwise."""
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, values[name])
    return differing
