"""What is typed around an update: the worker's notes before or after it, and the closing words."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Opening, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.outcomes import Kept
from dialogs.engine.values import SKIPPED, Answers, Held
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.flows.childs_views import CHILDS_VIEWS
from dialogs.flows.update import NOTES_WHICH, UPDATE_CLOSING, UPDATE_NOTES
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import session_name, session_option
from dialogs.wording.update_cards import timer
from storage.damaged import UNREADABLE
from storage.queries import sessions as sessions_query
from storage.tables import Case, CaseUpdate
from supervision import access, preparations
from supervision.updates import clock, texts
from supervision.work import MovedOn, Refused, Work


def notes_for(work: Work, session_id: str) -> Said:
    """Notes for the one case of a session, or for one of several."""
    session = access.session_as_supervisee(work, session_id)
    cases = sessions_query.agenda(work.uow, session.id)
    if not cases:
        return say("There is no case on the agenda of that session.")
    return (
        _notes(work, session.id, cases[0].id) if len(cases) == 1 else ask(NOTES_WHICH.id, session=session.id)
    )


def _notes(work: Work, session_id: str, case_id: str) -> Said:
    update = clock.begin(work, access.session_as_supervisee(work, session_id), case_id)
    return _open(work, UPDATE_NOTES.id, update, texts.NOTES)


def closing(work: Work, press: Press) -> Said:
    """The buttons "Answer" and "Change my answers" of an update whose time is up."""
    update, _ = access.update_as_supervisee(work, press.subject)
    if update.state not in ("time_up", *clock.CLOSED):
        raise MovedOn
    return _open(work, UPDATE_CLOSING.id, update, texts.CLOSING)


def _open(work: Work, flow: str, update: CaseUpdate, steps: tuple[str, ...]) -> Said:
    _, session = access.update_as_supervisee(work, update.id)
    kept = texts.kept(work, update, session)
    held: dict[str, Held] = {
        step: SKIPPED if (text := kept[step]) is None else text
        for step in steps
        # What cannot be read is asked again.
        if step in kept and kept[step] != UNREADABLE
    }
    return Said(opening=Opening(flow, {"update": update.id}, held))


def _case_of(work: Work, update: CaseUpdate) -> Case:
    found = work.uow.session.get(Case, update.case_id)
    if found is None:
        raise Refused
    return found


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    update, _ = access.update_as_supervisee(work, args["update"])
    clauses = work.policy(access.actor(work)).cited_clauses
    return {
        "case_label": _case_of(work, update).reference,
        "readers": preparations.readers(work),
        "asked": CHILDS_VIEWS in clauses,
    }


def _keep(work: Work, args: Args, kept: Kept) -> None:
    if kept.step in (*texts.NOTES, *texts.CLOSING):
        texts.keep(work, args["update"], kept.step, kept.value if isinstance(kept.value, str) else None)


def _noted(work: Work, args: Args, answers: Answers) -> Said:
    _, session = access.update_as_supervisee(work, args["update"])
    back = Button("Notes for another case", Press("update-notes", session.id))
    text = f"Your notes are kept for {session_name(work, session)}. They stand beside what you prepared."
    return say(Message(text, title="Notes kept", buttons=(back,), summary="Notes for a 10-minute update"))


def _closed(work: Work, args: Args, answers: Answers) -> Said:
    update = clock.finish(work, args["update"])
    return say(timer(work, update, access.session_as_party(work, update.session_id)))


def _which_facts(work: Work, args: Args) -> Mapping[str, object]:
    session = access.session_as_supervisee(work, args["session"])
    cases = sessions_query.agenda(work.uow, session.id)
    return {
        "cases": tuple(Option(case.id, case.reference) for case in cases),
        "session_label": session_name(work, session),
    }


NOTES_SESSION: Final = Pick(
    pick_flow("update_notes_session", "Notes for an update", "For which session are the notes?", "Session"),
    lambda work: [session_option(work, one) for one in texts.sessions_to_note(work)],
    notes_for,
    'No session of yours with 10-minute updates is open for notes. Your supervisor turns updates on: "updates on".',
)
TOPIC = Topic(
    conversations=(
        NOTES_SESSION.conversation,
        Conversation(
            NOTES_WHICH,
            _which_facts,
            lambda work, args, answers: _notes(work, args["session"], answers.text("case")),
        ),
        Conversation(UPDATE_NOTES, _facts, _noted, _keep),
        Conversation(UPDATE_CLOSING, _facts, _closed, _keep),
    ),
    commands={"update notes": NOTES_SESSION.start},
    verbs={"update-notes": lambda work, press: notes_for(work, press.subject), "update-closing": closing},
    whose={"update notes": ("supervised",)},
    help={"update notes": "Notes for a 10-minute update, before or after it, if they help you"},
)
