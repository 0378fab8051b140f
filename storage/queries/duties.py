"""Named queries about the ledger, and about which policy texts are kept."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from storage.tables import Duty, PolicyText
from storage.unit import UnitOfWork

LIVE = ("open", "paused")


def duty(uow: UnitOfWork, duty_id: str) -> Duty | None:
    """One duty, or None."""
    return uow.session.get(Duty, duty_id)


def live_about(uow: UnitOfWork, subject_ids: list[str]) -> list[Duty]:
    """Open and paused duties about these subjects."""
    query = select(Duty).where(col(Duty.subject_id).in_(subject_ids), col(Duty.status).in_(LIVE))
    return list(uow.session.exec(query.order_by(col(Duty.id))))


def last_closed(uow: UnitOfWork, key: tuple[str, str, str, str, str]) -> Duty | None:
    """The latest closed duty of this rule, subject (kind and id), party and opening fact, or None."""
    rule, subject_kind, subject_id, party, opened_by = key
    query = select(Duty).where(
        Duty.rule == rule,
        Duty.subject_kind == subject_kind,
        Duty.subject_id == subject_id,
        Duty.party == party,
        Duty.opened_by == opened_by,
        col(Duty.status).not_in(LIVE),
    )
    return uow.session.exec(query.order_by(col(Duty.id).desc())).first()


def owed_by(uow: UnitOfWork, person_id: str) -> list[Duty]:
    """Open and paused duties a person owes, soonest due first, those without a date last."""
    query = select(Duty).where(Duty.owner_id == person_id, col(Duty.status).in_(LIVE))
    return list(uow.session.exec(query.order_by(col(Duty.due_at).is_(None), col(Duty.due_at), col(Duty.id))))


def owed_to(uow: UnitOfWork, person_id: str) -> list[Duty]:
    """Open and paused duties owed to a person, soonest due first, those without a date last."""
    query = select(Duty).where(Duty.owed_to_id == person_id, col(Duty.status).in_(LIVE))
    return list(uow.session.exec(query.order_by(col(Duty.due_at).is_(None), col(Duty.due_at), col(Duty.id))))


def all_live(uow: UnitOfWork) -> list[Duty]:
    """Every open and paused duty, soonest due first, those without a date last."""
    query = select(Duty).where(col(Duty.status).in_(LIVE))
    return list(uow.session.exec(query.order_by(col(Duty.due_at).is_(None), col(Duty.due_at), col(Duty.id))))


def to_do(uow: UnitOfWork, now: datetime, most: int) -> list[Duty]:
    """Duties for which something falls due by now, earliest first, at the most so many."""
    query = select(Duty).where(col(Duty.look_at).is_not(None), col(Duty.look_at) <= now)
    return list(uow.session.exec(query.order_by(col(Duty.look_at), col(Duty.id)).limit(most)))


def next_instant(uow: UnitOfWork) -> datetime | None:
    """The earliest instant at which something falls due, or None."""
    query = select(func.min(col(Duty.look_at))).where(col(Duty.look_at).is_not(None))
    return uow.session.exec(query).first()


def policy_text(uow: UnitOfWork, version: str) -> PolicyText | None:
    """A policy as it stood, by version."""
    return uow.session.get(PolicyText, version)
