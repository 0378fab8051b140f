"""A concern about supervision, stage by stage: raised with the other of the two, talked about, taken on, met about,
ended.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.concern_flows import CLOSE, CONCERN, MET, TAKE_ON, TALKED
from dialogs.concern_words import (
    card,
    clause_words,
    first_readers,
    later_readers,
    other_of,
    second_readers,
    two_of,
    written,
)
from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.message import Button, Message
from dialogs.phrases import done, name_of
from dialogs.reply import Press
from dialogs.values import Answers
from storage.queries import concerns as query
from storage.tables import Concern
from supervision import access, between_two, concerns
from supervision.work import MovedOn, Work

MOST: Final = 5
RAISE: Final = Button("Raise something", Press("concern-new"), "primary")
NOTHING: Final = "Nothing about supervision is open with you."
NO_ONE: Final = (
    f"{NOTHING} You have no supervisor on record, so there is nobody to raise something with here."
)


def show(work: Work) -> Said:
    """The command: what is open, each with what can be done; straight to the first question where nothing is."""
    found = concerns.mine(work)
    me = access.actor(work)
    if not found:
        return new(work) if me.supervisor_id else say(NO_ONE)
    messages = [card(work, one) for one in found[:MOST]]
    if len(found) > MOST:
        messages.append(Message(f"{len(found) - MOST} more are open with you: end one to see the next."))
    if me.supervisor_id and concerns.raised_already(work, me.id) is None:
        text = "Is there something else about your own supervision?"
        messages.append(Message(text, buttons=(RAISE,), summary="About supervision"))
    return say(*messages)


def new(work: Work) -> Said:
    """Raise something about one's own supervision."""
    person, _ = concerns.may_raise(work, work.actor, "standard")
    raised = concerns.raised_already(work, person.id)
    if raised is not None:
        return say(card(work, raised))
    return ask(CONCERN.id, supervisee=person.id, origin="standard")


def about_agreement(work: Work, press: Press) -> Said:
    """The button "It is not being kept to" of an agreement, for either of the two; the subject is the supervisee."""
    person, _ = concerns.may_raise(work, press.subject, "agreement")
    raised = concerns.raised_already(work, person.id)
    if raised is not None:
        return say(card(work, raised))
    return ask(CONCERN.id, supervisee=person.id, origin="agreement")


def about_record(work: Work, press: Press) -> Said:
    """The button "Take it further" of a disagreement, for either of the two; the subject is a record."""
    two = concerns.disagreed(work, press.subject)
    found = next((one for one in concerns.mine(work) if one.record_id == press.subject), None)
    if found is not None:
        return say(card(work, found))
    return ask(TAKE_ON.id, concern="", record=press.subject, manager=concerns.manager_for(work, *two).id)


def read(work: Work, press: Press) -> Said:
    """The button "Read what was written"."""
    return say(*written(work, press.subject))


def talked(work: Work, press: Press) -> Said:
    """The button "We have talked"."""
    concern = between_two.concern_as_one_of_two(work, press.subject)
    return _ask_at(TALKED.id, concern, stage=1)


def met(work: Work, press: Press) -> Said:
    """The button "We have met"."""
    concern = between_two.concern_as_manager(work, press.subject)
    return _ask_at(MET.id, concern, stage=2)


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


def _ask_at(flow: str, concern: Concern, *, stage: int) -> Said:
    if concern.state != "open" or concern.stage != stage:
        raise MovedOn
    return ask(flow, concern=concern.id)


def _raise_facts(work: Work, args: Args) -> Mapping[str, object]:
    person, supervisor = concerns.may_raise(work, args["supervisee"], args["origin"])
    other = (supervisor if work.actor == person.id else person).name
    return {
        "other": other,
        "readers": first_readers(other),
        "clause": clause_words(work),
        "asks_about": args["origin"] == "standard",
    }


def _raised(work: Work, args: Args, answers: Answers) -> Said:
    texts = {
        "about": answers.text("about"),
        "worry": answers.text("worry"),
        "hope": answers.text("hope"),
        "first_steps": ",".join(answers.chosen("first_steps")),
    }
    concern = concerns.raise_one(work, args["supervisee"], args["origin"], texts)
    other = other_of(work, concern)
    text = (
        f"{other} is asked to read it and to talk with you. Nobody else is told. Afterwards you decide: end it, or take "
        'it to the second stage. Type "concern" to see how it stands.'
    )
    return say(done(work, "Raised with the other of you", text, _other_id(work, concern)))


def _talk_facts(work: Work, args: Args) -> Mapping[str, object]:
    concern = between_two.concern_as_one_of_two(work, args["concern"])
    return {
        "other": other_of(work, concern),
        "readers": later_readers(work, concern),
        "today_on": work.today(access.actor(work)),
    }


def _talked(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    concern = concerns.talked(work, args["concern"], on, answers.text("outcome"))
    mine = work.actor == concern.raised_by
    who = "You decide" if mine else f"{other_of(work, concern)} decides"
    text = (
        f"It is noted that you talked. {who} whether that settles it, or whether it goes to the second stage."
    )
    return say(done(work, "Talk noted", text, _other_id(work, concern)), *_next(work, concern, mine=mine))


def _next(work: Work, concern: Concern, *, mine: bool) -> tuple[Message, ...]:
    return (card(work, concern),) if mine else ()


def _on_facts(work: Work, args: Args) -> Mapping[str, object]:
    if args["record"]:
        person, supervisor = concerns.disagreed(work, args["record"])
        other = (supervisor if work.actor == person.id else person).name
        clause, has_first = clause_words(work, "disagreement"), False
    else:
        concern = between_two.concern_as_raiser(work, args["concern"])
        other, clause = other_of(work, concern), clause_words(work)
        has_first = bool(query.notes(work.uow, concern.id))
    # Named as it was when the first word was typed; that it is still so is looked at before anything is sent.
    manager = name_of(work, args["manager"])
    return {
        "other": other,
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
    return say(done(work, "Taken to the second stage", text, concern.manager_id, _other_id(work, concern)))


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
    return say(done(work, "Ended", text, _other_id(work, concern), concern.manager_id))


def _other_id(work: Work, concern: Concern) -> str:
    return concern.supervisor_id if work.actor == concern.supervisee_id else concern.supervisee_id


TOPIC = Topic(
    conversations=(
        Conversation(CONCERN, _raise_facts, _raised),
        Conversation(TALKED, _talk_facts, _talked),
        Conversation(TAKE_ON, _on_facts, _taken_on),
        Conversation(MET, _met_facts, _met),
        Conversation(CLOSE, _close_facts, _closed),
    ),
    commands={"concern": show},
    aliases={"raise a concern": "concern"},
    verbs={
        "concern": lambda work, press: show(work),
        "concern-new": lambda work, press: new(work),
        "concern-agreement": about_agreement,
        "concern-record": about_record,
        "concern-read": read,
        "concern-talked": talked,
        "concern-met": met,
        "concern-on": take_on,
        "concern-close": end,
    },
    help={
        "concern": "Say that supervision is not what it should be: first between you and your supervisor, nobody else"
    },
    whose={"concern": ("supervised", "supervises", "manages")},
)
