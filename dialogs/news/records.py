"""News of records and preparations: signed off, a change asked for, a disagreement; read by somebody else."""

from dialogs.message import Button, Message
from dialogs.phrases import name_of, session_name, when
from dialogs.reply import Press
from storage.queries import sessions as query
from storage.tables import OutboxRow
from supervision.work import Work


def record_news(work: Work, row: OutboxRow) -> Message | None:
    """A supervisee signed a record off, asked for a change, or disagrees."""
    record = query.record(work.uow, row.subject_id)
    if record is None or record.version != row.subject_version:
        return None
    session = query.session(work.uow, record.session_id)
    if session is None:
        return None
    who, of = name_of(work, session.supervisee_id), f"supervision on {when(work, session.starts_at)}"
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


def read(work: Work, row: OutboxRow) -> Message | None:
    """Somebody other than the two read a preparation."""
    session = query.session(work.uow, row.subject_id)
    if session is None:
        return None
    reader = name_of(work, row.stage.split(":")[0])
    return Message(
        f"{reader} has read what you prepared for {session_name(work, session)}. Purpose: cover.",
        title="Your preparation was read",
        summary="Your preparation was read",
    )


def reason_read(work: Work, row: OutboxRow) -> Message | None:
    """Somebody other than the two read what was said about a record."""
    record = query.record(work.uow, row.subject_id)
    session = query.session(work.uow, record.session_id) if record else None
    if session is None:
        return None
    reader = name_of(work, row.stage.split(":")[0])
    return Message(
        f"{reader} has read what you said about the record of {session_name(work, session)}. Purpose: cover.",
        title="What you said about a record was read",
        summary="What you said about a record was read",
    )
