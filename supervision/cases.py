"""Cases between a supervisor and a worker: how often one is discussed is decided, and what is due comes on an agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from storage.queries import cases as query
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Case, Person, SupervisionSession
from supervision import access, duties, notices, people, sessions, undo
from supervision.duties.case_table import Standing, standings
from supervision.policy import Rule
from supervision.policy.conditions import When
from supervision.work import Refused, SaidNo, Work

DECISION = ("interval_months", "decided_by", "decided_on")
MOST_MONTHS = 60
_DAY, _USUAL_GAP = timedelta(days=1), timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Option:
    """What can be decided for a case. `rule` is a row of the table that lengthens others and `line` the conditions of it
    that are said to hold; without them the decision is an interval alone. `asks_months`: how many months is said too.
    """

    rule: Rule | None
    line: When
    asks_months: bool


def of(work: Work, person_id: str) -> list[Standing]:
    """The open cases of somebody the actor supervises today (cover included), or their own; the soonest to be discussed
    first. Raises Refused for anybody else's.
    """
    return standings(work, _worker(work, person_id))


def one(work: Work, person_id: str, case_id: str) -> Standing:
    """One of them. Raises Refused."""
    found = next((each for each in of(work, person_id) if each.case.id == case_id), None)
    if found is None:
        raise Refused
    return found


def co_workers(work: Work, case_id: str, person_id: str) -> list[Person]:
    """Who else works a case, by name. Ask `access` first."""
    ids = [each for each in sessions_query.workers_of(work.uow, case_id) if each != person_id]
    known = [each for each in (people_query.person(work.uow, person) for person in ids) if each is not None]
    return sorted(
        (each for each in known if not people.has_left(each, work.today(each))), key=lambda each: each.name
    )


def decidable(work: Work, person_id: str, case_id: str) -> dict[str, Option]:
    """What the supervisor can decide for a case, by a key that stays the same: the rows of the table that lengthen the
    interval of its types, for each line of their conditions, and an interval in months. Raises Refused.
    """
    person, case = access.supervisee(work, person_id), one(work, person_id, case_id).case
    rows = work.policy(person).rules_opened_by("case_supervised")
    longer = [row for row in rows if row.instead_of and set(row.case_types) & set(case.types)]
    found = {
        f"{row.id}:{place}": Option(row, line, _months_of(row))
        for row in longer
        for place, line in enumerate(row.when or ({},))
    }
    if any(_months_of(row) and not row.instead_of for row in rows):
        found["interval"] = Option(None, {}, True)
    return found


def decide(work: Work, person_id: str, case_id: str, key: str, months: int | None, holds_from: date) -> Case:
    """The actor decides how often a case is discussed. What shortens holds at once, what lengthens for intervals that
    begin from that day on.

    Raises Refused, and SaidNo for a day that has passed: nothing is lengthened after the event.
    """
    option = decidable(work, person_id, case_id).get(key)
    if option is None or (option.asks_months and months is None):
        raise Refused
    if holds_from < work.today(access.person_for(work, person_id)):
        raise SaidNo("A decision holds from today or from a later day. Enter a later date.")
    facts: dict[str, bool | int | str] = {
        name: condition.equals if condition.equals is not None else condition.at_least or 0
        for name, condition in option.line.items()
        if condition.equals is not None or condition.at_least is not None
    }
    facts |= {"decided_by": work.actor, "decided_on": holds_from.isoformat()}
    if option.asks_months and months is not None:
        facts["interval_months"] = months
    case = _changed(work, case_id, facts, "decide")
    _tell_others(work, case, person_id)
    return case


def undecide(work: Work, person_id: str, case_id: str) -> Case:
    """What was decided for a case holds no longer: the table alone says how often it is discussed. Raises Refused."""
    access.supervisee(work, person_id)
    one(work, person_id, case_id)
    case = _changed(work, case_id, {}, "undecide")
    _tell_others(work, case, person_id)
    return case


def missing_from(work: Work, session: SupervisionSession) -> list[Standing]:
    """The cases that are due before the session after a planned one, and are neither on its agenda nor on another in
    time: within four weeks of it where none is planned after it. Ask `access` first.
    """
    if session.status != "planned" or session.kind == "personal":
        return []
    person = access.person_for(work, session.supervisee_id)
    until = _day_before_next(work, person, session)
    there = {case.id for case in sessions_query.agenda(work.uow, session.id)}
    return [each for each in standings(work, person) if each.is_due_by(until) and each.case.id not in there]


def _day_before_next(work: Work, person: Person, session: SupervisionSession) -> date:
    zone = work.policy(person).timezone
    later = [
        each.starts_at
        for each in sessions_query.sessions_of(work.uow, person.id)
        if each.status == "planned" and each.kind != "personal" and each.starts_at > session.starts_at
    ]
    if later:
        return max(min(later).astimezone(zone).date() - _DAY, session.starts_at.astimezone(zone).date())
    return session.starts_at.astimezone(zone).date() + _USUAL_GAP


def choose_agenda(work: Work, session_id: str, chosen: list[Case]) -> None:
    """A session's supervisee chooses its cases; what is left off is spoken of again. Raises Refused."""
    session = access.session_as_supervisee(work, session_id)
    sessions.set_agenda(work, session, chosen)
    duties.settle_after(work, [session])


def put_on_agenda(work: Work, session_id: str) -> list[Case]:
    """Every case due before the session after a planned one comes on its agenda, after those that are there.

    Raises Refused, NotPlanned.
    """
    session = sessions.planned(work, access.session_as_party(work, session_id), None)
    found = [query.case_by_id(work.uow, each.case.id) for each in missing_from(work, session)]
    added = [each for each in found if each is not None]
    if added:
        sessions.set_agenda(work, session, [*sessions_query.agenda(work.uow, session.id), *added])
        work.uow.audit(work.actor, "agenda", "session", session.id)
        duties.settle_after(work, [session])
    return added


def decision_of(facts: Mapping[str, object]) -> str:
    """What is decided for a case with these facts, told apart from any other; nothing where the table alone says."""
    return ":".join(str(facts[name]) for name in reversed(DECISION) if name in facts)


def others_deciding(work: Work, case_id: str, person_id: str) -> list[str]:
    """Who supervises the others that work a case today, and decides about it too; by id. Ask `access` first."""
    found = {
        people.acting_supervisor_id(work.uow, each.supervisor_id, work.today(each))
        for each in co_workers(work, case_id, person_id)
    }
    return sorted(one for one in found if one is not None and one != work.actor)


def _tell_others(work: Work, case: Case, person_id: str) -> None:
    """Who else decides about a case reads that its decision has changed: nobody's is replaced unseen."""
    policy = work.policy(access.person_for(work, person_id))
    for one in others_deciding(work, case.id, person_id):
        about = ("case", case.id, case.version)
        notices.put(work, policy, one, "case-decided", about, stage=f"{work.actor}:{decision_of(case.facts)}")


def _worker(work: Work, person_id: str) -> Person:
    return access.actor(work) if person_id == work.actor else access.supervisee(work, person_id)


def _months_of(rule: Rule) -> bool:
    return rule.clock.kind == "every" and rule.clock.number_from == "interval_months"


def _changed(work: Work, case_id: str, facts: dict[str, bool | int | str], action: str) -> Case:
    """A case with these facts in place of what was decided before; audited, undoable, settled."""
    case = query.case_by_id(work.uow, case_id)
    if case is None:
        raise Refused
    before = undo.before(case)
    kept = {name: given for name, given in case.facts.items() if name not in DECISION}
    case.facts = {**kept, **facts}
    case.version += 1
    work.uow.audit(work.actor, action, "case", case.id)
    undo.remember(work, action, [(case, before)])
    duties.settle_after(work, [case])
    return case
