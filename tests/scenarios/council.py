"""A small invented council for whole stories: a director, a manager, supervisors and those they supervise."""

from collections.abc import Mapping
from datetime import date, datetime

from storage.tables import AgendaItem, Case, CaseWorker, Person, SupervisionSession
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy
from supervision.work import CLOCK, Work

KNOWN_FROM = date(2026, 11, 2)
AUTHORITY = "central-bedfordshire"
Policies = Mapping[str, Policy]


def keep_person(
    uow: UnitOfWork,
    person_id: str,
    role: str = "social_worker",
    supervisor: str | None = None,
    authority: str = AUTHORITY,
) -> Person:
    """One person, named after their id."""
    person = Person(
        id=person_id,
        name=f"{person_id.capitalize()} Hale",
        role=role,
        authority=authority,
        supervisor_id=supervisor,
        known_from=KNOWN_FROM,
    )
    uow.session.add(person)
    uow.session.flush()
    return person


def keep_team(uow: UnitOfWork, *workers: str, authority: str = AUTHORITY) -> None:
    """A line of people: dara above maple above sorrel, who supervises the workers; and briar beside
    sorrel, who supervises heath.
    """
    keep_person(uow, "dara", "assistant_director", authority=authority)
    keep_person(uow, "maple", "team_manager", "dara", authority)
    keep_person(uow, "sorrel", "practice_supervisor", "maple", authority)
    keep_person(uow, "briar", "practice_supervisor", "maple", authority)
    for one in workers:
        keep_person(uow, one, supervisor="sorrel", authority=authority)
    keep_person(uow, "heath", supervisor="briar", authority=authority)


def keep_cases(uow: UnitOfWork, worker_id: str, *references: str, authority: str = AUTHORITY) -> list[str]:
    """Open cases that a person works; gives their ids."""
    ids = [f"case-{one}" for one in references]
    uow.session.add_all(
        [
            Case(id=case_id, reference=one, authority=authority, allocated_on=KNOWN_FROM)
            for case_id, one in zip(ids, references, strict=True)
        ]
    )
    uow.session.flush()
    uow.session.add_all([CaseWorker(case_id=one, person_id=worker_id) for one in ids])
    uow.session.flush()
    return ids


def keep_session(
    work: Work, session_id: str, supervisee_id: str, starts_at: datetime, cases: list[str] | None = None
) -> SupervisionSession:
    """A planned session with its agenda, booked today; its duties follow."""
    supervisee = work.uow.session.get(Person, supervisee_id)
    assert supervisee is not None
    assert supervisee.supervisor_id is not None
    session = SupervisionSession(
        id=session_id,
        supervisee_id=supervisee_id,
        supervisor_id=supervisee.supervisor_id,
        starts_at=starts_at,
        booked_on=work.today(supervisee),
    )
    work.uow.session.add(session)
    work.uow.session.flush()
    for position, case_id in enumerate(cases or []):
        work.uow.session.add(AgendaItem(session_id=session_id, case_id=case_id, position=position))
    work.uow.session.flush()
    duties.settle(work, supervisee)
    return session


def clock_work(uow: UnitOfWork, policies: Policies) -> Work:
    """A unit of work in the clock's hands."""
    return Work(uow, policies, CLOCK)
