"""Signing a record off: agree, ask for a change, or disagree with a reason; and reading what was said."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.flow import Flow, LongText
from dialogs.follows import follows
from dialogs.message import Button, Fact, Message, Option
from dialogs.phrases import done, name_of, session_name, session_option
from dialogs.picking import Pick, pick_flow
from dialogs.reply import Press
from dialogs.text import full_date
from dialogs.values import Answers
from storage.tables import Record
from supervision import access, mine, records
from supervision.records import ANSWERABLE, TASKABLE
from supervision.work import MovedOn, Work

CHANGE: Final = Flow(
    id="ask_change",
    version=1,
    args=("record",),
    steps=(LongText("wanted"),),
    facts=("session_label", "supervisor"),
    words={
        "title": "Ask for a change: {session_label}",
        "summary": "Ask for a change to a record",
        "wanted": "What needs to change, and why? Only {supervisor} amends the record, and only the two of you read "
        "this. The time to sign it off stops until it is sent to you again.",
        "wanted.label": "Change asked for",
        "wanted.blank": "Enter what needs to change",
    },
)
DISAGREE: Final = Flow(
    id="disagree",
    version=1,
    args=("record",),
    steps=(LongText("reason"),),
    facts=("session_label", "supervisor"),
    words={
        "title": "Disagree: {session_label}",
        "summary": "Disagree with a record",
        "reason": "What do you disagree with, and why? It is recorded formally, the time to sign it off stops, and "
        "{supervisor} is told. Talk it through next; either of you may go to the next tier.",
        "reason.label": "Reason",
        "reason.blank": "Enter what you disagree with",
    },
)

_WHAT = {"change_asked": "Change asked for", "disagreed": "Disagreement"}


def signed(work: Work, press: Press) -> Said:
    """The button "Sign off"."""
    record = records.sign_off(work, press.subject, press.version)
    session = access.session_as_supervisee(work, record.session_id)
    text = f"Signed off: the record of {session_name(work, session)}. Nothing more is to be done."
    return say(done(work, "Record signed off", text, access.record_supervisor_id(work, session)))


def ask_change(work: Work, press: Press) -> Said:
    """The button "Ask for a change"."""
    return ask(CHANGE.id, record=_answerable(work, press).id)


def disagree(work: Work, press: Press) -> Said:
    """The button "I disagree"."""
    return ask(DISAGREE.id, record=_answerable(work, press).id)


def read_reason(work: Work, press: Press) -> Said:
    """What the supervisee asked for or disagreed with, for the two of them, on request. Its subject is a record."""
    record, said = records.read_reason(work, press.subject)
    if not said:
        return say("Nothing was said about this record.")
    session = access.session_as_party(work, record.session_id)
    *earlier, latest = said
    text = f"The record of {session_name(work, session)}:\n\n{latest.text}"
    facts = tuple(Fact(f"Said before, {full_date(one.said_on)}", _WHAT[one.kind]) for one in earlier)
    buttons: tuple[Button, ...] = ()
    if work.actor != session.supervisee_id and record.state in TASKABLE:
        again = Press("record-done", record.id, record.version)
        buttons = (Button("It is amended: send it again", again, "primary"),)
    said_on = Fact("Said on", full_date(latest.said_on))
    title, summary = _WHAT[latest.kind], "What was said about a record"
    return say(
        Message(text, title=title, facts=(said_on, *facts), buttons=buttons, summary=summary, private=True)
    )


def _answerable(work: Work, press: Press) -> Record:
    record, _ = access.record_as_supervisee(work, press.subject)
    if record.state not in ANSWERABLE or press.version != record.version:
        raise MovedOn
    return record


def _show(work: Work, record_id: str) -> Said:
    record, session = access.record_as_supervisee(work, record_id)
    text = f"The record of {session_name(work, session)}, is on the file for you to read."
    if record.state == "assumed_agreed":
        text += " Its date has passed, so it is assumed agreed; until it is closed you can still answer."
    buttons = (
        Button("Sign off", Press("sign-off", record.id, record.version), "primary"),
        Button("Ask for a change", Press("ask-change", record.id, record.version)),
        Button("I disagree", Press("disagree", record.id, record.version)),
    )
    facts = follows(work, record.id, "signoff-") if record.state == "tasked" else ()
    message = Message(
        text, title="Sign off a record", facts=facts, buttons=buttons, summary="A record waits for your sign-off",
        card=f"sign-off:{record.id}",
    )  # fmt: skip
    return say(message)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    _, session = access.record_as_supervisee(work, args["record"])
    supervisor = name_of(work, access.record_supervisor_id(work, session))
    return {"session_label": session_name(work, session), "supervisor": supervisor}


def _change_asked(work: Work, args: Args, answers: Answers) -> Said:
    record = records.ask_for_change(work, args["record"], answers.text("wanted"))
    return _answered(
        work, record, "Change asked for", "The change is asked for. The record is sent to you again."
    )


def _disagreed(work: Work, args: Args, answers: Answers) -> Said:
    record = records.disagree(work, args["record"], answers.text("reason"))
    return _answered(
        work, record, "Disagreement recorded", "Your disagreement is recorded. Talk it through next."
    )


def _answered(work: Work, record: Record, title: str, text: str) -> Said:
    session = access.session_as_supervisee(work, record.session_id)
    facts = follows(work, record.id, "signoff-")
    return say(done(work, title, text, access.record_supervisor_id(work, session), facts=facts))


def _waiting(work: Work) -> list[Option]:
    found = [(one, session_option(work, session)) for one, session in mine.own_records(work, *ANSWERABLE)]
    return [Option(record.id, session.label, session.hint) for record, session in found]


SIGN_WHICH: Final = Pick(
    pick_flow("sign_which", "Sign off a record", "Which record do you want to answer?", "Record"),
    _waiting,
    _show,
    "No record waits for your sign-off.",
)
TOPIC = Topic(
    conversations=(
        SIGN_WHICH.conversation,
        Conversation(CHANGE, _facts, _change_asked),
        Conversation(DISAGREE, _facts, _disagreed),
    ),
    commands={"sign off": SIGN_WHICH.start},
    aliases={"records": "sign off", "sign-off": "sign off"},
    verbs={
        "sign-off": signed,
        "ask-change": ask_change,
        "disagree": disagree,
        "read-reason": read_reason,
        "records": lambda work, press: SIGN_WHICH.start(work),
    },
    help={"sign off": "Sign a record off, ask for a change, or disagree"},
)
