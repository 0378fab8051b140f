"""News that somebody other than the two has read something: what a person prepared, typed around updates, or said."""

from dialogs.message import Message
from dialogs.phrases import name_of, session_name
from dialogs.record_words import record_of
from storage.queries import sessions as query
from storage.tables import OutboxRow
from supervision.work import Work


def preparation(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read a preparation."""
    return _of_session(work, row, "what you prepared for {session}", "Your preparation was read")


def update_notes(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read what was typed around updates."""
    what = "your notes of the updates in {session}"
    return _of_session(work, row, what, "Your notes of an update were read")


def draft(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read the draft of a record."""
    return _of_session(work, row, "the draft of the record of {session}", "A draft of yours was read")


def reason(work: Work, row: OutboxRow) -> Message | None:
    """Somebody read what was said about a record."""
    record = query.record(work.uow, row.subject_id)
    session = query.session(work.uow, record.session_id) if record else None
    if record is None or session is None:
        return None
    what = f"what you said about {record_of(work, record, session)}"
    return _told(work, row, what, "What you said about a record was read")


def _of_session(work: Work, row: OutboxRow, what: str, title: str) -> Message | None:
    session = query.session(work.uow, row.subject_id)
    return _told(work, row, what.format(session=session_name(work, session)), title) if session else None


def _told(work: Work, row: OutboxRow, what: str, title: str) -> Message:
    """The stage names the reader and the day; cover is the one purpose for which anybody else reads."""
    reader = name_of(work, row.stage.split(":")[0])
    return Message(f"{reader} has read {what}. Purpose: cover.", title=title, summary=title)
