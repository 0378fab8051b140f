"""Who stands where on a day, by what is known: who acts for whom, who covers, who is above."""

from datetime import date

from storage.tables import Cover, Person
from supervision.known import Known


def has_left(person: Person | None, day: date) -> bool:
    """Whether a person has left by a day: the day after their last one, which may lie ahead."""
    return person is not None and person.left_on is not None and person.left_on < day


def cover_on(known: Known, absent_id: str, day: date) -> Cover | None:
    """The cover in force for an absent person on a day, by somebody who has not left; the latest arranged wins."""
    absence = known.absence_on(absent_id, day)
    if absence is None:
        return None
    in_force = [
        cover
        for cover in known.covers(absent_id)
        if cover.absence_id == absence.id
        and cover.from_on <= day
        and (cover.until_on is None or day <= cover.until_on)
        and (cover.ended_on is None or day < cover.ended_on)
    ]
    here = [one for one in in_force if not has_left(known.person(one.covering_id), day)]
    return here[-1] if here else None


def acting_supervisor_id(known: Known, supervisor_id: str | None, day: date) -> str | None:
    """Who supervises in this supervisor's name on a day: the covering person while cover is in force, whoever stands
    above once they have left. None when nobody does.
    """
    if supervisor_id is None:
        return None
    cover = cover_on(known, supervisor_id, day)
    if cover is not None:
        return cover.covering_id
    gone = has_left(known.person(supervisor_id), day)
    return standing_in(known, supervisor_id, day) if gone else supervisor_id


def line_manager_id(known: Known, supervisee: Person) -> str | None:
    """Whom an absent supervisor is reported to: as named for the supervisee, else the supervisor's own
    supervisor.
    """
    if supervisee.line_manager_id:
        return supervisee.line_manager_id
    supervisor = known.person(supervisee.supervisor_id)
    return supervisor.supervisor_id if supervisor else None


def standing_in(known: Known, person_id: str | None, day: date) -> str | None:
    """Who can act for a manager on a day: themselves, or whoever covers while they are away, or the next one
    up; the next one up also for one who has left.

    None when nobody in the line is there: then the operator is told, so that an escalation never waits for a
    return.
    """
    seen: set[str] = set()
    while person_id is not None and person_id not in seen:
        if _is_here(known, person_id, day):
            return person_id
        cover = cover_on(known, person_id, day)
        if cover is not None and _is_here(known, cover.covering_id, day):
            return cover.covering_id
        seen.add(person_id)
        person_id = above(known, person_id)
    return None


def above(known: Known, manager_id: str | None) -> str | None:
    """The person a manager answers to."""
    manager = known.person(manager_id)
    return (manager.supervisor_id or manager.line_manager_id) if manager else None


def line_above(known: Known, person: Person) -> list[str]:
    """The ids of all who stand above a person, nearest first: supervisors and line managers, and those above them."""
    found: list[str] = []
    waiting = [person.supervisor_id, person.line_manager_id]
    while waiting:
        one = waiting.pop(0)
        if one is None or one in found:
            continue
        found.append(one)
        higher = known.person(one)
        if higher is not None:
            waiting += [higher.supervisor_id, higher.line_manager_id]
    return found


def is_here_as(known: Known, person_id: str, role: str | None, authority: str, day: date) -> bool:
    """Whether somebody of an authority has a role, and has neither left by a day nor is away on it."""
    person = known.person(person_id)
    fits = person is not None and (person.role, person.authority) == (role, authority)
    return fits and _is_here(known, person_id, day)


def _is_here(known: Known, person_id: str, day: date) -> bool:
    """Whether a person has neither left by a day nor is away on it."""
    person = known.person(person_id)
    return person is not None and not has_left(person, day) and known.absence_on(person_id, day) is None
