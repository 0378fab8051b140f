"""Named queries about the 10-minute update: its setting, each case's update, and the texts around it."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from storage.damaged import UNREADABLE, readable
from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.sealing import row_name
from storage.tables import CaseUpdate, UpdateSetting, UpdateText
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from storage.upsert import upsert

_s, _u, _t = table_of(UpdateSetting), table_of(CaseUpdate), table_of(UpdateText)
_update = ByKey(CaseUpdate)
_setting = Entities(
    UpdateSetting,
    _s.select().where(
        _s.c.supervisee_id == bindparam("supervisee"), _s.c.supervisor_id == bindparam("supervisor")
    ),
)
_of_session = Entities(
    CaseUpdate, _u.select().where(_u.c.session_id == bindparam("session")).order_by(_u.c.id)
)
_to_do = Entities(
    CaseUpdate,
    _u.select().where(_u.c.look_at.is_not(None), _u.c.look_at <= bindparam("now")).order_by(_u.c.look_at),
)
_next_instant = Prepared(select(func.min(_u.c.look_at)).where(_u.c.look_at.is_not(None)))
_keep = Prepared(upsert(_t, "sealed", "typed_at"), "update_id", "author_id", "step", "sealed", "typed_at")
_texts = Prepared(
    select(_t.c.step, _t.c.sealed).where(
        _t.c.update_id == bindparam("update"), _t.c.author_id == bindparam("author")
    )
)


def setting(uow: UnitOfWork, supervisee_id: str, supervisor_id: str) -> UpdateSetting | None:
    """What two people have set, or None where nothing ever was."""
    return _setting.first(uow, supervisee=supervisee_id, supervisor=supervisor_id)


def update(uow: UnitOfWork, update_id: str) -> CaseUpdate | None:
    """One update, or None."""
    return _update.get(uow, update_id)


def of_session(uow: UnitOfWork, session_id: str) -> list[CaseUpdate]:
    """The updates of a session's cases, oldest first."""
    return _of_session.all(uow, session=session_id)


def to_do(uow: UnitOfWork, now: datetime) -> list[CaseUpdate]:
    """Updates whose clock has come to something by now, earliest first."""
    return _to_do.all(uow, now=now)


def next_instant(uow: UnitOfWork) -> datetime | None:
    """The earliest instant at which a clock comes to something, or None."""
    ((soonest,),) = _next_instant.rows(uow, {})
    return soonest if isinstance(soonest, datetime) else None


def keep_text(uow: UnitOfWork, update_id: str, author_id: str, step: str, typed: str | None) -> None:
    """Keep what somebody typed under a heading, in place of an earlier text; None when it was left out."""
    name = row_name(update_id, author_id, step)
    sealed = None if typed is None else uow.seal("update_text", name, "sealed", typed)
    row = {"update_id": update_id, "author_id": author_id, "step": step, "sealed": sealed}
    _keep.run(uow, {**row, "typed_at": uow.now})


def texts(uow: UnitOfWork, update_id: str, author_id: str) -> dict[str, str | None]:
    """What somebody typed, by heading; None where it was left out, UNREADABLE where it cannot be opened."""
    kept: dict[str, str | None] = {}
    for step, sealed in _texts.rows(uow, {"update": update_id, "author": author_id}):
        name = row_name(update_id, author_id, step)
        kept[step] = None
        if sealed is not None:
            text = readable(uow, "update_text", name, "sealed", sealed)
            kept[step] = UNREADABLE if text is None else text
    return kept
