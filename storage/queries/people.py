"""Named queries about people, absences and cover."""

from datetime import date

from sqlalchemy import ColumnElement, bindparam, or_
from sqlmodel import col, select

from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.tables import Absence, Cover, Person
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

# Those of a turn's path are prepared; the rest are written where they are used.
_person = ByKey(Person)
_p, _a, _c = table_of(Person), table_of(Absence), table_of(Cover)
_authority = Prepared(select(_p.c.authority).where(_p.c.id == bindparam("person")))
_absences_of = Entities(
    Absence,
    _a.select()
    .where(_a.c.person_id == bindparam("person"), _a.c.state == "entered")
    .order_by(_a.c.from_on, _a.c.id),
)
_absence_on = Entities(
    Absence,
    _a.select()
    .where(
        _a.c.person_id == bindparam("person"),
        _a.c.state == "entered",
        _a.c.from_on <= bindparam("day"),
        or_(_a.c.returned_on.is_(None), _a.c.returned_on > bindparam("day")),
    )
    .order_by(_a.c.from_on.desc()),
)
_covers_of = Entities(
    Cover,
    _c.select()
    .where(_c.c.absent_id == bindparam("absent"), _c.c.state == "arranged")
    .order_by(_c.c.from_on, _c.c.id),
)


def person(uow: UnitOfWork, person_id: str | None) -> Person | None:
    """One person, or None."""
    return _person.get(uow, person_id) if person_id else None


def authority(uow: UnitOfWork, person_id: str) -> str | None:
    """The authority a person works for, or None where there is no such person."""
    if uow.read is None:
        # Where there are objects, theirs is there already or will be wanted.
        one = person(uow, person_id)
        return one.authority if one is not None else None
    found = _authority.once(uow, {"person": person_id})
    return str(found[0][0]) if found else None


def known(uow: UnitOfWork, person_id: str, authority: str) -> None:
    """For whom a person works was just read beside something else."""
    _authority.known(uow, {"person": person_id}, [(authority,)])


def everyone(uow: UnitOfWork) -> list[Person]:
    """Everybody, by authority and name."""
    return list(uow.session.exec(select(Person).order_by(col(Person.authority), col(Person.name))))


def ids(uow: UnitOfWork) -> list[str]:
    """Everybody's id, in the order of ids."""
    return list(uow.session.exec(select(Person.id).order_by(col(Person.id))))


def authorities(uow: UnitOfWork) -> dict[str, str]:
    """The authority of everybody, by id, in the order of ids."""
    return dict(uow.session.exec(select(Person.id, Person.authority).order_by(col(Person.id))).all())


def here_on(day: date) -> ColumnElement[bool]:
    """Whether a person has not left by a day: `left_on` is their last one, and may lie ahead."""
    return or_(col(Person.left_on).is_(None), col(Person.left_on) >= day)


def supervised_by(uow: UnitOfWork, supervisor_id: str, day: date) -> list[Person]:
    """Those whose supervisor this is and who have not left by a day, by name."""
    query = select(Person).where(Person.supervisor_id == supervisor_id, here_on(day))
    return list(uow.session.exec(query.order_by(col(Person.name))))


def left_behind(uow: UnitOfWork, day: date) -> list[Person]:
    """Those who have not left by a day and whose supervisor has, by name."""
    gone = select(col(Person.id)).where(col(Person.left_on) < day)
    query = select(Person).where(col(Person.supervisor_id).in_(gone), here_on(day))
    return list(uow.session.exec(query.order_by(col(Person.name))))


def answering_to(uow: UnitOfWork, manager_ids: list[str], day: date) -> list[Person]:
    """Those who have one of these people as supervisor or line manager and have not left by a day, by name."""
    above = or_(col(Person.supervisor_id).in_(manager_ids), col(Person.line_manager_id).in_(manager_ids))
    query = select(Person).where(above, here_on(day))
    return list(uow.session.exec(query.order_by(col(Person.name))))


def supervisors_in(uow: UnitOfWork, authority: str, day: date) -> list[Person]:
    """Those of an authority who supervise somebody and have not left by a day, by name."""
    supervising = select(col(Person.supervisor_id)).where(col(Person.supervisor_id).is_not(None))
    query = select(Person).where(Person.authority == authority, col(Person.id).in_(supervising))
    return list(uow.session.exec(query.where(here_on(day)).order_by(col(Person.name))))


def with_role(uow: UnitOfWork, authority: str, role: str, day: date) -> list[Person]:
    """Those of an authority who have a role and have not left by a day, by name."""
    query = select(Person).where(Person.authority == authority, Person.role == role, here_on(day))
    return list(uow.session.exec(query.order_by(col(Person.name), col(Person.id))))


def absences_of(uow: UnitOfWork, *person_ids: str | None) -> list[Absence]:
    """All absences of these people that stand, person by person, oldest first."""
    return [absence for one in person_ids if one for absence in _absences_of.all(uow, person=one)]


def absence_on(uow: UnitOfWork, person_id: str | None, day: date) -> Absence | None:
    """The absence that has this person away on this day, or None."""
    if person_id is None:
        return None
    return _absence_on.first(uow, person=person_id, day=day)


def away_from(uow: UnitOfWork, day: date) -> list[tuple[Absence, Person]]:
    """Those who have not left and are away on a day or will be later, with the absence; by first day away."""
    query = (
        select(Absence, Person)
        .join(Person, col(Absence.person_id) == col(Person.id))
        .where(
            Absence.state == "entered",
            or_(col(Absence.returned_on).is_(None), col(Absence.returned_on) > day),
            here_on(day),
        )
    )
    return list(uow.session.exec(query.order_by(col(Absence.from_on), col(Person.name), col(Absence.id))))


def covers_of(uow: UnitOfWork, absent_id: str) -> list[Cover]:
    """All cover arranged for a person that stands, oldest first."""
    return _covers_of.all(uow, absent=absent_id)


def covered_by(uow: UnitOfWork, covering_id: str) -> list[Cover]:
    """All cover this person gives or gave."""
    query = select(Cover).where(Cover.covering_id == covering_id, Cover.state == "arranged")
    return list(uow.session.exec(query.order_by(col(Cover.from_on), col(Cover.id))))
