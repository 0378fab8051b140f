"""News of sessions: booked, moved, cancelled, proposed, answered; ad hoc supervision asked for."""

from typing import Final

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.follows import also_owed, follows, why_of
from dialogs.wording.phrases import KINDS, capital, name_of, session_name, when
from dialogs.wording.to_answer import prepare_for, proposed_time, was_it_held
from dialogs.wording.update_text import announced
from storage.outbox import about, on_its_way
from storage.queries import duties as duties_query
from storage.queries import sessions as query
from storage.tables import AdHocRequest, OutboxRow, Proposal, SupervisionSession
from supervision import access, people
from supervision.work import Work

_READY_REPORT: Final = "absent-supervisor/supervisee/owner"


def _session(work: Work, row: OutboxRow) -> SupervisionSession | None:
    """The session a row is about, unless it has changed since: then a later row says how it stands."""
    session = query.session(work.uow, row.subject_id)
    return session if session is not None and session.version == row.subject_version else None


def booked(work: Work, row: OutboxRow) -> Message | None:
    """A session was booked, perhaps in place of one of whose cancellation nothing was said yet."""
    session = _session(work, row)
    if session is None:
        return None
    cases = "" if session.kind == "personal" else " What is on the agenda is up to you."
    cancelled = "".join(
        f" {capital(session_name(work, one))}, is cancelled."
        for one in _untold(work, session, "cancelled")
        if not _is_new(work, one)
    )
    return _about_session(work, row, "A session is booked", f"{{session}}.{cancelled}{cases}")


def _untold(work: Work, session: SupervisionSession, status: str) -> list[SupervisionSession]:
    """The sessions of the same person that became so and of which the recipient is still to be told."""
    news = {"cancelled": "session-cancelled", "planned": "session-booked"}[status]
    rows = on_its_way(work.uow, work.actor, news)
    found = [one for one in (_session(work, row) for row in rows) if one is not None]
    return [one for one in found if one.status == status and one.supervisee_id == session.supervisee_id]


def _is_new(work: Work, session: SupervisionSession) -> bool:
    """Whether the recipient has never heard of a session: it was booked, and nothing about it has left for them."""
    rows = about(work.uow, work.actor, session.id)
    was_put = any(kind == "session-booked" for kind, _ in rows)
    return was_put and all(state in ("pending", "claimed", "skipped") for _, state in rows)


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
    """A session was cancelled. One that the recipient never heard of is news only where another is owed for it."""
    session = _session(work, row)
    if session is None or session.status != "cancelled" or _untold(work, session, "planned"):
        return None
    owed = follows(work, session.id, "rebook")
    is_new = _is_new(work, session)
    if is_new and not owed:
        return None
    if work.actor != session.supervisee_id:
        buttons = (Button("Book a session", Press("book-for", session.supervisee_id), "primary"),)
        what_next = "Another is to be booked." if owed else "Another session is booked in its place."
    else:
        buttons = (Button("Propose a time", Press("propose-time", ""), "primary"),)
        what_next = "Your supervisor books another; you can propose a time."
    return Message(
        f"{capital(session_name(work, session))}, {'was booked, and ' if is_new else ''}is cancelled. {what_next}",
        title="A session is cancelled",
        facts=(*owed, *also_owed(work, session.id, "cancel-note")),
        buttons=(*buttons, *why_of(work, session.id, "rebook")),
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
    return was_it_held(work, session, again=row.stage != "over")


def without_supervisor(work: Work, row: OutboxRow) -> Message | None:
    """A session is planned with somebody who is away on its day (the stage), and nobody covers."""
    session = query.session(work.uow, row.subject_id)
    if session is None or session.status != "planned":
        return None
    supervisee = access.person_for(work, session.supervisee_id)
    day = session.starts_at.astimezone(work.policy(supervisee).timezone).date()
    absence = people.unserved_on(work.uow, session.supervisor_id, day, work.today(supervisee))
    if day.isoformat() != row.stage or absence is None:
        return None
    mine = work.actor == supervisee.id
    if mine and _report_leaves(work):
        return None
    at, away = when(work, session.starts_at), name_of(work, session.supervisor_id)
    cover = Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary")
    propose = Button("Propose another time", Press("propose-time", session.id, session.version), "primary")
    cancel = Button("Cancel", Press("cancel-session", session.id, session.version))
    text = (
        f"Your session on {at} is with {away}, who is away. Propose another time, or cancel it. What you have "
        "prepared moves along."
        if mine
        else f"The session of {supervisee.name} on {at} is with {away}, who is away, and nobody covers. Arrange who "
        f"supervises in their place, or agree with {supervisee.name} that it waits."
    )
    title = "A session is planned with somebody who is away"
    return Message(
        text,
        title=title,
        buttons=(propose, cancel) if mine else (cover,),
        summary=title,
        card=f"session:{session.id}:{work.actor}",
    )


def _report_leaves(work: Work) -> bool:
    """Whether the word that a report of the absence is ready leaves beside this one: it names the session too."""
    rows = on_its_way(work.uow, work.actor, _READY_REPORT)
    due = [one.duty_id for one in rows if one.send_after <= work.now and one.duty_id]
    live = [found for found in (duties_query.duty(work.uow, one) for one in due) if found is not None]
    return any(one.status in duties_query.LIVE for one in live)


def _proposal(work: Work, row: OutboxRow) -> Proposal | None:
    proposal = work.uow.session.get(Proposal, row.subject_id)
    return proposal if proposal is not None and proposal.version == row.subject_version else None


def proposed(work: Work, row: OutboxRow) -> Message | None:
    """The other party proposes a time."""
    proposal = _proposal(work, row)
    if proposal is None or proposal.state != "open":
        return None
    return proposed_time(work, proposal)


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
        buttons=prepare_for(work, proposal)
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
