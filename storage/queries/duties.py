"""Named queries about the ledger, and about which policy texts are kept."""

from datetime import datetime

from sqlalchemy import bindparam, case, func, select, text, update

from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.tables import Duty, OutboxRow, PolicyText
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

LIVE = ("open", "paused")

_duty, _policy_text = ByKey(Duty), ByKey(PolicyText)
_d = table_of(Duty)
# In the very words of the partial indexes: a status given as a value would not be recognised as theirs.
_LIVE = text("duty.status in ('open', 'paused')")
_live = _d.select().where(_LIVE)
_soonest_first = (_d.c.due_at.is_(None), _d.c.due_at, _d.c.id)
_about = Entities(Duty, _live.where(_d.c.subject_id == bindparam("subject")).order_by(_d.c.id))
_of = Entities(Duty, _live.where(_d.c.supervisee_id == bindparam("person")).order_by(_d.c.id))
_under = Entities(Duty, _live.where(_d.c.rule == bindparam("rule")).order_by(_d.c.id))
_owed_by = Entities(Duty, _live.where(_d.c.owner_id == bindparam("person")).order_by(*_soonest_first))
_owed_to = Entities(Duty, _live.where(_d.c.owed_to_id == bindparam("person")).order_by(*_soonest_first))
_all_live = Entities(Duty, _live.order_by(*_soonest_first))
_to_do = Entities(
    Duty,
    _d.select()
    .where(_d.c.look_at.is_not(None), _d.c.look_at <= bindparam("now"))
    .order_by(_d.c.look_at, _d.c.id)
    .limit(bindparam("most")),
)
_look_again = Prepared(
    update(_d)
    .where(_LIVE, _d.c.authority == bindparam("under"), _d.c.policy_version != bindparam("current"))
    .values(look_at=bindparam("now"))
)
_by_version = Prepared(
    select(_d.c.policy_version, func.sum(case((_LIVE, 1), else_=0)), func.count())
    .where(_d.c.authority == bindparam("authority"))
    .group_by(_d.c.policy_version)
)
_o = table_of(OutboxRow)
_told_of = Prepared(
    select(_d.c.rule)
    .join(_o, _o.c.duty_id == _d.c.id)
    .where(
        _o.c.recipient_id == bindparam("recipient"),
        _o.c.state == "sent",
        _o.c.sent_at > bindparam("since"),
        _d.c.supervisee_id == bindparam("supervisee"),
        _d.c.owner_id == bindparam("recipient"),
        _d.c.subject_kind == "case",
    )
    .distinct()
)
_was_told = Prepared(
    select(_o.c.id)
    .where(
        _o.c.subject_id == bindparam("subject"),
        _o.c.duty_id == bindparam("duty"),
        _o.c.recipient_id == bindparam("recipient"),
        _o.c.id != bindparam("id"),
        _o.c.state == "sent",
    )
    .limit(1)
)


def duty(uow: UnitOfWork, duty_id: str) -> Duty | None:
    """One duty, or None."""
    return _duty.get(uow, duty_id)


def live_about(uow: UnitOfWork, subject_ids: list[str]) -> list[Duty]:
    """Open and paused duties about these subjects, subject by subject."""
    return [duty for one in subject_ids for duty in _about.all(uow, subject=one)]


def live_of(uow: UnitOfWork, supervisee_id: str) -> list[Duty]:
    """Open and paused duties about somebody's supervision, whichever side owes them."""
    return _of.all(uow, person=supervisee_id)


def live_under(uow: UnitOfWork, rule: str) -> list[Duty]:
    """Open and paused duties under a rule, oldest first."""
    return _under.all(uow, rule=rule)


def owed_by(uow: UnitOfWork, person_id: str) -> list[Duty]:
    """Open and paused duties a person owes, soonest due first, those without a date last."""
    return _owed_by.all(uow, person=person_id)


def owed_to(uow: UnitOfWork, person_id: str) -> list[Duty]:
    """Open and paused duties owed to a person, soonest due first, those without a date last."""
    return _owed_to.all(uow, person=person_id)


def all_live(uow: UnitOfWork) -> list[Duty]:
    """Every open and paused duty, soonest due first, those without a date last."""
    return _all_live.all(uow)


def to_do(uow: UnitOfWork, now: datetime, most: int) -> list[Duty]:
    """Duties for which something falls due by now, earliest first, at the most so many."""
    return _to_do.all(uow, now=now, most=most)


def look_again(uow: UnitOfWork, authority: str, version: str, now: datetime) -> None:
    """Have every live duty of an authority that runs under another version of its policy looked at now."""
    _look_again.run(uow, {"under": authority, "current": version, "now": now})


def by_version(uow: UnitOfWork, authority: str) -> dict[str, tuple[int, int]]:
    """How many duties of an authority run under each version of its policy, and how many ended under it."""
    rows = _by_version.rows(uow, {"authority": authority})
    return {str(version): (int(live or 0), int(number) - int(live or 0)) for version, live, number in rows}


def told_of_cases(uow: UnitOfWork, owner_id: str, supervisee_id: str, since: datetime) -> set[str]:
    """The rules of those duties about a supervisee's cases of which their owner was told since an instant."""
    values = {"recipient": owner_id, "supervisee": supervisee_id, "since": since}
    return {str(rule) for (rule,) in _told_of.rows(uow, values)}


def was_told(uow: UnitOfWork, row: OutboxRow) -> bool:
    """Whether another message about a row's duty was sent to the same person."""
    values = {"subject": row.subject_id, "duty": row.duty_id, "recipient": row.recipient_id, "id": row.id}
    return bool(list(_was_told.rows(uow, values)))


def policy_text(uow: UnitOfWork, version: str) -> PolicyText | None:
    """A policy as it stood, by version."""
    return _policy_text.get(uow, version)
