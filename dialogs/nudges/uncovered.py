"""A session to prepare for whose supervisor is away and whom nobody covers: what a reminder of it says then."""

from dialogs.wording.owed import session_of
from dialogs.wording.phrases import name_of
from storage.outbox import on_its_way
from storage.tables import Duty
from supervision import access, people
from supervision.duties.session_away import KIND
from supervision.policy import local_day
from supervision.work import Work


def is_said_by_news(work: Work, duty: Duty) -> bool:
    """Whether the actor is told this very morning that nobody is there on the day, and what they can do instead: then they
    are not asked to prepare for it in the same breath.
    """
    news = on_its_way(work.uow, work.actor, KIND)
    return any(one.subject_id == duty.subject_id and one.send_after <= work.now for one in news) and bool(
        nobody_there(work, duty)
    )


def nobody_there(work: Work, duty: Duty) -> str:
    """A sentence for whoever prepares; empty where somebody sits with them, as far as is known."""
    session = session_of(work, duty)
    if session is None:
        return ""
    supervisee = access.person_for(work, session.supervisee_id)
    day = local_day(session.starts_at, work.policy(supervisee).timezone)
    absence = people.unserved_on(work.uow, session.supervisor_id, day, work.today(supervisee))
    if absence is None:
        return ""
    away = name_of(work, session.supervisor_id)
    return f" {away} is away and nobody covers yet: what you prepare is kept for whoever takes it."
