"""What audits taught, sealed: points for a team manager's next case supervision."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from storage.damaged import UNREADABLE, readable
from storage.prepared import Prepared
from storage.tables import AuditLearning, Event
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_l, _e = table_of(AuditLearning), table_of(Event)
_of_person = Prepared(
    select(_l.c.event_id, _e.c.happened_on, _l.c.written_at)
    .join(_e, _e.c.id == _l.c.event_id)
    .where(_l.c.person_id == bindparam("person"), _e.c.state == "recorded")
    .order_by(_l.c.written_at, _l.c.event_id)
)
_sealed = Prepared(select(_l.c.sealed).where(_l.c.event_id == bindparam("event")))


@dataclass(frozen=True, slots=True)
class Learning:
    """That an audit of a day taught something, and when that was written; not what it was."""

    event_id: str
    audited_on: date
    written_at: datetime


def keep(uow: UnitOfWork, event_id: str, manager_id: str, text: str) -> None:
    """Keep what an audit taught."""
    sealed = uow.seal("audit_learning", event_id, "sealed", text)
    uow.session.add(AuditLearning(event_id=event_id, person_id=manager_id, sealed=sealed, written_at=uow.now))
    uow.session.flush()


def about(uow: UnitOfWork, manager_id: str) -> list[Learning]:
    """Of which audits of a team manager's team something was written, oldest first; none that was taken back."""
    return [Learning(*row) for row in _of_person.rows(uow, {"person": manager_id})]


def text_of(uow: UnitOfWork, event_id: str) -> str:
    """What an audit taught; UNREADABLE where it cannot be opened. Empty where nothing was written."""
    rows = _sealed.rows(uow, {"event": event_id})
    return (readable(uow, "audit_learning", event_id, "sealed", rows[0][0]) or UNREADABLE) if rows else ""
