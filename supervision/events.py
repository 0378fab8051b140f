"""Dated events: that what a duty asks for was done, and other things that happened which the policy's clocks turn on."""

from datetime import date

from storage.ids import new_id
from storage.queries import duties as duties_query
from storage.queries import sessions as sessions_query
from storage.tables import Duty, Event, Person
from supervision import access, duties, undo
from supervision.duties.answering import earliest, said_to_be_done
from supervision.policy import Rule
from supervision.policy.dates import written
from supervision.work import MovedOn, Refused, SaidNo, Work

_OF_A_RULE = frozenset({"done", "event", "drawn"})


def done(work: Work, duty_id: str, on: date) -> Event:
    """What a duty asks for was done on a day: its owner says so, and what follows from it is settled.

    Raises Refused when it is not the actor's, or is answered in another way; MovedOn once it is closed; SaidNo for a
    day on which it cannot have been done.
    """
    duty, rule = to_answer(work, duty_id)
    person = access.person_for(work, duty.supervisee_id)
    _not_ahead(work, person, on)
    first = earliest(duty, rule)
    if first is not None and on < first:
        raise SaidNo(
            f"This is counted from {written(first)}, so it can have been done on that day or later. Enter a later date."
        )
    event = note(
        work,
        "done",
        on,
        person_id=person.id,
        case_id=duty.subject_id if duty.subject_kind == "case" else None,
        rule=duty.rule,
        party=duty.party,
        session_id=duty.subject_id if duty.subject_kind == "session" else None,
    )
    return _settled(work, event)


def to_answer(work: Work, duty_id: str) -> tuple[Duty, Rule]:
    """A duty the actor owes and answers by saying that it was done, with its rule. Raises Refused, MovedOn."""
    duty = duties_query.duty(work.uow, duty_id)
    if duty is None or duty.owner_id != work.actor:
        raise Refused
    if duty.status not in duties_query.LIVE:
        raise MovedOn
    rule = work.policies[duty.authority].rules.get(duty.rule)
    if rule is None or not said_to_be_done(rule):
        raise Refused
    return duty, rule


def record(
    work: Work,
    what: str,
    on: date,
    *,
    person_id: str | None = None,
    case_id: str | None = None,
    rule: str = "",
    party: str = "",
    session_id: str | None = None,
) -> Event:
    """Something happened on a day, about somebody's supervision (`person_id`) or about a case, or about both.

    Their supervisor of today may say so (cover included), and whoever stands above; of what they were to do themselves
    (`done`, party `supervisee`) they may. `done`, `event` and `drawn` name their rule. Raises Refused, and SaidNo for a
    day that lies ahead.
    """
    own = what == "done" and party == "supervisee" and person_id == work.actor
    about = access.person_for(work, work.actor) if own else access.to_record_about(work, person_id, case_id)
    if case_id and person_id and not sessions_query.works_on(work.uow, person_id, case_id):
        raise Refused
    if what in _OF_A_RULE and rule not in work.policy(about).rules:
        raise Refused
    _not_ahead(work, about, on)
    event = note(
        work,
        what,
        on,
        person_id=person_id,
        case_id=case_id,
        rule=rule,
        party=party,
        session_id=session_id,
    )
    return _settled(work, event)


def note(
    work: Work,
    what: str,
    on: date,
    *,
    person_id: str | None = None,
    case_id: str | None = None,
    rule: str = "",
    party: str = "",
    session_id: str | None = None,
) -> Event:
    """Write an event down in the course of something else, an import or a change of supervisor: it is audited, asks
    nobody's leave and is not undone by itself, and what follows from it is for the caller to settle.
    """
    event = Event(
        id=new_id(work.now),
        what=what,
        rule=rule,
        person_id=person_id,
        case_id=case_id,
        session_id=session_id,
        party=party,
        happened_on=on,
        recorded_by=work.actor,
    )
    work.uow.session.add(event)
    work.uow.audit(work.actor, what.replace("_", "-"), "event", event.id)
    work.uow.session.flush()
    return event


def _settled(work: Work, event: Event) -> Event:
    undo.remember(work, event.what.replace("_", " "), [(event, None)])
    duties.settle_after(work, [event])
    return event


def _not_ahead(work: Work, person: Person, on: date) -> None:
    if on > work.today(person):
        raise SaidNo("The day must be today or in the past. Say it once it has happened.")
