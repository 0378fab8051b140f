"""Management oversight of a case, noted for the child's file (clause oversight): Bradford's; offered to others as a help.

It is no supervision: the day is kept as an event of its own kind, which no frequency counts.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Choice, Date, Flow, LongText
from dialogs.engine.values import Answers
from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut, full_date
from dialogs.flows.which import pick_flow, which_case_flow
from dialogs.wording.overseen import at_points
from dialogs.wording.phrases import done, name_of
from storage.queries import oversight as query
from storage.queries import sessions as sessions_query
from storage.tables import Case, Event
from supervision import access, events, mine, oversight
from supervision.work import Refused, Work

CLAUSE: Final = "oversight"
POINTS: Final = ("allocation", "between", "sign_off")
MOST: Final = 2500

OVERSIGHT: Final = Flow(
    id="oversight",
    version=1,
    args=("case",),
    facts=("case_label", "clause"),
    steps=(
        Choice("at", options=POINTS),
        Date("on", direction="past", default="today"),
        LongText("decided", required=False, max_length=MOST),
    ),
    words={
        "title": "Management oversight: {case_label}",
        "summary": "Management oversight",
        "before": "What you write is handed back to you as a note for the file.{clause}",
        "at": "At which point was it? It does not count as supervision, whichever it was.",
        "at.label": "At which point",
        "at.allocation": "At allocation",
        "at.between": "In between",
        "at.sign_off": "At sign-off",
        "on": "On which day was it?",
        "on.label": "On",
        "decided": "What was decided, and why?",
        "decided.label": "Decided, and why",
        "decided.blank": "Enter what was decided",
        "finish": "Note it",
    },
)
WHICH: Final = which_case_flow(
    "oversight_case",
    "Management oversight: a case of {worker}",
    "Which case was it?",
    about=("person", "worker"),
    summary="Management oversight",
)


def of_case(work: Work, case_id: str) -> Said:
    """Note oversight of one case. Raises Refused where the actor neither supervises nor manages one of its workers."""
    access.to_record_about(work, None, case_id)
    return ask(OVERSIGHT.id, case=case_id)


def _people(work: Work) -> list[Option]:
    """Those the actor supervises today or stands above who work an open case, or one of which oversight is owed."""
    own = {one.id: one for one in mine.supervisees(work)}
    owed = {each.supervisee_id for one in oversight.owed(work) for each in one.duties}
    found = {one.id: one for one in mine.with_open_cases(work)}
    found |= {key: one for key, one in own.items() if key in owed}
    return [
        Option(one.id, one.name, "You supervise them" if one.id in own else "Under you")
        for one in sorted(found.values(), key=lambda one: (one.name, one.id))
    ]


def _of_person(work: Work, person_id: str) -> Said:
    found = _cases_of(work, person_id)
    return of_case(work, found[0].value) if len(found) == 1 else ask(WHICH.id, person=person_id)


def _cases_of(work: Work, person_id: str) -> list[Option]:
    """The cases of one of them of which oversight is owed, then their open ones. Raises Refused where the actor neither
    supervises them nor stands above them.
    """
    access.to_record_about(work, person_id, None)
    found = {
        one.case.id: _owed_option(work, one, "")
        for one in oversight.owed(work)
        if person_id in {each.supervisee_id for each in one.duties}
    }
    for case in sessions_query.open_cases_of(work.uow, person_id):
        found.setdefault(case.id, Option(case.id, case.reference))
    return list(found.values())[: sizes.OPTIONS]


def _owed(work: Work) -> list[Option]:
    """The cases of which the actor owes oversight, each with whose it is; of very many the first, and then the next."""
    found = oversight.owed(work)[: sizes.OPTIONS]
    return [_owed_option(work, one, name_of(work, one.duties[0].supervisee_id)) for one in found]


def _owed_option(work: Work, one: oversight.Owed, whose: str) -> Option:
    asked = ", ".join(filter(None, (whose, f"to note {at_points(work, one.duties)}")))
    label = cut(one.case.reference, sizes.OPTION_LABEL)
    return Option(one.case.id, label, cut(asked, sizes.OPTION_LABEL))


def _which_facts(work: Work, args: Args) -> Mapping[str, object]:
    return {"cases": tuple(_cases_of(work, args["person"])), "worker": name_of(work, args["person"])}


def _chosen(work: Work, args: Args, answers: Answers) -> Said:
    return of_case(work, answers.text("case"))


def _case(work: Work, case_id: str) -> Case:
    access.to_record_about(work, None, case_id)
    case = work.uow.session.get(Case, case_id)
    if case is None:
        raise Refused
    return case


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    clause = work.policy(access.actor(work)).cited_clauses.get(CLAUSE)
    return {
        "case_label": _case(work, args["case"]).reference,
        "clause": f" Your policy: {clause.cited()}." if clause else "",
    }


def _noted(work: Work, args: Args, answers: Answers) -> Said:
    case = _case(work, args["case"])
    on, at = answers.day("on") or work.today(access.actor(work)), answers.text("at")
    events.record(work, "oversight", on, case_id=case.id, party=at)
    point = OVERSIGHT.words[f"at.{at}"]
    text = (
        f"Noted for {case.reference}: management oversight on {full_date(on)}, {point.lower()}. It does not count as "
        "supervision, so no date moves. Copy the note below onto the file."
    )
    lines = [
        "Management oversight. This is no record of supervision.",
        f"Case: {case.reference}",
        f"Date: {full_date(on)}",
        f"When: {point.lower()}",
        f"By: {name_of(work, work.actor)}",
    ]
    if decided := answers.text("decided"):
        lines += ["", "Decided, and why", decided]
    note = Message("\n".join(lines), title="Note for the file", private=True)
    facts, more = _earlier(work, case), _more(work, case)
    return say(done(work, "Oversight noted", text, facts=facts, buttons=more), note)


def _more(work: Work, case: Case) -> tuple[Button, ...]:
    """The way on to another point of the same case at which it is owed, or else to another case."""
    left = oversight.owed(work)
    for one in left:
        if one.case.id == case.id:
            return (Button(f"Note it {at_points(work, one.duties)} too", Press("oversight", case.id)),)
    return (Button("Another case", Press("oversight-owed")),) if left else ()


def _earlier(work: Work, case: Case) -> tuple[Fact, ...]:
    """The days on which oversight of a case was noted, this one included."""
    return tuple(Fact("Noted", _in_words(one)) for one in query.of_case(work.uow, case.id)[-5:])


def _in_words(event: Event) -> str:
    """The day, and at which point it was where that is known."""
    point = OVERSIGHT.words.get(f"at.{event.party}", "")
    return ", ".join(one for one in (full_date(event.happened_on), point.lower()) if one)


WHOSE: Final = Pick(
    pick_flow("oversight_whose", "Management oversight", "Who works the case?", "Worker"),
    _people,
    _of_person,
    "Nobody you supervise, or who is under you, works an open case.",
    whose="supervises",
)
OWED: Final = Pick(
    pick_flow(
        "oversight_owed", "Management oversight to note", "Of which case do you want to note it?", "Case"
    ),
    _owed,
    of_case,
    "There is no case of which you have oversight to note.",
)
TOPIC = Topic(
    conversations=(
        WHOSE.conversation,
        OWED.conversation,
        Conversation(WHICH, _which_facts, _chosen),
        Conversation(OVERSIGHT, _facts, _noted),
    ),
    commands={"oversight": WHOSE.start},
    verbs={
        "oversight": lambda work, press: of_case(work, press.subject),
        "oversight-owed": lambda work, press: OWED.start(work),
    },
    help={"oversight": "Note management oversight of a case for its file. It does not count as supervision"},
    whose={"oversight": ("supervises", "manages")},
)
