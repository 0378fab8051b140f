"""Named statements over the local page's chat history; on the answer's path, so compiled once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from storage.tables.columns import table_of
from storage.tables.local import LocalMessage
from storage.unit import UnitOfWork
from storage.upsert import upsert

_t = table_of(LocalMessage)
_by_card = select(_t.c.id).where(_t.c.person_id == bindparam("person"), _t.c.card == bindparam("card"))
_put = upsert(_t, "at", "kind", "sealed")
_of_person = select(_t.c.id, _t.c.at, _t.c.sealed).where(_t.c.person_id == bindparam("person"))
_in_order = _of_person.order_by(_t.c.first_at, _t.c.id)


def by_card(uow: UnitOfWork, person_id: str, card: str) -> str | None:
    """The id of the entry that shows a card in a person's chat, or None."""
    found: str | None = uow.execute(_by_card, {"person": person_id, "card": card}).scalars().first()
    return found


def put(uow: UnitOfWork, entry_id: str, person_id: str, kind: str, card: str, sealed: bytes) -> None:
    """Insert an entry, or replace the one of this id."""
    row = {"id": entry_id, "person_id": person_id, "kind": kind, "card": card, "sealed": sealed}
    uow.execute(_put, {**row, "first_at": uow.now, "at": uow.now})


def of_person(uow: UnitOfWork, person_id: str) -> Sequence[Row[Any]]:
    """A person's entries (id, at, sealed), oldest first."""
    return uow.execute(_in_order, {"person": person_id}).all()
