"""Preparing for supervision: choose the session and its cases, then the four questions for each."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from dialogs.conversations.conversation import Args, Conversation, Opening, Said, Topic, ask, say
from dialogs.engine.outcomes import Kept
from dialogs.engine.values import SKIPPED, Answers, Held
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.four_questions import AD_HOC, FOUR_QUESTIONS, HOLD
from dialogs.flows.prepare import AGENDA, WHICH_SESSION
from dialogs.wording.asked import asked
from dialogs.wording.phrases import capital, listed, prepared_for, session_name
from storage.damaged import UNREADABLE
from storage.queries import sessions as query
from storage.tables import Case, SupervisionSession
from supervision import access, ad_hoc, cases, preparations
from supervision.work import Refused, Work

NO_SESSION = (
    "You have no session booked to prepare for. Your supervisor books sessions; "
    'you can propose a time: type "propose".'
)


CARRIED = "What you prepared about {case} for the cancelled session is here. Change what has changed."


def start(work: Work) -> Said:
    """The command: the one session there is, or a choice between several."""
    sessions = preparations.sessions_to_prepare(work)
    if not sessions:
        return say(NO_SESSION)
    return _for(work, sessions[0]) if len(sessions) == 1 else ask(WHICH_SESSION.id)


def pressed(work: Work, press: Press) -> Said:
    """The button of a nudge: straight to its session."""
    session = access.session_as_supervisee(work, press.subject)
    if session not in preparations.sessions_to_prepare(work):
        raise preparations.Started
    return _for(work, session)


def next_case(work: Work, press: Press) -> Said:
    """The button "Next case"."""
    session = access.session_as_supervisee(work, press.subject)
    return _go_on(work, session)


def change_case(work: Work, press: Press) -> Said:
    """Go back into what was prepared for a case, until the session starts. The subject is a preparation."""
    preparation = preparations.own(work, press.subject)
    session = access.session_as_supervisee(work, preparation.session_id)
    case = next(
        (one for one in preparations.to_discuss(work, session) if one.id == preparation.case_id), None
    )
    if case is None:
        raise Refused
    return _prepare(work, session, case)


def _for(work: Work, session: SupervisionSession) -> Said:
    """Straight to the questions once the agenda was chosen, so that a preparation resumes where it was left."""
    if query.preparations(work.uow, session.id) and preparations.to_discuss(work, session):
        said = _go_on(work, session)
        return replace(said, messages=(*_left_out(work, session), *said.messages))
    if not query.open_cases_of(work.uow, work.actor):
        return say(
            Message(
                "You have no open cases on record, so there is no case to prepare.",
                buttons=(Button("I am prepared", Press("ready", session.id, session.version), "primary"),),
            )
        )
    return ask(AGENDA.id, session=session.id)


def _go_on(work: Work, session: SupervisionSession) -> Said:
    waiting = preparations.unprepared(work, session)
    return _prepare(work, session, waiting[0]) if waiting else _all_done(work, session)


def _left_out(work: Work, session: SupervisionSession) -> tuple[Message, ...]:
    gone = [case.reference for case in preparations.left_out(work, session)]
    if not gone:
        return ()
    are = "It is" if len(gone) == 1 else "They are"
    again = Button("Choose the cases again", Press("agenda", session.id, session.version))
    return say(
        Message(f"Left out: {listed(gone)}. {are} closed or no longer yours.", buttons=(again,))
    ).messages


def _prepare(work: Work, session: SupervisionSession, case: Case) -> Said:
    taken_up = query.preparation(work.uow, session.id, case.id, work.actor) is not None
    preparation = preparations.begin(work, session.id, case.id)
    kept: dict[str, Held] = {
        step: SKIPPED if text is None else text
        for step, text in preparations.kept(work, preparation).items()
        # What cannot be read is asked again.
        if text != UNREADABLE
    }
    opening = Opening(FOUR_QUESTIONS.id, {"session": session.id, "case": case.id}, kept)
    if taken_up or not kept:
        return Said(opening=opening)
    return replace(say(CARRIED.format(case=case.reference)), opening=opening)


def _all_done(work: Work, session: SupervisionSession) -> Said:
    if session.supervisee_prepared_at is None:
        # The last one that was waiting has left the agenda.
        preparations.mark_prepared(work, session.id)
    still = {case.id for case in preparations.to_discuss(work, session)}
    changes = [
        Button(f"Change {case.reference}", Press("change-preparation", preparation.id, preparation.version))
        for case, preparation, _ in preparations.read(work, session.id)
        if case.id in still
    ]
    buttons = (
        Button("Read what I prepared", Press("read-preparation", session.id, session.version), "primary"),
        Button("Choose the cases again", Press("agenda", session.id, session.version)),
        *changes[:3],
    )
    text = f"You are prepared for {session_name(work, session)}. Your supervisor can read it now."
    return say(Message(text, title="Prepared", buttons=buttons, summary="You are prepared for supervision"))


def _sessions(work: Work, args: Args) -> Mapping[str, object]:
    found = preparations.sessions_to_prepare(work)
    return {"sessions": tuple(Option(one.id, capital(session_name(work, one))) for one in found)}


def _session_chosen(work: Work, args: Args, answers: Answers) -> Said:
    return _for(work, access.session_as_supervisee(work, answers.text("session")))


def _agenda_facts(work: Work, args: Args) -> Mapping[str, object]:
    session = access.session_as_supervisee(work, args["session"])
    policy = work.policy(access.actor(work))
    titles = {key: case_type.title for key, case_type in policy.case_types.items()}
    due = [one.case.id for one in cases.missing_from(work, session)]
    return {
        "session_label": session_name(work, session),
        "cases": tuple(
            Option(case.id, case.reference, ", ".join(titles.get(one, one) for one in case.types))
            for case in query.open_cases_of(work.uow, work.actor)
        ),
        # What is due before the session after it and was left off, or came later, is chosen already.
        "on_agenda": (*(case.id for case in preparations.to_discuss(work, session)), *due),
    }


def _agenda_chosen(work: Work, args: Args, answers: Answers) -> Said:
    session = access.session_as_supervisee(work, args["session"])
    chosen = set(answers.chosen("cases"))
    found = [one for one in query.open_cases_of(work.uow, work.actor) if one.id in chosen]
    cases.choose_agenda(work, session.id, found)
    return _go_on(work, session)


def _question_facts(work: Work, args: Args) -> Mapping[str, object]:
    found = access.preparing(work, args["session"], args["case"])
    if found.reference is None:
        raise Refused
    zone = access.policy(work).timezone
    return {
        "case_label": found.reference,
        "session_label": prepared_for(work, found, zone),
        "readers": partial(preparations.readers, work),
        "offer": True,
        "next_session": found.starts_at.astimezone(zone).date(),
    }


def _keep_answer(work: Work, args: Args, kept: Kept) -> None:
    if kept.step == "ready":
        preparations.finish(work, preparations.begin(work, args["session"], args["case"]).id)
    elif kept.step != "afterwards":
        text = kept.value if isinstance(kept.value, str) else None
        preparations.keep(work, args["session"], args["case"], kept.step, text)


def _prepared(work: Work, args: Args, answers: Answers) -> Said:
    session = access.session_as_supervisee(work, args["session"])
    preparation = preparations.begin(work, session.id, args["case"])
    said = _chosen(work, session, preparation.id, answers.text("afterwards"))
    waiting = preparations.unprepared(work, session)
    if not waiting:
        return say(*said, *_all_done(work, session).messages)
    count = "1 case" if len(waiting) == 1 else f"{len(waiting)} cases"
    buttons = (
        Button(f"Next: {waiting[0].reference}", Press("next-case", session.id, session.version), "primary"),
        Button("Read what I prepared", Press("read-preparation", session.id, session.version)),
    )
    return say(*said, Message(f"Saved. {count} still to prepare for this session.", buttons=buttons))


def _chosen(work: Work, session: SupervisionSession, preparation_id: str, choice: str) -> tuple[Message, ...]:
    if choice == HOLD:
        until = session.starts_at.astimezone(work.policy(access.actor(work)).timezone).date()
        preparations.choose(work, preparation_id, "hold", until)
        case = preparations.case_of(work, preparation_id)
        return (Message(f"Noted: you hold {case.reference} until {full_date(until)}."),)
    if choice == AD_HOC:
        preparation = preparations.choose(work, preparation_id, "ad_hoc", None)
        return (Message(asked(work, ad_hoc.ask(work, preparation.case_id))),)
    return ()


def _ask_ad_hoc(work: Work) -> Said:
    return say(asked(work, ad_hoc.ask(work, None)))


TOPIC = Topic(
    conversations=(
        Conversation(WHICH_SESSION, _sessions, _session_chosen),
        Conversation(AGENDA, _agenda_facts, _agenda_chosen),
        Conversation(FOUR_QUESTIONS, _question_facts, _prepared, _keep_answer),
    ),
    commands={"prepare": start, "ask for supervision": _ask_ad_hoc},
    aliases={"ad hoc": "ask for supervision"},
    verbs={
        "start-prepare": lambda work, press: start(work),
        "prepare": pressed,
        "next-case": next_case,
        "change-preparation": change_case,
        "agenda": lambda work, press: ask(AGENDA.id, session=press.subject),
    },
    whose={"prepare": ("supervised",), "ask for supervision": ("supervised",)},
    help={
        "prepare": "Prepare for your next supervision",
        "ask for supervision": "Ask for supervision before your next session",
    },
)
