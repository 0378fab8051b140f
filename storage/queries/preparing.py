"""What a question of a preparation reads, in one narrow row: it is read at every answer."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, or_, select

from storage.prepared import Prepared
from storage.tables import Absence, Case, CaseWorker, Person, Preparation, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork


class Preparing(NamedTuple):
    """A case and the session it is prepared for. `reference` is None where the case is closed or not theirs,
    `preparation_id` where nothing was begun. `other_may_act`: the supervisor has been away, is, or leaves.
    """

    session_id: str
    kind: str
    status: str
    starts_at: datetime
    supervisor_name: str
    other_may_act: bool
    reference: str | None
    preparation_id: str | None


class Supervisor(NamedTuple):
    """Somebody's supervisor. `other_may_act`: they have been away, are, or leave."""

    name: str
    other_may_act: bool


_s, _o, _a = table_of(SupervisionSession), table_of(Person), table_of(Absence)
_w, _c, _p = table_of(CaseWorker), table_of(Case), table_of(Preparation)
_case: BindParameter[str] = bindparam("of_case")
_supervisee: BindParameter[str] = bindparam("supervisee")
_me = _o.alias("me")


def _away(person: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(_a.c.person_id == person, _a.c.state == "entered")


_supervisor = Prepared(
    select(_o.c.name, or_(_o.c.left_on.is_not(None), _away(_o.c.id)))
    .join(_me, _me.c.supervisor_id == _o.c.id)
    .where(_me.c.id == _supervisee)
)
_preparing = Prepared(
    select(
        _s.c.id,
        _s.c.kind,
        _s.c.status,
        _s.c.starts_at,
        _o.c.name,
        or_(_o.c.left_on.is_not(None), _away(_s.c.supervisor_id)),
        _c.c.reference,
        _p.c.id,
    )
    .select_from(_s)
    .join(_o, _o.c.id == _s.c.supervisor_id)
    .outerjoin(_w, and_(_w.c.case_id == _case, _w.c.person_id == _supervisee))
    .outerjoin(_c, and_(_c.c.id == _w.c.case_id, _c.c.closed_on.is_(None)))
    .outerjoin(_p, and_(_p.c.session_id == _s.c.id, _p.c.case_id == _case, _p.c.person_id == _supervisee))
    .where(_s.c.id == bindparam("session"), _s.c.supervisee_id == _supervisee, _s.c.status != "withdrawn")
)


def preparing(uow: UnitOfWork, supervisee_id: str, session_id: str, case_id: str) -> Preparing | None:
    """A case as a supervisee prepares it for one of their sessions, or None where that is none of theirs."""
    asked = {"session": session_id, "supervisee": supervisee_id, "of_case": case_id}
    for row in _preparing.once(uow, asked):
        return Preparing(*row)
    return None


def supervisor(uow: UnitOfWork, person_id: str) -> Supervisor | None:
    """A person's supervisor, or None where they have none."""
    for row in _supervisor.rows(uow, {"supervisee": person_id}):
        return Supervisor(*row)
    return None
