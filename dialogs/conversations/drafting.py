"""The record of a session, drafted together: by either of the two, case by case, and apart from it the personal notes."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Opening, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import SKIPPED, Answers, Held
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.flows.childs_views import CHILDS_VIEWS
from dialogs.flows.draft import ACTION, DRAFT_CASE, DRAFT_PERSONAL, FLOWS, WHICH
from dialogs.flows.which import pick_flow
from dialogs.wording.draft_cards import TEXTS, about, audited, card, copies, options
from dialogs.wording.phrases import name_of, session_name, session_option
from dialogs.wording.record_words import LABELS
from dialogs.wording.statements import as_text, facts_of, statement_for, ticked_in
from storage.damaged import UNREADABLE
from storage.queries import drafts as query
from storage.queries import sessions as sessions_query
from storage.tables import RecordDraft, SupervisionSession
from supervision import access, between_two, cpd_actions, drafts
from supervision.work import MovedOn, Refused, SaidNo, Work


def of_record(work: Work, press: Press) -> Said:
    """The buttons "Draft the record" and "Draft the notes"; their subject is a record."""
    record = sessions_query.record(work.uow, press.subject)
    if record is None or record.state == "withdrawn":
        raise Refused
    return _of(work, record.session_id, record.kind)


def write(work: Work, press: Press) -> Said:
    """The buttons "Write it" and "Change it" of a draft, of the version that was shown."""
    draft, said = drafts.read(work, press.subject)
    _, session = drafts.draft_of(work, draft.id)
    statement = statement_for(work, access.person_for(work, session.supervisee_id))
    if press.version != draft.version:
        raise MovedOn
    if not drafts.may_change(work, session, draft.kind):
        raise drafts.Recorded
    held: dict[str, Held] = {
        # What cannot be read is asked again.
        step: SKIPPED if text is None else text
        for step, text in said.items()
        if text != UNREADABLE
    }
    if isinstance(against := held.get("against"), str):
        held["against"] = ticked_in(statement, against) or SKIPPED
    if done := tuple(one.id for one in drafts.previous(work, draft, session) if one.state == "done"):
        held["done"] = done
    return Said(
        opening=Opening(FLOWS[draft.kind].id, {"draft": draft.id, "version": str(draft.version)}, held)
    )


def add_action(work: Work, press: Press) -> Said:
    """The button "Add an action"."""
    draft, session = drafts.draft_of(work, press.subject)
    if not drafts.may_change(work, session, draft.kind):
        raise drafts.Recorded
    return ask(ACTION.id, draft=draft.id)


def _of(work: Work, session_id: str, kind: str) -> Said:
    """The draft of a session's record: of its one case, of one of several, or of the session where there is none."""
    session = between_two.session_to_draft(work, session_id, kind)
    cases = sessions_query.agenda(work.uow, session.id) if kind == drafts.CASE else []
    if len(cases) > 1:
        return ask(WHICH.id, session=session.id)
    return _show(work, drafts.begin(work, session.id, kind, cases[0].id if cases else None).id)


def _show(work: Work, draft_id: str) -> Said:
    return say(card(work, draft_id))


def _which_facts(work: Work, args: Args) -> Mapping[str, object]:
    session = between_two.session_to_draft(work, args["session"], drafts.CASE)
    cases = sessions_query.agenda(work.uow, session.id)
    return {
        "cases": tuple(Option(one.id, one.reference) for one in cases),
        "session_label": session_name(work, session),
    }


def _chosen(work: Work, args: Args, answers: Answers) -> Said:
    return _show(work, drafts.begin(work, args["session"], drafts.CASE, answers.text("case")).id)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    draft, session = drafts.draft_of(work, args["draft"])
    policy = work.policy(access.person_for(work, session.supervisee_id))
    return {
        "about": about(work, draft, session),
        "readers": _readers(work, draft, session),
        "sections": drafts.sections(work, session, draft.kind),
        "previous": options(work, drafts.previous(work, draft, session)),
        "own": options(work, query.actions(work.uow, draft.id)),
        "child": draft.case_id is not None,
        "asked": CHILDS_VIEWS in policy.cited_clauses,
        "audited": audited(work, draft, session),
    }


def _personal_facts(work: Work, args: Args) -> Mapping[str, object]:
    _, session = drafts.draft_of(work, args["draft"])
    statement = statement_for(work, access.person_for(work, session.supervisee_id))
    return {**_facts(work, args), **facts_of(statement)}


def _readers(work: Work, draft: RecordDraft, session: SupervisionSession) -> str:
    """Who can read it, today and later: said before anything is typed, as `between_two.session_to_draft` has it."""
    whose = "you" if work.actor == session.supervisee_id else name_of(work, session.supervisee_id)
    two = between_two.drafting(work, session, draft.kind)
    others = sorted(name_of(work, one) for one in two if one != work.actor)
    who = f"You and {' and '.join(others)}" if others else "Only you"
    later = f"whoever supervises {whose} later"
    are_told = "you are told" if whose == "you" else f"{whose} is told"
    if draft.kind == drafts.PERSONAL:
        needs = "The line manager, and somebody who covers, need a stated purpose"
        return f"{who} can read this here, and {later}. {needs}, and {are_told} each time. Nobody else can."
    covers = f"Somebody who covers can read it too; {are_told} each day they do."
    supervisee = access.person_for(work, session.supervisee_id)
    if work.policy(supervisee).delegates_to(supervisee.role):
        covers = f"Somebody who covers, or puts it on the file on delegation, can read it too; {are_told} each day they do."
    return f"{who} can read this here, and {later}. {covers} A manager above needs a stated purpose, and {are_told}."


class RecordedMeanwhile(SaidNo):
    """The session was recorded while somebody was writing: what they typed stays with them."""

    def __init__(self) -> None:
        super().__init__(
            "This was recorded while you were writing, so the draft stays as it was. What you typed is kept here for you: "
            "copy what you still need, or bring it to the next session."
        )


def _saved(work: Work, args: Args, answers: Answers) -> Said:
    draft, session = drafts.draft_of(work, args["draft"])
    if not drafts.may_change(work, session, draft.kind):
        raise RecordedMeanwhile
    said = {step: answers.text(step) or None for step in TEXTS[draft.kind] if step != "against"}
    if draft.kind == drafts.PERSONAL:
        statement = statement_for(work, access.person_for(work, session.supervisee_id))
        said["against"] = as_text(statement, answers.chosen("against")) or None
    done, out = answers.chosen("done"), answers.chosen("out")
    drafts.save(work, draft.id, int(args["version"]), said, done, out)
    return _show(work, draft.id)


def _action_facts(work: Work, args: Args) -> Mapping[str, object]:
    draft, session = drafts.draft_of(work, args["draft"])
    return {"about": about(work, draft, session)}


def _action_added(work: Work, args: Args, answers: Answers) -> Said:
    draft, session = drafts.draft_of(work, args["draft"])
    if not drafts.may_change(work, session, draft.kind):
        raise RecordedMeanwhile
    said = {"what": answers.text("to_do"), "why": answers.text("reason"), "who": answers.text("doer")}
    draft = drafts.add_action(
        work, args["draft"], said, answers.day("by_when") or work.today(access.actor(work))
    )
    text = "It comes up first in the next draft about the same, until it is done. You can undo this for one minute."
    buttons = [
        Button("Add an action", Press("draft-action", draft.id)),
        Button("The draft", Press("draft", draft.id), "primary"),
        Button("Undo", Press("undo")),
    ]
    if cpd_actions.of_draft(work, draft.id):
        # Offered to whoever takes it on; the other one finds it with the draft, or by "cpd".
        buttons.append(Button("Add to my CPD record", Press("cpd-actions", draft.id)))
    return say(Message(text, title="Action added", buttons=tuple(buttons), summary="The draft of a record"))


def _options(work: Work) -> list[Option]:
    named = [(one, kind, session_option(work, one)) for one, kind in drafts.to_draft(work)]
    return [Option(f"{one.id}:{kind}", f"{LABELS[kind]}, {it.label}") for one, kind, it in named]


def _picked(work: Work, chosen: str) -> Said:
    session_id, _, kind = chosen.rpartition(":")
    return _of(work, session_id, kind)


SESSION: Final = Pick(
    pick_flow("draft_session", "Draft a record", "Which record do you want to draft?", "Record"),
    _options,
    _picked,
    "No session of yours waits for its record. A record is drafted from the start of its session until it is recorded.",
)
TOPIC = Topic(
    conversations=(
        SESSION.conversation,
        Conversation(WHICH, _which_facts, _chosen),
        Conversation(DRAFT_CASE, _facts, _saved),
        Conversation(DRAFT_PERSONAL, _personal_facts, _saved),
        Conversation(ACTION, _action_facts, _action_added),
    ),
    commands={"draft": SESSION.start},
    aliases={"draft the record": "draft"},
    verbs={
        "draft": lambda work, press: _show(work, press.subject),
        "draft-record": of_record,
        "draft-write": write,
        "draft-action": add_action,
        "draft-copy": lambda work, press: say(*copies(work, press.subject)),
    },
    help={"draft": "Draft the record of a session, or its personal notes, the two of you together"},
    whose={"draft": ("supervised", "supervises")},
)
