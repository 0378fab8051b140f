"""Who stands where: who supervises whom today, who is away, who covers, who is above."""

from datetime import date

from storage.queries import people as query
from storage.tables import Absence, Cover, Person
from storage.unit import UnitOfWork


def has_left(person: Person, day: date) -> bool:
    """Whether a person has left by a day: the day after their last one, which may lie ahead."""
    return person.left_on is not None and person.left_on < day


def _is_here(uow: UnitOfWork, person_id: str, day: date) -> bool:
    """Whether a person has neither left by a day nor is away on it."""
    person = query.person(uow, person_id)
    return person is not None and not has_left(person, day) and query.absence_on(uow, person_id, day) is None


def cover_on(uow: UnitOfWork, absent_id: str, day: date) -> Cover | None:
    """The cover in force for an absent person on a day, by somebody who has not left; the latest arranged wins."""
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
    here = [one for one in in_force if not _gone(uow, one.covering_id, day)]
    return here[-1] if here else None


def _gone(uow: UnitOfWork, person_id: str, day: date) -> bool:
    person = query.person(uow, person_id)
    return person is not None and has_left(person, day)


def acting_supervisor_id(uow: UnitOfWork, supervisor_id: str | None, day: date) -> str | None:
    """Who supervises in this supervisor's name on a day: the covering person while cover is in force, whoever stands
    above once they have left. None when nobody does.
    """
    if supervisor_id is None:
        return None
    cover = cover_on(uow, supervisor_id, day)
    if cover is not None:
        return cover.covering_id
    return standing_in(uow, supervisor_id, day) if _gone(uow, supervisor_id, day) else supervisor_id


def supervisees_of(uow: UnitOfWork, person_id: str, day: date) -> list[Person]:
    """Everyone a person supervises on a day: their own, and those of the people they act for."""
    own_and_covered = [person_id, *covered_on(uow, person_id, day)]
    found = {one.id: one for each in own_and_covered for one in query.supervised_by(uow, each, day)}
    found.pop(person_id, None)
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def covered_on(uow: UnitOfWork, person_id: str, day: date) -> list[str]:
    """The ids of those a person acts for on a day: under cover, or standing above one who has left."""
    maybe = {one.absent_id for one in query.covered_by(uow, person_id)}
    maybe |= {one.supervisor_id for one in query.left_behind(uow, day) if one.supervisor_id is not None}
    return sorted(one for one in maybe - {person_id} if acting_supervisor_id(uow, one, day) == person_id)


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
    up; the next one up also for one who has left.

    None when nobody in the line is there: then the operator is told, so that an escalation never waits for a
    return.
    """
    seen: set[str] = set()
    while person_id is not None and person_id not in seen:
        if _is_here(uow, person_id, day):
            return person_id
        cover = cover_on(uow, person_id, day)
        if cover is not None and _is_here(uow, cover.covering_id, day):
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


def everyone_under(uow: UnitOfWork, manager_id: str, day: date) -> list[Person]:
    """All whom somebody stands above and who have not left by a day, by name."""
    found: dict[str, Person] = {}
    level = [manager_id]
    while level:
        new = {one.id: one for one in query.answering_to(uow, level, day) if one.id not in found}
        new.pop(manager_id, None)
        found |= new
        level = list(new)
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def supervisors_to_cover(uow: UnitOfWork, day: date) -> list[tuple[Absence, Person]]:
    """Those who supervise somebody and are away on a day, by name, then those who will be, by first day away."""
    under_way, ahead = {}, []
    for absence, person in query.away_from(uow, day):
        if not query.supervised_by(uow, person.id, day):
            continue
        if absence.from_on <= day:
            under_way[person.id] = (absence, person)
        else:
            ahead.append((absence, person))
    return [*sorted(under_way.values(), key=lambda one: (one[1].name, one[1].id)), *ahead]


def away(uow: UnitOfWork, person_id: str | None, day: date) -> Absence | None:
    """The absence that has a person away on a day, or None."""
    return query.absence_on(uow, person_id, day)
