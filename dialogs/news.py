"""News: what somebody else did that a person needs to know, in words found at the moment of sending."""

from collections.abc import Callable, Mapping

from dialogs.message import Button, Message
from dialogs.phrases import KINDS, capital, name_of, session_name, when
from dialogs.reply import Press
from dialogs.text import full_date
from storage.queries import people as people_query
from storage.queries import sessions as query
from storage.tables import Absence, AdHocRequest, Cover, OutboxRow, Proposal, SupervisionSession
from supervision.work import Work

Words = Callable[[Work, OutboxRow], Message | None]


def _session(work: Work, row: OutboxRow) -> SupervisionSession | None:
    """The session a row is about, unless it has changed since: then a later row says how it stands."""
    session = query.session(work.uow, row.subject_id)
    return session if session is not None and session.version == row.subject_version else None


def _booked(work: Work, row: OutboxRow) -> Message | None:
    return _about_session(work, row, "A session is booked", "{session}. What is on the agenda is up to you.")


def _moved(work: Work, row: OutboxRow) -> Message | None:
    return _about_session(
        work, row, "A session has moved", "Now {session}. Agenda and preparation move along."
    )


def _about_session(work: Work, row: OutboxRow, title: str, text: str) -> Message | None:
    session = _session(work, row)
    if session is None or session.status != "planned":
        return None
    words = capital(text.format(session=session_name(work, session)))
    buttons = [Button("Propose another time", Press("propose-time", session.id, session.version))]
    if work.actor == session.supervisee_id and session.kind != "personal":
        buttons.insert(0, Button("Prepare", Press("prepare", session.id, session.version), "primary"))
    return Message(
        words, title=title, buttons=tuple(buttons), summary=title, card=f"session:{session.id}:{work.actor}"
    )


def _cancelled(work: Work, row: OutboxRow) -> Message | None:
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


def _proposal(work: Work, row: OutboxRow) -> Proposal | None:
    proposal = work.uow.session.get(Proposal, row.subject_id)
    return proposal if proposal is not None and proposal.version == row.subject_version else None


def _proposed(work: Work, row: OutboxRow) -> Message | None:
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


def _answered(work: Work, row: OutboxRow) -> Message | None:
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


def _ad_hoc(work: Work, row: OutboxRow) -> Message | None:
    request = work.uow.session.get(AdHocRequest, row.subject_id)
    if request is None or request.state != "open":
        return None
    who = name_of(work, request.supervisee_id)
    return Message(
        f"{who} asks for supervision before your next session.",
        title="Ad hoc supervision is asked for",
        buttons=(Button("Book a session", Press("book-for", request.supervisee_id), "primary"),),
        summary="Ad hoc supervision is asked for",
        card=f"ad-hoc:{request.id}",
    )


def _record_news(work: Work, row: OutboxRow) -> Message | None:
    record = query.record(work.uow, row.subject_id)
    if record is None or record.version != row.subject_version:
        return None
    session = query.session(work.uow, record.session_id)
    if session is None:
        return None
    who, of = name_of(work, session.supervisee_id), session_name(work, session)
    text = {
        "signed_off": f"{who} has signed off the record of {of}. Nothing more is to be done.",
        "change_asked": f"{who} asks for a change to the record of {of}. Amend it, then task it again.",
        "disagreed": f"{who} disagrees with the record of {of}. Talk it through; only you amend the record.",
    }[record.state]
    buttons = (
        Button("Read what was said", Press("read-reason", record.id, record.version), "primary"),
        Button("Task it again", Press("record-done", record.id, record.version)),
    )
    title = {
        "signed_off": "A record is signed off",
        "change_asked": "A change to a record is asked for",
        "disagreed": "A disagreement with a record",
    }[record.state]
    return Message(
        text,
        title=title,
        buttons=() if record.state == "signed_off" else buttons,
        summary=title,
        card=f"record:{record.id}:{work.actor}",
    )


def _reported(work: Work, row: OutboxRow) -> Message | None:
    absence = work.uow.session.get(Absence, row.subject_id)
    if absence is None or absence.returned_on is not None:
        return None
    away = name_of(work, absence.person_id)
    return Message(
        f"{name_of(work, row.stage)} reports that {away} has been away since {full_date(absence.from_on)}, and asks "
        "for supervision to be arranged.",
        title=f"{away} is away: a report",
        buttons=(Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary"),),
        summary="A report that a supervisor is away",
        card=f"absence-report:{absence.id}:{row.stage}",
    )


def _cover(work: Work, row: OutboxRow) -> Cover | None:
    cover = work.uow.session.get(Cover, row.subject_id)
    stands = cover is not None and cover.version == row.subject_version and cover.state == "arranged"
    return cover if stands else None


def _cover_arranged(work: Work, row: OutboxRow) -> Message | None:
    cover = _cover(work, row)
    if cover is None or cover.ended_on is not None:
        return None
    away, covering = name_of(work, cover.absent_id), name_of(work, cover.covering_id)
    until = f"until {full_date(cover.until_on)}" if cover.until_on else f"until {away} is back"
    if work.actor == cover.covering_id:
        names = [
            one.name for one in people_query.supervised_by(work.uow, cover.absent_id) if one.id != work.actor
        ]
        text = (
            f"You supervise in place of {away} {until}: {', '.join(names)}. Their sessions, and what is owed to them, "
            "are with you, and you can read what they prepare. They are told when you do."
        )
    elif work.actor == cover.absent_id:
        text = f"{covering} supervises in your place {until}."
    else:
        text = (
            f"{covering} supervises you in place of {away} {until}. They can read what you prepare; "
            "you are told when they do. Your supervisor stays the same."
        )
    return Message(
        text,
        title="Cover is arranged",
        buttons=(Button("What is owed", Press("due"), "primary"),),
        summary="Cover is arranged",
        card=f"cover:{cover.id}:{work.actor}",
    )


def _cover_ended(work: Work, row: OutboxRow) -> Message | None:
    cover = _cover(work, row)
    if cover is None:
        return None
    away, covering = name_of(work, cover.absent_id), name_of(work, cover.covering_id)
    mine = work.actor == cover.covering_id
    text = f"{away} is back and supervises again. Your cover has ended: their sessions and duties are theirs again."
    return Message(
        text if mine else f"{away} is back and supervises you again, in place of {covering}.",
        title="Cover has ended",
        summary="Cover has ended",
        card=f"cover:{cover.id}:{work.actor}",
    )


def _read(work: Work, row: OutboxRow) -> Message | None:
    session = query.session(work.uow, row.subject_id)
    if session is None:
        return None
    reader = name_of(work, row.stage.split(":")[0])
    return Message(
        f"{reader} has read what you prepared for {session_name(work, session)}. Purpose: cover.",
        title="Your preparation was read",
        summary="Your preparation was read",
    )


NEWS: Mapping[str, Words] = {
    "session-booked": _booked,
    "session-moved": _moved,
    "session-cancelled": _cancelled,
    "session-proposed": _proposed,
    "proposal-accepted": _answered,
    "proposal-declined": _answered,
    "ad-hoc-asked": _ad_hoc,
    "record-signed-off": _record_news,
    "record-change-asked": _record_news,
    "record-disagreed": _record_news,
    "absence-reported": _reported,
    "cover-arranged": _cover_arranged,
    "cover-ended": _cover_ended,
    "preparation-read": _read,
}
