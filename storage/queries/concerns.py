"""Named queries about concerns, and what was written about them."""

from sqlalchemy import bindparam, or_, select

from storage.damaged import UNREADABLE, readable
from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.tables import Concern, ConcernNote, OutboxRow
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_c, _n, _o = table_of(Concern), table_of(ConcernNote), table_of(OutboxRow)
_concern = ByKey(Concern)
_open_with = Entities(
    Concern,
    _c.select()
    .where(
        _c.c.state == "open",
        or_(
            _c.c.supervisee_id == bindparam("person"),
            _c.c.supervisor_id == bindparam("person"),
            _c.c.manager_id == bindparam("person"),
        ),
    )
    .order_by(_c.c.raised_on, _c.c.id),
)
_notes = Entities(
    ConcernNote,
    _n.select()
    .where(_n.c.concern_id == bindparam("concern"), _n.c.state == "said")
    .order_by(_n.c.happened_on, _n.c.id),
)
_told = Prepared(
    select(_o.c.recipient_id).where(
        _o.c.subject_id == bindparam("concern"),
        _o.c.subject_kind == "concern",
        _o.c.state != "pending",
        _o.c.state != "skipped",
        _o.c.state != "undeliverable",
    )
)


def concern(uow: UnitOfWork, concern_id: str) -> Concern | None:
    """One concern, or None."""
    return _concern.get(uow, concern_id)


def open_with(uow: UnitOfWork, person_id: str) -> list[Concern]:
    """The open concerns a person is part of: as one of the two, or as the manager of its second stage; oldest first."""
    return _open_with.all(uow, person=person_id)


def told(uow: UnitOfWork, concern_id: str) -> frozenset[str]:
    """The ids of those to whom anything about a concern has left."""
    return frozenset(person for (person,) in _told.rows(uow, {"concern": concern_id}))


def notes(uow: UnitOfWork, concern_id: str) -> list[ConcernNote]:
    """What was written about a concern and not taken back, oldest first."""
    return _notes.all(uow, concern=concern_id)


def text_of(uow: UnitOfWork, note: ConcernNote) -> str:
    """What a note says; UNREADABLE where it cannot be opened."""
    text = readable(uow, "concern_note", note.id, "sealed", note.sealed)
    return UNREADABLE if text is None else text
