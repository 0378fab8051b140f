"""Values as each database keeps them, and back, for prepared statements."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Date, Dialect, LargeBinary
from sqlalchemy.types import TypeEngine

from storage.tables.columns import Instant

Convert = Callable[[Any], Any] | None
Converts = Sequence[tuple[int, Callable[[Any], Any]]]
"""Which columns of a row are converted, by their place."""

# How many values of a column are remembered as they were converted.
_REMEMBERED = 2048


class Remembered(dict[Any, Any]):
    """What values of a column were converted to. A look-up in a dict costs half of what `lru_cache` does."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, value: Any) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[value] = self._convert(value)
        return found


def converted(row: Sequence[Any], converts: Converts) -> tuple[Any, ...]:
    """A row with the types of its columns."""
    values = list(row)
    for place, convert in converts:
        values[place] = convert(values[place])
    return tuple(values)


def by_column(rows: Sequence[Sequence[Any]], converts: Converts) -> Iterable[tuple[Any, ...]]:
    """Many rows with the types of their columns."""
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for place, convert in converts:
        # A column of nothing at all stays as it is.
        if any(columns[place]):
            columns[place] = map(convert, columns[place])
    return zip(*columns, strict=True)


def picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """What picks these values out, in order."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple([values[name] for name in names])


def to_database(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    """What turns a value of a column into what the driver takes; None where it takes it as it is."""
    if dialect.name == "sqlite":
        if isinstance(kind, Instant):
            return _instant_to_text
        if isinstance(kind, Date):
            return _day_to_text
        if isinstance(kind, LargeBinary):
            # The driver takes and gives bytes as they are.
            return None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def from_database(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    """What turns what the driver gives into a value of a column; None where it is one."""
    if dialect.name == "sqlite":
        if isinstance(kind, Instant):
            return _instant_from_text
        if isinstance(kind, LargeBinary):
            return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


# As SQLAlchemy keeps instants in SQLite, at a fraction of its cost. A turn writes the instant it happens at several times.
@lru_cache(64)
def _instant_to_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone; use UTC")
    if value.microsecond:
        # In quotes, with a T, and with the zone after it. Python itself takes six times as long.
        return orjson.dumps(value.astimezone(UTC)).decode()[1:27].replace("T", " ")
    # Without the zone that is written after it: that is shorter than to take the zone off first.
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:-6]


@lru_cache(64)
def _day_to_text(value: date | None) -> str | None:
    return None if value is None else date.isoformat(value)


def _instant_from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")
