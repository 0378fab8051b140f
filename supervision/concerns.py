"""Concerns about supervision, stage by stage (clause concern): with the other of the two first, then with the supervisor's
line manager. Whoever raised it decides whether it goes on or ends; nobody above sees it before its second stage.

No policy gives the stages a number of days: each is told once and then listed.
"""

from collections.abc import Mapping
from datetime import date

from storage.ids import new_id
from storage.queries import agreements as agreements_query
from storage.queries import concerns as query
from storage.queries import people as people_query
from storage.rows import Reversible
from storage.tables import Concern, ConcernNote, Person
from supervision import access, between_two, notices, people, undo
from supervision.concern_notes import noted, readable_by, today_of
from supervision.work import MovedOn, Refused, SaidNo, Work

OUTCOMES = ("settled", "change_of_supervisor", "elsewhere", "stopped")


class SomebodyElse(SaidNo):
    """It would go to another manager than the one who was named before anything was typed."""

    def __init__(self) -> None:
        super().__init__(
            "Who this goes to has changed since you began, so nothing was sent. What you typed is kept here. Type "
            '"concern" to begin again and see who it would go to now.'
        )


class NobodyAbove(SaidNo):
    """There is nobody to take it to."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is recorded as the supervisor's line manager, or they are not there and nobody stands in. Whoever keeps "
            "the people file can name one. Nothing was sent."
        )


def mine(work: Work) -> list[Concern]:
    """The open concerns the actor is part of, oldest first."""
    return query.open_with(work.uow, work.actor)


def talks(work: Work, concern: Concern) -> list[ConcernNote]:
    """The days on which those concerned talked or met, as far as they were noted; oldest first. Ask `between_two` first."""
    notes = readable_by(work, concern, query.notes(work.uow, concern.id))
    return [one for one in notes if one.kind in ("talked", "met")]


def raised_already(work: Work, supervisee_id: str) -> Concern | None:
    """The open concern the actor has raised with the same other one, if any."""
    person = access.person_for(work, supervisee_id)
    same = [one for one in mine(work) if one.raised_by == work.actor and one.supervisee_id == person.id]
    return next((one for one in same if one.supervisor_id == person.supervisor_id), None)


def manager_for(work: Work, supervisee: Person, supervisor: Person) -> Person:
    """Whom the second stage between these two goes to today: the supervisor's line manager, or whoever stands in while they
    are away. Raises NobodyAbove.
    """
    if supervisee.supervisor_id == supervisor.id:
        above = people.line_manager_id(work.uow, supervisee)
    else:
        above = people.above(work.uow, supervisor.id)
    found = people_query.person(work.uow, people.standing_in(work.uow, above, work.today(supervisee)))
    if found is None or found.id in (supervisee.id, supervisor.id):
        raise NobodyAbove
    return found


def two_of(work: Work, concern: Concern) -> tuple[Person, Person]:
    """The supervisee and the supervisor it is between."""
    return access.person_for(work, concern.supervisee_id), access.person_for(work, concern.supervisor_id)


def may_raise(work: Work, supervisee_id: str, origin: str) -> tuple[Person, Person]:
    """The two of whom the actor is one and may raise something of this origin: a supervisee whatever it is, a supervisor
    that the agreement both have signed is not kept to. Raises Refused, NoSupervisor.
    """
    person, supervisor = between_two.pair(work, supervisee_id)
    of_agreement = origin == "agreement" and bool(agreements_query.agreed(work.uow, person.id))
    if work.actor != person.id and not of_agreement:
        raise Refused
    return person, supervisor


def raise_one(work: Work, two: tuple[str, str], origin: str, texts: Mapping[str, str]) -> Concern:
    """One of the two (supervisee, supervisor) raises a concern with the other. Raises Refused, NoSupervisor, PairChanged,
    MovedOn where it was raised already.
    """
    between_two.same_pair(work, *two)
    person, supervisor = may_raise(work, two[0], origin)
    if raised_already(work, person.id) is not None:
        raise MovedOn
    concern = Concern(
        id=new_id(work.now),
        supervisee_id=person.id,
        supervisor_id=supervisor.id,
        raised_by=work.actor,
        origin=origin,
        raised_on=work.today(person),
    )
    work.uow.session.add(concern)
    work.uow.session.flush()
    _changed(work, concern, "concern raised", [(concern, None), *noted(work, concern, texts)])
    _tell(work, concern, "concern-raised", _other(work, concern))
    return concern


def refer(work: Work, record_id: str, manager_id: str, why: str) -> Concern:
    """One of the two takes a disagreement about a record to the next tier (clause disagreement): the second stage at once,
    for the first was the talk between them. Raises Refused, MovedOn, NobodyAbove, SomebodyElse.
    """
    person, supervisor = disagreed(work, record_id)
    if any(one.record_id == record_id for one in mine(work)):
        raise MovedOn
    manager = _named(work, manager_id, person, supervisor)
    today = work.today(person)
    concern = Concern(
        id=new_id(work.now),
        supervisee_id=person.id,
        supervisor_id=supervisor.id,
        manager_id=manager.id,
        raised_by=work.actor,
        origin="disagreement",
        record_id=record_id,
        stage=2,
        raised_on=today,
        taken_on=today,
    )
    work.uow.session.add(concern)
    work.uow.session.flush()
    _changed(
        work, concern, "disagreement taken on", [(concern, None), *noted(work, concern, {"why_on": why})]
    )
    _tell(work, concern, "concern-taken-on", manager.id, _other(work, concern))
    return concern


def disagreed(work: Work, record_id: str) -> tuple[Person, Person]:
    """The two who disagree about a record, of whom the actor is one. Raises Refused, MovedOn once they no longer do."""
    record, session = access.record_as_party(work, record_id)
    two = between_two.pair(work, session.supervisee_id)
    if record.state != "disagreed":
        raise MovedOn
    return two


def take_on(work: Work, concern_id: str, manager_id: str, why: str, *, shares_first: bool) -> Concern:
    """Whoever raised it takes it to the second stage. Raises Refused, MovedOn, NobodyAbove, SomebodyElse."""
    concern = between_two.concern_as_raiser(work, concern_id)
    _still(concern, stage=1)
    manager = _named(work, manager_id, *two_of(work, concern))
    before = undo.before(concern)
    concern.stage, concern.manager_id, concern.shares_first = 2, manager.id, shares_first
    concern.taken_on = today_of(work, concern)
    concern.version += 1
    _changed(work, concern, "concern taken on", [(concern, before), *noted(work, concern, {"why_on": why})])
    _tell(work, concern, "concern-taken-on", manager.id, _other(work, concern))
    return concern


def talked(work: Work, concern_id: str, on: date, outcome: str) -> Concern:
    """One of the two notes that they have talked, at the first stage. Raises Refused, MovedOn."""
    concern = between_two.concern_as_one_of_two(work, concern_id)
    _still(concern, stage=1)
    return _met(work, concern, "concern talked about", "concern-talked", on, {"talked": outcome})


def met(work: Work, concern_id: str, on: date, outcome: str, next_step: str) -> Concern:
    """The manager notes that they have met, and what comes next. Raises Refused, MovedOn."""
    concern = between_two.concern_as_manager(work, concern_id)
    _still(concern, stage=2)
    texts = {"met": outcome, "next_step": next_step}
    return _met(work, concern, "concern met about", "concern-met", on, texts)


def close(work: Work, concern_id: str, outcome: str, closing: str) -> Concern:
    """Whoever raised it ends it, with how it ended; those who knew of it are told. Raises Refused, MovedOn."""
    concern = between_two.concern_as_raiser(work, concern_id)
    if concern.state != "open" or outcome not in OUTCOMES:
        raise MovedOn
    before = undo.before(concern)
    concern.state, concern.outcome, concern.closed_on = "closed", outcome, today_of(work, concern)
    concern.version += 1
    _changed(
        work, concern, "concern closed", [(concern, before), *noted(work, concern, {"closing": closing})]
    )
    _tell(work, concern, "concern-closed", *told_of(work, concern))
    return concern


def told_of(work: Work, concern: Concern) -> list[str]:
    """The ids of the others who have been told of a concern: whoever has not been need not hear that it has ended."""
    others = {concern.supervisee_id, concern.supervisor_id, concern.manager_id} - {work.actor}
    return sorted(one for one in query.told(work.uow, concern.id) if one in others)


def _met(work: Work, concern: Concern, action: str, kind: str, on: date, texts: Mapping[str, str]) -> Concern:
    before = undo.before(concern)
    concern.version += 1
    _changed(work, concern, action, [(concern, before), *noted(work, concern, texts, on)])
    others = {concern.supervisee_id, concern.supervisor_id} - {work.actor}
    _tell(work, concern, kind, *sorted(others))
    return concern


def _named(work: Work, manager_id: str, supervisee: Person, supervisor: Person) -> Person:
    """The manager who was named to whoever takes it on, if it is still the one."""
    manager = manager_for(work, supervisee, supervisor)
    if manager.id != manager_id:
        raise SomebodyElse
    return manager


def _still(concern: Concern, *, stage: int) -> None:
    if concern.state != "open" or concern.stage != stage:
        raise MovedOn


def _changed(
    work: Work, concern: Concern, action: str, changed: list[tuple[Reversible, undo.Before]]
) -> None:
    work.uow.audit(work.actor, action.replace(" ", "-"), "concern", concern.id)
    undo.remember(work, action, changed)


def _tell(work: Work, concern: Concern, kind: str, *whom: str) -> None:
    policy = work.policy(access.person_for(work, concern.supervisee_id))
    for one in whom:
        notices.put(work, policy, one, kind, ("concern", concern.id, concern.version))


def _other(work: Work, concern: Concern) -> str:
    return concern.supervisor_id if work.actor == concern.supervisee_id else concern.supervisee_id
