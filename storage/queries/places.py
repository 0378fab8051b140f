"""Named queries: where somebody stands towards others. On the answer's path: whoever says hello is told what they can do."""

from datetime import date

from sqlalchemy import ColumnElement, bindparam, exists, or_, select

from storage.prepared import Prepared
from storage.tables import Cover, Person
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_p, _above, _c = table_of(Person), table_of(Person).alias("above"), table_of(Cover)
_here: ColumnElement[bool] = or_(_p.c.left_on.is_(None), _p.c.left_on >= bindparam("day"))
_under_theirs = select(_p.c.id).join(_above, _p.c.supervisor_id == _above.c.id).where(_here)
_covers = select(_c.c.id).where(
    _c.c.covering_id == bindparam("me"), _c.c.state == "arranged", _c.c.ended_on.is_(None)
)
_supervises = Prepared(
    select(exists(select(_p.c.id).where(_p.c.supervisor_id == bindparam("me"), _here))),
)
_may_act = Prepared(
    select(or_(exists(_covers), exists(_under_theirs.where(_above.c.left_on < bindparam("day"))))),
)
_manages = Prepared(
    select(
        or_(
            exists(
                _under_theirs.where(
                    or_(
                        _above.c.supervisor_id == bindparam("me"), _above.c.line_manager_id == bindparam("me")
                    )
                )
            ),
            exists(
                select(_p.c.id).where(
                    _p.c.line_manager_id == bindparam("me"), _p.c.supervisor_id != bindparam("me"), _here
                )
            ),
        )
    )
)


def supervises(uow: UnitOfWork, person_id: str, day: date) -> bool:
    """Whether somebody who has not left by a day has this supervisor."""
    return _says(_supervises, uow, person_id, day)


def may_act(uow: UnitOfWork, person_id: str, day: date) -> bool:
    """Whether a person may be acting for a supervisor: cover was arranged with them, or some supervisor has left."""
    return _says(_may_act, uow, person_id, day)


def manages(uow: UnitOfWork, person_id: str, day: date) -> bool:
    """Whether a person stands above somebody's supervisor, or is the line manager of somebody they do not supervise."""
    return _says(_manages, uow, person_id, day)


def _says(asked: Prepared, uow: UnitOfWork, person_id: str, day: date) -> bool:
    ((answer,),) = asked.rows(uow, {"me": person_id, "day": day})
    return bool(answer)
