"""Cancelling a session: who it comes from and why; then what follows, by when and under which clause."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Choice, Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.follows import also_owed, follows
from dialogs.wording.phrases import done, name_of, session_name, session_option
from storage.tables import Absence, SupervisionSession
from supervision import access, mine, sessions
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, Work

CANCEL: Final = Flow(
    id="cancel",
    version=1,
    args=("session",),
    steps=(Choice("by", options="parties"), Choice("why", options=("sickness", "other"))),
    facts=("session_label", "parties"),
    resumable=False,
    words={
        "title": "Cancel {session_label}",
        "summary": "Cancel a session",
        "by": "Who does the cancellation come from?",
        "by.label": "Comes from",
        "why": "Why? It decides by when the session takes place again. The other party is told that it is cancelled, "
        "not why.",
        "why.label": "Why",
        "why.sickness": "That person is off sick",
        "why.other": "Another reason",
        "finish": "Cancel the session",
    },
)


def pressed(work: Work, press: Press) -> Said:
    """The button "Cancel" of a session."""
    session = access.session_as_party(work, press.subject)
    if press.version != session.version:
        raise MovedOn
    return _cancel(work, session.id)


def _cancel(work: Work, session_id: str) -> Said:
    session = access.session_as_party(work, session_id)
    if session.status != "planned":
        raise NotPlanned
    return ask(CANCEL.id, session=session.id)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    session = access.session_as_party(work, args["session"])
    other = _other(work, session)
    parties = (Option(work.actor, "Me"), Option(other, name_of(work, other)))
    return {"session_label": session_name(work, session), "parties": parties}


def _other(work: Work, session: SupervisionSession) -> str:
    if work.actor == session.supervisee_id:
        return access.acting_supervisor_id(work, session)
    return session.supervisee_id


def _cancelled(work: Work, args: Args, answers: Answers) -> Said:
    session, absence = sessions.cancel(work, args["session"], answers.text("by"), answers.text("why"))
    owed, also = follows(work, session.id, "rebook"), also_owed(work, session.id, "cancel-note")
    text = f"Cancelled: {session_name(work, session)}."
    text += f" {_next(work, session, owed)}{_away(work, absence)}"
    supervises = work.actor != session.supervisee_id
    again = (
        Button("Book a session", Press("book-for", session.supervisee_id), "primary")
        if supervises
        else Button("Propose a time", Press("propose-time", ""), "primary")
    )
    return say(
        done(work, "Session cancelled", text, _other(work, session), facts=(*owed, *also), buttons=(again,)),
    )


def _next(work: Work, session: SupervisionSession, owed: tuple[Fact, ...]) -> str:
    if not owed:
        return "Another session is already booked in its place."
    if work.actor == session.supervisee_id:
        return f"{name_of(work, _other(work, session))} books another; you can propose a time."
    return "It takes place again as below."


def _away(work: Work, absence: Absence | None) -> str:
    """Away, since when; never why."""
    if absence is None:
        return ""
    if absence.person_id == work.actor:
        return ' You are noted as away since today. Type "back" when you return.'
    who, since = name_of(work, absence.person_id), full_date(absence.from_on)
    return f" {who} is noted as away since {since}."


def _cancellable(work: Work) -> list[Option]:
    found = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    return [session_option(work, one) for one in sorted(found, key=lambda it: it.starts_at)]


CANCEL_WHICH: Final = Pick(
    pick_flow("cancel_which", "Cancel a session", "Which session do you want to cancel?", "Session"),
    _cancellable,
    _cancel,
    "There is no planned session to cancel.",
)
TOPIC = Topic(
    conversations=(CANCEL_WHICH.conversation, Conversation(CANCEL, _facts, _cancelled)),
    commands={"cancel": CANCEL_WHICH.start},
    verbs={"cancel-session": pressed},
    whose={"cancel": ("supervised", "supervises")},
    help={"cancel": "Cancel a session, and see by when it takes place again"},
)
