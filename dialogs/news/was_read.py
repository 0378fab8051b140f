"""News that somebody other than the two has read something: who covers what a person prepared, typed around updates, or
said; somebody above what they stated a purpose for.
"""

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import name_of, session_name
from dialogs.wording.record_words import CASE, record_of
from storage.queries import readings
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


def stated(work: Work, row: OutboxRow) -> Message | None:
    """Somebody above read what the two keep, for a purpose they stated; to each of the two."""
    reading = readings.reading(work.uow, row.subject_id)
    session = query.session(work.uow, reading.session_id) if reading else None
    if reading is None or session is None:
        return None
    side = "about the cases" if reading.kind == CASE else "of the personal side"
    reader, title = name_of(work, reading.reader_id), "Something you keep was read"
    text = (
        f"{reader} has read what is kept here {side} of {session_name(work, session)}, and stated what for."
    )
    why = Button("Why they read it", Press("reading-why", reading.id), "primary")
    return Message(text, title=title, summary=title, buttons=(why,))


def _of_session(work: Work, row: OutboxRow, what: str, title: str) -> Message | None:
    session = query.session(work.uow, row.subject_id)
    return _told(work, row, what.format(session=session_name(work, session)), title) if session else None


def _told(work: Work, row: OutboxRow, what: str, title: str) -> Message:
    """The stage names the reader, the day, and where it is not cover a purpose: neither needs stating."""
    reader, _, purpose = (*row.stage.split(":"), "")[:3]
    text = f"{name_of(work, reader)} has read {what}. Purpose: {_PURPOSES.get(purpose, 'cover')}."
    return Message(text, title=title, summary=title)


_PURPOSES = {"delegation": "to put it on the file, which was delegated to them"}
