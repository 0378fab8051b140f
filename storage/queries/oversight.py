"""Named queries about management oversight noted on a case."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select

from storage.among import Among, listed
from storage.entities import Entities
from storage.prepared import Prepared
from storage.tables import Duty, Event
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_d, _e = table_of(Duty), table_of(Event)
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


def of_case(uow: UnitOfWork, case_id: str) -> list[Event]:
    """Each time oversight of a case was noted and not taken back, oldest first."""
    return _of_case.all(uow, case=case_id)


def answered_on(uow: UnitOfWork, people: Iterable[str], rules: Iterable[str], day: date) -> set[str]:
    """The cases of which these people's duties under any of these rules were closed on a day or later, by id."""
    values = {"ids": listed(people), "rules": listed(rules), "day": day}
    return {case for (case,) in _answered_on.rows(uow, values)}
