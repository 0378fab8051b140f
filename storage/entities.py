"""Entities by prepared statements: what the session would load, without what its own loading costs.

The session takes each statement apart anew, which costs ten times what SQLite needs to answer it. Here it is
prepared, and its rows become objects that the unit holds for as long as it runs, one for each key, so that each is
read once. They are the session's own once there is one, and changes to them are written as ever.
"""

from collections import namedtuple
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm.attributes import instance_state
from sqlmodel import SQLModel

from storage.prepared import Prepared
from storage.tables.columns import table_of

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

T = TypeVar("T", bound=SQLModel)


class Entities(Generic[T]):
    """What a statement finds, which selects one table whole: `select(table_of(Person)).where(…)`."""

    def __init__(
        self, model: type[T], statement: Select[Any], *, shared: bool = False, kept: bool = False
    ) -> None:
        """`shared` and `kept` are for `copies` that nobody changes, as `Prepared` has them."""
        self._model = model
        self._new_instance = inspect(model).class_manager.new_instance
        self._statement = Prepared(statement, shared=shared, kept=kept)
        self._names = [column.name for column in statement.selected_columns]
        self._key = [self._names.index(column.name) for column in table_of(model).primary_key]

    def all(self, uow: "UnitOfWork", **values: Any) -> list[T]:
        """Everything found, in the statement's order."""
        return [self._entity(uow, row) for row in self._statement.rows(uow, values)]

    def first(self, uow: "UnitOfWork", **values: Any) -> T | None:
        """The first found, or None."""
        rows = self._statement.rows(uow, values)
        return self._entity(uow, rows[0]) if rows else None

    def copies(self, uow: "UnitOfWork", **values: Any) -> list[T]:
        """Everything found, to read and not to change: plain values with the model's columns, which cost a tenth of what
        its objects cost to make and to look at.
        """
        found: list[T] = self._statement.named(uow, values, self._copy)
        return found

    @cached_property
    def _copy(self) -> type[Any]:
        """What a copy is, made for those statements alone that are asked for any."""
        return namedtuple(self._model.__name__, self._names)

    def _new(self, row: Sequence[Any]) -> T:
        entity: T = self._new_instance()
        entity.__dict__.update(zip(self._names, row, strict=True))
        return entity

    def _entity(self, uow: "UnitOfWork", row: Sequence[Any]) -> T:
        key = tuple([row[place] for place in self._key])
        entity: T | None = uow.holding(self._model, key)
        if entity is None:
            entity = self._new(row)
            uow.hold(self._model, key, entity)
        return entity


class ByKey(Generic[T]):
    """One entity by its primary key, in the order of the key's columns."""

    def __init__(self, model: type[T]) -> None:
        self._model = model
        table = table_of(model)
        self._columns = [column.name for column in table.primary_key]
        given = [column == bindparam(column.name) for column in table.primary_key]
        self._found = Entities(model, select(table).where(*given))

    def get(self, uow: "UnitOfWork", *key: str) -> T | None:
        """The one there is, or None."""
        held: T | None = uow.holding(self._model, key)
        if held is not None:
            # After a savepoint was rolled back the session must look again, and may find it gone.
            return uow.session.get(self._model, key) if instance_state(held).expired else held
        return self._found.first(uow, **dict(zip(self._columns, key, strict=True)))
