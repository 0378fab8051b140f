"""A concern about supervision at its first stage: raised with the other of the two, read, talked about."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.flows.concern import CONCERN, TALKED
from dialogs.wording.concern_words import (
    card,
    clause_words,
    first_readers,
    later_readers,
    other_of,
    the_other,
    written,
)
from dialogs.wording.phrases import done, name_of
from storage.tables import Concern
from supervision import access, between_two, concerns
from supervision.work import MovedOn, Refused, Work

MOST: Final = 5
RAISE: Final = Button("Raise something", Press("concern-new"), "primary")
NOTHING: Final = "Nothing about supervision is open with you."
NO_ONE: Final = (
    f"{NOTHING} You have no supervisor on record, so there is nobody to raise something with here."
)


def show(work: Work) -> Said:
    """The command: what is open, each with what can be done; straight to the first question where nothing is."""
    found = concerns.mine(work)
    if found:
        return _listed(work, found, 0)
    return new(work) if access.actor(work).supervisor_id else say(NO_ONE)


def more(work: Work, press: Press) -> Said:
    """The button "Show more"; its subject is how many were shown."""
    found = concerns.mine(work)
    if not press.subject.isascii() or not press.subject.isdecimal() or int(press.subject) >= len(found):
        raise Refused
    return _listed(work, found, int(press.subject))


def _listed(work: Work, found: list[Concern], start: int) -> Said:
    me, end = access.actor(work), start + MOST
    messages = [card(work, one) for one in found[start:end]]
    if len(found) > end:
        button = Button("Show more", Press("concern-more", str(end)))
        messages.append(Message(f"{len(found) - end} more are open with you.", buttons=(button,)))
    if me.supervisor_id and concerns.raised_already(work, me.id) is None:
        text = "Is there something else about your own supervision?"
        messages.append(Message(text, buttons=(RAISE,), summary="About supervision"))
    return say(*messages)


def new(work: Work) -> Said:
    """Raise something about one's own supervision."""
    person, supervisor = concerns.may_raise(work, work.actor, "standard")
    raised = concerns.raised_already(work, person.id)
    if raised is not None:
        return say(card(work, raised))
    return ask(CONCERN.id, supervisee=person.id, supervisor=supervisor.id, origin="standard")


def about_agreement(work: Work, press: Press) -> Said:
    """The button "It is not being kept to" of an agreement, for either of the two; the subject is the supervisee."""
    person, supervisor = concerns.may_raise(work, press.subject, "agreement")
    raised = concerns.raised_already(work, person.id)
    if raised is not None:
        return say(card(work, raised))
    return ask(CONCERN.id, supervisee=person.id, supervisor=supervisor.id, origin="agreement")


def read(work: Work, press: Press) -> Said:
    """The button "Read what was written"."""
    return say(*written(work, press.subject))


def talked(work: Work, press: Press) -> Said:
    """The button "We have talked"."""
    concern = between_two.concern_as_one_of_two(work, press.subject)
    if concern.state != "open" or concern.stage != 1:
        raise MovedOn
    return ask(TALKED.id, concern=concern.id)


def _raise_facts(work: Work, args: Args) -> Mapping[str, object]:
    # Named as they were when the first word was typed. Once they are no longer a pair it says so and stays with whoever
    # typed it; nothing of it is sent.
    still = between_two.is_still_pair(work, args["supervisee"], args["supervisor"])
    mine = work.actor == args["supervisee"]
    other = name_of(work, args["supervisor"] if mine else args["supervisee"])
    ended = ", who no longer supervises you" if mine else ", whom you no longer supervise"
    return {
        "other": other,
        "ended": "" if still else ended,
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
    concern = concerns.raise_one(work, (args["supervisee"], args["supervisor"]), args["origin"], texts)
    other = other_of(work, concern)
    text = (
        f"{other} is asked to read it and to talk with you. Nobody else is told. Afterwards you decide: end it, or take "
        'it to the second stage. Type "concern" to see how it stands.'
    )
    return say(done(work, "It is sent", text, the_other(work, concern)))


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
    return say(done(work, "Talk noted", text, the_other(work, concern)), *_next(work, concern, mine=mine))


def _next(work: Work, concern: Concern, *, mine: bool) -> tuple[Message, ...]:
    return (card(work, concern),) if mine else ()


TOPIC = Topic(
    conversations=(
        Conversation(CONCERN, _raise_facts, _raised),
        Conversation(TALKED, _talk_facts, _talked),
    ),
    commands={"concern": show},
    aliases={"raise a concern": "concern"},
    verbs={
        "concern-more": more,
        "concern-new": lambda work, press: new(work),
        "concern-agreement": about_agreement,
        "concern-read": read,
        "concern-talked": talked,
    },
    help={
        "concern": "Say that supervision is not what it should be: first between you and your supervisor, nobody else"
    },
    whose={"concern": ("supervised", "supervises", "manages")},
)
