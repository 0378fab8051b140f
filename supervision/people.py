"""Who stands where: who supervises whom today, who is away, who covers, who is above."""

from datetime import date

from storage.queries import people as query
from storage.tables import Absence, Cover, Person
from storage.unit import UnitOfWork


def cover_on(uow: UnitOfWork, absent_id: str, day: date) -> Cover | None:
    """The cover in force for an absent person on a day; the latest arranged wins."""
    absence = query.absence_on(uow, absent_id, day)
    if absence is None:
        return None
    in_force = [
        cover
        for cover in query.covers_of(uow, absent_id)
        if cover.absence_id == absence.id
        and cover.from_on <= day
        and (cover.until_on is None or day <= cover.until_on)
        and (cover.ended_on is None or day < cover.ended_on)
    ]
    return in_force[-1] if in_force else None


def acting_supervisor_id(uow: UnitOfWork, supervisor_id: str | None, day: date) -> str | None:
    """Who supervises in this supervisor's name on a day: the covering person while cover is in force."""
    if supervisor_id is None:
        return None
    cover = cover_on(uow, supervisor_id, day)
    return cover.covering_id if cover else supervisor_id


def supervisees_of(uow: UnitOfWork, person_id: str, day: date) -> list[Person]:
    """Everyone a person supervises on a day: their own, and those they cover."""
    own_and_covered = [person_id, *covered_on(uow, person_id, day)]
    found = {one.id: one for each in own_and_covered for one in query.supervised_by(uow, each)}
    found.pop(person_id, None)
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def covered_on(uow: UnitOfWork, person_id: str, day: date) -> list[str]:
    """The ids of those a person covers for on a day."""
    covers = [(one.absent_id, cover_on(uow, one.absent_id, day)) for one in query.covered_by(uow, person_id)]
    return sorted(
        {absent for absent, cover in covers if cover is not None and cover.covering_id == person_id}
    )


def line_manager_id(uow: UnitOfWork, supervisee: Person) -> str | None:
    """Whom an absent supervisor is reported to: as named for the supervisee, else the supervisor's own
    supervisor.
    """
    if supervisee.line_manager_id:
        return supervisee.line_manager_id
    supervisor = query.person(uow, supervisee.supervisor_id)
    return supervisor.supervisor_id if supervisor else None


def standing_in(uow: UnitOfWork, person_id: str | None, day: date) -> str | None:
    """Who can act for a manager on a day: themselves, or whoever covers while they are away, or the next one
    up.

    None when nobody in the line is there: then the operator is told, so that an escalation never waits for a
    return.
    """
    seen: set[str] = set()
    while person_id is not None and person_id not in seen:
        if query.absence_on(uow, person_id, day) is None:
            return person_id
        cover = cover_on(uow, person_id, day)
        if cover is not None and query.absence_on(uow, cover.covering_id, day) is None:
            return cover.covering_id
        seen.add(person_id)
        person_id = above(uow, person_id)
    return None


def above(uow: UnitOfWork, manager_id: str | None) -> str | None:
    """The person a manager answers to."""
    manager = query.person(uow, manager_id)
    return (manager.supervisor_id or manager.line_manager_id) if manager else None


def manages(uow: UnitOfWork, manager_id: str, person: Person) -> bool:
    """Whether somebody stands above a person: as supervisor, as line manager, or further up the same line."""
    return manager_id in line_above(uow, person)


def line_above(uow: UnitOfWork, person: Person) -> list[str]:
    """The ids of all who stand above a person, nearest first: supervisors and line managers, and those above them."""
    found: list[str] = []
    waiting = [person.supervisor_id, person.line_manager_id]
    while waiting:
        one = waiting.pop(0)
        if one is None or one in found:
            continue
        found.append(one)
        higher = query.person(uow, one)
        if higher is not None:
            waiting += [higher.supervisor_id, higher.line_manager_id]
    return found


def everyone_under(uow: UnitOfWork, manager_id: str) -> list[Person]:
    """All who have not left and whom somebody stands above, by name."""
    found: dict[str, Person] = {}
    level = [manager_id]
    while level:
        new = {one.id: one for one in query.answering_to(uow, level) if one.id not in found}
        new.pop(manager_id, None)
        found |= new
        level = list(new)
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def supervisors_away(uow: UnitOfWork, day: date) -> list[Person]:
    """Those who supervise somebody and are away on a day, by name."""
    found = {one.id: one for one in query.away_on(uow, day) if query.supervised_by(uow, one.id)}
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def away(uow: UnitOfWork, person_id: str | None, day: date) -> Absence | None:
    """The absence that has a person away on a day, or None."""
    return query.absence_on(uow, person_id, day)
