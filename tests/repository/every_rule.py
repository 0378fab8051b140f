"""A small council in which something has happened for every rule of its policy: what the page of coverage says is served
must open a duty here. It is Monday 23 November 2026. The names are invented.
"""

from collections.abc import Iterator
from typing import Any

from storage.tables import Absence, AgendaItem, Case, CaseWorker, Event, Person, Record, SupervisionSession
from supervision.policy import Policy, Rule
from supervision.policy.conditions import Condition, Fact
from supervision.policy.vocabulary import ROLES
from tests.supervision.world import World, at, day

SINCE = day("2026-11-09")
_LEADERS = ("assistant_director", "head_of_service", "team_manager")


def everything_happened(world: World) -> None:
    """People in every role, sessions planned, held and cancelled for every cause, records sent, somebody away, a signed
    agreement, a change of circumstances, a case for every row of the table, and one that has ended.
    """
    policy = world.policies[world.authority]
    world.has(*_people(policy.key), *_cases(policy), *_sessions(policy.key), *_events(policy))


def _people(authority: str) -> Iterator[Person]:
    for role in (*_LEADERS, *(one for one in ROLES if one not in _LEADERS)):
        above = _LEADERS[_LEADERS.index(role) - 1] if role in _LEADERS[1:] else "team_manager"
        yield _person(authority, role, None if role == _LEADERS[0] else above)
    for name in ("planned", "cancelled", "sick", "sick-personal", "held", "sent", "signed"):
        yield _person(authority, name, "team_manager", role="social_worker")
    for name in ("home-held", "home-sent"):
        yield _person(authority, name, "team_manager", role="home_staff")
    yield _person(authority, "away", "head_of_service", role="team_manager")
    yield _person(authority, "left-alone", "away", role="social_worker")


def _person(authority: str, name: str, supervisor: str | None, **more: Any) -> Person:
    row: dict[str, Any] = {
        "role": name,
        "started_on": SINCE,
        "asye_started_on": SINCE,
        "known_from": SINCE,
        **more,
    }
    return Person(id=name, name=name.title(), authority=authority, supervisor_id=supervisor, **row)


def _cases(policy: Policy) -> Iterator[object]:
    """A case that fits each row, allocated to a worker on the first day."""
    rows = [*policy.rules_opened_by("case_supervised"), *policy.rules_opened_by("case_allocated")]
    for rule in (*rows, *policy.rules_opened_by("plan_reviewed")):
        made = case_for(policy, rule)
        yield made
        yield CaseWorker(case_id=made.id, person_id="social_worker", known_from=SINCE)
    for rule in (*policy.rules_opened_by("case_begun"), *policy.rules_opened_by("case_ended")):
        made = case_for(policy, rule)
        made.closed_on = day("2026-11-20")
        yield made
        yield CaseWorker(case_id=made.id, person_id="social_worker", known_from=SINCE)


def case_for(policy: Policy, rule: Rule) -> Case:
    """A case that a row of the table fits, known here from its allocation on."""
    name = f"{rule.id}-case"
    types = list(rule.case_types[:1]) or [next(iter(policy.case_types))]
    row: dict[str, Any] = {"types": types, "facts": _facts(rule), "plan_review_months": 2}
    return Case(
        id=name, reference=name.upper(), authority=policy.key, allocated_on=SINCE, known_from=SINCE, **row
    )


def _facts(rule: Rule) -> dict[str, Fact]:
    """What must be recorded for a row to fit, and for one that lengthens another the decision."""
    facts = {name: _fact(name, condition) for name, condition in rule.when[0].items()} if rule.when else {}
    return facts | (
        {"decided_by": "team_manager", "decided_on": SINCE.isoformat()} if rule.instead_of else {}
    )


def _fact(name: str, condition: Condition) -> Fact:
    if condition.equals is not None:
        return condition.equals
    if condition.at_least is not None:
        return condition.at_least
    return "2026-11-20" if condition.within is not None else 1 if "months" in name else "team_manager"


def _session(name: str, starts: str, **more: Any) -> SupervisionSession:
    row: dict[str, Any] = {"supervisor_id": "team_manager", "booked_on": SINCE, **more}
    return SupervisionSession(id=f"s-{name}", supervisee_id=name, starts_at=at(starts), **row)


def _sessions(authority: str) -> Iterator[object]:
    monday, cancelled = day("2026-11-16"), {"status": "cancelled", "cancelled_on": day("2026-11-20")}
    sick = {**cancelled, "cancel_reason": "sickness"}
    yield _session("planned", "2026-11-26 10:00")
    yield _session(
        "cancelled", "2026-11-26 10:00", **cancelled, cancel_reason="other", planned_on=day("2026-11-26")
    )
    yield Case(id="agenda-case", reference="C-1", authority=authority, allocated_on=SINCE, known_from=SINCE)
    yield AgendaItem(session_id="s-cancelled", case_id="agenda-case", position=1)
    for name, kind in (("sick", "case"), ("sick-personal", "personal")):
        yield _session(
            name, "2026-11-26 10:00", **sick, kind=kind, sick_id=name, planned_on=day("2026-11-26")
        )
    for name in ("held", "sent", "home-held", "home-sent"):
        yield _session(name, "2026-11-16 10:00", status="held", held_on=monday)
    records = [(name, kind) for name in ("", "home-") for kind in ("case", "personal")]
    for whose, kind in records:
        yield Record(id=f"r-{whose}held-{kind}", session_id=f"s-{whose}held", kind=kind)
        yield Record(
            id=f"r-{whose}sent-{kind}",
            session_id=f"s-{whose}sent",
            kind=kind,
            state="tasked",
            recorded_on=monday,
            tasked_on=monday,
        )
    yield Absence(id="absence", person_id="away", from_on=day("2026-10-26"))


def _events(policy: Policy) -> Iterator[Event]:
    yield _event("changed", "circumstances_changed", "social_worker")
    for rule in policy.rules.values():
        if rule.gives == "signed":
            for party in rule.owners:
                yield _event(f"{rule.id}-{party}", "done", "signed", rule=rule.id, party=party)


def _event(name: str, what: str, person: str, **more: Any) -> Event:
    return Event(
        id=f"e-{name}",
        what=what,
        person_id=person,
        happened_on=day("2026-11-18"),
        recorded_by="import",
        **more,
    )
