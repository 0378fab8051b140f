"""What whoever books or moves a session would want to know of it: what else stands at that time, and what it leaves owed."""

from datetime import datetime, timedelta
from typing import Final

from dialogs.exchange.message import Fact
from dialogs.exchange.text import full_date
from dialogs.wording.phrases import session_name
from storage.queries import duties as duties_query
from storage.queries import sessions as query
from storage.tables import SupervisionSession
from supervision import access, mine
from supervision.policy import local_day
from supervision.work import Work

_FOR: Final = {
    "both": "cases and personal supervision",
    "case": "cases only",
    "personal": "personal supervision only",
}


def at_the_same_time(work: Work, session: SupervisionSession) -> tuple[Fact, ...]:
    """The actor's other planned sessions that a session overlaps: nobody is stopped, and nobody overlooks it."""
    others = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    return tuple(
        Fact("At the same time", session_name(work, one))
        for one in others
        if one.id != session.id and _overlap(one, session)
    )


def on_no_working_day(work: Work, starts_at: datetime) -> tuple[Fact, ...]:
    """That a time lies on a weekend or a bank holiday: it may be meant, or a slip."""
    policy = work.policy(access.actor(work))
    day = local_day(starts_at, policy.timezone)
    return (
        () if policy.calendar.is_working(day) else (Fact("To know", f"{full_date(day)} is no working day"),)
    )


def takes_no_place(work: Work, session: SupervisionSession) -> tuple[Fact, ...]:
    """Why a session that is booked leaves the rebooking of a cancelled one owed, where it is for less."""
    owed = duties_query.owed_by(work.uow, work.actor)
    about = [
        row.subject_id
        for row in owed
        if row.owed_to_id == session.supervisee_id and row.rule.startswith("rebook")
    ]
    cancelled = [one for one in (query.session(work.uow, subject) for subject in about) if one is not None]
    less = [one for one in cancelled if session.kind not in (one.kind, "both")]
    return tuple(
        Fact(
            "Why still due",
            f"The cancelled session was for {_FOR[one.kind]}; this one is for {_FOR[session.kind]}",
        )
        for one in less[:1]
    )


def _overlap(one: SupervisionSession, other: SupervisionSession) -> bool:
    ends, other_ends = (it.starts_at + timedelta(minutes=it.minutes) for it in (one, other))
    return one.starts_at < other_ends and other.starts_at < ends
