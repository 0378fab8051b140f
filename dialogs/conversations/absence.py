"""Away and back: oneself, one's supervisor, people under one. Away since a day; never why."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.absence import ABSENT, BACK
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import capital, done, listed, name_of, when
from storage.queries import people as query
from storage.tables import Absence, Person
from supervision import absences, access
from supervision.people import away, cover_on, line_manager_id, standing_in
from supervision.policy import next_decent
from supervision.work import Refused, SaidNo, Work


def absent_pressed(work: Work, press: Press) -> Said:
    """The button "Away"; its subject is a person, or nothing for oneself."""
    return _absent(work, press.subject or work.actor)


def back_pressed(work: Work, press: Press) -> Said:
    """The button "Back"; its subject is a person, or nothing for oneself."""
    return _back(work, press.subject or work.actor)


def report(work: Work, press: Press) -> Said:
    """The button "Send the report": one tap. It is an escalation, so it leaves at once and is not taken back."""
    absence = absences.report(work, press.subject)
    me = access.actor(work)
    away = name_of(work, absence.person_id)
    manager = name_of(work, standing_in(work.uow, line_manager_id(work.uow, me), work.today(me)))
    leaves = next_decent(work.now, work.policy(me))
    told = "is told now" if leaves == work.now else f"is told on {when(work, leaves)}"
    return say(
        Message(
            f"Sent: you report that {away} has been away since {full_date(absence.from_on)}, and ask for supervision "
            f"to be arranged. {capital(manager)} {told}. You are told who supervises you as soon as that is arranged.",
            title="Report sent",
            summary="Report sent",
        )
    )


def _absent(work: Work, person_id: str) -> Said:
    _may_report(work, person_id)
    return ask(ABSENT.id, person=person_id)


def _back(work: Work, person_id: str) -> Said:
    _may_bring_back(work, person_id)
    return ask(BACK.id, person=person_id)


def _may_report(work: Work, person_id: str) -> None:
    if not access.may_report_absence_of(work, access.person_for(work, person_id)):
        raise Refused


def _may_bring_back(work: Work, person_id: str) -> None:
    if not access.may_bring_back(work, access.person_for(work, person_id)):
        raise Refused


def _absent_facts(work: Work, args: Args) -> Mapping[str, object]:
    _may_report(work, args["person"])
    person = access.person_for(work, args["person"])
    theirs = person.id != work.actor
    return {**_who(work, args), "earliest": work.today(person) - absences.FURTHEST_BACK if theirs else None}


def _back_facts(work: Work, args: Args) -> Mapping[str, object]:
    _may_bring_back(work, args["person"])
    person = access.person_for(work, args["person"])
    absence = away(work.uow, person.id, work.today(person))
    if absence is None:
        raise SaidNo(f"{person.name} is not noted as away, so there is nothing to change.")
    return {**_who(work, args), "since": absence.from_on}


def _who(work: Work, args: Args) -> Mapping[str, object]:
    return {"who": "you" if args["person"] == work.actor else name_of(work, args["person"])}


def _noted_absent(work: Work, args: Args, answers: Answers) -> Said:
    from_on = answers.day("since") or answers.day("from_on") or work.today(access.actor(work))
    absence = absences.away(
        work,
        args["person"],
        from_on,
        planned=answers.yes("planned"),
        expected_back=answers.day("expected_back"),
    )
    expected = (
        Fact("Expected back", full_date(absence.expected_back) if absence.expected_back else "Not known"),
    )
    person = access.person_for(work, absence.person_id)
    who, verb = ("You", "are") if person.id == work.actor else (person.name, "is")
    text = f"Noted: {who} {verb} away from {full_date(from_on)}. Reminders to them wait until they are back."
    if person.id == work.actor:
        text = text.replace("to them wait until they are", "to you wait until you are")
    facts = (*expected, *_long_absence(work, absence, person))
    return say(done(work, "Absence noted", text, facts=facts, buttons=_next(work, absence, person)))


def _begins(work: Work, absence: Absence, person: Person) -> date | None:
    """The day on which a supervisor's absence is to be reported, where their authority's policy has one."""
    policy = work.policy(person)
    rule = policy.rules.get("absent-supervisor")
    if rule is None or absence.planned or not query.supervised_by(work.uow, person.id, work.today(person)):
        return None
    return rule.due({"start": absence.from_on}, policy.calendar).on


def _long_absence(work: Work, absence: Absence, person: Person) -> tuple[Fact, ...]:
    begins = _begins(work, absence, person)
    if begins is None:
        return ()
    rule = work.policy(person).rules["absent-supervisor"]
    line = f"Those supervised report it, and cover is arranged, from {full_date(begins)}"
    return (Fact("If it lasts", line), Fact("Clause", rule.cited()))


def _next(work: Work, absence: Absence, person: Person) -> tuple[Button, ...]:
    begins, me = _begins(work, absence, person), access.actor(work)
    if begins is not None and begins <= work.today(me) and me.supervisor_id == person.id:
        return (Button("Send the report", Press("report-absence", absence.id, absence.version), "primary"),)
    if person.id != me.id and any(one.id == absence.id for one, _ in access.uncovered(work)):
        return (Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary"),)
    return ()


def _noted_back(work: Work, args: Args, answers: Answers) -> Said:
    person = access.person_for(work, args["person"])
    cover = cover_on(work.uow, person.id, work.today(person))
    on = answers.day("on") or work.today(person)
    absences.back(work, person.id, on)
    who = "You have" if person.id == work.actor else f"{person.name} has"
    text = f"{who} been back since {full_date(on)}."
    told = []
    if cover is not None:
        supervised = query.supervised_by(work.uow, person.id, work.today(person))
        told = [cover.covering_id, *(one.id for one in supervised)]
        text += f" Cover by {listed([name_of(work, cover.covering_id)])} has ended."
    return say(done(work, "Return noted", text, *told))


def _option(work: Work, person: Person) -> Option:
    if person.id == work.actor:
        return Option(person.id, "Me")
    supervisor = person.id == access.actor(work).supervisor_id
    return Option(person.id, person.name, "Your supervisor" if supervisor else "")


def _is_away(work: Work) -> bool:
    me = access.actor(work)
    return away(work.uow, me.id, work.today(me)) is not None


ABSENT_WHO: Final = Pick(
    pick_flow("absent_who", "Somebody is away", "Who is away?", "Person"),
    lambda work: [_option(work, one) for one in access.reportable(work)],
    _absent,
    "There is nobody to note as away.",
)
BACK_WHO: Final = Pick(
    pick_flow("back_who", "Somebody is back", "Who is back?", "Person"),
    lambda work: [_option(work, one) for one in access.returnable(work)],
    _back,
    "Neither you nor anybody under you is noted as away.",
)
TOPIC = Topic(
    conversations=(
        ABSENT_WHO.conversation,
        BACK_WHO.conversation,
        Conversation(ABSENT, _absent_facts, _noted_absent),
        Conversation(BACK, _back_facts, _noted_back),
    ),
    commands={"absent": ABSENT_WHO.start, "back": BACK_WHO.start},
    aliases={"away": "absent"},
    verbs={"absent-person": absent_pressed, "back-person": back_pressed, "report-absence": report},
    waits={"back": _is_away},
    help={"absent": "Say that you, your supervisor or somebody under you is away", "back": "Say who is back"},
)
