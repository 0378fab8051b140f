"""What a supervisor looks at before a session (clause supervisor-prep), as a list to tick off. Only they read it."""

from collections.abc import Collection, Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Choices, Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import capital, session_name, session_option
from storage.tables import SupervisionSession
from supervision import access, looks
from supervision.policy import Clause, local_day
from supervision.sessions import NotPlanned
from supervision.work import Refused, Work

TITLE: Final = "Your own preparation"
TICK_OFF: Final = "Tick off"
NOT_DONE: Final = "Not done after all"


def _flow(flow_id: str, question: str, label: str, blank: str, finish: str) -> Flow:
    return Flow(
        id=flow_id,
        version=1,
        args=("session",),
        steps=(Choices("items", options="shown"),),
        facts=("shown", "session_label"),
        resumable=False,
        words={
            "title": "Your own preparation: {session_label}",
            "summary": TITLE,
            "items": question,
            "items.label": label,
            "items.blank": blank,
            "finish": finish,
        },
    )


TICK: Final = _flow(
    "tick_look", "Which of these have you looked at?", "Looked at", "Choose what you have looked at", TICK_OFF
)
UNTICK: Final = _flow(
    "untick_look",
    "Which of these is still to be looked at?",
    "To look at",
    "Choose what is still to do",
    NOT_DONE,
)


def _list(work: Work, session: SupervisionSession) -> Said:
    """The list as it stands: each thing with the day on which it was ticked off, or not yet."""
    clause = looks.clause_for(work, session)
    if clause is None:
        return say(
            "Your policy names nothing to look at before this session. You can read what was prepared for it."
        )
    done, zone = looks.looked_at(work, session), work.policy(access.actor(work)).timezone
    facts = [
        Fact(
            one.says,
            f"Done on {full_date(local_day(done[one.key], zone))}" if one.key in done else "Not yet",
        )
        for one in clause.looks
    ]
    count = sum(one.key in done for one in clause.looks)
    stands = (
        "Everything is looked at." if count == len(clause.looks) else f"{count} of {len(clause.looks)} done."
    )
    return say(
        Message(
            f"{capital(session_name(work, session))}. {stands} Only you read this list.",
            title=TITLE,
            facts=(*facts, Fact("Clause", clause.clause.cited())),
            buttons=tuple(_buttons(session, count, len(clause.looks))),
            summary=TITLE,
            card=f"looks:{session.id}:{work.actor}",
        )
    )


def _buttons(session: SupervisionSession, count: int, all_of_them: int) -> list[Button]:
    def press(label: str, verb: str, *, first: bool = False) -> Button:
        return Button(label, Press(verb, session.id, session.version), "primary" if first else "plain")

    ticking = [press(TICK_OFF, "look-tick", first=True)] if count < all_of_them else []
    back = [press(NOT_DONE, "look-untick")] if count else []
    ready = [] if session.supervisor_prepared_at else [press("I am prepared", "ready", first=not ticking)]
    return [*ticking, *ready, press("Read the preparation", "read-preparation"), *back]


def _planned(work: Work, session_id: str) -> SupervisionSession:
    session = access.session_as_supervisor(work, session_id)
    if session.status != "planned":
        raise NotPlanned
    return session


def pressed(work: Work, press: Press) -> Said:
    """The button "My list" of the overview; its subject is a session."""
    return _list(work, _planned(work, press.subject))


def tick_pressed(work: Work, press: Press) -> Said:
    """The button "Tick off": the one thing that is left, or a choice."""
    session = _planned(work, press.subject)
    open_now = looks.left(work, session)
    if len(open_now) == 1:
        return _list(work, looks.tick(work, session.id, [open_now[0].key]))
    return ask(TICK.id, session=session.id) if open_now else _list(work, session)


def untick_pressed(work: Work, press: Press) -> Said:
    """The button "Not done after all": the one thing that is ticked, or a choice."""
    session = _planned(work, press.subject)
    done = list(looks.looked_at(work, session))
    if len(done) == 1:
        return _list(work, looks.take_back(work, session.id, done))
    return ask(UNTICK.id, session=session.id) if done else _list(work, session)


def _facts(work: Work, args: Args, *, done: bool) -> Mapping[str, object]:
    session = _planned(work, args["session"])
    clause = looks.clause_for(work, session)
    if clause is None:
        raise Refused
    return {"session_label": session_name(work, session), "shown": _options(work, clause, session, done=done)}


def _options(work: Work, clause: Clause, session: SupervisionSession, *, done: bool) -> tuple[Option, ...]:
    ticked: Collection[str] = looks.looked_at(work, session)
    return tuple(Option(one.key, one.says) for one in clause.looks if (one.key in ticked) is done)


def _ticked(work: Work, args: Args, answers: Answers) -> Said:
    return _list(work, looks.tick(work, args["session"], answers.chosen("items")))


def _unticked(work: Work, args: Args, answers: Answers) -> Said:
    return _list(work, looks.take_back(work, args["session"], answers.chosen("items")))


WHICH: Final = Pick(
    pick_flow("look_which", TITLE, "Which session do you prepare for?", "Session"),
    lambda work: [session_option(work, one) for one in looks.to_look_at(work)],
    lambda work, session_id: _list(work, _planned(work, session_id)),
    "No session with somebody you supervise is planned for which your policy names what to look at.",
    "supervises",
)
TOPIC = Topic(
    conversations=(
        WHICH.conversation,
        Conversation(TICK, lambda work, args: _facts(work, args, done=False), _ticked),
        Conversation(UNTICK, lambda work, args: _facts(work, args, done=True), _unticked),
    ),
    commands={"checklist": WHICH.start},
    verbs={"looks": pressed, "look-tick": tick_pressed, "look-untick": untick_pressed},
    whose={"checklist": ("supervises",)},
    help={"checklist": "What you look at before a session, to tick off"},
)
