"""Named queries about people's own records of professional development."""

from datetime import date

from sqlalchemy import bindparam

from storage.damaged import UNREADABLE, readable
from storage.entities import Entities
from storage.tables import CpdEntry
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_e = table_of(CpdEntry)
_since = Entities(
    CpdEntry,
    _e.select()
    .where(
        _e.c.person_id == bindparam("person"),
        _e.c.state == "kept",
        _e.c.happened_on >= bindparam("since"),
    )
    .order_by(_e.c.happened_on, _e.c.id),
)


def id_for(person_id: str, source: str) -> str:
    """The id of the one entry that somebody has of a thing elsewhere, which is named by its own id."""
    return f"{source}.{person_id}"


def sources(uow: UnitOfWork, person_id: str) -> set[str]:
    """The things elsewhere of which somebody has kept an entry."""
    end = f".{person_id}"
    return {one.id.removesuffix(end) for one in entries(uow, person_id, date.min) if one.id.endswith(end)}


def entries(uow: UnitOfWork, person_id: str, since: date) -> list[CpdEntry]:
    """What somebody has kept from a day on, oldest first."""
    return _since.all(uow, person=person_id, since=since)


def text_of(uow: UnitOfWork, entry: CpdEntry) -> str:
    """What an entry says; UNREADABLE where it cannot be opened."""
    text = readable(uow, "cpd_entry", entry.id, "sealed", entry.sealed)
    return UNREADABLE if text is None else text
