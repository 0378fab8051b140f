"""Signing a record off, or answering personal notes: agree, ask for a change, or disagree with a reason; and reading what
was said.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Flow, LongText
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.follows import follows
from dialogs.wording.phrases import capital, done, name_of
from dialogs.wording.record_words import AGREE, PERSONAL, kind_of, record_of, record_options
from storage.tables import Record, SupervisionSession
from supervision import access, mine, records
from supervision.records import ANSWERABLE, TASKABLE
from supervision.work import MovedOn, Work

CHANGE: Final = Flow(
    id="ask_change",
    version=1,
    args=("record",),
    steps=(LongText("wanted"),),
    facts=("record_label", "kind", "supervisor"),
    words={
        "title": "Ask for a change: {record_label}",
        "summary": "Ask for a change to a record",
        "wanted": "What needs to change, and why? Only {supervisor} amends the {kind}. The two of you read this, and "
        "whoever supervises you later; if somebody who covers reads it, or a manager for a stated purpose, you are told. "
        "The time to answer stops until you are asked again.",
        "wanted.label": "Change asked for",
        "wanted.blank": "Enter what needs to change",
        "finish": "Ask for the change",
    },
)
DISAGREE: Final = Flow(
    id="disagree",
    version=1,
    args=("record",),
    steps=(LongText("reason"),),
    facts=("record_label", "supervisor"),
    words={
        "title": "Disagree: {record_label}",
        "summary": "Disagree with a record",
        "reason": "What do you disagree with, and why? It is recorded formally, the time to answer stops, and "
        "{supervisor} is told. The two of you read it, and whoever supervises you later; if somebody who covers reads it, "
        "or a manager for a stated purpose, you are told. Talk it through next; either of you may take it further.",
        "reason.label": "Reason",
        "reason.blank": "Enter what you disagree with",
        "finish": "Record that I disagree",
    },
)

NOTHING: Final = "No record waits for your sign-off."
_WHAT = {"change_asked": "Change asked for", "disagreed": "Disagreement"}


def signed(work: Work, press: Press) -> Said:
    """The button "Sign off", or "Accept" for personal notes."""
    record = records.sign_off(work, press.subject, press.version)
    session = access.session_as_supervisee(work, record.session_id)
    word = "accepted" if record.kind == PERSONAL else "signed off"
    text = f"{capital(word)}: {record_of(work, record, session)}. Nothing more is to be done."
    title = f"{capital(kind_of(record))} {word}"
    return say(done(work, title, text, access.record_supervisor_id(work, session)))


def answering(work: Work, press: Press) -> Said:
    """The way in from several things of one morning: a record with each answer to it. Raises Refused, MovedOn."""
    return _show(work, _answerable(work, press).id)


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
    text = f"{capital(record_of(work, record, session))}:\n\n{latest.text}"
    facts = tuple(Fact(f"Said before, {full_date(one.said_on)}", _WHAT[one.kind]) for one in earlier)
    buttons: tuple[Button, ...] = ()
    if work.actor != session.supervisee_id and record.state in TASKABLE:
        again = Press("record-done", record.id, record.version)
        label = (
            "They are amended: send them again" if record.kind == PERSONAL else "It is amended: send it again"
        )
        buttons = (Button(label, again, "primary"),)
    if record.state == "disagreed":
        buttons = (*buttons, *further(work, record, session))
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
    personal = record.kind == PERSONAL
    ready = "are with you to read" if personal else "is on the file for you to read"
    text = f"{capital(record_of(work, record, session))}, {ready}."
    if record.state == "assumed_agreed":
        assumed = (
            "they are assumed accepted; until they are" if personal else "it is assumed agreed; until it is"
        )
        text += f" The date has passed, so {assumed} closed you can still answer."
    title = "Answer personal notes" if personal else "Sign off a record"
    summary = "Personal notes wait for your answer" if personal else "A record waits for your sign-off"
    buttons = (
        Button(AGREE[record.kind], Press("sign-off", record.id, record.version), "primary"),
        Button("Ask for a change", Press("ask-change", record.id, record.version)),
        Button("I disagree", Press("disagree", record.id, record.version)),
    )
    facts = follows(work, record.id, "signoff-") if record.state == "tasked" else ()
    message = Message(
        text, title=title, facts=facts, buttons=buttons, summary=summary, card=f"sign-off:{record.id}",
    )  # fmt: skip
    return say(message)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    record, session = access.record_as_supervisee(work, args["record"])
    supervisor = name_of(work, access.record_supervisor_id(work, session))
    label = record_of(work, record, session)
    return {"record_label": label, "kind": kind_of(record), "supervisor": supervisor}


def _change_asked(work: Work, args: Args, answers: Answers) -> Said:
    record = records.ask_for_change(work, args["record"], answers.text("wanted"))
    again = "The notes are" if record.kind == PERSONAL else "The record is"
    return _answered(
        work, record, "Change asked for", f"The change is asked for. {again} sent to you again once amended."
    )


def _disagreed(work: Work, args: Args, answers: Answers) -> Said:
    record = records.disagree(work, args["record"], answers.text("reason"))
    session = access.session_as_supervisee(work, record.session_id)
    text = "Your disagreement is recorded. Talk it through next."
    return _answered(work, record, "Disagreement recorded", text, buttons=further(work, record, session))


def further(work: Work, record: Record, session: SupervisionSession) -> tuple[Button, ...]:
    """The way to the next tier with a disagreement (clause disagreement), for the two and nobody who covers."""
    supervisee = access.person_for(work, session.supervisee_id)
    if work.actor not in (supervisee.id, supervisee.supervisor_id):
        return ()
    return (Button("Take it further", Press("concern-record", record.id, record.version)),)


def _answered(work: Work, record: Record, title: str, text: str, *, buttons: tuple[Button, ...] = ()) -> Said:
    session = access.session_as_supervisee(work, record.session_id)
    facts = follows(work, record.id, "signoff-")
    return say(
        done(work, title, text, access.record_supervisor_id(work, session), facts=facts, buttons=buttons)
    )


def _waiting(work: Work) -> list[Option]:
    return record_options(work, mine.own_records(work, *ANSWERABLE))


def _sign_off(work: Work) -> Said:
    """The word "sign off". Where nothing waits but a change was asked for, or a disagreement is recorded, it says who has it
    and when it comes back.
    """
    asked = [] if _waiting(work) else mine.own_records(work, "change_asked", "disagreed")
    if not asked:
        return SIGN_WHICH.start(work)
    text = "\n\n".join([NOTHING, *(_comes_back(work, record, session) for record, session in asked)])
    disagreed = [one for one in asked if one[0].state == "disagreed"]
    ways = further(work, *disagreed[0]) if len(disagreed) == 1 else ()
    return say(Message(text, buttons=ways))


def _comes_back(work: Work, record: Record, session: SupervisionSession) -> str:
    with_whom = name_of(work, access.record_supervisor_id(work, session))
    comes, it = ("They come", "them") if record.kind == PERSONAL else ("It comes", "it")
    did = "disagreed with" if record.state == "disagreed" else "asked for a change to"
    talk = f" Talk it through with {with_whom}." if record.state == "disagreed" else ""
    return (
        f"You {did} {record_of(work, record, session)}.{talk} {comes} back to you to answer once {with_whom} has "
        f"amended {it} and sent {it} again."
    )


SIGN_WHICH: Final = Pick(
    pick_flow("sign_which", "Sign off a record", "Which record do you want to answer?", "Record"),
    _waiting,
    _show,
    NOTHING,
    "supervised",
)
TOPIC = Topic(
    conversations=(
        SIGN_WHICH.conversation,
        Conversation(CHANGE, _facts, _change_asked),
        Conversation(DISAGREE, _facts, _disagreed),
    ),
    commands={"sign off": _sign_off},
    aliases={"records": "sign off", "sign-off": "sign off"},
    verbs={
        "answer-record": answering,
        "sign-off": signed,
        "ask-change": ask_change,
        "disagree": disagree,
        "read-reason": read_reason,
        "records": lambda work, press: _sign_off(work),
    },
    whose={"sign off": ("supervised",)},
    waits={"sign off": _waiting},
    help={"sign off": "Sign a record off or accept personal notes, ask for a change, or disagree"},
)
