"""A session was held: on which day, how long it took, and what is to be recorded now."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.co_working import button_for
from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.conditions import Given
from dialogs.engine.flow import Date, Flow, Number
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.follows import follows, still_owed
from dialogs.wording.lengths import hint, shorter
from dialogs.wording.phrases import done, session_name, session_option
from dialogs.wording.record_words import DRAFT, to_send
from dialogs.wording.to_answer import was_it_held
from storage.queries import sessions as query
from storage.tables import SupervisionSession
from supervision import access, lengths, mine, sessions
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, Work

HELD: Final = Flow(
    id="held",
    version=1,
    args=("session",),
    steps=(
        Date("on", direction="past", default="planned_on"),
        Number(
            "minutes", least=5, most=480, default="planned_minutes", minutes=True, when=Given("asks_length")
        ),
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
    buttons = (*to_send(work, session), *_to_draft(work, session), *button_for(work, session))
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


def _over(work: Work) -> list[Option]:
    """Planned sessions whose day has come."""
    me = access.actor(work)
    zone, today = work.policy(me).timezone, work.today(me)
    found = mine.supervised_sessions(work, "planned")
    return [session_option(work, one) for one in found if one.starts_at.astimezone(zone).date() <= today]


HELD_WHICH: Final = Pick(
    pick_flow("held_which", "A session was held", "Which session was held?", "Session"),
    _over,
    _ask_held,
    "No session with somebody you supervise has had its day yet, so there is none to note as held.",
    "supervises",
)
TOPIC = Topic(
    conversations=(HELD_WHICH.conversation, Conversation(HELD, _held_facts, _held)),
    commands={"held": HELD_WHICH.start},
    verbs={"was-it-held": asked_again, "held-session": held_pressed},
    whose={"held": ("supervises",)},
    waits={"held": _over},
    help={"held": "Say that a session was held"},
)
