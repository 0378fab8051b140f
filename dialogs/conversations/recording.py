"""After a session: it was held, it is recorded, its personal notes are sent, and a record nobody signed off is closed
with a note.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.closing_note import closing_note
from dialogs.conditions import Given
from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.co_working import button_for
from dialogs.flow import Date, Flow, Number
from dialogs.follows import follows, still_owed
from dialogs.lengths import hint, shorter
from dialogs.message import Button, Message, Option
from dialogs.phrases import capital, done, name_of, session_name, session_option
from dialogs.picking import Pick, pick_flow
from dialogs.record_words import CASE, DRAFT, PERSONAL, SEND, kind_of, record_of, record_options
from dialogs.reply import Press
from dialogs.text import full_date
from dialogs.to_answer import was_it_held
from dialogs.values import Answers
from storage.queries import sessions as query
from storage.tables import Record, SupervisionSession
from supervision import access, delegation, lengths, mine, records, sessions
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, Work

HELD: Final = Flow(
    id="held",
    version=1,
    args=("session",),
    steps=(
        Date("on", direction="past", default="planned_on"),
        Number("minutes", least=5, most=480, default="planned_minutes", when=Given("asks_length")),
    ),
    facts=("session_label", "planned_on", "planned_minutes", "asks_length", "least"),
    resumable=False,
    words={
        "title": "Held: {session_label}",
        "summary": "A session was held",
        "on": "On which day was it held? The time to record it is counted from that day.",
        "on.label": "Day it was held",
        "minutes": "How many minutes did it take?",
        "minutes.label": "Minutes",
        "minutes.hint": "{least}",
        "finish": "Note it as held",
    },
)


def held_pressed(work: Work, press: Press) -> Said:
    """The button "It was held" of a session."""
    session = access.session_as_supervisor(work, press.subject)
    if press.version != session.version:
        raise MovedOn
    return _ask_held(work, session.id)


def asked_again(work: Work, press: Press) -> Said:
    """The way in from several things of one morning: whether a session was held. Raises Refused, NotPlanned, MovedOn."""
    session = access.session_as_supervisor(work, press.subject)
    if session.status != "planned":
        raise NotPlanned
    if press.version != session.version:
        raise MovedOn
    return say(was_it_held(work, session))


def done_pressed(work: Work, press: Press) -> Said:
    """The button "It is recorded", or "Send the notes": it is with the supervisee now. Its subject is a record."""
    return _recorded(work, press.subject, press.version)


def close_pressed(work: Work, press: Press) -> Said:
    """The button "Close with a note". Its subject is a record."""
    return _close(work, press.subject, press.version)


def _ask_held(work: Work, session_id: str) -> Said:
    session = access.session_as_supervisor(work, session_id)
    if session.status != "planned":
        raise NotPlanned
    return ask(HELD.id, session=session.id)


def _held_facts(work: Work, args: Args) -> Mapping[str, object]:
    session = access.session_as_supervisor(work, args["session"])
    me = access.actor(work)
    planned_on = session.starts_at.astimezone(work.policy(me).timezone).date()
    supervisee = access.person_for(work, session.supervisee_id)
    return {
        "session_label": session_name(work, session),
        "planned_on": min(planned_on, work.today(me)),
        "planned_minutes": session.minutes,
        "asks_length": lengths.matters(work, supervisee),
        "least": hint(lengths.asked(work, supervisee)),
    }


def _held(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    planned = access.session_as_supervisor(work, args["session"])
    asked = lengths.asked(work, access.person_for(work, planned.supervisee_id))
    session = sessions.held(work, planned.id, on, minutes=answers.number("minutes"))
    text = f"Noted: {session_name(work, session)}, was held on {full_date(on)}. {_NEXT[session.kind]}"
    facts = tuple(
        fact for one in query.records(work.uow, [session.id]) for fact in follows(work, one.id, "record-")
    )
    facts += shorter(asked, session.minutes)
    # What the reminder of the next would say is said here, once.
    facts += still_owed(work, session.supervisee_id, "book", label="Next")
    buttons = (*_to_send(work, session), *_to_draft(work, session), *button_for(work, session))
    return say(done(work, "Session held", text, facts=facts, buttons=buttons))


_NEXT = {
    "case": "Record it on the file next.",
    "personal": "Send the personal notes once they are written.",
    "both": "Record the cases on the file next. The personal notes are kept apart: send them once they are written.",
}


def _to_draft(work: Work, session: SupervisionSession) -> tuple[Button, ...]:
    """The way to the draft of each record that waits: never more than two."""
    waiting = {one.kind: one.id for one in query.records(work.uow, [session.id]) if one.state == "awaiting"}
    return tuple(Button(DRAFT[kind], Press("draft-record", waiting[kind])) for kind in sorted(waiting))


def _to_send(work: Work, session: SupervisionSession) -> tuple[Button, ...]:
    """What of a session still waits for its supervisor: the case record first."""
    waiting = [one for one in query.records(work.uow, [session.id]) if one.state == "awaiting"]
    waiting.sort(key=lambda one: one.kind)
    return tuple(
        Button(SEND[one.kind], Press("record-done", one.id, one.version), "plain" if place else "primary")
        for place, one in enumerate(waiting)
    )


def _recorded(work: Work, record_id: str, version: int | None = None) -> Said:
    before, session = access.record_to_task(work, record_id)
    other = _other_maker(work, before, session)
    record = records.recorded(work, record_id, version)
    verb, what, title = (
        ("are", "to answer", "Personal notes sent")
        if record.kind == PERSONAL
        else ("is", "for sign-off", "Record tasked for sign-off")
    )
    whose = name_of(work, session.supervisee_id)
    text = f"{capital(record_of(work, record, session))}, {verb} with {whose} {what}."
    facts = follows(work, record.id, "signoff-")
    # Whoever makes one record for the supervisor has nothing else of its session.
    rest = () if work.actor == record.delegated_to_id else _to_send(work, session)
    return say(done(work, title, text, session.supervisee_id, other, facts=facts, buttons=rest))


def _other_maker(work: Work, record: Record, session: SupervisionSession) -> str | None:
    """Who else might have made a record that is awaited and delegated: whoever it is delegated to, or the supervisor."""
    if record.state != "awaiting" or record.delegated_to_id is None:
        return None
    theirs = work.actor == record.delegated_to_id
    return access.acting_supervisor_id(work, session) if theirs else record.delegated_to_id


def _close(work: Work, record_id: str, version: int | None = None) -> Said:
    was, _ = access.record_as_supervisor(work, record_id)
    assumed = was.state == "assumed_agreed"
    record = records.close(work, record_id, version)
    session = access.session_as_supervisor(work, record.session_id)
    where = "the personal file" if record.kind == PERSONAL else "the file"
    text = f"Closed: {record_of(work, record, session)}. Copy the note below onto {where}."
    note = Message(closing_note(work, record, session, assumed), title=f"Note for {where}", private=True)
    return say(done(work, f"{capital(kind_of(record))} closed", text), note)


def _over(work: Work) -> list[Option]:
    """Planned sessions whose day has come."""
    me = access.actor(work)
    zone, today = work.policy(me).timezone, work.today(me)
    found = mine.supervised_sessions(work, "planned")
    return [session_option(work, one) for one in found if one.starts_at.astimezone(zone).date() <= today]


def _taskable(work: Work, kind: str) -> list[tuple[Record, SupervisionSession]]:
    return [one for one in mine.supervised_records(work, *records.TASKABLE) if one[0].kind == kind]


def _to_record(work: Work) -> list[Option]:
    return record_options(work, [*_taskable(work, CASE), *delegation.with_me(work)])


def _notes_to_send(work: Work) -> list[Option]:
    return record_options(work, _taskable(work, PERSONAL))


def _to_close(work: Work) -> list[Option]:
    found = mine.supervised_records(work, "assumed_agreed", "tasked")
    return record_options(
        work, [one for one in found if one[0].state != "tasked" or records.closable(work, one[0])]
    )


HELD_WHICH: Final = Pick(
    pick_flow("held_which", "A session was held", "Which session was held?", "Session"),
    _over,
    _ask_held,
    "No session with somebody you supervise has had its day yet, so there is none to note as held.",
    "supervises",
)
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
CLOSE_WHICH: Final = Pick(
    pick_flow(
        "close_which", "Close a record", "Which record do you want to close?", "Record", finish="Close it"
    ),
    _to_close,
    _close,
    "No record waits to be closed.",
    "supervises",
)
TOPIC = Topic(
    conversations=(
        HELD_WHICH.conversation,
        RECORDED_WHICH.conversation,
        SEND_WHICH.conversation,
        CLOSE_WHICH.conversation,
        Conversation(HELD, _held_facts, _held),
    ),
    commands={
        "held": HELD_WHICH.start,
        "recorded": RECORDED_WHICH.start,
        "send notes": SEND_WHICH.start,
        "close": CLOSE_WHICH.start,
    },
    aliases={"send the notes": "send notes"},
    verbs={
        "was-it-held": asked_again,
        "held-session": held_pressed,
        "record-done": done_pressed,
        "close-record": close_pressed,
    },
    whose={
        **dict.fromkeys(("held", "send notes", "close"), ("supervises",)),
        "recorded": ("supervises", "records"),
    },
    waits={"held": _over, "recorded": _to_record, "send notes": _notes_to_send, "close": _to_close},
    help={
        "held": "Say that a session was held",
        "recorded": "Say that it is recorded, and send the record for sign-off",
        "send notes": "Send the personal notes of a session, which are kept apart from its record",
        "close": "Close a record that was not signed off in time, with a note for the file",
    },
)
