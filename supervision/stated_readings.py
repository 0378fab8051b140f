"""Reading by somebody above the two, for a purpose they state. Each reading is audited, and told to the two, in a unit of
work that is committed before the text is released.

What is about cases is read by whoever stands above in the line; the personal side by the line manager, and by whoever
covers. Concerns, agreements and CPD records are not read in this way.
"""

from typing import Final

from storage.queries import people as people_query
from storage.queries import readings as query
from storage.queries import sessions as sessions_query
from storage.tables import Person, Reading, SupervisionSession
from supervision import access, notices, people
from supervision.policy import local_day
from supervision.work import Refused, SaidNo, Work

DISCLOSURE: Final = "disclosure"
PURPOSES: Final = (
    "complaint",
    "safety",
    "audit",
    "investigation",
    "inspection",
    "handing_on",
    DISCLOSURE,
    "other",
)
CASE, PERSONAL = "case", "personal"
KIND: Final = "stated-reading"


class StatedEarlier(SaidNo):
    """The purpose was stated on another day."""

    def __init__(self) -> None:
        super().__init__(
            'What you stated holds for the day on which you did. Type "read" to state what for today.'
        )


def people_to_read(work: Work) -> list[Person]:
    """Those about whose sessions there is something the actor may read in this way, by name."""
    me = access.actor(work)
    today = work.today(me)
    covered = [
        person
        for one in people.covered_on(work.uow, me.id, today)
        for person in people_query.supervised_by(work.uow, one, today)
    ]
    maybe = {one.id: one for one in (*people.everyone_under(work.uow, me.id, today), *covered)}
    kept: dict[str, set[str]] = {}
    for person_id, _, kind in query.kept_about(work.uow, list(maybe)):
        kept.setdefault(person_id, set()).add(kind)
    found = [one for one, there in kept.items() if there.intersection(kinds_to_read(work, maybe[one]))]
    return sorted((maybe[one] for one in found), key=lambda one: (one.name, one.id))


def kinds_to_read(work: Work, person: Person) -> tuple[str, ...]:
    """Which side of a person's sessions the actor may read for a stated purpose; none for the two themselves, who need to
    state nothing, and for anybody else.
    """
    if work.actor in (person.id, person.supervisor_id):
        return ()
    acting = people.acting_supervisor_id(work.uow, person.supervisor_id, work.today(person))
    above = people.line_above(work.uow, person)
    # Whoever covers reads what is about cases without stating more than that.
    case = (CASE,) if work.actor in above and work.actor != acting else ()
    line = people.line_manager_id(work.uow, person)
    return (*case, PERSONAL) if work.actor in (line, acting) else case


def sessions_to_read(work: Work, person_id: str) -> list[tuple[SupervisionSession, str]]:
    """A person's sessions of which there is something the actor may read, each with the side; the latest first, its
    cases before its personal side. Raises Refused where there is none.
    """
    kinds = kinds_to_read(work, access.person_for(work, person_id))
    kept = [(one, kind) for _, one, kind in query.kept_about(work.uow, [person_id]) if kind in kinds]
    found = [(sessions_query.session(work.uow, one), kind) for one, kind in kept]
    known = [(session, kind) for session, kind in found if session is not None]
    if not known:
        raise Refused
    known.sort(key=lambda one: one[1])
    return sorted(known, key=lambda one: (one[0].starts_at, one[0].id), reverse=True)


def session_to_read(work: Work, session_id: str, kind: str) -> SupervisionSession:
    """A session of which the actor may read this side. Raises Refused."""
    session = sessions_query.session(work.uow, session_id)
    if session is None or session.status == "withdrawn":
        raise Refused
    if kind not in kinds_to_read(work, access.person_for(work, session.supervisee_id)):
        raise Refused
    return session


def state(work: Work, session_id: str, kind: str, purpose: str, why: str) -> Reading:
    """Keep what the actor wants to read for. Nothing is shown by that. Raises Refused."""
    session = session_to_read(work, session_id, kind)
    reading = query.keep(work.uow, work.actor, session.id, kind, purpose, why)
    work.uow.audit(work.actor, "state-purpose", "session", session.id, purpose=purpose)
    return reading


def read(work: Work, reading_id: str) -> tuple[Reading, SupervisionSession]:
    """The actor reads what they have stated a purpose for today: audited each time, and told to the two once. The text may
    be shown once this is committed. Raises Refused, StatedEarlier.
    """
    reading = query.reading(work.uow, reading_id)
    if reading is None or reading.reader_id != work.actor:
        raise Refused
    session = session_to_read(work, reading.session_id, reading.kind)
    supervisee = access.person_for(work, session.supervisee_id)
    policy = work.policy(supervisee)
    if local_day(reading.read_at, policy.timezone) != work.today(supervisee):
        raise StatedEarlier
    work.uow.audit(work.actor, f"read-{reading.kind}", "session", session.id, purpose=reading.purpose)
    for one in told(work, session):
        notices.put(work, policy, one, KIND, ("reading", reading.id, 1))
    return reading, session


def told(work: Work, session: SupervisionSession) -> list[str]:
    """Who is told of a reading: the supervisee, their supervisor of today, and whom a planned session is with."""
    supervisee = access.person_for(work, session.supervisee_id)
    planned = session.supervisor_id if session.status == "planned" else None
    two = dict.fromkeys((supervisee.id, supervisee.supervisor_id, planned))
    return [one for one in two if one is not None and one != work.actor]


def reason(work: Work, reading_id: str) -> tuple[Reading, str]:
    """What somebody read for, and why, for those who were told of it and for the reader. Raises Refused."""
    reading = query.reading(work.uow, reading_id)
    session = sessions_query.session(work.uow, reading.session_id) if reading else None
    if reading is None or session is None:
        raise Refused
    supervisee = access.person_for(work, session.supervisee_id)
    if work.actor not in (supervisee.id, supervisee.supervisor_id, session.supervisor_id, reading.reader_id):
        raise Refused
    return reading, query.why(work.uow, reading)
