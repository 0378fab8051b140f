"""A case record that somebody else makes for its supervisor, where the policy names who may: delegated, read, taken back."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Choice, Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Option
from dialogs.exchange.reply import Press
from dialogs.flows.which import pick_flow
from dialogs.wording.draft_cards import TITLES, parts
from dialogs.wording.follows import follows
from dialogs.wording.pages import pages
from dialogs.wording.phrases import capital, done, name_of
from dialogs.wording.record_words import CASE, TAKE_BACK, record_of, record_options
from supervision import access, delegation
from supervision.work import MovedOn, Work

DELEGATE_TO: Final = Flow(
    id="delegate",
    version=1,
    args=("record",),
    steps=(Choice("maker", options="candidates"),),
    facts=("record_label", "whose", "candidates"),
    resumable=False,
    words={
        "title": "Delegate {record_label}",
        "summary": "Delegate a record",
        "maker": "Who records it for you? They are reminded in your place, and the due date stays. Of this session they can "
        "read the draft of this record, which {whose} is told of, and nothing else.",
        "maker.label": "Records it",
        "finish": "Delegate it",
    },
)


def delegate_pressed(work: Work, press: Press) -> Said:
    """The button "Delegate it" of a reminder; its subject is a record."""
    return _delegate(work, press.subject, press.version)


def take_back_pressed(work: Work, press: Press) -> Said:
    """The button "Take it back"; its subject is a record."""
    return _take_back(work, press.subject, press.version)


def read_pressed(work: Work, press: Press) -> Said:
    """The button "Read the draft", for whoever is to make the record."""
    found = delegation.read_drafts(work, press.subject)
    if not found:
        _, session = access.record_as_delegate(work, press.subject)
        supervisor = name_of(work, access.acting_supervisor_id(work, session))
        return say(f"Nothing is drafted here. Ask {supervisor} what goes onto the file.")
    texts = [
        page
        for draft, session, said in found
        for page in pages(TITLES[CASE], parts(work, draft, session, said))
    ]
    return say(*texts)


def _delegate(work: Work, record_id: str, version: int | None = None) -> Said:
    found, (record, _) = delegation.candidates(work, record_id), access.record_to_task(work, record_id)
    if version not in (None, record.version):
        raise MovedOn
    if not found:
        return say(
            "Nobody else to whom your policy lets you delegate a record is here today. It stays as it is."
        )
    return ask(DELEGATE_TO.id, record=record.id)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    found = delegation.candidates(work, args["record"])
    record, session = access.record_to_task(work, args["record"])
    return {
        "record_label": record_of(work, record, session),
        "whose": name_of(work, session.supervisee_id),
        "candidates": tuple(Option(one.id, one.name) for one in found),
    }


def _delegated(work: Work, args: Args, answers: Answers) -> Said:
    record = delegation.delegate(work, args["record"], answers.text("maker"))
    _, session = access.record_to_task(work, record.id)
    maker = name_of(work, record.delegated_to_id)
    text = f"{capital(record_of(work, record, session))}, is with {maker} to record. You see it under what is owed to you."
    back = Button(TAKE_BACK, Press("take-back", record.id, record.version))
    facts = follows(work, record.id, "record-")
    return say(done(work, "Record delegated", text, record.delegated_to_id, facts=facts, buttons=(back,)))


def _take_back(work: Work, record_id: str, version: int | None = None) -> Said:
    had_it = access.record_to_task(work, record_id)[0].delegated_to_id
    record = delegation.take_back(work, record_id, version)
    _, session = access.record_to_task(work, record.id)
    text = f"{capital(record_of(work, record, session))}, is with you again to record."
    facts = follows(work, record.id, "record-")
    return say(done(work, "Record taken back", text, had_it, facts=facts))


def _to_delegate(work: Work) -> list[Option]:
    return record_options(work, delegation.to_delegate(work))


def _to_take_back(work: Work) -> list[Option]:
    return record_options(work, delegation.delegated(work))


DELEGATE_WHICH: Final = Pick(
    pick_flow("delegate_which", "Delegate a record", "Which record do you want to delegate?", "Record"),
    _to_delegate,
    _delegate,
    "No record waits for you that your policy lets you delegate.",
)
TAKE_BACK_WHICH: Final = Pick(
    pick_flow(
        "take_back_which",
        "Take a record back",
        "Which record do you want to take back?",
        "Record",
        finish=TAKE_BACK,
    ),
    _to_take_back,
    _take_back,
    'You have delegated no record that still waits. To undo what you just did, type "undo".',
)
TOPIC = Topic(
    conversations=(
        DELEGATE_WHICH.conversation,
        TAKE_BACK_WHICH.conversation,
        Conversation(DELEGATE_TO, _facts, _delegated),
    ),
    commands={"delegate": DELEGATE_WHICH.start, "take back": TAKE_BACK_WHICH.start},
    aliases={"take it back": "take back"},
    verbs={
        "delegate-record": delegate_pressed,
        "take-back": take_back_pressed,
        "delegated-draft": read_pressed,
    },
    whose={"delegate": ("delegates",), "take back": ("delegates",)},
    help={
        "delegate": "Have somebody whom your policy names make a record for you",
        "take back": "Take back a record that you have delegated",
    },
)
