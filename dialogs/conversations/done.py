"""It was done: what a duty asks for, on which day, and what is due next."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.auditing import AUDITED
from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Date, Flow
from dialogs.engine.values import Answers
from dialogs.exchange import sizes
from dialogs.exchange.message import Fact, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut, full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.owed import line, named, task
from dialogs.wording.owed_list import is_said_to_be_done
from dialogs.wording.phrases import capital, due_words
from dialogs.wording.phrases import done as done_message
from storage.queries import duties as query
from storage.tables import Duty
from supervision import access, duties, events
from supervision.duties.reading import Entry, entry_for
from supervision.work import Work

DONE: Final = Flow(
    id="it_was_done",
    version=1,
    args=("duty",),
    steps=(Date("on", direction="past", default="today"),),
    facts=("duty_label",),
    resumable=False,
    words={
        "title": "It was done: {duty_label}",
        "summary": "It was done",
        "on": "On which day was it done?",
        "on.label": "Done on",
        "finish": "Note it as done",
    },
)


def pressed(work: Work, press: Press) -> Said:
    """The button "It was done" of a nudge; its subject is a duty."""
    return _ask(work, press.subject)


def _ask(work: Work, duty_id: str) -> Said:
    duty, rule = events.to_answer(work, duty_id)
    # What an audit taught is asked too, whichever way somebody comes to say that it was done.
    return ask(AUDITED.id if rule.opened_by == "last_audit" else DONE.id, duty=duty.id)


def _options(work: Work) -> list[Option]:
    return [
        Option(one.duty.id, cut(capital(named(work, one)), sizes.OPTION_LABEL), line(one))
        for one in _answerable(work)
    ]


def _answerable(work: Work) -> list[Entry]:
    """What the actor owes and answers by saying that it was done, soonest first."""
    owed = [one for one in duties.entries(work, work.actor) if one.side == "owes"]
    return [one for one in owed if is_said_to_be_done(work, one)]


WHICH: Final = Pick(
    pick_flow("which_done", "It was done", "Which of these was done?", "Done"),
    _options,
    _ask,
    'Nothing that you owe is waiting for you to say that it was done. Type "due" to see what is open for you.',
)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    return {"duty_label": named(work, entry_for(work, args["duty"]))}


def _said(work: Work, args: Args, answers: Answers) -> Said:
    duty, _ = events.to_answer(work, args["duty"])
    what, before = named(work, entry_for(work, duty.id)), {row.id for row in _live(work, duty.supervisee_id)}
    on = answers.day("on") or work.today(access.actor(work))
    events.done(work, duty.id, on)
    after = [row for row in _live(work, duty.supervisee_id) if _follows(row, duty, before)]
    text = f"Done on {full_date(on)}: {what}." + ("" if after else " Nothing else becomes due through it.")
    return say(done_message(work, "It was done", text, facts=tuple(_fact(work, row) for row in after)))


def _live(work: Work, supervisee_id: str) -> list[Duty]:
    """What the actor owes or is owed about somebody's supervision."""
    return [
        row for row in query.live_of(work.uow, supervisee_id) if work.actor in (row.owner_id, row.owed_to_id)
    ]


def _follows(row: Duty, answered: Duty, before: set[str]) -> bool:
    """Whether a duty was opened by what was done just now, or is the other party's part of the same."""
    others_part = row.rule == answered.rule and row.subject_id == answered.subject_id
    return row.id not in before or (others_part and row.party != answered.party)


def _fact(work: Work, row: Duty) -> Fact:
    mine = row.owner_id == work.actor
    words = due_words(row.due_on, "paused" if row.status == "paused" else "due", row.reason)
    return Fact("Next", f"{capital(task(work, row, mine=mine))}: {words}")


TOPIC = Topic(
    conversations=(Conversation(DONE, _facts, _said), WHICH.conversation),
    commands={"done": WHICH.start},
    aliases={"it was done": "done"},
    verbs={"done": pressed, "which-done": lambda work, press: WHICH.start(work)},
    help={"done": "Say that something you owe was done, on which day"},
)
