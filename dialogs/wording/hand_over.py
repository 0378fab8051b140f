"""What is in flight with a supervisor who is away, for whoever takes it over."""

from datetime import datetime, timedelta

from dialogs.exchange.message import Fact
from dialogs.wording.phrases import session_name
from storage.queries import duties as query
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Absence, SupervisionSession
from supervision import access
from supervision.work import Work


def hand_over(work: Work, absence: Absence) -> tuple[Fact, ...]:
    """Sessions, records and sign-offs, counted by supervisee; no case named."""
    facts = []
    today = work.today(access.person_for(work, absence.person_id))
    for supervisee in people_query.supervised_by(work.uow, absence.person_id, today):
        planned = sessions_query.planned_after(work.uow, supervisee.id, work.now)
        live = query.live_about(work.uow, _records_of(work, supervisee.id))
        records = sum(1 for one in live if one.rule.startswith("record-"))
        sign_offs = sum(1 for one in live if one.rule.startswith("signoff-"))
        sessions = sessions_query.sessions_of(work.uow, supervisee.id)
        unsaid = sum(1 for one in sessions if one.status == "planned" and _is_over(one, work.now))
        parts = [
            f"next session {session_name(work, planned[0]).rsplit(', ', 1)[-1]}"
            if planned
            else "no session planned",
            *([f"{unsaid} to be said whether held"] if unsaid else []),
            *([f"{records} to record"] if records else []),
            *([f"{sign_offs} to sign off or close"] if sign_offs else []),
        ]
        facts.append(Fact(supervisee.name, ", ".join(parts)))
    return tuple(facts)


def _is_over(session: SupervisionSession, now: datetime) -> bool:
    """Whether the time of a session has passed."""
    return session.starts_at + timedelta(minutes=session.minutes) <= now


def _records_of(work: Work, supervisee_id: str) -> list[str]:
    held = [one.id for one in sessions_query.sessions_of(work.uow, supervisee_id)]
    return [one.id for one in sessions_query.records(work.uow, held)]
