"""When something kept counts as old enough to go, as conditions on its rows.

Nothing does that belongs to a duty which is still owed, to a session still planned, or to a request still open.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from storage.tables import (
    AdHocRequest,
    Agreement,
    AuditLearning,
    Concern,
    DraftAction,
    Duty,
    OutboxRow,
    Person,
    Reading,
    Record,
    RecordAnswer,
    RecordDraft,
    SupervisionSession,
)
from storage.tables.columns import table_of

Old = Callable[[date], ColumnElement[bool]]
"""Given a day: the condition that a row is from before it, and that nothing needs it any more."""

_duty, _session, _record, _draft = (table_of(one) for one in (Duty, SupervisionSession, Record, RecordDraft))
_person, _agreement, _concern, _outbox = (table_of(one) for one in (Person, Agreement, Concern, OutboxRow))
_action, _learning, _asked = (table_of(one) for one in (DraftAction, AuditLearning, AdHocRequest))
_answer, _reading = table_of(RecordAnswer), table_of(Reading)
_owed = _duty.c.status.in_(("open", "paused"))
_FINISHED = ("sent", "unknown", "undeliverable", "skipped")


def since(model: type[Any], column: str) -> Old:
    """An instant of the row's own lies before the day."""
    return lambda day: table_of(model).c[column] < _start(day)


def session_over(day: date) -> ColumnElement[bool]:
    """The session was held or cancelled before a day, and nothing is owed about it or a record of it."""
    its = _record.alias()
    records = select(its.c.id).where(its.c.session_id == _session.c.id).correlate(_session)
    about = or_(_duty.c.subject_id == _session.c.id, _duty.c.subject_id.in_(records))
    return and_(
        _session.c.status != "planned",
        _session.c.starts_at < _start(day),
        or_(_session.c.held_on.is_(None), _session.c.held_on < day),
        ~exists(select(_duty.c.id).where(_owed, about).correlate(_session)),
    )


def draft_of(kind: str) -> Old:
    """The draft is of this kind, and its session over."""
    return lambda day: and_(_draft.c.kind == kind, session_over(day))


def settled_action(kind: str) -> Old:
    """One that is open is carried over until it is done, however old it is; one that is done is shown where it was."""
    later, its_session = _draft.alias(), _session.alias()
    done_in = select(later.c.id).join(its_session, later.c.session_id == its_session.c.id)
    return lambda day: and_(
        draft_of(kind)(day),
        _action.c.state != "open",
        ~exists(done_in.where(later.c.id == _action.c.done_in, its_session.c.starts_at >= _start(day))),
    )


def answer_of(kind: str) -> Old:
    """It was said about a record of this kind before the day, and its session is over."""
    return lambda day: and_(_record.c.kind == kind, _answer.c.said_on < day, session_over(day))


def reading_of(kind: str) -> Old:
    """Somebody read this side of the session before the day, and it is over."""
    return lambda day: and_(_reading.c.kind == kind, _reading.c.read_at < _start(day), session_over(day))


def taken_up(day: date) -> ColumnElement[bool]:
    """The team manager's case supervision took the points of an audit up before a day; where none was held or planned
    since, they were written before it.
    """
    since = select(_session.c.id).where(
        _session.c.supervisee_id == _learning.c.person_id,
        _session.c.status.in_(("held", "planned")),
        _session.c.kind != "personal",
        _session.c.starts_at > _learning.c.written_at,
    )
    held = since.where(_session.c.status == "held", _session.c.starts_at < _start(day))
    return or_(exists(held), and_(_learning.c.written_at < _start(day), ~exists(since)))


def replaced(day: date) -> ColumnElement[bool]:
    """Another agreement took the place of this one before a day, or its supervisee left."""
    later = _agreement.alias()
    instead = select(later.c.id).where(
        later.c.supervisee_id == _agreement.c.supervisee_id,
        later.c.id != _agreement.c.id,
        later.c.agreed_on >= _agreement.c.agreed_on,
        later.c.agreed_on < day,
    )
    return or_(and_(_agreement.c.state == "replaced", exists(instead)), left(day))


def ended(day: date) -> ColumnElement[bool]:
    """The concern was closed or taken back before a day, and nothing is owed about it."""
    over = or_(
        and_(_concern.c.state == "closed", _concern.c.closed_on < day),
        and_(_concern.c.state == "withdrawn", _concern.c.raised_on < day),
    )
    return and_(over, ~exists(select(_duty.c.id).where(_owed, _duty.c.subject_id == _concern.c.id)))


def left(day: date) -> ColumnElement[bool]:
    """The person left before a day, and nothing is owed by, to or about them."""
    parts = (_duty.c.owner_id, _duty.c.owed_to_id, _duty.c.supervisee_id)
    theirs = or_(*(one == _person.c.id for one in parts))
    return and_(_person.c.left_on < day, ~exists(select(_duty.c.id).where(_owed, theirs)))


def nobody_under(day: date) -> ColumnElement[bool]:
    """The same, and nobody who is here has them on record as supervisor or line manager."""
    under = _person.alias()
    stands = or_(under.c.supervisor_id == _person.c.id, under.c.line_manager_id == _person.c.id)
    return and_(left(day), ~exists(select(under.c.id).where(stands, under.c.left_on.is_(None))))


def told(day: date) -> ColumnElement[bool]:
    """It left the outbox, or never will. What still stands would be told again if its row were gone; what waits for the
    operator is read there.
    """
    subject = _outbox.c.subject_id
    owed = or_(_duty.c.id.in_((_outbox.c.duty_id, subject)), _duty.c.subject_id == subject)
    standing = (
        exists(select(_duty.c.id).where(_owed, owed)),
        exists(select(_session.c.id).where(_session.c.id == subject, _session.c.status == "planned")),
        exists(select(_asked.c.id).where(_asked.c.id == subject, _asked.c.state == "open")),
    )
    return and_(
        _outbox.c.state.in_(_FINISHED),
        _outbox.c.recipient_id != "operator",
        _outbox.c.created_at < _start(day),
        ~or_(*standing),
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)
