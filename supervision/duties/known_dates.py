"""The dates about a person that the clocks of rules turn on: from the people file, and from what was recorded as done."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from storage.tables import Event
from supervision.duties import applying
from supervision.duties.days import day_begins
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.reckoning import reckon
from supervision.policy import Rule
from supervision.policy.vocabulary import OPENING_NAMES


def inputs_for(facts: SuperviseeFacts, rule: Rule, start: date) -> dict[str, date | int]:
    """The inputs of a rule's clock that counts from `start`: with it those it names, as far as they are known."""
    inputs: dict[str, date | int] = {"start": start}
    named = applying.named(facts.policy, rule)
    if not named:
        return inputs
    inputs |= {name: day for name, day in known_dates(facts).items() if name in named}
    opening = OPENING_NAMES.get(rule.opened_by)
    if opening in named:
        inputs[opening] = start
    if "next_session" in named and (session := _first_session(facts, start)):
        inputs["next_session"] = session
    return inputs


def _first_session(facts: SuperviseeFacts, start: date) -> date | None:
    """The first session held or planned from a day on."""
    stands = [one for one in facts.sessions if one.status in ("planned", "held")]
    days = [one.held_on or facts.local_day(one.starts_at) for one in stands]
    return min((day for day in days if day >= start), default=None)


def known_dates(facts: SuperviseeFacts) -> dict[str, date]:
    """Each date about the person by the name that clocks know it by; one that a rule gives is that of the last time."""
    person = facts.person
    dates = {"asye_started": person.asye_started_on, "employment_started": person.started_on}
    known = {name: day for name, day in dates.items() if day is not None}
    if facts.events:
        for name, rule in applying.giving(facts.policy):
            # What was done in an earlier ASYE or employment says nothing of this one.
            begun = dates.get(rule.opened_by) or date.min
            for event in completions(facts, rule):
                if event.happened_on >= begun:
                    known[name] = max(event.happened_on, known.get(name, event.happened_on))
    return known


def completions(facts: SuperviseeFacts, rule: Rule) -> Iterator[Event]:
    """Each time the last of those who owe a rule had done it, oldest first.

    What was begun in an earlier supervision relationship does not count towards an agreement of the next.
    """
    waiting = set(rule.owners)
    for event in facts.events:
        if event.person_id != facts.person.id:
            continue
        if event.what == rule.opened_by == "relationship_started":
            waiting = set(rule.owners)
        elif event.what == "done" and event.rule == rule.id:
            waiting -= {event.party} if event.party else waiting
            if not waiting:
                yield event
                waiting = set(rule.owners)


def done_by(facts: SuperviseeFacts, rule: Rule, party: str) -> list[Event]:
    """When a party did what a rule asks for, oldest first; what names no party was done by them all."""
    if not facts.events:
        return []
    return [
        one
        for one in facts.events
        if one.what == "done"
        and one.rule == rule.id
        and one.person_id == facts.person.id
        and one.party in ("", party)
    ]


def first_known_day(facts: SuperviseeFacts) -> date:
    """The first day in this employment of which anything is known here."""
    return max(facts.person.started_on or facts.person.known_from, facts.person.known_from)


def applies_since(facts: SuperviseeFacts, rule: Rule) -> date:
    """The first day on which a rule is known to apply to a person: of what their present role brought with it, the day
    of that role. Nobody is late for the time before.
    """
    days = [first_known_day(facts), rule.holds_from or date.min]
    if rule.roles:
        days += [one.happened_on for one in role_changes(facts) if one.party not in rule.roles]
    return max(days)


def role_changes(facts: SuperviseeFacts) -> list[Event]:
    """When the person's role changed, oldest first; `party` is the role they had until then."""
    return [one for one in facts.events if one.what == "role_changed" and one.person_id == facts.person.id]


def owner_of(facts: SuperviseeFacts, party: str) -> str | None:
    """Who owes a duty about a person as this party, today."""
    match party:
        case "supervisee":
            return facts.person.id
        case "line_manager":
            return facts.manager_id
        case _:
            return facts.acting_id


def wakes_at(facts: SuperviseeFacts, rule: Rule, inputs: Mapping[str, date | int]) -> datetime | None:
    """When time alone next changes a duty: its due day is over, or a rule that lasts only so long holds no more."""
    over_at = reckon(facts.policy, rule.id, inputs, undated=False).over_at
    over = over_at if over_at is not None and over_at > facts.now else None
    end = rule.over_on(known_dates(facts), facts.policy.calendar) if rule.lasts else None
    if end is None:
        return over
    ends = day_begins(end, facts.policy)
    return min(over or ends, ends) if ends > facts.now else over


def in_force(facts: SuperviseeFacts, rule: Rule, day: date | None = None) -> bool:
    """Whether a rule holds on a day, or today: begun, and not over for this person."""
    day = day or facts.today
    if rule.lasts is None:
        return rule.holds_from is None or day >= rule.holds_from
    return rule.in_force(day, known_dates(facts), facts.policy.calendar)
