"""Named queries about management oversight noted on a case."""

from sqlalchemy import bindparam

from storage.entities import Entities
from storage.tables import Event
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_e = table_of(Event)
_of_case = Entities(
    Event,
    _e.select()
    .where(_e.c.case_id == bindparam("case"), _e.c.what == "oversight", _e.c.state == "recorded")
    .order_by(_e.c.happened_on, _e.c.id),
)


def of_case(uow: UnitOfWork, case_id: str) -> list[Event]:
    """Each time oversight of a case was noted and not taken back, oldest first."""
    return _of_case.all(uow, case=case_id)
