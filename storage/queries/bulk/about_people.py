"""What is known of many people: who they are, who stands above them, when they are away, and what few have."""

from collections import namedtuple
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, select

from storage.among import Among, listed
from storage.entities import Entities
from storage.prepared import Prepared
from storage.tables import Absence, AbsenceReport, AdHocRequest, Cover, Event, Person, UpdateSetting
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_p, _a, _c, _t = table_of(Person), table_of(Absence), table_of(Cover), table_of(AbsenceReport)
_e, _h, _u = table_of(Event), table_of(AdHocRequest), table_of(UpdateSetting)
_ids = Among(_p.c.id, "ids")
_after = Entities(
    Person, _p.select().where(_p.c.id > bindparam("after")).order_by(_p.c.id).limit(bindparam("most"))
)
_people = Entities(Person, _p.select().where(_ids).order_by(_p.c.id))


_absent = exists().where(_a.c.person_id == _p.c.id, _a.c.state == "entered")
_asks = exists().where(_h.c.supervisee_id == _p.c.id, _h.c.state == "open")
_updates = exists().where(_u.c.supervisee_id == _p.c.id, _u.c.state == "on")


def _line() -> Select[Any]:
    """The people named and everybody above them, with whether there is of each what few have."""
    line = select(_p.c.id, _p.c.supervisor_id, _p.c.line_manager_id).where(_ids).cte("line", recursive=True)
    above = _p.c.id.in_([line.c.supervisor_id, line.c.line_manager_id])
    line = line.union(select(_p.c.id, _p.c.supervisor_id, _p.c.line_manager_id).join(line, above))
    return _p.select().add_columns(_absent, _asks, _updates).where(_p.c.id.in_(select(line.c.id)))


_lines_of = Prepared(_line(), kept=True)
_absences_of = Entities(
    Absence,
    _a.select().where(Among(_a.c.person_id, "ids"), _a.c.state == "entered").order_by(_a.c.from_on, _a.c.id),
)
_covers_of = Entities(
    Cover,
    _c.select().where(Among(_c.c.absent_id, "ids"), _c.c.state == "arranged").order_by(_c.c.from_on, _c.c.id),
)
_reports_by = Prepared(select(_t.c.person_id, _t.c.absence_id).where(Among(_t.c.person_id, "ids")))
_asked_by = Entities(
    AdHocRequest,
    _h.select().where(Among(_h.c.supervisee_id, "ids"), _h.c.state == "open").order_by(_h.c.id),
)
_updates_on = Prepared(
    select(_u.c.supervisee_id, _u.c.supervisor_id).where(Among(_u.c.supervisee_id, "ids"), _u.c.state == "on")
)
_events_about = Entities(
    Event,
    _e.select()
    .where(Among(_e.c.person_id, "ids"), _e.c.state == "recorded")
    .order_by(_e.c.happened_on, _e.c.id),
    kept=True,
)


def people_after(uow: UnitOfWork, after: str, most: int) -> list[Person]:
    """So many people whose id comes after this one, in the order of their ids; empty at the end."""
    return _after.copies(uow, after=after, most=most)


def people(uow: UnitOfWork, ids: Iterable[str]) -> list[Person]:
    """These people, in the order of their ids."""
    return _people.copies(uow, ids=listed(ids))


@cache
def _in_line() -> type[Any]:
    """What somebody in a line is read as, to look at and not to change."""
    columns = [*_p.c.keys(), "absent", "asks", "updates"]
    return namedtuple("_InLine", columns)


class Line(NamedTuple):
    """Some people and everybody who stands above any of them; who of those has absences that stand, who has asked for
    supervision before the next session, and who uses 10-minute updates as a supervisee.
    """

    people: list[Person]
    absent: set[str]
    asking: set[str]
    updating: set[str]


def lines_of(uow: UnitOfWork, people: Iterable[str]) -> Line:
    """These people and everybody above them, with what few of them have: all else about that is read only of those."""
    found: list[Any] = _lines_of.named(uow, {"ids": listed(people)}, _in_line())
    return Line(
        found,
        {one.id for one in found if one.absent},
        {one.id for one in found if one.asks},
        {one.id for one in found if one.updates},
    )


def absences_of(uow: UnitOfWork, people: Iterable[str]) -> list[Absence]:
    """All their absences that stand, oldest first."""
    return _absences_of.copies(uow, ids=listed(people))


def covers_of(uow: UnitOfWork, absent: Iterable[str]) -> list[Cover]:
    """All cover arranged for any of them that stands, oldest first."""
    return _covers_of.copies(uow, ids=listed(absent))


def reports_by(uow: UnitOfWork, people: Iterable[str]) -> list[tuple[str, str]]:
    """Who has reported which absence to a line manager: person and absence."""
    return [(person, absence) for person, absence in _reports_by.rows(uow, {"ids": listed(people)})]


def asked_by(uow: UnitOfWork, supervisees: Iterable[str]) -> list[AdHocRequest]:
    """Their requests for supervision before the next session that are open, oldest first."""
    return _asked_by.copies(uow, ids=listed(supervisees))


def updates_on(uow: UnitOfWork, supervisees: Iterable[str]) -> list[tuple[str, str]]:
    """Who of them uses 10-minute updates with whom: supervisee and supervisor."""
    return [(one, other) for one, other in _updates_on.rows(uow, {"ids": listed(supervisees)})]


def events_about(uow: UnitOfWork, people: Iterable[str]) -> list[Event]:
    """Events that stand about these people's supervision, oldest first."""
    return _events_about.copies(uow, ids=listed(people))
