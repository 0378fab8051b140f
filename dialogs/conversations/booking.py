"""Booking a session, or moving one that is planned."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.conversations.proposing import propose_instead
from dialogs.engine.flow import Choice, DateTime, Flow, Number
from dialogs.engine.values import Answers
from dialogs.exchange.message import Fact, Option
from dialogs.exchange.reply import Press
from dialogs.flows.which import pick_flow
from dialogs.wording.beside_booking import at_the_same_time, on_no_working_day, takes_no_place
from dialogs.wording.follows import still_owed
from dialogs.wording.lengths import hint, shorter, usual
from dialogs.wording.phrases import done, session_name, session_option
from storage.queries import sessions as query
from supervision import access, lengths, mine, sessions
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, Work

BOOK: Final = Flow(
    id="book",
    version=1,
    args=("supervisee",),
    steps=(
        DateTime("starts_at"),
        Number("minutes", least=10, most=480, default="usual_minutes", minutes=True),
        Choice("kind", options=("both", "case", "personal"), default="usual_kind"),
    ),
    facts=("supervisee_name", "usual_minutes", "usual_kind", "least"),
    resumable=False,
    words={
        "title": "Book supervision with {supervisee_name}",
        "summary": "Book supervision",
        "starts_at": "When is the session?",
        "starts_at.label": "Date and time",
        "minutes": "How many minutes does it take?",
        "minutes.label": "Minutes",
        "minutes.hint": "{least}",
        "kind": "What is it for?",
        "kind.label": "Kind",
        "kind.both": "Cases and personal supervision",
        "kind.case": "Cases only",
        "kind.personal": "Personal supervision only",
        "finish": "Book it",
    },
)
MOVE: Final = Flow(
    id="move",
    version=1,
    args=("session",),
    steps=(DateTime("starts_at"),),
    facts=("session_label",),
    resumable=False,
    words={
        "title": "Move {session_label}",
        "summary": "Move a session",
        "starts_at": "When is it to be instead? Agenda and preparation move along.",
        "starts_at.label": "New date and time",
        "finish": "Move it",
    },
)


def book_for(work: Work, press: Press) -> Said:
    """The button "Book a session"; its subject is the supervisee."""
    return _book(work, press.subject)


def move_pressed(work: Work, press: Press) -> Said:
    """The button "Move": the supervisor moves a session, the supervisee proposes another time for it."""
    session = access.session_as_party(work, press.subject)
    if press.version != session.version:
        raise MovedOn
    return _move(work, session.id)


def _book(work: Work, supervisee_id: str) -> Said:
    return ask(BOOK.id, supervisee=access.supervisee(work, supervisee_id).id)


def _move(work: Work, session_id: str) -> Said:
    session = access.session_as_party(work, session_id)
    if session.status != "planned":
        raise NotPlanned
    if session.supervisee_id == work.actor:
        return propose_instead(work, session.id)
    return ask(MOVE.id, session=session.id)


def _book_facts(work: Work, args: Args) -> Mapping[str, object]:
    supervisee = access.supervisee(work, args["supervisee"])
    asked = lengths.asked(work, supervisee)
    # As the last one held or cancelled, so that three taps rebook what was cancelled.
    all_of_them = query.sessions_of(work.uow, supervisee.id)
    last = [one for one in all_of_them if one.status != "planned"][-1:] or all_of_them[-1:]
    return {
        "supervisee_name": supervisee.name,
        "usual_minutes": usual(asked, last[0].minutes if last else 60),
        "usual_kind": last[0].kind if last else "both",
        "least": hint(asked),
    }


def _booked(work: Work, args: Args, answers: Answers) -> Said:
    starts_at, minutes = answers.instant("starts_at") or work.now, answers.number("minutes") or 60
    asked = lengths.asked(work, access.supervisee(work, args["supervisee"]))
    session = sessions.book(work, args["supervisee"], starts_at, minutes, answers.text("kind"))
    count = len(query.agenda(work.uow, session.id))
    cases = f"{count} open {'case' if count == 1 else 'cases'}; the agenda is theirs to change"
    facts = () if session.kind == "personal" else (Fact("On the agenda", cases),)
    return say(
        done(
            work,
            "Session booked",
            f"Booked: {session_name(work, session)}.",
            session.supervisee_id,
            facts=(
                *facts,
                *shorter(asked, session.minutes),
                *still_owed(work, session.supervisee_id, "book", "rebook"),
                *takes_no_place(work, session),
                *at_the_same_time(work, session),
                *on_no_working_day(work, session.starts_at),
            ),
        )
    )


def _move_facts(work: Work, args: Args) -> Mapping[str, object]:
    return {"session_label": session_name(work, access.session_as_supervisor(work, args["session"]))}


def _moved(work: Work, args: Args, answers: Answers) -> Said:
    session = sessions.move(work, args["session"], answers.instant("starts_at") or work.now)
    text = f"Moved: now {session_name(work, session)}. Agenda and preparation move along."
    facts = still_owed(work, session.supervisee_id, "book", "rebook")
    facts += at_the_same_time(work, session) + on_no_working_day(work, session.starts_at)
    return say(done(work, "Session moved", text, session.supervisee_id, facts=facts))


def _supervisees(work: Work) -> list[Option]:
    return [Option(one.id, one.name) for one in mine.supervisees(work)]


def _movable(work: Work) -> list[Option]:
    """Planned sessions of both sides; one whose time has passed can still be moved while it was not held."""
    found = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    return [session_option(work, one) for one in sorted(found, key=lambda it: it.starts_at)]


BOOK_WHOM: Final = Pick(
    pick_flow("book_whom", "Book supervision", "Who is the session with?", "With"),
    _supervisees,
    _book,
    "You supervise nobody at the moment.",
    "supervises",
    instead='To ask your own supervisor for a time, type "propose".',
)
MOVE_WHICH: Final = Pick(
    pick_flow("move_which", "Move a session", "Which session do you want to move?", "Session"),
    _movable,
    _move,
    'There is no planned session to move. Type "book" to book one, or "propose" to propose a time.',
)
TOPIC = Topic(
    conversations=(
        BOOK_WHOM.conversation,
        MOVE_WHICH.conversation,
        Conversation(BOOK, _book_facts, _booked),
        Conversation(MOVE, _move_facts, _moved),
    ),
    commands={"book": BOOK_WHOM.start, "move": MOVE_WHICH.start},
    verbs={"book-for": book_for, "move-session": move_pressed},
    whose={"book": ("supervises",), "move": ("supervised", "supervises")},
    help={"book": "Book a session with somebody you supervise", "move": "Move a session, or propose to"},
)
