"""News that somebody other than the two has read something: what a person prepared, typed around updates, or said."""

from dialogs.message import Message
from dialogs.phrases import name_of, session_name
from dialogs.record_words import record_of
from storage.queries import sessions as query
from storage.tables import OutboxRow
from supervision.work import Work


def preparation(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read a preparation."""
    session = query.session(work.uow, row.subject_id)
    if session is None:
        return None
    what = f"what you prepared for {session_name(work, session)}"
    return _told(work, row, what, "Your preparation was read")


def update_notes(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read what was typed around updates."""
    session = query.session(work.uow, row.subject_id)
    if session is None:
        return None
    what = f"your notes of the updates in {session_name(work, session)}"
    return _told(work, row, what, "Your notes of an update were read")


def draft(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read the draft of a record."""
    session = query.session(work.uow, row.subject_id)
    if session is None:
        return None
    what = f"the draft of the record of {session_name(work, session)}"
    return _told(work, row, what, "A draft of yours was read")


def reason(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read what was said about a record."""
    record = query.record(work.uow, row.subject_id)
    session = query.session(work.uow, record.session_id) if record else None
    if record is None or session is None:
        return None
    what = f"what you said about {record_of(work, record, session)}"
    return _told(work, row, what, "What you said about a record was read")


def _told(work: Work, row: OutboxRow, what: str, title: str) -> Message:
    """The stage names the reader and the day; cover is the one purpose for which anybody else reads."""
    reader = name_of(work, row.stage.split(":")[0])
    return Message(f"{reader} has read {what}. Purpose: cover.", title=title, summary=title)
