"""Clause audit-monthly: which case of a team manager's team is audited, drawn so that anybody can draw it again.

Of the team's open cases that were not drawn yet in this round, the one with the lowest SHA-256 of
`rule|manager|due day|reference` is drawn, all four as they are written elsewhere (`audit-monthly|tm-1|2026-12-31|CB-101`).
Once all were drawn a new round begins. A case that is closed after it was drawn stays drawn: a closing is no way out of
an audit, and its records are still there.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from storage.ids import new_id
from storage.queries import cases as query
from storage.tables import Case, Event
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import done_by, first_known_day, in_force, inputs_for
from supervision.policy import Rule
from supervision.work import CLOCK, Work


def draw(work: Work, facts: SuperviseeFacts) -> None:
    """Draw a case for each audit of a team manager that is open and has none; no draw where the policy gives no date for
    it, or the team has no open case yet.
    """
    if facts.left or facts.supervisor is None:
        return
    for rule in facts.policy.rules_opened_by("last_audit", facts.person.role):
        if not in_force(facts, rule) or standing(facts.events, rule, facts.person.id) is not None:
            continue
        due = _due_on(facts, rule)
        cases = query.of_team(work.uow, facts.person.id, facts.today) if due else []
        if due is not None and cases:
            drawn = chosen(
                rule.id, facts.person.id, due, cases, this_round(facts.events, rule, facts.person.id)
            )
            _note(work, facts, rule, drawn)


def standing(events: Iterable[Event], rule: Rule, manager_id: str) -> Event | None:
    """The draw that the open audit of a team manager is about; None while none was made.

    Each audit done answers the earliest draw made before it, so that taking it back brings back the same case.
    """
    waiting, _ = _paired(events, rule, manager_id)
    return waiting[0] if waiting else None


def answered(events: Iterable[Event], rule: Rule, manager_id: str) -> Mapping[str, Event]:
    """The draw that each audit done was about, by the id of what says that it was done."""
    _, pairs = _paired(events, rule, manager_id)
    return pairs


def _paired(events: Iterable[Event], rule: Rule, manager_id: str) -> tuple[list[Event], dict[str, Event]]:
    """The draws that wait for their audit, oldest first, and those of the audits done."""
    waiting: list[Event] = []
    pairs: dict[str, Event] = {}
    for event in _about(events, rule, manager_id):
        if event.what == "drawn":
            waiting.append(event)
        elif waiting:
            pairs[event.id] = waiting.pop(0)
    return waiting, pairs


def this_round(events: Iterable[Event], rule: Rule, manager_id: str) -> frozenset[str]:
    """The cases drawn for a team manager since all were last drawn; a case drawn again is the first of a new round."""
    drawn: set[str] = set()
    for event in _about(events, rule, manager_id):
        if event.what == "drawn" and event.case_id is not None:
            drawn = {event.case_id} if event.case_id in drawn else drawn | {event.case_id}
    return frozenset(drawn)


def chosen(rule_id: str, manager_id: str, due: date, cases: Sequence[Case], drawn: Iterable[str]) -> Case:
    """The case that is drawn of these, of which there is one at least; one drawn in this round only when all were."""
    before = frozenset(drawn)
    left = [one for one in cases if one.id not in before] or cases
    return min(left, key=lambda one: _ticket(rule_id, manager_id, due, one.reference))


def _ticket(rule_id: str, manager_id: str, due: date, reference: str) -> str:
    text = "|".join((rule_id, manager_id, due.isoformat(), reference))
    return hashlib.sha256(text.encode()).hexdigest()


def _about(events: Iterable[Event], rule: Rule, manager_id: str) -> list[Event]:
    """The draws of a team manager's cases and the audits done, by day: those of former years may have been imported
    since, so the order in which they were written says nothing.
    """
    found = [
        one
        for one in events
        if one.rule == rule.id
        and one.person_id == manager_id
        and (one.what == "drawn" or (one.what == "done" and one.party in ("", rule.owners[0])))
    ]
    return sorted(found, key=lambda one: (one.happened_on, one.what == "done", one.id))


def _due_on(facts: SuperviseeFacts, rule: Rule) -> date | None:
    done = done_by(facts, rule, rule.owners[0])
    start = done[-1].happened_on if done else first_known_day(facts)
    return rule.due(inputs_for(facts, rule, start), facts.policy.calendar).on


def _note(work: Work, facts: SuperviseeFacts, rule: Rule, case: Case) -> None:
    event = Event(
        id=new_id(work.now),
        what="drawn",
        rule=rule.id,
        person_id=facts.person.id,
        case_id=case.id,
        happened_on=facts.today,
        recorded_by=CLOCK,
    )
    work.uow.session.add(event)
    work.uow.audit(CLOCK, "drawn", "event", event.id)
