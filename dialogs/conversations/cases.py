"""Cases: by when each is discussed, when it last was and why then; for its worker, and for whoever supervises them."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import Answers
from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut
from dialogs.flows.which import pick_flow, which_case_flow
from dialogs.wording.case_cards import facts_of, in_short
from dialogs.wording.phrases import listed, session_name
from storage.queries import sessions as sessions_query
from storage.tables import Person
from supervision import access, cases, mine
from supervision.duties.case_table import Standing
from supervision.work import Refused, Work

PAGE: Final = 8
WHICH_CASE: Final = which_case_flow(
    "which_case", "{whose}", "Which case do you want to see?", about=("person", "whose"), summary="Cases"
)


def of_pressed(work: Work, press: Press) -> Said:
    """The button "Which cases?" of a reminder, and those that turn the pages: a person, and a place in their list."""
    person_id, _, place = press.subject.partition(":")
    return _list(work, person_id, int(place[:6]) if place.isascii() and place.isdecimal() else 0)


def _list(work: Work, person_id: str, start: int = 0) -> Said:
    found = cases.of(work, person_id)
    person = access.person_for(work, person_id)
    title = _whose(work, person)
    if not found:
        return say(Message("There are no open cases on record.", title=title))
    policy = work.policy(person)
    start = start if start < len(found) else 0
    shown = found[start : start + PAGE]
    facts = tuple(Fact(one.case.reference, in_short(work, policy, one)) for one in shown)
    left = len(found) - start - len(shown)
    buttons = [Button("See one of them", Press("which-case", person_id), "primary")]
    if left > 0:
        buttons.append(
            Button(f"Show the next {min(left, PAGE)}", Press("cases-of", f"{person_id}:{start + PAGE}"))
        )
    text = f"{start + 1} to {start + len(shown)} of {len(found)}, the soonest to be discussed first."
    return say(
        Message(
            text, title=title, facts=facts, buttons=(*buttons, *_agenda(work, person_id)), summary="Cases"
        )
    )


def _agenda(work: Work, person_id: str) -> tuple[Button, ...]:
    """One tap for what is due before the session after the next and is not on its agenda."""
    for session in sessions_query.planned_after(work.uow, person_id, work.now):
        if missing := cases.missing_from(work, session):
            count = "1 case" if len(missing) == 1 else f"{len(missing)} cases"
            label = f"Put {count} on the agenda"
            return (Button(label, Press("to-agenda", session.id, session.version)),)
    return ()


def _whose(work: Work, person: Person) -> str:
    return "Your cases" if person.id == work.actor else f"Cases of {person.name}"


def which_pressed(work: Work, press: Press) -> Said:
    """The button "See one of them"; its subject is the worker."""
    found = cases.of(work, press.subject)
    if not found:
        raise Refused
    return (
        _one(work, press.subject, found[0].case.id)
        if len(found) == 1
        else ask(WHICH_CASE.id, person=press.subject)
    )


def _which_facts(work: Work, args: Args) -> Mapping[str, object]:
    person = access.person_for(work, args["person"])
    policy = work.policy(person)
    options = tuple(
        Option(one.case.id, cut(one.case.reference, sizes.OPTION_LABEL), in_short(work, policy, one))
        for one in cases.of(work, person.id)
    )
    return {"cases": options, "whose": _whose(work, person)}


def _chosen(work: Work, args: Args, answers: Answers) -> Said:
    return _one(work, args["person"], answers.text("case"))


def one_pressed(work: Work, press: Press) -> Said:
    """Back to one case; the subject is its worker and the case."""
    person_id, _, case_id = press.subject.partition(":")
    return _one(work, person_id, case_id)


def _one(work: Work, person_id: str, case_id: str) -> Said:
    standing = cases.one(work, person_id, case_id)
    person = access.person_for(work, person_id)
    message = Message(
        f"One of {'your cases' if person_id == work.actor else f'the cases of {person.name}'}.",
        title=standing.case.reference,
        facts=tuple(facts_of(work, person, standing)),
        buttons=_ways(work, person_id, standing),
        summary="A case",
    )
    return say(message)


def _ways(work: Work, person_id: str, standing: Standing) -> tuple[Button, ...]:
    """What can be done about a case: its supervisor decides, notes and reviews, anybody may ask why."""
    row = standing.dated or next(iter(standing.undecided), None)
    why = (Button("Why?", Press("why", row.id, row.version)),) if row is not None else ()
    if person_id == work.actor:
        return (*why, Button("All of them", Press("cases-of", person_id)))
    subject = f"{person_id}:{standing.case.id}"
    plan = standing.plan
    reviewed = (
        (Button("The plan was reviewed", Press("done", plan.id, plan.version)),) if plan is not None else ()
    )
    return (
        Button("Decide how often", Press("decide-case", subject), "primary"),
        *reviewed,
        Button("Note oversight", Press("oversight", standing.case.id)),
        *why,
        Button("All of them", Press("cases-of", person_id)),
    )


def to_agenda(work: Work, press: Press) -> Said:
    """The button "Put on the agenda"; its subject is a session. Whatever is due before the one after it comes on it."""
    added = cases.put_on_agenda(work, press.subject)
    session = access.session_as_party(work, press.subject)
    if not added:
        return say(
            f"Nothing more is due before the next one: the agenda of {session_name(work, session)}, stays as it is."
        )
    count = "1 case is" if len(added) == 1 else f"{len(added)} cases are"
    text = f"On the agenda of {session_name(work, session)}: {listed([one.reference for one in added])}."
    return say(Message(text, title=f"{count} on the agenda", summary="The agenda has changed"))


def on_agenda(work: Work, press: Press) -> Said:
    """The button "Which cases?" of a session; its subject is the session."""
    session = access.session_as_party(work, press.subject)
    found = [one.reference for one in sessions_query.agenda(work.uow, session.id)]
    text = f"On the agenda: {listed(found)}." if found else "No case was on the agenda."
    return say(Message(text, title=f"The agenda of {session_name(work, session)}", summary="An agenda"))


def _people(work: Work) -> list[Option]:
    """Whose cases the actor may see: their own where they have any, and those of whom they supervise."""
    me = access.actor(work)
    own = [Option(me.id, "My own cases")] if sessions_query.open_cases_of(work.uow, me.id) else []
    return [*own, *(Option(one.id, one.name) for one in mine.supervisees(work))]


WHOSE: Final = Pick(
    pick_flow("whose_cases", "Cases", "Whose cases do you want to see?", "Whose"),
    _people,
    _list,
    "You have no open cases on record, and supervise nobody at the moment.",
)
TOPIC = Topic(
    conversations=(WHOSE.conversation, Conversation(WHICH_CASE, _which_facts, _chosen)),
    commands={"cases": WHOSE.start},
    aliases={"case": "cases"},
    verbs={
        "cases-of": of_pressed,
        "which-case": which_pressed,
        "one-case": one_pressed,
        "to-agenda": to_agenda,
        "agenda-cases": on_agenda,
    },
    help={"cases": "By when each case is to be discussed, and when it last was"},
)
