"""What follows when a concern is not settled between the two: the second stage, with the supervisor's line manager, and
how it ends. A disagreement about a record begins here: the talk between the two was its first stage.
"""

from collections.abc import Mapping

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.values import Answers
from dialogs.exchange.reply import Press
from dialogs.flows.concern import CLOSE, MET, TAKE_ON
from dialogs.wording.concern_words import (
    card,
    clause_words,
    later_readers,
    other_of,
    second_readers,
    the_other,
    two_of,
)
from dialogs.wording.phrases import done, name_of
from storage.queries import concerns as query
from supervision import access, between_two, concerns
from supervision.work import MovedOn, SaidNo, Work


def about_record(work: Work, press: Press) -> Said:
    """The button "Take it further" of a disagreement, for either of the two; the subject is a record."""
    two = concerns.disagreed(work, press.subject)
    found = next((one for one in concerns.mine(work) if one.record_id == press.subject), None)
    if found is not None:
        return say(card(work, found))
    return ask(TAKE_ON.id, concern="", record=press.subject, manager=concerns.manager_for(work, *two).id)


def take_on(work: Work, press: Press) -> Said:
    """The button "Take it to the second stage"."""
    concern = between_two.concern_as_raiser(work, press.subject)
    if concern.state != "open" or concern.stage != 1:
        raise MovedOn
    manager = concerns.manager_for(work, *concerns.two_of(work, concern))
    return ask(TAKE_ON.id, concern=concern.id, record="", manager=manager.id)


def end(work: Work, press: Press) -> Said:
    """The button "End it here"."""
    concern = between_two.concern_as_raiser(work, press.subject)
    if concern.state != "open":
        raise MovedOn
    return ask(CLOSE.id, concern=concern.id)


def met(work: Work, press: Press) -> Said:
    """The button "We have met"."""
    concern = between_two.concern_as_manager(work, press.subject)
    if concern.state != "open" or concern.stage != 2:
        raise MovedOn
    return ask(MET.id, concern=concern.id)


def _on_facts(work: Work, args: Args) -> Mapping[str, object]:
    ended = ""
    if args["record"]:
        try:
            person, supervisor = concerns.disagreed(work, args["record"])
            other = (supervisor if work.actor == person.id else person).name
        except SaidNo:
            # What was typed stays with whoever typed it; nothing of it is sent.
            other, ended = (
                "the other of you",
                ": the two of you no longer disagree, or no longer work together",
            )
        clause, has_first = clause_words(work, "disagreement"), False
    else:
        concern = between_two.concern_as_raiser(work, args["concern"])
        other, clause = other_of(work, concern), clause_words(work)
        has_first = bool(query.notes(work.uow, concern.id))
    # Named as it was when the first word was typed; that it is still so is looked at before anything is sent.
    manager = name_of(work, args["manager"])
    return {
        "other": other,
        "ended": ended,
        "manager_name": manager,
        "readers": second_readers(other, manager),
        "clause": clause,
        "has_first": has_first,
    }


def _taken_on(work: Work, args: Args, answers: Answers) -> Said:
    why = answers.text("why")
    if args["record"]:
        concern = concerns.refer(work, args["record"], args["manager"], why)
    else:
        shares = answers.text("share") == "all"
        concern = concerns.take_on(work, args["concern"], args["manager"], why, shares_first=shares)
    manager = name_of(work, concern.manager_id)
    text = (
        f"{manager} is asked to read it and to meet with the two of you. You decide when it ends. "
        'Type "concern" to see how it stands.'
    )
    return say(done(work, "Taken to the second stage", text, concern.manager_id, the_other(work, concern)))


def _met_facts(work: Work, args: Args) -> Mapping[str, object]:
    concern = between_two.concern_as_manager(work, args["concern"])
    return {
        "two": two_of(work, concern),
        "readers": later_readers(work, concern),
        "today_on": work.today(access.actor(work)),
    }


def _met(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    outcome, next_step = answers.text("outcome"), answers.text("next_step")
    concern = concerns.met(work, args["concern"], on, outcome, next_step)
    text = f"It is noted that you met. {name_of(work, concern.raised_by)} decides when it ends."
    return say(done(work, "Meeting noted", text, concern.supervisee_id, concern.supervisor_id))


def _close_facts(work: Work, args: Args) -> Mapping[str, object]:
    concern = between_two.concern_as_raiser(work, args["concern"])
    return {"readers": later_readers(work, concern)}


def _closed(work: Work, args: Args, answers: Answers) -> Said:
    concern = concerns.close(work, args["concern"], answers.text("outcome"), answers.text("closing"))
    text = "It has ended. What was written stays with those who could read it, and nobody else."
    told = concerns.told_of(work, concern)
    if not told:
        text += " Nobody had been told of it yet, and nobody is told now."
    return say(done(work, "Ended", text, *told))


TOPIC = Topic(
    conversations=(
        Conversation(TAKE_ON, _on_facts, _taken_on),
        Conversation(MET, _met_facts, _met),
        Conversation(CLOSE, _close_facts, _closed),
    ),
    verbs={
        "concern-record": about_record,
        "concern-on": take_on,
        "concern-met": met,
        "concern-close": end,
    },
)
