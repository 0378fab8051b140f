"""When there is something to do next, in one statement: the sweep asks every second, and over a network each question is a
way there and back.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, select, text

from storage.prepared import Prepared
from storage.tables import AuditLine, CaseUpdate, Duty, OutboxRow
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_d, _u, _o, _lines = (table_of(one) for one in (Duty, CaseUpdate, OutboxRow, AuditLine))


class Ahead(NamedTuple):
    """The earliest instant at which a duty, a clock of an update, or a message comes to something, or the lease of a message
    ends; None where there is none. And whether lines of the audit trail wait to be linked.
    """

    duty: datetime | None
    clock: datetime | None
    message: datetime | None
    lease: datetime | None
    is_unlinked: bool


# Each in the very words of a partial index, or it would be looked for among all rows.
_ahead = Prepared(
    select(
        select(func.min(_d.c.look_at)).where(_d.c.look_at.is_not(None)).scalar_subquery(),
        select(func.min(_u.c.look_at)).where(_u.c.look_at.is_not(None)).scalar_subquery(),
        select(func.min(_o.c.send_after)).where(text("state = 'pending'")).scalar_subquery(),
        select(func.min(_o.c.lease_until)).where(text("state in ('claimed', 'writing')")).scalar_subquery(),
        exists(select(_lines.c.id).where(_lines.c.link.is_(None))),
    )
)


def ahead(uow: UnitOfWork) -> Ahead:
    """What lies ahead, as things stand."""
    (found,) = _ahead.named(uow, {}, Ahead)
    return found
