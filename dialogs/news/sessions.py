"""News of sessions: booked, moved, cancelled, proposed, answered; ad hoc supervision asked for."""

from dialogs.message import Button, Message
from dialogs.phrases import KINDS, capital, name_of, session_name, when
from dialogs.reply import Press
from dialogs.update_text import announced
from storage.queries import sessions as query
from storage.tables import AdHocRequest, OutboxRow, Proposal, SupervisionSession
from supervision import access, people
from supervision.work import Work


def _session(work: Work, row: OutboxRow) -> SupervisionSession | None:
    """The session a row is about, unless it has changed since: then a later row says how it stands."""
    session = query.session(work.uow, row.subject_id)
    return session if session is not None and session.version == row.subject_version else None


def booked(work: Work, row: OutboxRow) -> Message | None:
    """A session was booked."""
    session = _session(work, row)
    cases = "" if session is None or session.kind == "personal" else " What is on the agenda is up to you."
    return _about_session(work, row, "A session is booked", "{session}." + cases)


def moved(work: Work, row: OutboxRow) -> Message | None:
    """A session was moved."""
    return _about_session(
        work, row, "A session has moved", "Now {session}. Agenda and preparation move along."
    )


def _about_session(work: Work, row: OutboxRow, title: str, text: str) -> Message | None:
    session = _session(work, row)
    if session is None or session.status != "planned":
        return None
    words = capital(text.format(session=session_name(work, session))) + announced(work, session)
    buttons = [Button("Propose another time", Press("propose-time", session.id, session.version))]
    if work.actor == session.supervisee_id and session.kind != "personal":
        buttons.insert(0, Button("Prepare", Press("prepare", session.id, session.version), "primary"))
    return Message(
        words, title=title, buttons=tuple(buttons), summary=title, card=f"session:{session.id}:{work.actor}"
    )


def cancelled(work: Work, row: OutboxRow) -> Message | None:
    """A session was cancelled."""
    session = _session(work, row)
    if session is None or session.status != "cancelled":
        return None
    supervises = work.actor != session.supervisee_id
    label, verb, subject = (
        ("Book a session", "book-for", session.supervisee_id)
        if supervises
        else ("Propose a time", "propose-time", "")
    )
    return Message(
        f"{capital(session_name(work, session))}, is cancelled. "
        + (
            "Another is to be booked."
            if supervises
            else "Your supervisor books another; you can propose a time."
        ),
        title="A session is cancelled",
        buttons=(Button(label, Press(verb, subject), "primary"),),
        summary="A session is cancelled",
        card=f"session:{session.id}:{work.actor}",
    )


def passed_on(work: Work, row: OutboxRow) -> Message | None:
    """A planned session has passed from a former supervisor (the stage names them) to the new one."""
    session = _session(work, row)
    if session is None or session.status != "planned":
        return None
    at, new = when(work, session.starts_at), name_of(work, session.supervisor_id)
    supervisee, former = name_of(work, session.supervisee_id), name_of(work, row.stage)
    kind = capital(KINDS[session.kind])
    if work.actor == session.supervisee_id:
        text = f"{new} is your supervisor now, in place of {former}. {kind} on {at} is with {new}. It stays when it is."
    elif work.actor == session.supervisor_id:
        text = (
            f"You are the supervisor of {supervisee} now, in place of {former}. {kind} on {at} is with you."
        )
    else:
        text = f"{new} is the supervisor of {supervisee} now. {kind} on {at} is with {new}, and no longer with you."
    title = "A session has a new supervisor"
    return Message(text, title=title, summary=title, card=f"session:{session.id}:{work.actor}")


def over(work: Work, row: OutboxRow) -> Message | None:
    """A session's time is over: was it held?"""
    session = _session(work, row)
    if session is None or session.status != "planned":
        return None
    if access.acting_supervisor_id(work, session) != work.actor:
        return None
    return Message(
        f"{capital(session_name(work, session))}: was it held?",
        title="Was it held?",
        buttons=(
            Button("It was held", Press("held-session", session.id, session.version), "primary"),
            Button("It is moved", Press("move-session", session.id, session.version)),
            Button("It is cancelled", Press("cancel-session", session.id, session.version)),
        ),
        summary="A session is over: was it held?",
        card=f"session:{session.id}:{work.actor}",
    )


def _proposal(work: Work, row: OutboxRow) -> Proposal | None:
    proposal = work.uow.session.get(Proposal, row.subject_id)
    return proposal if proposal is not None and proposal.version == row.subject_version else None


def proposed(work: Work, row: OutboxRow) -> Message | None:
    """The other party proposes a time."""
    proposal = _proposal(work, row)
    if proposal is None or proposal.state != "open":
        return None
    what = f"{KINDS[proposal.kind]} on {when(work, proposal.starts_at)}"
    session = query.session(work.uow, proposal.session_id) if proposal.session_id else None
    instead = f", instead of {when(work, session.starts_at)}" if session else ""
    return Message(
        f"{name_of(work, proposal.proposed_by)} proposes {what}{instead}.",
        title="A new time is proposed",
        buttons=(
            Button("Accept", Press("accept-proposal", proposal.id, proposal.version), "primary"),
            Button("Decline", Press("decline-proposal", proposal.id, proposal.version)),
        ),
        summary="A new time is proposed for supervision",
        card=f"proposal:{proposal.id}",
    )


def answered(work: Work, row: OutboxRow) -> Message | None:
    """A proposed time was accepted or declined."""
    proposal = _proposal(work, row)
    if proposal is None:
        return None
    accepted = proposal.state == "accepted"
    answer = "accepted" if accepted else "declined"
    next_step = "It is booked." if accepted else "You can propose another."
    title = f"The time you proposed is {answer}"
    return Message(
        f"{capital(when(work, proposal.starts_at))} is {answer}. {next_step}",
        title=title,
        buttons=()
        if accepted
        else (Button("Propose another time", Press("propose-time", proposal.session_id or "")),),
        summary=title,
        card=f"proposal:{proposal.id}",
    )


def ad_hoc(work: Work, row: OutboxRow) -> Message | None:
    """A worker asks for supervision before the next session; why is never said."""
    request = work.uow.session.get(AdHocRequest, row.subject_id)
    if request is None or request.state != "open":
        return None
    supervisee = access.person_for(work, request.supervisee_id)
    today = work.today(supervisee)
    text = f"{supervisee.name} asks for supervision before your next session."
    button = Button("Book a session", Press("book-for", supervisee.id), "primary")
    absence = people.away(work.uow, supervisee.supervisor_id, today)
    acting = people.acting_supervisor_id(work.uow, supervisee.supervisor_id, today)
    if absence is not None and acting != work.actor:
        text = (
            f"{supervisee.name} asks for supervision before their next session. {name_of(work, absence.person_id)} "
            "is away: arrange who supervises in their place."
        )
        button = Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary")
    return Message(
        text,
        title="Ad hoc supervision is asked for",
        buttons=(button,),
        summary="Ad hoc supervision is asked for",
        card=f"ad-hoc:{request.id}",
    )
