"""Who stands where: who supervises whom today, who is away, who covers, who is above.

What follows from a few people's own rows is said in `supervision/standing.py`, which may know many of them at once.
"""

from datetime import date

from storage.queries import people as query
from storage.queries import relationships
from storage.tables import Absence, Cover, Person
from storage.unit import UnitOfWork
from supervision import standing
from supervision.known import Known


def has_left(person: Person, day: date) -> bool:
    """Whether a person has left by a day: the day after their last one, which may lie ahead."""
    return standing.has_left(person, day)


def cover_on(uow: UnitOfWork, absent_id: str, day: date) -> Cover | None:
    """The cover in force for an absent person on a day, by somebody who has not left; the latest arranged wins."""
    return standing.cover_on(Known(uow), absent_id, day)


def acting_supervisor_id(uow: UnitOfWork, supervisor_id: str | None, day: date) -> str | None:
    """Who supervises in this supervisor's name on a day: the covering person while cover is in force, whoever stands
    above once they have left. None when nobody does.
    """
    return standing.acting_supervisor_id(Known(uow), supervisor_id, day)


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
    return standing.line_manager_id(Known(uow), supervisee)


def standing_in(uow: UnitOfWork, person_id: str | None, day: date) -> str | None:
    """Who can act for a manager on a day: themselves, or whoever covers while they are away, or the next one
    up; the next one up also for one who has left.

    None when nobody in the line is there: then the operator is told, so that an escalation never waits for a
    return.
    """
    return standing.standing_in(Known(uow), person_id, day)


def above(uow: UnitOfWork, manager_id: str | None) -> str | None:
    """The person a manager answers to."""
    return standing.above(Known(uow), manager_id)


def manages(uow: UnitOfWork, manager_id: str, person: Person) -> bool:
    """Whether somebody stands above a person: as supervisor, as line manager, or further up the same line."""
    return manager_id in line_above(uow, person)


def line_above(uow: UnitOfWork, person: Person) -> list[str]:
    """The ids of all who stand above a person, nearest first: supervisors and line managers, and those above them."""
    return standing.line_above(Known(uow), person)


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


def supervised_since(uow: UnitOfWork, person: Person, day: date) -> date | None:
    """Since when somebody's supervisor has been theirs on a day; None where no change of supervisor is known."""
    begun = relationships.last_begun(uow, person.id, day)
    theirs = begun is not None and begun.party in ("", person.supervisor_id)
    return begun.happened_on if begun is not None and theirs else None


def unserved_on(uow: UnitOfWork, supervisor_id: str, day: date, today: date) -> Absence | None:
    """The absence for which, as far as is known today, nobody sits with those a supervisor supervises on a day: neither the
    supervisor, who is away on it and not expected back by then, nor anybody who covers.
    """
    absence = expected_away(uow, supervisor_id, day, today)
    return None if absence is None or cover_on(uow, supervisor_id, day) is not None else absence


def expected_away(uow: UnitOfWork, person_id: str, day: date, today: date) -> Absence | None:
    """The absence that, as far as is known today, has a person away on a day ahead: they are not expected back by then."""
    absence = away(uow, person_id, day)
    back = absence.expected_back if absence is not None else None
    return None if back is not None and today < back <= day else absence


def away(uow: UnitOfWork, person_id: str | None, day: date) -> Absence | None:
    """The absence that has a person away on a day, or None."""
    return query.absence_on(uow, person_id, day)
