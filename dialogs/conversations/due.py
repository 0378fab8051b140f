"""What is owed: by me and to me, under headings, with dates and reasons; why, day by day; and not now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.flow import Choice, Date, Flow
from dialogs.engine.values import Answers
from dialogs.exchange import sizes
from dialogs.exchange.message import Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut, full_date
from dialogs.nudges.ways_in import ways_in
from dialogs.wording import citing, lengths
from dialogs.wording.chosen_row import why_this_row
from dialogs.wording.delegated import who_has_it
from dialogs.wording.known_beside import beside_late
from dialogs.wording.matters import HEADINGS, Matter, matters, same_matter
from dialogs.wording.owed import about, line, named
from dialogs.wording.owed_list import SIDES, overview, page, what
from dialogs.wording.phrases import capital, due_words, when
from dialogs.wording.reach import not_reached
from dialogs.wording.reminded import reminders
from supervision import access, duties
from supervision.duties.reading import Entry, entry_for
from supervision.duties.versions import policy_of, versions_of
from supervision.policy import local_day
from supervision.work import Refused, Work

WHICH_DUTY: Final = Flow(
    id="which_duty",
    version=2,
    args=("side",),
    steps=(Choice("duty", options="duties"),),
    facts=("duties",),
    resumable=False,
    words={
        "title": "Why?",
        "summary": "Why something is due",
        "duty": "Which of these do you want explained?",
        "duty.label": "Which",
        "finished": "You chose:",
    },
)
WHICH_LATER: Final = Flow(
    id="which_later",
    version=1,
    steps=(Choice("duty", options="duties"),),
    facts=("duties",),
    resumable=False,
    words={
        "title": "Remind me later",
        "summary": "Remind me later",
        "duty": "Which of these do you want to be reminded of later?",
        "duty.label": "Which",
        "finished": "You chose:",
    },
)
SNOOZE: Final = Flow(
    id="snooze",
    version=1,
    args=("duty",),
    steps=(Date("until"),),
    facts=("duty_label",),
    resumable=False,
    words={
        "title": "Remind me later: {duty_label}",
        "summary": "Remind me later",
        "until": "From which day do you want to be reminded again? The due date does not move.",
        "until.label": "Remind me again on",
        "finish": "Remind me then",
    },
)


def show(work: Work) -> Said:
    """Everything the actor owes and is owed, soonest first; a long list as its headings with a count each."""
    found = {side: _matters(work, side) for side in SIDES}
    unreached = not_reached(work)
    alone = (Message("No reminder reaches them.", title="Not reached", facts=unreached),) if unreached else ()
    if not any(found.values()):
        nothing = Message("Nothing is due from you, and nothing is owed to you.", title="What is owed")
        return say(nothing, *alone)
    none = () if found["owes"] else (Message("You owe nothing.", title=SIDES["owes"]),)
    lists = [_with_way_in(work, overview(work, side, each), each[0]) for side, each in found.items() if each]
    return say(*none, *lists, *alone)


def _with_way_in(work: Work, message: Message, first: Matter) -> Message:
    """With the button of the reminder of what stands first, where the actor owes it, it is one thing, and there is room."""
    ways = ways_in(work, first.first.duty)[:1] if first.first.side == "owes" else ()
    wanted = first.kind in ("one", "session") and first.first.status == "due"
    taken = {one.label for one in message.buttons}
    if not ways or not wanted or ways[0].label in taken or len(taken) == sizes.BUTTONS:
        return message
    others = tuple(replace(one, style="plain") for one in message.buttons)
    return replace(message, buttons=(*ways, *others))


def more(work: Work, press: Press) -> Said:
    """The buttons "Show" of a long list; the subject is a side, a heading and a place under it. Raises Refused."""
    side, _, rest = press.subject.partition(":")
    heading, _, place = rest.partition(":")
    if side not in SIDES or heading not in HEADINGS or not (place.isascii() and place.isdecimal()):
        raise Refused
    return say(page(work, side, heading, int(place[:6]), _matters(work, side)))


def _matters(work: Work, side: str) -> list[Matter]:
    return matters(work, _on(work, side), work.today(access.actor(work)))


def why(work: Work, side: str = "") -> Said:
    """The command: the one duty there is, or a choice. From a list, of what stands on its side."""
    found = _on(work, side)
    if not found:
        return say("Nothing is due from you, and nothing is owed to you.")
    return explained(work, found[0]) if len(found) == 1 else ask(WHICH_DUTY.id, side=side)


def _on(work: Work, side: str) -> list[Entry]:
    return [one for one in duties.entries(work, work.actor) if side in ("", one.side)]


def pressed(work: Work, press: Press) -> Said:
    """The button "Why?" of a nudge."""
    return explained(work, entry_for(work, press.subject))


def explained(work: Work, entry: Entry) -> Said:
    """One duty: clause, start, each day counted or skipped, result, and who is told when."""
    found = citing.explained(work, entry.duty)
    facts = [Fact("Clause", found.clause), Fact("Counted from", full_date(found.start))]
    facts += [Fact(full_date(day.date), capital(day.reason)) for day in found.days]
    by = due_words(entry.duty.due_on, entry.status, entry.duty.reason)
    facts += lengths.of_duty(work, entry.duty)
    if entry.late_working_days and (known := beside_late(work, entry.duty)):
        facts.append(Fact("To know", capital(known)))
    facts += who_has_it(work, entry.duty)
    facts.append(Fact("Due", when(work, found.due) if isinstance(found.due, datetime) else capital(by)))
    if row := why_this_row(work, entry.duty):
        facts.append(Fact("Why this row", row))
    if found.uncertain:
        facts.append(Fact("Uncertain", capital(found.uncertain)))
    if found.local_setting:
        facts.append(
            Fact("Local setting", "Your authority has set this; the published policy does not say it.")
        )
    if len(ran := versions_of(work, entry.duty)) > 1:
        since = full_date(local_day(ran[-1].since, policy_of(work, entry.duty).timezone))
        facts.append(Fact("Policy", f"Changed on {since}, while this was open. This is by the new text."))
    facts += reminders(work, entry)
    return say(
        Message(capital(about(work, entry)), title="Why?", facts=tuple(facts), summary="Why something is due")
    )


def _duties(work: Work, args: Args) -> Mapping[str, object]:
    return {"duties": _options(work, _on(work, args["side"]))}


def _options(work: Work, entries: list[Entry]) -> tuple[Option, ...]:
    return tuple(
        Option(one.duty.id, cut(capital(named(work, one)), sizes.OPTION_LABEL), line(one)) for one in entries
    )


def later(work: Work, press: Press) -> Said:
    """The button "Remind me later" of the list: the one duty there is, or a choice."""
    found = _matters(work, "owes")
    if not found:
        return say("You owe nothing, so there is nothing to be reminded of.")
    return ask(SNOOZE.id, duty=found[0].first.duty.id) if len(found) == 1 else ask(WHICH_LATER.id)


def _owed_by_me(work: Work, args: Args) -> Mapping[str, object]:
    options = tuple(
        Option(one.first.duty.id, capital(what(work, one)), line(one.first)) for one in _matters(work, "owes")
    )
    return {"duties": options}


def _later_chosen(work: Work, args: Args, answers: Answers) -> Said:
    return ask(SNOOZE.id, duty=answers.text("duty"))


def _duty_chosen(work: Work, args: Args, answers: Answers) -> Said:
    return explained(work, entry_for(work, answers.text("duty")))


def _snooze_facts(work: Work, args: Args) -> Mapping[str, object]:
    return {"duty_label": about(work, entry_for(work, args["duty"]))}


def _snoozed(work: Work, args: Args, answers: Answers) -> Said:
    until = answers.day("until") or work.today(access.actor(work))
    entry = duties.snooze(work, args["duty"], until)
    others = [one for one in duties.entries(work, work.actor) if one.duty.id != entry.duty.id]
    for one in same_matter(work, entry, others):
        # What the same session meets is not said one by one while it waits.
        duties.snooze(work, one.duty.id, until)
    by = due_words(entry.duty.due_on, entry.status, entry.duty.reason)
    text = f"You are reminded again on {full_date(until)}."
    due_on, today = entry.duty.due_on, work.today(access.actor(work))
    if entry.status == "due" and due_on is not None and today <= due_on < until:
        return say(f"{text} The due date stays as it is, and passes before that: {by}.")
    if due_on is not None and due_on < today:
        return say(f"{text} It was due on {full_date(due_on)}, and stays so.")
    return say(f"{text} It is still due: {by}.")


TOPIC = Topic(
    conversations=(
        Conversation(WHICH_DUTY, _duties, _duty_chosen),
        Conversation(WHICH_LATER, _owed_by_me, _later_chosen),
        Conversation(SNOOZE, _snooze_facts, _snoozed),
    ),
    commands={"due": show, "why": why},
    aliases={"what is owed": "due", "owed": "due"},
    verbs={
        "due": lambda work, press: show(work),
        "due-more": more,
        "why": pressed,
        "which-later": later,
        "which-why": lambda work, press: why(work, press.subject if press.subject in SIDES else ""),
        "snooze": lambda work, press: ask(SNOOZE.id, duty=press.subject),
    },
    help={"due": "What you owe and are owed, by when and why", "why": "Why something is due when it is"},
)
