"""Reading what two people keep, by somebody above them, for a purpose they state. The two are told before it is shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.flows.stated_reading import SUMMARY, WHAT, WHY
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import listed, name_of, session_option, when
from dialogs.wording.record_words import LABELS
from dialogs.wording.stated_text import kept_of
from supervision import stated_readings
from supervision.work import Work

SIDES: Final = {"case": "Cases", "personal": "Personal side"}
ABOUT: Final = {"case": "its cases", "personal": "its personal side"}


def _people(work: Work) -> list[Option]:
    return [Option(one.id, one.name) for one in stated_readings.people_to_read(work)]


def _of_person(work: Work, person_id: str) -> Said:
    """The one session there is, or a choice between several."""
    found = stated_readings.sessions_to_read(work, person_id)
    if len(found) == 1:
        ((session, kind),) = found
        return ask(WHY.id, session=session.id, kind=kind)
    return ask(WHAT.id, person=person_id)


def _sessions(work: Work, args: Args) -> Mapping[str, object]:
    found = [
        (kind, session_option(work, one))
        for one, kind in stated_readings.sessions_to_read(work, args["person"])
    ]
    options = tuple(Option(f"{it.value}:{kind}", f"{SIDES[kind]}, {it.label}") for kind, it in found)
    name = name_of(work, args["person"])
    return {"name": name, "options": options, "only": _only(work, args["person"])}


def _only(work: Work, person_id: str, *, one: bool = False) -> str:
    """Why it is this person, or this `one` session, where nobody was asked to choose; nothing where they were."""
    name, alone = name_of(work, person_id), len(_people(work)) == 1
    if one and alone:
        return f"Only of this session with {name} is anything kept that you can read. "
    if one:
        return "It is the only session of theirs of which anything is kept that you can read. "
    return f"Only about the supervision of {name} is anything kept that you can read. " if alone else ""


def _of_session(work: Work, args: Args, answers: Answers) -> Said:
    session_id, _, kind = answers.text("chosen").rpartition(":")
    session = stated_readings.session_to_read(work, session_id, kind)
    return ask(WHY.id, session=session.id, kind=kind)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    session = stated_readings.session_to_read(work, args["session"], args["kind"])
    names = [name_of(work, one) for one in stated_readings.told(work, session)]
    one = len(stated_readings.sessions_to_read(work, session.supervisee_id)) == 1
    return {
        "only": _only(work, session.supervisee_id, one=True) if one else "",
        "label": f"{name_of(work, session.supervisee_id)}, {when(work, session.starts_at)}",
        "side": ABOUT[args["kind"]],
        "told": f"{listed(names)} {'is' if len(names) == 1 else 'are'}",
    }


def _stated(work: Work, args: Args, answers: Answers) -> Said:
    """Shown only by a button, so that no chat keeps it, whether or not this was typed into one."""
    reading = stated_readings.state(
        work, args["session"], args["kind"], answers.text("purpose"), answers.text("why")
    )
    text = "Noted. You can read it until the end of today. Nobody is told before you do."
    return say(
        Message(
            text, title="You can read it now", buttons=(_show(reading.id, 1, "Read it"),), summary=SUMMARY
        )
    )


def show(work: Work, press: Press) -> Said:
    """The buttons "Read it" and "Next part"; their subject is a reading and which part of it."""
    reading_id, _, part = press.subject.rpartition(":")
    reading, session = stated_readings.read(work, reading_id)
    found = kept_of(work, session, reading.kind)
    place = int(part) if part.isascii() and part.isdigit() and int(part) <= len(found) else 1
    more = (_show(reading.id, place + 1, "Next part"),) if place < len(found) else ()
    return say(replace(found[max(place, 1) - 1], buttons=more))


def _show(reading_id: str, part: int, label: str) -> Button:
    return Button(label, Press("reading-show", f"{reading_id}:{part}"), "primary")


def why(work: Work, press: Press) -> Said:
    """The button "Why they read it"; its subject is a reading."""
    reading, text = stated_readings.reason(work, press.subject)
    facts = (
        Fact("Read by", name_of(work, reading.reader_id)),
        Fact("Read on", when(work, reading.read_at)),
        Fact("What", LABELS[reading.kind]),
        Fact("Purpose", WHY.words[f"purpose.{reading.purpose}"]),
    )
    return say(Message(text, title="Why it was read", facts=facts, summary=SUMMARY, private=True))


WHOM: Final = Pick(
    pick_flow(
        "read_whom", "Read for a stated purpose", "Whose supervision do you need to read about?", "Whose"
    ),
    _people,
    _of_person,
    "Nothing is kept that you can read for a stated purpose.",
    whose="manages",
)
TOPIC = Topic(
    conversations=(
        WHOM.conversation,
        Conversation(WHAT, _sessions, _of_session),
        Conversation(WHY, _facts, _stated),
    ),
    commands={"read": WHOM.start},
    aliases={"read a record": "read"},
    verbs={"reading-show": show, "reading-why": why},
    whose={"read": ("manages",)},
    help={
        "read": "Read what is kept about a session of somebody under you, for a purpose you state. They are told"
    },
)
