"""What somebody is asked and answers with one tap of several: a proposed time, and whether a session was held. The same
whether it leaves by itself or is opened from among several things of one morning.
"""

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import KINDS, capital, name_of, session_name, when
from storage.queries import sessions as query
from storage.tables import Proposal, SupervisionSession
from supervision import access, people
from supervision.policy import local_day
from supervision.work import Work


def proposed_time(work: Work, proposal: Proposal) -> Message:
    """A time the other party proposes, to accept or decline."""
    session = query.session(work.uow, proposal.session_id) if proposal.session_id else None
    instead = f", instead of {when(work, session.starts_at)}" if session else ""
    return Message(
        f"{name_of(work, proposal.proposed_by)} proposes {KINDS[proposal.kind]} on "
        f"{when(work, proposal.starts_at)}{instead}.",
        title="A new time is proposed",
        buttons=(
            Button("Accept", Press("accept-proposal", proposal.id, proposal.version), "primary"),
            Button("Decline", Press("decline-proposal", proposal.id, proposal.version)),
        ),
        summary="A new time is proposed for supervision",
        card=f"proposal:{proposal.id}",
    )


def prepare_for(work: Work, proposal: Proposal) -> tuple[Button, ...]:
    """The way to prepare for the session that an accepted time has made, for its supervisee."""
    one = made_by(work, proposal)
    if work.actor != proposal.supervisee_id or one is None or one.kind == "personal":
        return ()
    return (Button("Prepare", Press("prepare", one.id, one.version), "primary"),)


def made_by(work: Work, proposal: Proposal) -> SupervisionSession | None:
    """The session that an accepted time has moved or made."""
    planned = query.planned_after(work.uow, proposal.supervisee_id, work.now)
    return next((one for one in planned if one.starts_at == proposal.starts_at), None)


def was_it_held(work: Work, session: SupervisionSession, *, again: bool = False) -> Message:
    """Whether a session whose time is over was held; asked `again` while nobody has said."""
    text = f"{capital(session_name(work, session))}: was it held?{_who_was_away(work, session)}"
    if again:
        text += " Until you say so it is taken as not held."
    return Message(
        text,
        title="Was it held?",
        buttons=(
            Button("It was held", Press("held-session", session.id, session.version), "primary"),
            Button("It is moved", Press("move-session", session.id, session.version)),
            Button("It is cancelled", Press("cancel-session", session.id, session.version)),
        ),
        summary="A session is over: was it held?",
        card=f"session:{session.id}:{work.actor}",
    )


def _who_was_away(work: Work, session: SupervisionSession) -> str:
    """With whom it was planned, to whoever covers for them by now, where they were away that day."""
    if work.actor == session.supervisor_id:
        return ""
    day = local_day(session.starts_at, work.policy(access.person_for(work, session.supervisee_id)).timezone)
    was_away = people.away(work.uow, session.supervisor_id, day) is not None
    return f" It was planned with {name_of(work, session.supervisor_id)}, who was away." if was_away else ""
