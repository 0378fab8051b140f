"""People's own record of continuing professional development (clause cpd): kept, read and exported by nobody but them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from storage.ids import new_id
from storage.queries import cpd as query
from storage.tables import CpdEntry
from supervision import access, undo
from supervision.work import SaidNo, Work

KINDS: Final = ("reflection", "action", "training", "practice")


def add(work: Work, kind: str, on: date, text: str, source: str = "") -> CpdEntry:
    """The actor marks something as their professional development; with the id of its `source`, where it has one, of which
    there is one entry. Raises SaidNo for a day that lies ahead.
    """
    me = access.actor(work)
    if on > work.today(me):
        raise SaidNo("The day must be today or in the past. Add it once it has happened.")
    row_id = query.id_for(me.id, source) if source else new_id(work.now)
    sealed = work.uow.seal("cpd_entry", row_id, "sealed", text)
    entry = work.uow.session.get(CpdEntry, row_id) if source else None
    if entry is None:
        entry = CpdEntry(id=row_id, person_id=me.id, kind=kind, happened_on=on, sealed=sealed)
        work.uow.session.add(entry)
        was = None
    else:
        # It was added once and taken back.
        was = undo.before(entry)
        entry.happened_on, entry.sealed, entry.state = on, sealed, "kept"
        entry.version += 1
    work.uow.audit(me.id, "cpd-entry", "cpd_entry", entry.id)
    undo.remember(work, "CPD entry", [(entry, was)])
    return entry


def since(work: Work, day: date) -> Sequence[tuple[CpdEntry, str]]:
    """The actor's own entries from a day on, with what they say; oldest first."""
    found = query.entries(work.uow, access.actor(work).id, day)
    return [(one, query.text_of(work.uow, one)) for one in found]


def count(work: Work) -> int:
    """How many entries the actor has kept."""
    return len(query.entries(work.uow, access.actor(work).id, date.min))
