"""Named statements over the outbox: putting in, claiming, marking. Compiled once, as they stand on the
answer's path.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, null, select, text, update

from storage.among import Among, listed
from storage.entities import Entities
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import OutboxRow
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from storage.upsert import insert_or_ignore

_t = table_of(OutboxRow)
# In the very words of the partial indexes: a state given as a value would not be recognised as theirs.
_PENDING = text("state = 'pending'")
_IN_FLIGHT = text("state in ('claimed', 'writing')")

_put = Prepared(
    insert_or_ignore(_t),
    "id",
    "recipient_id",
    "kind",
    "subject_kind",
    "subject_id",
    "subject_version",
    "stage",
    "duty_id",
    "escalation",
    "repeat",
    "state",
    "created_at",
    "send_after",
    "claimed_by",
    "attempts",
    "failure",
)
_once = ("recipient_id", "kind", "subject_kind", "subject_id", "subject_version", "stage")
_there = Prepared(select(_t.c.id).where(*(_t.c[name] == bindparam(name) for name in _once)))
_in_order = _t.select().order_by(_t.c.send_after, _t.c.id).limit(bindparam("most"))
_in_order = _in_order.with_for_update(skip_locked=True)
_due = Entities(OutboxRow, _in_order.where(_PENDING, _t.c.send_after <= bindparam("now")), shared=True)
_of_kinds = Among(_t.c.kind, "kinds")
_due_of = Entities(OutboxRow, _in_order.where(_PENDING, _t.c.send_after <= bindparam("now"), _of_kinds))
_let_go = Entities(
    OutboxRow, _in_order.where(_IN_FLIGHT, _t.c.state == "claimed", _t.c.lease_until <= bindparam("now"))
)
_waiting_of = Prepared(
    select(_t.c.id).where(_PENDING, _t.c.send_after <= bindparam("now"), _of_kinds).limit(1)
)
_waiting = Prepared(select(_t.c.recipient_id, func.count()).where(_PENDING).group_by(_t.c.recipient_id))

_these = Among(_t.c.id, "ids")
_claim = Prepared(
    update(_t)
    .where(_these)
    .values(state="claimed", claimed_by=bindparam("worker"), lease_until=bindparam("until"))
)
_mine = (_these, _IN_FLIGHT, _t.c.claimed_by == bindparam("worker"))
_held = Prepared(select(_t.c.id).where(*_mine, _t.c.state == "claimed").with_for_update())
_start = Prepared(
    update(_t)
    .where(*_mine, _t.c.state == "claimed")
    .values(state="writing", attempts=_t.c.attempts + 1, lease_until=bindparam("until"))
)
_started = Prepared(
    select(_t.c.id).where(*_mine, _t.c.state == "writing", _t.c.lease_until == bindparam("until"))
)
_finish = Prepared(
    update(_t)
    .where(_these, _IN_FLIGHT)
    .values(state=bindparam("end"), failure=bindparam("fault"), sent_at=bindparam("sent"), lease_until=null())
)
_put_back = Prepared(
    update(_t)
    .where(_these, _IN_FLIGHT)
    .values(
        state="pending",
        send_after=bindparam("at"),
        failure=bindparam("fault"),
        lease_until=null(),
        claimed_by="",
    )
)
_fates = Prepared(
    select(_t.c.state)
    .where(_t.c.duty_id == bindparam("duty"), _t.c.recipient_id == bindparam("recipient"))
    .distinct()
)
_repeat = Prepared(update(_t).where(_these).values(repeat=True))
_to_one = (_t.c.recipient_id == bindparam("recipient"), _t.c.kind == bindparam("kind"))
_about = Prepared(
    select(_t.c.kind, _t.c.state).where(
        _t.c.recipient_id == bindparam("recipient"), _t.c.subject_id == bindparam("subject")
    )
)
_on_its_way = Entities(OutboxRow, _t.select().where(*_to_one, text("state in ('pending', 'claimed')")))
_put_off = Prepared(
    update(_t)
    .where(_PENDING, *_to_one, _t.c.subject_id == bindparam("subject"), _t.c.send_after < bindparam("at"))
    .values(send_after=bindparam("at"))
)


def waiting(uow: UnitOfWork) -> Counter[str]:
    """How many messages wait to leave, by whom they are for."""
    return Counter({str(recipient): int(number) for recipient, number in _waiting.rows(uow, {})})


def is_there(
    uow: UnitOfWork, recipient_id: str, kind: str, subject: tuple[str, str, int], stage: str
) -> bool:
    """Whether a message is there already, in whatever state."""
    values = dict(zip(("subject_kind", "subject_id", "subject_version"), subject, strict=True))
    return bool(_there.rows(uow, {"recipient_id": recipient_id, "kind": kind, "stage": stage, **values}))


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
    subject_kind, subject_id, subject_version = subject
    _put.run(
        uow,
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


def on_its_way(uow: UnitOfWork, recipient_id: str, kind: str) -> list[OutboxRow]:
    """The rows of a kind that are to leave for a person and have not begun to."""
    return _on_its_way.copies(uow, recipient=recipient_id, kind=kind)


def about(uow: UnitOfWork, recipient_id: str, subject_id: str) -> list[tuple[str, str]]:
    """The kind and the state of each row for a person about a subject."""
    return [
        (kind, state) for kind, state in _about.rows(uow, {"recipient": recipient_id, "subject": subject_id})
    ]


def put_off(uow: UnitOfWork, recipient_id: str, kind: str, subject_id: str, at: datetime) -> None:
    """What has not left for a person about a subject waits until an instant, so that it leaves with what comes then."""
    _put_off.run(uow, {"recipient": recipient_id, "kind": kind, "subject": subject_id, "at": at})


def claim(uow: UnitOfWork, worker: str, lease: timedelta, most: int) -> list[OutboxRow]:
    """Take pending rows that are due, and claimed ones whose lease has ended, oldest first; nobody else gets
    them.
    """
    rows = _let_go.copies(uow, now=uow.now, most=most)
    rows += _due.copies(uow, now=uow.now, most=most - len(rows))
    return _claimed(uow, rows, worker, lease)


def claim_of(
    uow: UnitOfWork, worker: str, lease: timedelta, most: int, kinds: Iterable[str]
) -> list[OutboxRow]:
    """Take pending rows of these kinds that are due, oldest first; nobody else gets them."""
    return _claimed(uow, _due_of.copies(uow, now=uow.now, most=most, kinds=listed(kinds)), worker, lease)


def _claimed(uow: UnitOfWork, rows: list[OutboxRow], worker: str, lease: timedelta) -> list[OutboxRow]:
    if rows:
        ids = listed(row.id for row in rows)
        _claim.run(uow, {"ids": ids, "worker": worker, "until": uow.now + lease})
    return rows


def held(uow: UnitOfWork, ids: Sequence[str], worker: str) -> list[str]:
    """Which of these rows are claimed by this worker still; nobody else takes them until this unit ends."""
    return [row_id for (row_id,) in _held.rows(uow, {"ids": listed(ids), "worker": worker})]


def start_writing(uow: UnitOfWork, ids: Sequence[str], worker: str, lease: timedelta) -> list[str]:
    """Commit to the first byte of these rows; gives those that were still this worker's."""
    values = {"ids": listed(ids), "worker": worker, "until": uow.now + lease}
    if _start.run(uow, values).rowcount == len(ids):
        return list(ids)
    return [row_id for (row_id,) in _started.rows(uow, values)]


def finish(uow: UnitOfWork, ids: Sequence[str], state: str, failure: str = "") -> None:
    """The end of these rows: `sent`, `unknown`, `undeliverable` or `skipped`, with the class of failure if
    there was one.
    """
    sent_at = uow.now if state == "sent" else None
    _finish.run(uow, {"ids": listed(ids), "end": state, "fault": failure, "sent": sent_at})


def put_back(uow: UnitOfWork, ids: Sequence[str], send_after: datetime, failure: str = "") -> None:
    """Not now: these rows wait until the given instant."""
    _put_back.run(uow, {"ids": listed(ids), "at": send_after, "fault": failure})


def repeat(uow: UnitOfWork, ids: Sequence[str], send_after: datetime, failure: str) -> None:
    """The answer about these escalations was lost: they are sent again, and say that they are a repeat."""
    put_back(uow, ids, send_after, failure)
    _repeat.run(uow, {"ids": listed(ids)})


def fates(uow: UnitOfWork, duty_id: str, recipient_id: str) -> frozenset[str]:
    """The states of what was put in for a person about a duty; none when nothing ever was."""
    return frozenset(state for (state,) in _fates.rows(uow, {"duty": duty_id, "recipient": recipient_id}))


def end_stale_writing(uow: UnitOfWork) -> int:
    """Rows whose answer was lost: a reminder becomes unknown, an escalation is sent again marked as a repeat."""
    stale = (_IN_FLIGHT, _t.c.state == "writing", _t.c.lease_until <= uow.now)
    lost = uow.execute(
        update(_t).where(*stale, _t.c.escalation.is_(False)).values(state="unknown", lease_until=None)
    )
    again = {"state": "pending", "repeat": True, "lease_until": None, "claimed_by": "", "send_after": uow.now}
    repeated = uow.execute(update(_t).where(*stale, _t.c.escalation.is_(True)).values(**again))
    return lost.rowcount + repeated.rowcount


def is_waiting(uow: UnitOfWork, kinds: Iterable[str]) -> bool:
    """Whether a row of these kinds may leave now. Only what is due is looked at, however much is still to come."""
    return bool(_waiting_of.rows(uow, {"now": uow.now, "kinds": listed(kinds)}))
