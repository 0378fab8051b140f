"""Management oversight of a case, noted for the child's file (clause oversight): Bradford's; offered to others as a help.

It is no supervision: the day is kept as an event of its own kind, which no frequency counts.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.flow import Choice, Date, Flow, LongText
from dialogs.message import Fact, Message, Option
from dialogs.phrases import done, name_of
from dialogs.picking import Pick, pick_flow
from dialogs.text import full_date
from dialogs.values import Answers
from storage.queries import oversight as query
from storage.queries import sessions as sessions_query
from storage.tables import Case, Event
from supervision import access, events, mine
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
        "before": "What you write is handed back to you as a note for the child's file.{clause}",
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
    },
)


def of_case(work: Work, case_id: str) -> Said:
    """Note oversight of one case. Raises Refused where the actor neither supervises nor manages one of its workers."""
    access.to_record_about(work, None, case_id)
    return ask(OVERSIGHT.id, case=case_id)


def _cases(work: Work) -> list[Option]:
    """The open cases of those the actor supervises today, each once, with who works them."""
    workers: dict[str, tuple[Case, list[str]]] = {}
    for person in mine.supervisees(work):
        for case in sessions_query.open_cases_of(work.uow, person.id):
            workers.setdefault(case.id, (case, []))[1].append(person.name)
    found = sorted(workers.values(), key=lambda one: one[0].reference)
    return [Option(case.id, case.reference, ", ".join(names)) for case, names in found]


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
    return say(done(work, "Oversight noted", text, facts=_earlier(work, case)), note)


def _earlier(work: Work, case: Case) -> tuple[Fact, ...]:
    """The days on which oversight of a case was noted, this one included."""
    return tuple(Fact("Noted", _in_words(one)) for one in query.of_case(work.uow, case.id)[-5:])


def _in_words(event: Event) -> str:
    """The day, and at which point it was where that is known."""
    point = OVERSIGHT.words.get(f"at.{event.party}", "")
    return ", ".join(one for one in (full_date(event.happened_on), point.lower()) if one)


WHICH: Final = Pick(
    pick_flow("oversight_which", "Management oversight", "Which case was it?", "Case"),
    _cases,
    of_case,
    "Nobody you supervise works an open case.",
    whose="supervises",
)
TOPIC = Topic(
    conversations=(WHICH.conversation, Conversation(OVERSIGHT, _facts, _noted)),
    commands={"oversight": WHICH.start},
    verbs={"oversight": lambda work, press: of_case(work, press.subject)},
    help={"oversight": "Note management oversight of a case for its file. It does not count as supervision"},
    whose={"oversight": ("supervises",)},
)
