"""How long a session with somebody is to last: what the frequency that holds for them asks of it, and whether its length
counts at all.

A shorter one still is supervision, and the next interval is counted from it: what it lacks is said to whoever books or holds
it.
"""

from typing import NamedTuple

from storage.queries import duties as query
from storage.tables import Duty, Person
from supervision.duties.reading import inputs_of
from supervision.duties.versions import policy_of
from supervision.policy import Rule
from supervision.policy.clocks.hours_per import HoursPer
from supervision.work import Work


class Length(NamedTuple):
    """At least so many minutes, and the rule that says so."""

    minutes: int
    rule: Rule


def asked(work: Work, person: Person) -> Length | None:
    """How long the next session with a supervisee lasts at least; None where their policy does not say."""
    found = [asked_by(work, row) for row in query.live_of(work.uow, person.id)]
    return max((one for one in found if one is not None), key=lambda one: one.minutes, default=None)


def asked_by(work: Work, duty: Duty) -> Length | None:
    """How long the session that a duty asks for lasts at least; None where it asks for none, or says nothing of that."""
    policy = policy_of(work, duty)
    rule = policy.rules[duty.rule]
    if rule.opened_by != "last_session":
        return None
    minutes = rule.minutes_asked(inputs_of(duty), policy.calendar)
    return Length(minutes, rule) if minutes else None


def matters(work: Work, person: Person) -> bool:
    """Whether it is worth asking how long a session really took: it has a least length, or hours are added up."""
    rules = work.policy(person).rules_opened_by("last_session", person.role)
    return asked(work, person) is not None or any(isinstance(one.clock, HoursPer) for one in rules)
