"""Sealed texts that no key opens any more: one of them must not keep its readers from all the others."""

import logging
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import SQLModel

from storage.errors import Unsealable
from storage.sealing import SEALED_COLUMNS, SealedColumn, row_name
from storage.unit import UnitOfWork

_log = logging.getLogger(__name__)
UNREADABLE = "This answer cannot be read."


@dataclass(frozen=True, slots=True)
class Sample:
    """How many texts of a table were tried, and the rows of those that no key of the ring opens."""

    table: str
    tried: int
    damaged: tuple[str, ...]


def readable(uow: UnitOfWork, table: str, row: str, field: str, sealed: bytes) -> str | None:
    """Open a sealed text in its place; None, and an error in the log by its place, where it cannot be opened."""
    try:
        return uow.open(table, row, field, sealed)
    except Unsealable as fault:
        _log.error("%s", fault)
        return None


def samples(uow: UnitOfWork, at_most: int = 500) -> list[Sample]:
    """Try so many texts of each sealed column, drawn by chance."""
    return [_sample(uow, column, at_most) for column in SEALED_COLUMNS]


def _sample(uow: UnitOfWork, column: SealedColumn, at_most: int) -> Sample:
    table = SQLModel.metadata.tables[column.table]
    sealed = table.c[column.field]
    query = select(*(table.c[name] for name in column.row), sealed).where(sealed.is_not(None))
    rows = uow.execute(query.order_by(func.random()).limit(at_most)).all()
    damaged = []
    for kept in rows:
        text: bytes = kept[-1]
        key: tuple[str | int, ...] = tuple(kept[:-1])
        row = row_name(*(str(one) for one in key))
        try:
            uow.open(column.table, row, column.field, text)
        except Unsealable:
            damaged.append(row)
    return Sample(column.table, len(rows), tuple(damaged))
