"""The 10-minute update in a session: start, pause, resume, stop, clarify, next case; and the box of whoever listens."""

from collections.abc import Callable
from typing import Final

from dialogs.conversations.conversation import Said, Topic, say
from dialogs.conversations.picking import Pick
from dialogs.exchange.message import Fact, Message
from dialogs.exchange.reply import Press
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import session_option
from dialogs.wording.preparation_text import NOT_PROVIDED, STEPS, question
from dialogs.wording.update_cards import QUESTIONS, TITLE, listening, overview, timer
from storage.queries import sessions as sessions_query
from storage.queries import updates as query
from storage.tables import CaseUpdate, SupervisionSession
from supervision import access, preparations
from supervision.updates import clock, setting, texts
from supervision.work import MovedOn, SaidNo, Work

Act = Callable[[Work, str, int], CaseUpdate]
NONE: Final = (
    "No session of yours with 10-minute updates is on now. They can be started from 15 minutes before a session until it is "
    'noted as held. A supervisor turns them on for somebody they supervise: type "updates on".'
)


def show(work: Work, session_id: str) -> Said:
    """Where the updates of a session stand: the one under way, or the cases to start with."""
    session = access.session_as_party(work, session_id)
    if setting.of_session(work, session) is None:
        raise clock.Off
    begun = [one for one in query.of_session(work.uow, session.id) if one.state not in ("waiting", "done")]
    begun.sort(key=lambda one: (one.state in clock.LIVE, one.state == "time_up", one.started_at or work.now))
    return _standing(work, begun[-1], session) if begun else say(overview(work, session))


def _standing(work: Work, update: CaseUpdate, session: SupervisionSession) -> Said:
    messages = [timer(work, update, session)]
    if work.actor != session.supervisee_id and update.state == "running":
        messages.append(listening(work, update))
    return say(*messages)


def start(work: Work, press: Press) -> Said:
    """The button "Start" of a case, whose subject is the session; the case comes along."""
    case = press.values.get("case", "")
    try:
        update = clock.start(work, press.subject, case if isinstance(case, str) else "")
    except (MovedOn, clock.AnotherRuns) as no:
        return _and_where_it_stands(no, show(work, press.subject))
    session = access.session_as_party(work, press.subject)
    if work.actor != session.supervisee_id:
        return _standing(work, update, session)
    prepared = _prompts(work, update, session)
    return say(timer(work, update, session), *([prepared] if prepared else []))


def acting(act: Act) -> Callable[[Work, Press], Said]:
    """A button of an update: done, or, where it has moved on since the button was shown, shown as it stands."""

    def pressed(work: Work, press: Press) -> Said:
        try:
            update = act(work, press.subject, press.version)
        except (MovedOn, clock.AnotherRuns) as no:
            update, session = access.update_as_party(work, press.subject)
            return _and_where_it_stands(no, _standing(work, update, session))
        session = access.session_as_party(work, update.session_id)
        # The box of whoever listens stays as it is, with what is being typed into it.
        return _standing(work, update, session) if act is clock.again else say(timer(work, update, session))

    return pressed


def _and_where_it_stands(no: SaidNo, standing: Said) -> Said:
    return Said((*say(str(no)).messages, *standing.messages), standing.opening)


def keep_questions(work: Work, press: Press) -> Said:
    """The button "Keep for afterwards". Whatever has happened since the box was shown, what was typed is kept."""
    typed = press.values.get(QUESTIONS, "")
    update = texts.listen(work, press.subject, typed if isinstance(typed, str) else "")
    return say(listening(work, update))


def show_questions(work: Work, press: Press) -> Said:
    """What the actor kept while listening, on request, once time is up."""
    update, _ = access.update_as_party(work, press.subject)
    kept = texts.listened(work, update)
    if update.state == "running" or not kept:
        return say(
            "Nothing is kept for afterwards."
            if not kept
            else "It is shown once time is up. Just listen until then."
        )
    return say(Message(kept, title="What I kept while listening", summary=TITLE, private=True))


def prompts(work: Work, press: Press) -> Said:
    """What the worker prepared for this case, to speak from; on request."""
    update, session = access.update_as_supervisee(work, press.subject)
    return say(
        _prompts(work, update, session)
        or "You prepared nothing for this case. Nothing has to be typed now either."
    )


def _prompts(work: Work, update: CaseUpdate, session: SupervisionSession) -> Message | None:
    """Preparation and notes as prompts: they are there to be read, and not asked again."""
    made = sessions_query.preparation(work.uow, session.id, update.case_id, session.supervisee_id)
    prepared = preparations.kept(work, made) if made else {}
    facts = [Fact(question(step), prepared[step] or NOT_PROVIDED) for step in STEPS if prepared.get(step)]
    notes = texts.kept(work, update, session)
    facts += [Fact(label, text) for step, label in _NOTES if (text := notes.get(step))]
    if not facts:
        return None
    text = "What you prepared, to speak from. You are not asked for it again."
    return Message(text, title="What I prepared", facts=tuple(facts), summary=TITLE, private=True)


_NOTES: Final = (
    ("relevant", "Most relevant now"),
    ("new_concerns", "New concerns"),
    ("anything_else", "Anything else that worries me"),
)
UPDATE_WHICH: Final = Pick(
    pick_flow("update_which", "10-minute updates", "In which session are you?", "Session"),
    lambda work: [session_option(work, one) for one in clock.sessions_now(work)],
    show,
    NONE,
)
TOPIC = Topic(
    conversations=(UPDATE_WHICH.conversation,),
    commands={"update": UPDATE_WHICH.start},
    verbs={
        "update": lambda work, press: show(work, press.subject),
        "update-start": start,
        "update-pause": acting(clock.pause),
        "update-resume": acting(clock.resume),
        "update-stop": acting(clock.stop),
        "update-again": acting(clock.again),
        "update-clarify": acting(clock.clarify),
        "update-close": acting(clock.close),
        "update-listen": keep_questions,
        "update-listened": show_questions,
        "update-prompts": prompts,
    },
    collects={"update-listen": (QUESTIONS,)},
    whose={"update": ("supervised", "supervises")},
    help={"update": "Give or hear a 10-minute update on each case, in a session"},
)
