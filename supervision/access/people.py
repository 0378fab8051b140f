"""Who may do what about people: those they supervise, those they stand above, and absences."""

from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Absence, Person
from supervision import people
from supervision.policy import Policy
from supervision.work import Refused, Work


def person_for(work: Work, person_id: str) -> Person:
    """A person who is known. Raises Refused when there is none."""
    found = people_query.person(work.uow, person_id)
    if found is None:
        raise Refused
    return found


def actor(work: Work) -> Person:
    """The person who acts. Raises Refused for the clock and for strangers."""
    return person_for(work, work.actor)


def policy(work: Work) -> Policy:
    """The policy of the authority the actor works for. Raises Refused for the clock and for strangers."""
    authority = people_query.authority(work.uow, work.actor)
    if authority is None:
        raise Refused
    return work.policies[authority]


def supervisee(work: Work, person_id: str) -> Person:
    """Somebody the actor supervises today (cover included). Raises Refused otherwise."""
    person = person_for(work, person_id)
    if people.acting_supervisor_id(work.uow, person.supervisor_id, work.today(person)) != work.actor:
        raise Refused
    return person


def may_report_absence_of(work: Work, person: Person) -> bool:
    """Whether the actor may say that somebody is away: themselves, their supervisor, or somebody under them."""
    me = actor(work)
    return person.id in (me.id, me.supervisor_id) or people.manages(work.uow, me.id, person)


def reportable(work: Work) -> list[Person]:
    """Those the actor may say are away: themselves first, then their supervisor, then everyone under them by name."""
    me = actor(work)
    supervisor = people_query.person(work.uow, me.supervisor_id)
    above = [supervisor] if supervisor else []
    under = [one for one in people.everyone_under(work.uow, me.id, work.today(me)) if one not in (me, *above)]
    return [me, *above, *under]


def may_bring_back(work: Work, person: Person) -> bool:
    """Whether the actor may say that somebody is back: themselves, or somebody under them."""
    return person.id == work.actor or people.manages(work.uow, work.actor, person)


def to_record_about(work: Work, person_id: str | None, case_id: str | None) -> Person:
    """The person an event is about, else a worker of its case: somebody the actor supervises today (cover included) or
    stands above. Raises Refused when there is none.
    """
    workers = sessions_query.workers_of(work.uow, case_id) if case_id and not person_id else []
    for one in [person_id] if person_id else workers:
        person = person_for(work, one)
        acting = people.acting_supervisor_id(work.uow, person.supervisor_id, work.today(person))
        if work.actor == acting or people.manages(work.uow, work.actor, person):
            return person
    raise Refused


def returnable(work: Work) -> list[Person]:
    """Those who are away today and whom the actor may say are back: themselves first, then those under them."""
    me = actor(work)
    today = work.today(me)
    concerned = {one.id: one for one in (me, *people.everyone_under(work.uow, me.id, today))}
    return [one for one in concerned.values() if people.away(work.uow, one.id, today) is not None]


def absence_to_cover(work: Work, absence_id: str) -> tuple[Absence, Person]:
    """An absence the actor may arrange cover for, as a manager above the person away. Raises Refused
    otherwise.
    """
    absence = work.uow.session.get(Absence, absence_id)
    if absence is None or absence.state != "entered":
        raise Refused
    away = person_for(work, absence.person_id)
    if not _arranges_cover_for(work, away):
        raise Refused
    return absence, away


def uncovered(work: Work) -> list[tuple[Absence, Person]]:
    """The absences of supervisors, under way or ahead, that the actor may arrange cover for and nobody covers; those
    under way first.
    """
    today = work.today(actor(work))
    return [
        (absence, person)
        for absence, person in people.supervisors_to_cover(work.uow, today)
        if people.cover_on(work.uow, person.id, max(today, absence.from_on)) is None
        and _arranges_cover_for(work, person)
    ]


def _arranges_cover_for(work: Work, away: Person) -> bool:
    """Whether the actor stands above somebody, or is the line manager of one of those they supervise, or stands in."""
    today = work.today(away)
    managers = [
        people.line_manager_id(work.uow, one) for one in people_query.supervised_by(work.uow, away.id, today)
    ]
    here = {people.standing_in(work.uow, one, today) for one in managers}
    return people.manages(work.uow, work.actor, away) or work.actor in here.union(managers)
