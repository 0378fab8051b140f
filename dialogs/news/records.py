"""News of records: signed off, a change asked for, a disagreement; made by somebody else than was to."""

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import capital, name_of, when
from dialogs.wording.record_words import PERSONAL, kind_of
from storage.queries import sessions as query
from storage.tables import OutboxRow, Record
from supervision.work import Work


def record_news(work: Work, row: OutboxRow) -> Message | None:
    """A supervisee signed a record off or accepted personal notes, asked for a change, or disagrees."""
    record = query.record(work.uow, row.subject_id)
    if record is None or record.version != row.subject_version:
        return None
    session = query.session(work.uow, record.session_id)
    if session is None:
        return None
    who, kind, personal = name_of(work, session.supervisee_id), kind_of(record), record.kind == PERSONAL
    what = f"the {kind} of supervision on {when(work, session.starts_at)}"
    agreed, them = ("accepted", "them") if personal else ("signed off", "it")
    text = {
        "signed_off": f"{who} has {agreed} {what}. Nothing more is to be done.",
        "change_asked": f"{who} asks for a change to {what}. Amend {them}, then send {them} again.",
        "disagreed": f"{who} disagrees with {what}. Talk it through; only you amend {them}.",
    }[record.state]
    buttons = (
        Button("Read what was said", Press("read-reason", record.id, record.version), "primary"),
        Button(f"Send {them} again", Press("record-done", record.id, record.version)),
    )
    subject, is_agreed = ("Personal notes", "are accepted") if personal else ("A record", "is signed off")
    title = {
        "signed_off": f"{subject} {is_agreed}",
        "change_asked": f"{subject}: a change is asked for",
        "disagreed": f"{subject}: a disagreement",
    }[record.state]
    return Message(
        text,
        title=title,
        buttons=() if record.state == "signed_off" else buttons,
        summary=title,
        card=f"record:{record.id}:{work.actor}",
    )


def taken_back(work: Work, row: OutboxRow) -> Message | None:
    """A record is no longer theirs to make: the supervisor does after all, has done so, or somebody else does."""
    record = query.record(work.uow, row.subject_id)
    if record is None or (record.state == "awaiting" and record.delegated_to_id == row.recipient_id):
        return None
    text = (
        "You are no longer asked to record {what}. You have nothing more to do for it."
        if record.state == "awaiting"
        else "{what} has been recorded already, so you have nothing more to do for it."
    )
    return _made(work, record, text, "A record is no longer yours to make")


def made(work: Work, row: OutboxRow) -> Message | None:
    """Somebody has made a record that was delegated to them; to the supervisor."""
    record = query.record(work.uow, row.subject_id)
    if record is None or record.version != row.subject_version:
        return None
    text = "{maker} has recorded {what}. It is with {whose} for sign-off."
    return _made(work, record, text, "A record you delegated is made")


def _made(work: Work, record: Record, text: str, title: str) -> Message | None:
    session = query.session(work.uow, record.session_id)
    if session is None:
        return None
    whose = name_of(work, session.supervisee_id)
    what = f"the supervision with {whose} held on {when(work, session.starts_at)}"
    said = text.format(what=what, whose=whose, maker=name_of(work, record.recorded_by))
    return Message(capital(said), title=title, summary=title)
