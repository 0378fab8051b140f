"""Named queries about people, absences and cover."""

from datetime import date

from sqlalchemy import or_
from sqlmodel import col, select

from storage.tables import Absence, AbsenceReport, Cover, Person
from storage.unit import UnitOfWork


def person(uow: UnitOfWork, person_id: str | None) -> Person | None:
    """One person, or None."""
    return uow.session.get(Person, person_id) if person_id else None


def everyone(uow: UnitOfWork) -> list[Person]:
    """Everybody, by authority and name."""
    return list(uow.session.exec(select(Person).order_by(col(Person.authority), col(Person.name))))


def supervised_by(uow: UnitOfWork, supervisor_id: str) -> list[Person]:
    """Those whose supervisor this is and who have not left, by name."""
    query = select(Person).where(Person.supervisor_id == supervisor_id, col(Person.left_on).is_(None))
    return list(uow.session.exec(query.order_by(col(Person.name))))


def answering_to(uow: UnitOfWork, manager_ids: list[str]) -> list[Person]:
    """Those who have one of these people as supervisor or line manager and have not left, by name."""
    above = or_(col(Person.supervisor_id).in_(manager_ids), col(Person.line_manager_id).in_(manager_ids))
    query = select(Person).where(above, col(Person.left_on).is_(None))
    return list(uow.session.exec(query.order_by(col(Person.name))))


def supervisors_in(uow: UnitOfWork, authority: str) -> list[Person]:
    """Those of an authority who supervise somebody, by name."""
    supervising = select(col(Person.supervisor_id)).where(col(Person.supervisor_id).is_not(None))
    query = select(Person).where(Person.authority == authority, col(Person.id).in_(supervising))
    return list(uow.session.exec(query.where(col(Person.left_on).is_(None)).order_by(col(Person.name))))


def absences_of(uow: UnitOfWork, *person_ids: str | None) -> list[Absence]:
    """All absences of these people that stand, oldest first."""
    ids = [one for one in person_ids if one]
    query = select(Absence).where(col(Absence.person_id).in_(ids), Absence.state == "entered")
    return list(uow.session.exec(query.order_by(col(Absence.from_on))))


def absence_on(uow: UnitOfWork, person_id: str | None, day: date) -> Absence | None:
    """The absence that has this person away on this day, or None."""
    if person_id is None:
        return None
    query = select(Absence).where(
        Absence.person_id == person_id,
        Absence.state == "entered",
        col(Absence.from_on) <= day,
        or_(col(Absence.returned_on).is_(None), col(Absence.returned_on) > day),
    )
    return uow.session.exec(query.order_by(col(Absence.from_on).desc())).first()


def away_on(uow: UnitOfWork, day: date) -> list[Person]:
    """Those who have not left and are away on a day."""
    query = (
        select(Person)
        .join(Absence, col(Absence.person_id) == col(Person.id))
        .where(
            Absence.state == "entered",
            col(Absence.from_on) <= day,
            or_(col(Absence.returned_on).is_(None), col(Absence.returned_on) > day),
            col(Person.left_on).is_(None),
        )
    )
    return list(uow.session.exec(query.order_by(col(Person.name))))


def covers_of(uow: UnitOfWork, absent_id: str) -> list[Cover]:
    """All cover arranged for a person that stands, oldest first."""
    query = select(Cover).where(Cover.absent_id == absent_id, Cover.state == "arranged")
    return list(uow.session.exec(query.order_by(col(Cover.from_on), col(Cover.id))))


def covered_by(uow: UnitOfWork, covering_id: str) -> list[Cover]:
    """All cover this person gives or gave."""
    query = select(Cover).where(Cover.covering_id == covering_id, Cover.state == "arranged")
    return list(uow.session.exec(query.order_by(col(Cover.from_on), col(Cover.id))))


def reported_by(uow: UnitOfWork, person_id: str) -> frozenset[str]:
    """The ids of the absences a person has reported to a line manager."""
    query = select(col(AbsenceReport.absence_id)).where(AbsenceReport.person_id == person_id)
    return frozenset(uow.session.exec(query))
