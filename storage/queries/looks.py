"""Named queries about what whoever supervises a session has looked at beforehand."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.prepared import Prepared
from storage.tables import SessionLook
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from storage.upsert import insert_or_ignore

_l = table_of(SessionLook)
_theirs = (_l.c.session_id == bindparam("session"), _l.c.person_id == bindparam("person"))
_of_session = Prepared(select(_l.c.item, _l.c.looked_at).where(*_theirs))
_keep = Prepared(insert_or_ignore(_l), "session_id", "person_id", "item", "looked_at")
_take_back = Prepared(delete(_l).where(*_theirs, _l.c.item == bindparam("key")))


def of_session(uow: UnitOfWork, session_id: str, person_id: str) -> dict[str, datetime]:
    """What somebody has looked at for a session, by its key, and when."""
    return {str(item): at for item, at in _of_session.rows(uow, {"session": session_id, "person": person_id})}


def keep(uow: UnitOfWork, session_id: str, person_id: str, item: str) -> None:
    """Keep that somebody has looked at something; the first time stands."""
    values = {"session_id": session_id, "person_id": person_id, "item": item, "looked_at": uow.now}
    _keep.run(uow, values)


def take_back(uow: UnitOfWork, session_id: str, person_id: str, item: str) -> None:
    """They have not, after all."""
    _take_back.run(uow, {"session": session_id, "person": person_id, "key": item})
