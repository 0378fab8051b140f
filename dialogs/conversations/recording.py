"""After a session: it was held, it is recorded, and a record nobody signed off is closed with a note."""

from collections.abc import Mapping
from typing import Final

from dialogs.closing_note import closing_note
from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.flow import Date, Flow
from dialogs.follows import follows
from dialogs.message import Button, Message, Option
from dialogs.phrases import done, name_of, session_name, session_option
from dialogs.picking import Pick, pick_flow
from dialogs.reply import Press
from dialogs.text import full_date
from dialogs.values import Answers
from storage.queries import sessions as query
from storage.tables import Record, SupervisionSession
from supervision import access, mine, records, sessions
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, Work

HELD: Final = Flow(
    id="held",
    version=1,
    args=("session",),
    steps=(Date("on", direction="past", default="planned_on"),),
    facts=("session_label", "planned_on"),
    resumable=False,
    words={
        "title": "Held: {session_label}",
        "summary": "A session was held",
        "on": "On which day was it held? Its record is due counted from that day.",
        "on.label": "Day it was held",
    },
)


def held_pressed(work: Work, press: Press) -> Said:
    """The button "It was held" of a session."""
    session = access.session_as_supervisor(work, press.subject)
    if press.version != session.version:
        raise MovedOn
    return _ask_held(work, session.id)


def done_pressed(work: Work, press: Press) -> Said:
    """The button "It is recorded": the record is tasked to the supervisee. Its subject is a record."""
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
    return {"session_label": session_name(work, session), "planned_on": min(planned_on, work.today(me))}


def _held(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    session = sessions.held(work, args["session"], on)
    (record,) = query.records(work.uow, [session.id])
    button = Button("It is recorded", Press("record-done", record.id, record.version), "primary")
    text = f"Noted: {session_name(work, session)}, was held on {full_date(on)}. Record it on the file next."
    facts = follows(work, record.id, "record-")
    return say(done(work, "Session held", text, facts=facts, buttons=(button,)))


def _recorded(work: Work, record_id: str, version: int | None = None) -> Said:
    _, session = access.record_to_task(work, record_id)
    record = records.recorded(work, record_id, version)
    text = f"The record of {session_name(work, session)}, is with {name_of(work, session.supervisee_id)} for sign-off."
    facts = follows(work, record.id, "signoff-")
    return say(done(work, "Record tasked for sign-off", text, session.supervisee_id, facts=facts))


def _close(work: Work, record_id: str, version: int | None = None) -> Said:
    was, _ = access.record_as_supervisor(work, record_id)
    assumed = was.state == "assumed_agreed"
    record = records.close(work, record_id, version)
    session = access.session_as_supervisor(work, record.session_id)
    text = f"Closed: the record of {session_name(work, session)}. Copy the note below onto the file."
    note = Message(closing_note(work, record, session, assumed), title="Note for the file", private=True)
    return say(done(work, "Record closed", text), note)


def _over(work: Work) -> list[Option]:
    """Planned sessions whose day has come."""
    me = access.actor(work)
    zone, today = work.policy(me).timezone, work.today(me)
    found = mine.supervised_sessions(work, "planned")
    return [session_option(work, one) for one in found if one.starts_at.astimezone(zone).date() <= today]


def _options(work: Work, found: list[tuple[Record, SupervisionSession]]) -> list[Option]:
    named = [(record, session_option(work, session)) for record, session in found]
    return [Option(record.id, session.label, session.hint) for record, session in named]


def _to_record(work: Work) -> list[Option]:
    return _options(work, mine.supervised_records(work, *records.TASKABLE))


def _to_close(work: Work) -> list[Option]:
    found = mine.supervised_records(work, "assumed_agreed", "tasked")
    return _options(
        work, [one for one in found if one[0].state != "tasked" or records.closable(work, one[0])]
    )


HELD_WHICH: Final = Pick(
    pick_flow("held_which", "A session was held", "Which session was held?", "Session"),
    _over,
    _ask_held,
    "No planned session of yours has had its day yet, so there is none to note as held.",
)
RECORDED_WHICH: Final = Pick(
    pick_flow("recorded_which", "A session is recorded", "Which session have you recorded?", "Session"),
    _to_record,
    _recorded,
    'No record waits for you. Type "held" first when a session has taken place.',
)
CLOSE_WHICH: Final = Pick(
    pick_flow("close_which", "Close a record", "Which record do you want to close?", "Record"),
    _to_close,
    _close,
    "No record waits to be closed.",
)
TOPIC = Topic(
    conversations=(
        HELD_WHICH.conversation,
        RECORDED_WHICH.conversation,
        CLOSE_WHICH.conversation,
        Conversation(HELD, _held_facts, _held),
    ),
    commands={"held": HELD_WHICH.start, "recorded": RECORDED_WHICH.start, "close": CLOSE_WHICH.start},
    verbs={"held-session": held_pressed, "record-done": done_pressed, "close-record": close_pressed},
    help={
        "held": "Say that a session was held",
        "recorded": "Say that it is recorded, and send the record for sign-off",
        "close": "Close a record that was not signed off in time, with a note for the file",
    },
)
