"""Rotation: sealing everything kept anew under the current key.

Batch by batch, each a unit of work: killed in the middle it leaves every text openable, and a second run goes
on with what is still under older keys. An older key may leave the ring once a run has ended with nothing left
over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, LargeBinary, Select, Table, func, literal, select, tuple_, update
from sqlmodel import SQLModel

from storage.errors import Unsealable
from storage.sealing import SEALED_COLUMNS, SEALED_SETTINGS, SealedColumn, row_name
from storage.settings import get_setting, seal_setting, sealed_bytes

if TYPE_CHECKING:
    from storage.store import Store
    from storage.unit import UnitOfWork

_BATCH = 200

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: how many texts it sealed anew, and which (table and row) no key of the ring
    opens.
    """

    sealed_anew: int
    left_over: tuple[str, ...]


def rotate(store: "Store", progress: Callable[[int], None] = lambda sealed: None) -> Rotation:
    """Seal everything anew under the current key; `progress` hears after each batch how many texts that were so far."""
    done, left_over = 0, list[str]()
    for column in SEALED_COLUMNS:
        after: Key | None = None
        while True:
            batch = store.run_now(_batch(column, after))
            done += batch.sealed_anew
            left_over += batch.left_over
            progress(done)
            if batch.last is None:
                break
            after = batch.last
    # Last, so that a start without the older key is refused until nothing needs it any more.
    if not left_over:
        done += store.run_now(_settings)
        progress(done)
    return Rotation(done, tuple(left_over))


@dataclass(frozen=True, slots=True)
class _Batch:
    sealed_anew: int
    left_over: tuple[str, ...]
    last: Key | None


def _batch(column: SealedColumn, after: Key | None) -> "Callable[[UnitOfWork], _Batch]":
    table = SQLModel.metadata.tables[column.table]

    def work(uow: "UnitOfWork") -> _Batch:
        rows = uow.execute(_under_older_keys(table, column, uow.sealer.header, after)).all()
        done, left_over = 0, []
        for kept in rows:
            key: Key = tuple(kept[:-1])
            sealed: bytes = kept[-1]
            row = row_name(*(str(one) for one in key))
            try:
                text = uow.open(column.table, row, column.field, sealed)
            except Unsealable:
                left_over.append(f"{column.table} {row}")
                continue
            anew = uow.seal(column.table, row, column.field, text)
            here = [table.c[name] == value for name, value in zip(column.row, key, strict=True)]
            uow.execute(update(table).where(*here).values({column.field: anew}))
            done += 1
        return _Batch(done, tuple(left_over), tuple(rows[-1][:-1]) if rows else None)

    return work


def _under_older_keys(table: Table, column: SealedColumn, header: bytes, after: Key | None) -> Select[Any]:
    key: list[ColumnElement[Any]] = [table.c[name] for name in column.row]
    sealed = table.c[column.field]
    current = literal(header, LargeBinary)
    query = select(*key, sealed).where(
        sealed.is_not(None), func.substr(sealed, 1, len(header), type_=LargeBinary) != current
    )
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*(literal(value) for value in after)))
    return query.order_by(*key).limit(_BATCH)


def _settings(uow: "UnitOfWork") -> int:
    done = 0
    for key in SEALED_SETTINGS:
        kept = get_setting(uow, key)
        if kept is None or sealed_bytes(kept).startswith(uow.sealer.header):
            continue
        seal_setting(uow, key, uow.open("setting", key, "value", sealed_bytes(kept)))
        done += 1
    return done
