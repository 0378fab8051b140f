"""Audits of a team manager's cases: which one was drawn, that it was done, and what it taught (clause audit-monthly)."""

from collections.abc import Mapping, Sequence
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Date, Flow, LongText
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.citing import rule_of
from dialogs.wording.owed import about, line
from dialogs.wording.phrases import capital, done, name_of, session_name
from storage.learning import Learning
from supervision import access, audit_learning, audits, duties, events
from supervision.duties.reading import Entry, entry_for
from supervision.work import Work

AUDITED: Final = Flow(
    id="audited",
    version=1,
    args=("duty",),
    steps=(Date("on", direction="past", default="today"), LongText("taught", required=False)),
    facts=("team_manager",),
    resumable=False,
    words={
        "title": "Audit done: the team of {team_manager}",
        "summary": "An audit was done",
        "on": "On which day was it done?",
        "on.label": "Done on",
        "taught": "What is to be learnt from it? It is for section 5, actions going forward, of the case's next supervision "
        "and of {team_manager}'s own. {team_manager} can read it, whoever works the case, and whoever supervises them by "
        "then.",
        "taught.label": "Learning points",
        "taught.hint": "In a few words. Leave it out if there is nothing",
        "finish": "Note it as done",
    },
)


def _due(work: Work) -> list[Entry]:
    """The audits of team managers' cases that the actor owes, soonest first."""
    owed = [one for one in duties.entries(work, work.actor) if one.side == "owes"]
    return [one for one in owed if rule_of(work, one.duty).opened_by == "last_audit"]


def _options(work: Work) -> list[Option]:
    return [Option(one.duty.id, capital(about(work, one)), line(one)) for one in _due(work)]


def which_pressed(work: Work, press: Press) -> Said:
    """The button "Which case?" of an audit's reminder; its subject is the duty."""
    return _which(work, press.subject)


def _which(work: Work, duty_id: str) -> Said:
    duty, case, on = audits.drawn(work, duty_id)
    entry = entry_for(work, duty.id)
    facts = [Fact("Due", line(entry))]
    if case is not None and on is not None:
        facts = [Fact("Case", case.reference), Fact("Drawn", full_date(on)), *facts]
        facts.append(
            Fact("Now", "Closed since it was drawn; it stays drawn")
            if case.closed_on
            else Fact("Now", "Open")
        )
    text = capital(about(work, entry)) + (
        "." if case is not None else ". No case is drawn: choose one yourself."
    )
    buttons = (
        Button("It was done", Press("audit-done", duty.id, duty.version), "primary"),
        Button("Why?", Press("why", duty.id, duty.version)),
    )
    return say(Message(text, title="Case to audit", facts=tuple(facts), buttons=buttons, summary="An audit"))


def done_pressed(work: Work, press: Press) -> Said:
    """The button "It was done" of an audit; its subject is the duty."""
    duty, _, _ = audits.drawn(work, press.subject)
    return ask(AUDITED.id, duty=duty.id)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    duty, _ = events.to_answer(work, args["duty"])
    return {"team_manager": name_of(work, duty.supervisee_id)}


def _done(work: Work, args: Args, answers: Answers) -> Said:
    duty, _ = events.to_answer(work, args["duty"])
    on = answers.day("on") or work.today(access.actor(work))
    taught = answers.text("taught") if answers.given("taught") else None
    who = name_of(work, duty.supervisee_id)
    audits.done(work, duty.id, on, taught)
    text = f"The audit for the team of {who} was done on {full_date(on)}. The next case is drawn."
    if taught:
        text += f" What is to be learnt is in the overview before the case's next supervision and before yours with {who}, "
        text += "and is offered when those are recorded."
    return say(done(work, "Audit done", text))


def learning_pressed(work: Work, press: Press) -> Said:
    """The button "Read what an audit taught"; its subject is the session that takes it up."""
    found = audit_learning.read(work, press.subject)
    if not found:
        return say("No audit has anything for this session.")
    session = access.session_as_party(work, press.subject)
    return _taught(found, f"For section 5, actions going forward, of {session_name(work, session)}.")


def taught_pressed(work: Work, press: Press) -> Said:
    """The button "Read what an audit taught" beside a draft; its subject is the draft."""
    found = audit_learning.read_for_draft(work, press.subject)
    if not found:
        return say("No audit has anything for this draft.")
    return _taught(found, "Take what you agree on into the draft, under the heading of the audit.")


def _taught(found: Sequence[tuple[Learning, str]], text: str) -> Said:
    facts = tuple(Fact(f"Audit of {full_date(one.audited_on)}", taught) for one, taught in found)
    return say(
        Message(text, title="What an audit taught", facts=facts, private=True, summary="For supervision")
    )


WHICH: Final = Pick(
    pick_flow("which_audit", "Case to audit", "Which audit?", "Audit"),
    _options,
    _which,
    "No audit of a team manager's cases waits for you.",
    whose="manages",
)
TOPIC = Topic(
    conversations=(WHICH.conversation, Conversation(AUDITED, _facts, _done)),
    commands={"audit": WHICH.start},
    aliases={"audits": "audit"},
    verbs={
        "which-audit": which_pressed,
        "audit-done": done_pressed,
        "audit-learning": learning_pressed,
        "audit-taught": taught_pressed,
    },
    help={"audit": "Which case is drawn for a team manager's audit; say that it was done and what it taught"},
    whose={"audit": ("manages",)},
)
