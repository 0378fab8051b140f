"""A session whose time is over and of which nobody has said whether it was held: what a reminder to book says of it."""

from datetime import timedelta

from dialogs.exchange.message import Button
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import when
from storage.outbox import on_its_way
from storage.queries import sessions as query
from storage.tables import Duty, SupervisionSession
from supervision import access
from supervision.work import Work


def unsaid(work: Work, duty: Duty) -> SupervisionSession | None:
    """The last such session with the supervisee whom the actor is reminded to book with; None where there is none."""
    if duty.rule != "book" or duty.owner_id != work.actor:
        return None
    over = [
        one
        for one in query.sessions_of(work.uow, duty.supervisee_id)
        if one.status == "planned" and one.starts_at + timedelta(minutes=one.minutes) <= work.now
    ]
    mine = [one for one in over if access.acting_supervisor_id(work, one) == work.actor]
    return max(mine, key=lambda one: one.starts_at, default=None)


def if_held(work: Work, session: SupervisionSession) -> str:
    """A sentence: the reminder may be needless. Nothing where it is asked this very morning whether it was held."""
    asked = on_its_way(work.uow, work.actor, "session-over")
    if any(one.subject_id == session.id and one.send_after <= work.now for one in asked):
        return ""
    return (
        f" If the one on {when(work, session.starts_at)} was held, say so first: then the next is due later."
    )


def say_so(session: SupervisionSession) -> Button:
    """The way to say it."""
    return Button("Say whether it was held", Press("was-it-held", session.id, session.version))
