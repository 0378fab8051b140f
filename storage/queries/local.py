"""Named statements over the local page's chat history; on the answer's path, so compiled once."""

from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.prepared import Prepared
from storage.tables.columns import table_of
from storage.tables.local import LocalMessage
from storage.unit import UnitOfWork
from storage.upsert import upsert

_t = table_of(LocalMessage)
_by_card = Prepared(
    select(_t.c.id).where(_t.c.person_id == bindparam("person"), _t.c.card == bindparam("card"))
)
_put = Prepared(
    upsert(_t, "at", "kind", "sealed"), "id", "person_id", "first_at", "at", "kind", "card", "sealed"
)
_remove = Prepared(delete(_t).where(_t.c.id == bindparam("id")))
_of_person = Prepared(
    select(_t.c.id, _t.c.at, _t.c.sealed)
    .where(_t.c.person_id == bindparam("person"))
    # What was said stands above what was answered at the same instant; its id is named for its delivery.
    .order_by(_t.c.first_at, _t.c.kind != "said", _t.c.id)
)


def by_card(uow: UnitOfWork, person_id: str, card: str) -> str | None:
    """The id of the entry that shows a card in a person's chat, or None."""
    for (found,) in _by_card.rows(uow, {"person": person_id, "card": card}):
        return str(found)
    return None


def put(uow: UnitOfWork, entry_id: str, person_id: str, kind: str, card: str, sealed: bytes) -> None:
    """Insert an entry, or replace the one of this id."""
    row = {"id": entry_id, "person_id": person_id, "kind": kind, "card": card, "sealed": sealed}
    _put.run(uow, {**row, "first_at": uow.now, "at": uow.now})


def remove(uow: UnitOfWork, entry_id: str) -> None:
    """Take an entry away, because another takes its place further down."""
    _remove.run(uow, {"id": entry_id})


def of_person(uow: UnitOfWork, person_id: str) -> list[tuple[Any, ...]]:
    """A person's entries (id, at, sealed), oldest first."""
    return _of_person.rows(uow, {"person": person_id})
