"""Named queries about management oversight noted on a case."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select, text

from storage.among import Among, listed
from storage.entities import Entities
from storage.prepared import Prepared
from storage.tables import Duty, Event, OutboxRow
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_d, _e, _o = table_of(Duty), table_of(Event), table_of(OutboxRow)
_of_case = Entities(
    Event,
    _e.select()
    .where(_e.c.case_id == bindparam("case"), _e.c.what == "oversight", _e.c.state == "recorded")
    .order_by(_e.c.happened_on, _e.c.id),
)
_answered_on = Prepared(
    select(_d.c.subject_id)
    .where(
        Among(_d.c.supervisee_id, "ids"),
        Among(_d.c.rule, "rules"),
        _d.c.closed_on >= bindparam("day"),
    )
    .distinct()
)
# In the very words of the partial index; a list of values cannot be prepared.
_LIVE = text("duty.status in ('open', 'paused')")
_UNSENT = text("outbox.state in ('pending', 'claimed', 'writing')")
_told = Prepared(
    select(_d.c.id, _o.c.state)
    .join(_o, _o.c.subject_id == _d.c.id)
    .where(
        _LIVE,
        _d.c.owner_id == bindparam("owner"),
        _d.c.subject_kind == "case",
        _o.c.recipient_id == bindparam("recipient"),
        or_(
            and_(_UNSENT, _o.c.send_after <= bindparam("now")),
            and_(_o.c.state == "sent", _o.c.sent_at >= bindparam("since")),
        ),
    )
    .distinct()
)


def of_case(uow: UnitOfWork, case_id: str) -> list[Event]:
    """Each time oversight of a case was noted and not taken back, oldest first."""
    return _of_case.all(uow, case=case_id)


def answered_on(uow: UnitOfWork, people: Iterable[str], rules: Iterable[str], day: date) -> set[str]:
    """The cases of which these people's duties under any of these rules were closed on a day or later, by id."""
    values = {"ids": listed(people), "rules": listed(rules), "day": day}
    return {case for (case,) in _answered_on.rows(uow, values)}


def leaving(
    uow: UnitOfWork, owner_id: str, recipient_id: str, now: datetime, since: datetime
) -> tuple[set[str], set[str]]:
    """What somebody hears of the duties about cases that one person owes: those of which something leaves now, and those of
    which something was sent since an instant; by id.
    """
    values = {"owner": owner_id, "recipient": recipient_id, "now": now, "since": since}
    found = _told.rows(uow, values)
    return {one for one, state in found if state != "sent"}, {one for one, state in found if state == "sent"}
