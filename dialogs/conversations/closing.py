"""A record that nobody signed off is closed by its supervisor, with a note for the file."""

from typing import Final

from dialogs.conversations.conversation import Said, Topic, say
from dialogs.conversations.picking import Pick
from dialogs.exchange.message import Message, Option
from dialogs.exchange.reply import Press
from dialogs.flows.which import pick_flow
from dialogs.wording.closing_note import closing_note
from dialogs.wording.phrases import capital, done
from dialogs.wording.record_words import PERSONAL, kind_of, record_of, record_options
from supervision import access, mine, records
from supervision.work import Work


def close_pressed(work: Work, press: Press) -> Said:
    """The button "Close with a note". Its subject is a record."""
    return _close(work, press.subject, press.version)


def _close(work: Work, record_id: str, version: int | None = None) -> Said:
    was, _ = access.record_as_supervisor(work, record_id)
    assumed = was.state == "assumed_agreed"
    record = records.close(work, record_id, version)
    session = access.session_as_supervisor(work, record.session_id)
    where = "the personal file" if record.kind == PERSONAL else "the file"
    text = f"Closed: {record_of(work, record, session)}. Copy the note below onto {where}."
    note = Message(closing_note(work, record, session, assumed), title=f"Note for {where}", private=True)
    return say(done(work, f"{capital(kind_of(record))} closed", text), note)


def _to_close(work: Work) -> list[Option]:
    found = mine.supervised_records(work, "assumed_agreed", "tasked")
    return record_options(
        work, [one for one in found if one[0].state != "tasked" or records.closable(work, one[0])]
    )


WHICH: Final = Pick(
    pick_flow(
        "close_which", "Close a record", "Which record do you want to close?", "Record", finish="Close it"
    ),
    _to_close,
    _close,
    "No record waits to be closed.",
    "supervises",
)
TOPIC = Topic(
    conversations=(WHICH.conversation,),
    commands={"close": WHICH.start},
    verbs={"close-record": close_pressed},
    whose={"close": ("supervises",)},
    waits={"close": _to_close},
    help={"close": "Close a record that was not signed off in time, with a note for the file"},
)
