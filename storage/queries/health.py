"""Named queries for whoever looks after an installation: what stands still, and who cannot be served."""

from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import col, select

from storage.queries.people import here_on
from storage.tables import OutboxRow, Person
from storage.unit import UnitOfWork


def waiting_since(uow: UnitOfWork, instant: datetime) -> int:
    """How many outbox rows should have left, or their lease ended, before this instant."""
    query = select(func.count()).where(
        or_(
            (col(OutboxRow.state) == "pending") & (col(OutboxRow.send_after) < instant),
            col(OutboxRow.state).in_(("claimed", "writing")) & (col(OutboxRow.lease_until) < instant),
        )
    )
    return uow.session.exec(query).one()


def staff(uow: UnitOfWork) -> list[Person]:
    """Everybody who has not left, by id."""
    return list(uow.session.exec(select(Person).where(here_on(uow.now.date())).order_by(col(Person.id))))
