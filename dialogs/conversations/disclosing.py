"""A copy of a case record for somebody who asks for a child's file, made by somebody above the two: part by part they choose
what is left out, and on which ground.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.flows.disclosure import LEAVE_OUT, PLACES, REQUEST, SUMMARY, WHICH
from dialogs.flows.which import pick_flow
from dialogs.wording.disclosure_text import TITLE, about, as_chosen, copies, parts_of, written
from dialogs.wording.draft_cards import Headed
from dialogs.wording.phrases import listed, name_of
from storage.tables import RecordDraft, SupervisionSession
from supervision import access, disclosing, stated_readings
from supervision.disclosing import ChangedMeanwhile
from supervision.work import Refused, Work


def _people(work: Work) -> list[Option]:
    return [Option(one.id, one.name) for one in disclosing.people(work)]


def _of_person(work: Work, person_id: str) -> Said:
    """The one record there is, or a choice between several."""
    found = disclosing.records_of(work, person_id)
    if len(found) == 1:
        return ask(REQUEST.id, draft=found[0][0].id)
    return ask(WHICH.id, person=person_id)


def _records(work: Work, args: Args) -> Mapping[str, object]:
    found = disclosing.records_of(work, args["person"])
    options = tuple(Option(draft.id, about(work, draft, session)) for draft, session in found)
    return {"name": name_of(work, args["person"]), "options": options}


def _of_record(work: Work, args: Args, answers: Answers) -> Said:
    draft, _ = disclosing.to_disclose(work, answers.text("chosen"))
    return ask(REQUEST.id, draft=draft.id)


def _request_facts(work: Work, args: Args) -> Mapping[str, object]:
    draft, session = disclosing.to_disclose(work, args["draft"])
    names = [name_of(work, one) for one in stated_readings.told(work, session)]
    policy = work.policy(access.person_for(work, session.supervisee_id))
    clause = policy.cited_clauses.get(disclosing.CLAUSE)
    return {
        "about": about(work, draft, session),
        "told": f"{listed(names)} {'is' if len(names) == 1 else 'are'}",
        "clause": f" Their policy: {clause.cited()}." if clause else "",
    }


def _stated(work: Work, args: Args, answers: Answers) -> Said:
    """Shown only by a button, so that no chat keeps it, whether or not this was typed into one."""
    reading = disclosing.state(work, args["draft"], answers.text("request"))
    text = "Noted. You can read it and make the copy until the end of today. Nobody is told before you read."
    return say(Message(text, title=TITLE, buttons=(_show(reading.id, args["draft"]),), summary=SUMMARY))


def _show(reading_id: str, draft_id: str, part: int = 1) -> Button:
    label = "Read it" if part == 1 else "Next part"
    return Button(label, Press("disclose-read", f"{reading_id}:{draft_id}", part), "primary")


def show(work: Work, press: Press) -> Said:
    """The buttons "Read it" and "Next part"; their subject is a reading and a draft, their version which part of it."""
    reading_id, _, draft_id = press.subject.partition(":")
    draft, session = disclosing.read(work, reading_id, draft_id)
    found = copies(about(work, draft, session), parts_of(work, draft, session))
    page = press.version if 1 <= press.version <= len(found) else 1
    choose = Press("disclose-choose", f"{press.subject}:{disclosing.stands(work, draft, session)}")
    buttons = [_show(reading_id, draft_id, page + 1)] if page < len(found) else []
    buttons.append(Button("Choose what is left out", choose, "plain" if buttons else "primary"))
    return say(replace(found[page - 1], buttons=tuple(buttons)))


def choose(work: Work, press: Press) -> Said:
    """The button "Choose what is left out"; its subject is a reading, a draft, and as what the draft stood."""
    reading_id, draft_id, stands, *_ = (*press.subject.split(":"), "", "")
    disclosing.read(work, reading_id, draft_id)
    return ask(LEAVE_OUT.id, reading=reading_id, draft=draft_id, stands=stands)


def _read_as(
    work: Work, reading_id: str, draft_id: str, stands: str
) -> tuple[RecordDraft, SupervisionSession, list[Headed]]:
    """What the actor has read, if it still stands so. Raises Refused, StatedEarlier, ChangedMeanwhile."""
    draft, session = disclosing.read(work, reading_id, draft_id)
    if disclosing.stands(work, draft, session) != stands:
        raise ChangedMeanwhile
    return draft, session, parts_of(work, draft, session)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    draft, session = disclosing.to_disclose(work, args["draft"])
    grounds = disclosing.grounds(work, session)
    known = dict(enumerate(grounds, 1))
    return {
        "about": about(work, draft, session),
        "parts": tuple(Option(one.key, one.heading) for one in parts_of(work, draft, session)),
        **{
            f"ground_{place}": f"{known[place].title}: {known[place].says}" if place in known else ""
            for place in PLACES
        },
        **{f"title_{place}": known[place].title if place in known else "" for place in PLACES},
    }


def _made(work: Work, args: Args, answers: Answers) -> Said:
    """The copy itself is shown by a button, for the same reason."""
    _, session, parts = _read_as(work, args["reading"], args["draft"], args["stands"])
    chosen = {
        place: grounds
        for place, part in enumerate(parts)
        if (
            grounds := [
                ground
                for ground in range(len(disclosing.grounds(work, session)))
                if part.key in answers.chosen(f"out_{ground + 1}")
            ]
        )
    }
    subject = f"{args['reading']}:{args['draft']}:{args['stands']}:{written(chosen, len(parts))}"
    count = "Nothing is" if not chosen else "1 part is" if len(chosen) == 1 else f"{len(chosen)} parts are"
    text = f"{count} left out. Read the copy through before you hand it on: it is yours to check."
    return say(Message(text, title=TITLE, buttons=(_copy(subject),), summary=SUMMARY))


def _copy(subject: str, page: int = 1) -> Button:
    label = "Show the copy" if page == 1 else "Next part"
    return Button(label, Press("disclose-copy", subject, page), "primary")


def copy(work: Work, press: Press) -> Said:
    """The buttons "Show the copy" and "Next part"; their subject is also what is left out, their version which part."""
    if press.subject.count(":") != 3:
        raise Refused
    reading_id, draft_id, stands, left_out = press.subject.split(":")
    draft, session, parts = _read_as(work, reading_id, draft_id, stands)
    grounds = disclosing.grounds(work, session)
    chosen = as_chosen(left_out, len(parts), len(grounds))
    disclosing.disclosed(
        work, draft, {parts[place].key: [grounds[one].key for one in why] for place, why in chosen.items()}
    )
    found = copies(about(work, draft, session), parts, grounds, chosen)
    page = press.version if 1 <= press.version <= len(found) else 1
    buttons = (_copy(press.subject, page + 1),) if page < len(found) else ()
    return say(replace(found[page - 1], buttons=buttons))


WHOM: Final = Pick(
    pick_flow("disclose_whom", "Disclose a case record", "Who was supervised on the case?", "Who"),
    _people,
    _of_person,
    "No draft of a case record is kept here that you can disclose. What is on the child's file is there.",
    whose="manages",
)
TOPIC = Topic(
    conversations=(
        WHOM.conversation,
        Conversation(WHICH, _records, _of_record),
        Conversation(REQUEST, _request_facts, _stated),
        Conversation(LEAVE_OUT, _facts, _made),
    ),
    commands={"disclose": WHOM.start},
    aliases={"access to files": "disclose"},
    verbs={"disclose-read": show, "disclose-choose": choose, "disclose-copy": copy},
    whose={"disclose": ("manages",)},
    help={
        "disclose": "Make a copy of a case record for somebody who asks for a child's file, and choose what is left out"
    },
)
