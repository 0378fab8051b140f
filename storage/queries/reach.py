"""Named queries about what could not be delivered: who is not reached, and what waits for whoever runs the bot."""

from collections.abc import Iterable

from sqlalchemy import and_, case, exists, func, or_, select

from storage.among import Among, listed
from storage.entities import Entities
from storage.prepared import Prepared
from storage.tables import OutboxRow
from storage.tables.columns import table_of
from storage.tables.conversations import Conversation
from storage.unit import UnitOfWork

_t, _c = table_of(OutboxRow), table_of(Conversation)
_failed = func.max(case((_t.c.state == "undeliverable", _t.c.id)))
_last_sent = func.max(case((_t.c.state == "sent", _t.c.id)))
_open = exists(select(_c.c.person_id).where(_c.c.person_id == _t.c.recipient_id, _c.c.state == "open"))
_latest = (
    select(_failed.label("id"))
    .where(
        Among(_t.c.recipient_id, "people"), or_(_t.c.state == "undeliverable", _t.c.state == "sent"), ~_open
    )
    .group_by(_t.c.recipient_id)
    .having(and_(_failed.is_not(None), func.coalesce(_last_sent, "") < _failed))
)
_unreached = Prepared(select(_t.c.recipient_id, _t.c.failure).where(_t.c.id.in_(_latest)))
_of_recipient = Entities(
    OutboxRow, _t.select().where(Among(_t.c.recipient_id, "people")).order_by(_t.c.created_at, _t.c.id)
)


def unreached(uow: UnitOfWork, person_ids: Iterable[str]) -> dict[str, str]:
    """Those among these people to whom nothing can be delivered: the latest of what was to reach them failed, and they
    have not spoken to the bot since. With the class of the failure.
    """
    found = _unreached.rows(uow, {"people": listed(person_ids)})
    return {str(person): str(failure) for person, failure in found}


def told(uow: UnitOfWork, recipient_id: str) -> list[OutboxRow]:
    """All that was put into the outbox for a recipient, oldest first; to read, not to change."""
    return _of_recipient.copies(uow, people=listed([recipient_id]))
