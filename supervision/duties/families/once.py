"""What is done once when something has happened: the first agreement, its review when circumstances change, the reviews
of the ASYE, and whatever an authority's own rules ask for after an event.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from supervision.duties.answering import ONCE
from supervision.duties.applying import is_waited_for, rules_opened_by
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families.person_duty import Opening, person_duty
from supervision.duties.known_dates import done_by, in_force, inputs_for, wakes_at
from supervision.duties.reckoning import reckon
from supervision.policy import Rule

# A new starter reaches the people file some time after their first day.
_STARTERS_KNOWN_AFTER = timedelta(weeks=4)

_CHANGES = {
    "relationship_started": ("relationship_started",),
    "circumstances_changed": ("circumstances_changed", "relationship_started"),
    "event_recorded": ("event",),
}


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """For each fact that opens such a rule, a duty for each who owes it, met by the first time they did it from that
    day on.
    """
    if facts.left:
        return
    for rule in rules_opened_by(facts.policy, facts.person.role, ONCE):
        openings = _openings(facts, rule)
        if not openings or not in_force(facts, rule):
            continue
        since = [one for one in openings if not _before_us(facts, rule, one)]
        # What belongs to the time before is listed without a date where another clock waits to hear of it.
        awaited = not since and is_waited_for(facts.policy, facts.person.role, rule)
        for party in rule.owners if since or awaited else ():
            if facts.supervisor is not None or party == "supervisee":
                yield from _for_party(facts, rule, party, since)
                if awaited:
                    yield _of_before(facts, rule, party, openings[-1])


def _openings(facts: SuperviseeFacts, rule: Rule) -> list[Opening]:
    """The facts that open a rule, oldest first."""
    person = facts.person
    if rule.opened_by == "employment_started":
        return _on(person.id, person.started_on)
    if rule.opened_by == "asye_started":
        return _on(person.id, person.asye_started_on)
    words = _CHANGES[rule.opened_by]
    changes = [
        (f"event:{one.id}", one.happened_on)
        for one in facts.events
        if one.what in words and one.person_id == person.id and (one.what != "event" or one.rule == rule.id)
    ]
    # Whoever starts a post starts a supervision relationship with it.
    first = _on(person.id, person.started_on) if rule.opened_by == "relationship_started" else []
    return sorted([*first, *changes], key=lambda one: one[1])


def _on(person_id: str, day: date | None) -> list[Opening]:
    return [] if day is None else [(f"person:{person_id}", day)]


def _before_us(facts: SuperviseeFacts, rule: Rule, opening: Opening) -> bool:
    """Whether a duty belongs to the time before the bot knew of the person, or its rule did not hold yet."""
    _, start = opening
    if rule.holds_from is not None and start < rule.holds_from:
        return True
    known, due = facts.person.known_from, _due(facts, rule, start)
    if due is not None and rule.opened_by != "relationship_started":
        return due < known
    return start < known - _STARTERS_KNOWN_AFTER


def _for_party(facts: SuperviseeFacts, rule: Rule, party: str, openings: list[Opening]) -> Iterator[Expected]:
    done = [one.happened_on for one in done_by(facts, rule, party)]
    waiting = False
    for place, opening in enumerate(openings):
        later = openings[place + 1 :]
        # What is over and has no duty standing need not be said.
        stands = opening[0] in facts.openings
        if any(day >= opening[1] for day in done):
            if stands:
                yield _duty(facts, rule, party, opening, "met", "done")
        elif later and _superseded(rule):
            if stands:
                yield _duty(facts, rule, party, opening, "withdrawn", "superseded")
        elif not waiting:
            # Of several with a date the first stands until it is done: a later one never puts it off.
            waiting = True
            yield _duty(facts, rule, party, opening)


def _of_before(facts: SuperviseeFacts, rule: Rule, party: str, opening: Opening) -> Expected:
    if done_by(facts, rule, party):
        return _duty(facts, rule, party, opening, "met", "done")
    return _duty(facts, rule, party, opening, undated=True)


def _superseded(rule: Rule) -> bool:
    """Whether a later opening takes the place of one that was not answered: of a relationship that is over, and of
    what has no date.
    """
    return rule.opened_by == "relationship_started" or rule.clock.kind == "no_number"


def _due(facts: SuperviseeFacts, rule: Rule, start: date) -> date | None:
    return reckon(facts.policy, rule.id, inputs_for(facts, rule, start), undated=False).due_on


def _duty(
    facts: SuperviseeFacts,
    rule: Rule,
    party: str,
    opening: Opening,
    status: str = "open",
    reason: str = "",
    *,
    undated: bool = False,
) -> Expected:
    inputs = inputs_for(facts, rule, opening[1])
    wakes = wakes_at(facts, rule, inputs)
    return person_duty(facts, rule, party, opening, inputs, wakes, status, reason, undated=undated)
