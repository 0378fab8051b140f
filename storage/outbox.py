"""Named statements over the outbox: putting in, claiming, marking. Compiled once, as they stand on the
answer's path.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.ids import new_id
from storage.tables import OutboxRow
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_t = table_of(OutboxRow)
IN_FLIGHT = ("claimed", "writing")


def put_row(
    uow: UnitOfWork,
    *,
    recipient_id: str,
    kind: str,
    subject: tuple[str, str, int],
    stage: str,
    duty_id: str | None,
    escalation: bool,
    send_after: datetime,
) -> None:
    """Insert a pending row; does nothing where the same message is there already, in whatever state."""
    insert = postgresql.insert if uow.connection.dialect.name == "postgresql" else sqlite.insert
    subject_kind, subject_id, subject_version = subject
    uow.execute(
        insert(OutboxRow).on_conflict_do_nothing(),
        {
            "id": new_id(uow.now),
            "recipient_id": recipient_id,
            "kind": kind,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "subject_version": subject_version,
            "stage": stage,
            "duty_id": duty_id,
            "escalation": escalation,
            "repeat": False,
            "state": "pending",
            "created_at": uow.now,
            "send_after": send_after,
            "claimed_by": "",
            "attempts": 0,
            "failure": "",
        },
    )


def claim(uow: UnitOfWork, worker: str, lease: timedelta, most: int) -> list[OutboxRow]:
    """Take pending rows that are due, and claimed ones whose lease has ended, oldest first; nobody else gets
    them.
    """
    due = select(_t.c.id).where(
        or_(
            and_(_t.c.state == "pending", _t.c.send_after <= uow.now),
            and_(_t.c.state == "claimed", _t.c.lease_until <= uow.now),
        )
    )
    due = due.order_by(_t.c.send_after, _t.c.id).limit(most).with_for_update(skip_locked=True)
    ids = [row.id for row in uow.execute(due)]
    if not ids:
        return []
    taken = (
        update(_t)
        .where(_t.c.id.in_(ids))
        .values(state="claimed", claimed_by=worker, lease_until=uow.now + lease)
    )
    uow.execute(taken)
    rows = uow.execute(select(_t).where(_t.c.id.in_(ids)).order_by(_t.c.send_after, _t.c.id))
    return [OutboxRow(**row) for row in rows.mappings()]


_writing = (
    update(_t)
    .where(_t.c.id == bindparam("row_id"), _t.c.state == "claimed", _t.c.claimed_by == bindparam("worker"))
    .values(state="writing", attempts=_t.c.attempts + 1, lease_until=bindparam("until"))
)


def start_writing(uow: UnitOfWork, ids: Sequence[str], worker: str, lease: timedelta) -> list[str]:
    """Commit to the first byte of these rows; gives those that were still this worker's."""
    until = uow.now + lease
    return [
        one
        for one in ids
        if uow.execute(_writing, {"row_id": one, "worker": worker, "until": until}).rowcount == 1
    ]


def finish(uow: UnitOfWork, ids: Sequence[str], state: str, failure: str = "") -> None:
    """The end of these rows: `sent`, `unknown`, `undeliverable` or `skipped`, with the class of failure if
    there was one.
    """
    sent_at = uow.now if state == "sent" else None
    values = {"state": state, "failure": failure, "sent_at": sent_at, "lease_until": None}
    uow.execute(update(_t).where(_t.c.id.in_(list(ids)), _t.c.state.in_(IN_FLIGHT)).values(**values))


def put_back(uow: UnitOfWork, ids: Sequence[str], send_after: datetime, failure: str = "") -> None:
    """Not now: these rows wait until the given instant."""
    values = {
        "state": "pending",
        "send_after": send_after,
        "failure": failure,
        "lease_until": None,
        "claimed_by": "",
    }
    uow.execute(update(_t).where(_t.c.id.in_(list(ids)), _t.c.state.in_(IN_FLIGHT)).values(**values))


def repeat(uow: UnitOfWork, ids: Sequence[str], send_after: datetime, failure: str) -> None:
    """The answer about these escalations was lost: they are sent again, and say that they are a repeat."""
    put_back(uow, ids, send_after, failure)
    uow.execute(update(_t).where(_t.c.id.in_(list(ids))).values(repeat=True))


def end_stale_writing(uow: UnitOfWork) -> int:
    """Rows whose answer was lost: a reminder becomes unknown, an escalation is sent again marked as a repeat."""
    stale = and_(_t.c.state == "writing", _t.c.lease_until <= uow.now)
    lost = uow.execute(
        update(_t).where(stale, _t.c.escalation.is_(False)).values(state="unknown", lease_until=None)
    )
    again = {"state": "pending", "repeat": True, "lease_until": None, "claimed_by": "", "send_after": uow.now}
    repeated = uow.execute(update(_t).where(stale, _t.c.escalation.is_(True)).values(**again))
    return lost.rowcount + repeated.rowcount


def next_instant(uow: UnitOfWork) -> datetime | None:
    """The earliest instant at which a row may leave or a lease ends, or None."""
    waits = uow.execute(select(func.min(_t.c.send_after)).where(_t.c.state == "pending")).scalar_one()
    leases = uow.execute(select(func.min(_t.c.lease_until)).where(_t.c.state.in_(IN_FLIGHT))).scalar_one()
    return min((one for one in (waits, leases) if one is not None), default=None)
