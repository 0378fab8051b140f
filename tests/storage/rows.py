"""Rows that tests of storage stand on. The people are invented."""

from datetime import date

from storage.tables import Case, Person, Preparation, SupervisionSession
from storage.unit import UnitOfWork


def person(person_id: str) -> Person:
    return Person(
        id=person_id,
        name=f"Robin {person_id}",
        role="social_worker",
        authority="bradford",
        known_from=date(2026, 9, 1),
    )


def keep_people(uow: UnitOfWork, *ids: str) -> None:
    uow.session.add_all([person(each) for each in ids])
    uow.session.flush()


def keep_preparation(uow: UnitOfWork, preparation_id: str) -> None:
    """A preparation, with the two people, the session and the case it needs."""
    keep_people(uow, "worker", "supervisor")
    uow.session.add(
        SupervisionSession(
            id="session", supervisee_id="worker", supervisor_id="supervisor", starts_at=uow.now
        )
    )
    uow.session.add(Case(id="case", reference="CB-1001", authority="bradford"))
    uow.session.flush()
    uow.session.add(
        Preparation(
            id=preparation_id,
            session_id="session",
            case_id="case",
            person_id="worker",
            started_at=uow.now,
        )
    )
    uow.session.flush()


def people(uow: UnitOfWork) -> list[str]:
    from_table = Person.metadata.tables["person"]
    return sorted(uow.execute(from_table.select().with_only_columns(from_table.c.id)).scalars())
