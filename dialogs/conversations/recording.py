"""A record is on the file, or the personal notes are ready: they go to the supervisee, to sign off or to answer."""

from typing import Final

from dialogs.conversations.conversation import Said, Topic, say
from dialogs.conversations.picking import Pick
from dialogs.exchange.message import Option
from dialogs.exchange.reply import Press
from dialogs.flows.which import pick_flow
from dialogs.wording.follows import follows
from dialogs.wording.phrases import capital, done, name_of
from dialogs.wording.record_words import CASE, PERSONAL, SEND, record_of, record_options, to_send
from storage.tables import Record, SupervisionSession
from supervision import access, delegation, mine, records
from supervision.work import Work


def done_pressed(work: Work, press: Press) -> Said:
    """The button "It is recorded", or "Send the notes": it is with the supervisee now. Its subject is a record."""
    return _recorded(work, press.subject, press.version)


def _recorded(work: Work, record_id: str, version: int | None = None) -> Said:
    before, session = access.record_to_task(work, record_id)
    other = _other_maker(work, before, session)
    record = records.recorded(work, record_id, version)
    verb, what, title = (
        ("are", "to answer", "Personal notes sent")
        if record.kind == PERSONAL
        else ("is", "for sign-off", "Record sent for sign-off")
    )
    whose = name_of(work, session.supervisee_id)
    text = f"{capital(record_of(work, record, session))}, {verb} with {whose} {what}."
    facts = follows(work, record.id, "signoff-")
    # Whoever makes one record for the supervisor has nothing else of its session.
    rest = () if work.actor == record.delegated_to_id else to_send(work, session)
    return say(done(work, title, text, session.supervisee_id, other, facts=facts, buttons=rest))


def _other_maker(work: Work, record: Record, session: SupervisionSession) -> str | None:
    """Who else might have made a record that is awaited and delegated: whoever it is delegated to, or the supervisor."""
    if record.state != "awaiting" or record.delegated_to_id is None:
        return None
    theirs = work.actor == record.delegated_to_id
    return access.acting_supervisor_id(work, session) if theirs else record.delegated_to_id


def _taskable(work: Work, kind: str) -> list[tuple[Record, SupervisionSession]]:
    return [one for one in mine.supervised_records(work, *records.TASKABLE) if one[0].kind == kind]


def _to_record(work: Work) -> list[Option]:
    return record_options(work, [*_taskable(work, CASE), *delegation.with_me(work)])


def _notes_to_send(work: Work) -> list[Option]:
    return record_options(work, _taskable(work, PERSONAL))


RECORDED_WHICH: Final = Pick(
    pick_flow(
        "recorded_which",
        "A session is recorded",
        "Which session have you recorded?",
        "Session",
        finish=SEND[CASE],
    ),
    _to_record,
    _recorded,
    'No record waits for you. Type "held" first when a session has taken place, and "send notes" for personal notes.',
    "supervises",
    also="records",
)
SEND_WHICH: Final = Pick(
    pick_flow(
        "send_which", "Send personal notes", "Which notes do you send?", "Notes", finish=SEND[PERSONAL]
    ),
    _notes_to_send,
    _recorded,
    'No personal notes wait for you. Type "held" first when a session has taken place.',
    "supervises",
)
TOPIC = Topic(
    conversations=(RECORDED_WHICH.conversation, SEND_WHICH.conversation),
    commands={"recorded": RECORDED_WHICH.start, "send notes": SEND_WHICH.start},
    aliases={"send the notes": "send notes"},
    verbs={"record-done": done_pressed},
    whose={"recorded": ("supervises", "records"), "send notes": ("supervises",)},
    waits={"recorded": _to_record, "send notes": _notes_to_send},
    help={
        "recorded": "Say that it is recorded, and send the record for sign-off",
        "send notes": "Send the personal notes of a session, which are kept apart from its record",
    },
)
