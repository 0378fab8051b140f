"""The three prompts about a case that several work (clause co-working): Bradford's; offered to others as a help.

What is answered is handed back as text for the record of supervision on the case. Each worker is supervised on it: that
is the business of the ledger, and the same whether the prompts are answered or not.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.flow import Choice, Flow, LongText
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import listed, name_of
from storage.queries import sessions as query
from storage.tables import Case, SupervisionSession
from supervision import access, mine
from supervision.work import Refused, Work

CLAUSE: Final = "co-working"
MOST: Final = 900
MOST_CASES: Final = 5

CO_WORKING: Final = Flow(
    id="co_working",
    version=1,
    args=("case",),
    facts=("case_label", "workers", "clause"),
    steps=(
        Choice("confirmed", options=("stands", "changes", "ends")),
        LongText("roles", max_length=MOST),
        LongText("going", max_length=MOST),
    ),
    words={
        "title": "Co-working on {case_label}",
        "summary": "Co-working on a case",
        "before": "{workers} work this case. What you write is handed back to you as text for its record of "
        "supervision.{clause}",
        "confirmed": "Is the co-working arrangement confirmed?",
        "confirmed.label": "The arrangement",
        "confirmed.stands": "It stands as it is",
        "confirmed.changes": "It changes, as said below",
        "confirmed.ends": "It comes to an end, as said below",
        "roles": "What is each worker's part in it?",
        "roles.label": "Each worker's part",
        "roles.blank": "Enter what each worker's part is",
        "going": "How well is it working?",
        "going.label": "How well it is working",
        "going.hint": "What helps, and what would help more",
        "going.blank": "Enter how well it is working",
        "finish": "Get the text",
    },
)


def button_for(work: Work, session: SupervisionSession) -> tuple[Button, ...]:
    """The way to the prompts from a session that is to be recorded, where the policy asks for them and a case is shared."""
    asked = CLAUSE in work.policy(access.actor(work)).cited_clauses
    if not asked or not _shared_on(work, session):
        return ()
    return (Button("Co-worked case", Press("co-working-of", session.id)),)


def of_session(work: Work, press: Press) -> Said:
    """The button "Co-worked case": the one on the agenda, or a button for each. The subject is a session."""
    session = access.session_as_party(work, press.subject)
    found = _shared_on(work, session)
    if not found:
        return say("No case on the agenda of that session is worked by several.")
    if len(found) == 1:
        return ask(CO_WORKING.id, case=found[0].id)
    buttons = tuple(Button(one.reference, Press("co-working", one.id)) for one in found[:MOST_CASES])
    more = "" if len(found) <= MOST_CASES else f' Type "co-working" for the {len(found) - MOST_CASES} others.'
    return say(Message(f"Which case is it?{more}", buttons=buttons, summary="Co-working on a case"))


def _shared_on(work: Work, session: SupervisionSession) -> list[Case]:
    return [one for one in query.agenda(work.uow, session.id) if _is_shared(work, one.id)]


def _is_shared(work: Work, case_id: str) -> bool:
    return len(query.workers_of(work.uow, case_id)) > 1


def _mine(work: Work) -> dict[str, Case]:
    """The open cases, worked by several, of the actor and of those they supervise today."""
    people = [work.actor, *(one.id for one in mine.supervisees(work))]
    found = {case.id: case for one in people for case in query.open_cases_of(work.uow, one)}
    return {key: case for key, case in found.items() if _is_shared(work, key)}


def _options(work: Work) -> list[Option]:
    cases = sorted(_mine(work).values(), key=lambda one: one.reference)
    return [Option(one.id, one.reference, listed(_workers(work, one.id))) for one in cases]


def _workers(work: Work, case_id: str) -> list[str]:
    return sorted(name_of(work, one) for one in query.workers_of(work.uow, case_id))


def _case(work: Work, case_id: str) -> Case:
    case = _mine(work).get(case_id)
    if case is None:
        raise Refused
    return case


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    clause = work.policy(access.actor(work)).cited_clauses.get(CLAUSE)
    return {
        "case_label": _case(work, args["case"]).reference,
        "workers": listed(_workers(work, args["case"])),
        "clause": f" Your policy: {clause.cited()}." if clause else "",
    }


def _answered(work: Work, args: Args, answers: Answers) -> Said:
    case = _case(work, args["case"])
    today = work.today(access.actor(work))
    arrangement = CO_WORKING.words[f"confirmed.{answers.text('confirmed')}"]
    lines = [
        f"Co-working on {case.reference}, {full_date(today)}",
        f"Workers: {listed(_workers(work, case.id))}",
        f"The arrangement: {arrangement}",
        *("", "Each worker's part", answers.text("roles")),
        *("", "How well it is working", answers.text("going")),
    ]
    text = "Copy the text below into the record of supervision on this case. Each worker is supervised on it."
    note = Message("\n".join(lines), title="Text for the record", private=True)
    return say(Message(text, title="Co-working", summary="Co-working on a case"), note)


WHICH: Final = Pick(
    pick_flow("co_working_which", "Co-working", "Which case is it?", "Case"),
    _options,
    lambda work, case_id: ask(CO_WORKING.id, case=_case(work, case_id).id),
    "No open case of yours, or of those you supervise, is worked by several.",
)
TOPIC = Topic(
    conversations=(WHICH.conversation, Conversation(CO_WORKING, _facts, _answered)),
    commands={"co-working": WHICH.start},
    aliases={"coworking": "co-working"},
    verbs={
        "co-working": lambda work, press: ask(CO_WORKING.id, case=press.subject),
        "co-working-of": of_session,
    },
    help={"co-working": "Three prompts about a case that several work, as text for its record"},
    whose={"co-working": ("supervised", "supervises")},
)
