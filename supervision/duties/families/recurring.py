"""What is done again and again and counted from the last time: audits, observations, the survey, the appraisal, the
agreement's yearly review; and what is listed for each week or month.
"""

from collections.abc import Iterator
from datetime import date

from storage.tables import Event
from supervision.duties.answering import RECURRING
from supervision.duties.applying import giving, rules_opened_by
from supervision.duties.days import day_is_over
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families.hours import asked_of, inputs_of, opened_by
from supervision.duties.families.person_duty import Opening, person_duty
from supervision.duties.known_dates import (
    applies_since,
    completions,
    done_by,
    in_force,
    inputs_for,
    wakes_at,
)
from supervision.duties.reckoning import reckon
from supervision.policy import Rule
from supervision.policy.clocks.hours_per import HoursPer
from supervision.policy.clocks.periods import Span


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """For each such rule, and each who owes it: the intervals from one time to the next, the last of them open."""
    if facts.left:
        return
    for rule in rules_opened_by(facts.policy, facts.person.role, RECURRING):
        if in_force(facts, rule):
            for party in rule.owners:
                if facts.supervisor is not None or party == "supervisee":
                    yield from _for_party(facts, rule, party)


def _for_party(facts: SuperviseeFacts, rule: Rule, party: str) -> Iterator[Expected]:
    if isinstance(rule.clock, HoursPer):
        done = [one.happened_on for one in done_by(facts, rule, party)]

        def is_met(span: Span) -> bool:
            return any(span.first <= day <= span.last for day in done)

        for span in asked_of(facts, rule.clock, applies_since(facts, rule), is_met):
            yield _period(facts, rule, rule.clock, span, party, done=is_met(span))
        return
    anchors = _anchors(facts, rule, party)
    for anchor in anchors[:-1]:
        # What is over and has no duty standing need not be said.
        if anchor[0] in facts.openings:
            yield _interval(facts, rule, party, anchor, over=True)
    if anchors:
        yield _interval(facts, rule, party, anchors[-1], over=False)


def _anchors(facts: SuperviseeFacts, rule: Rule, party: str) -> list[Opening]:
    """What each interval is counted from: every time it was done; before the first, the day from which the rule is known
    to apply to the person. Nobody is late for what fell due before that.

    An agreement's review is counted from signatures alone.
    """
    if rule.opened_by == "agreement_signed":
        return [_after(one) for one in _signatures(facts)]
    since = applies_since(facts, rule)
    done = [_after(one) for one in done_by(facts, rule, party)]
    dues = [_due(facts, rule, day) for _, day in done]
    stand = [one for one, due in zip(done, dues, strict=True) if due is None or due >= since]
    return [(f"person:{facts.person.id}", since), *stand]


def _due(facts: SuperviseeFacts, rule: Rule, start: date) -> date | None:
    return reckon(facts.policy, rule.id, inputs_for(facts, rule, start), undated=False).due_on


def _after(event: Event) -> Opening:
    return (f"done:{event.id}", event.happened_on)


def _signatures(facts: SuperviseeFacts) -> list[Event]:
    """Each time an agreement was signed by all who sign it, at first or when it was reviewed; oldest first."""
    if not facts.events:
        return []
    signing = [rule for name, rule in giving(facts.policy) if name == "signed"]
    found = [one for rule in signing for one in completions(facts, rule)]
    return sorted(found, key=lambda one: (one.happened_on, one.id))


def _interval(facts: SuperviseeFacts, rule: Rule, party: str, anchor: Opening, *, over: bool) -> Expected:
    opened_by, start = anchor
    inputs = inputs_for(facts, rule, start)
    first = opened_by.startswith("person:")
    if first:
        inputs["first_day"] = start
    # What has no number is told of once, not again each time it has been done.
    silent = not first and rule.clock.kind == "no_number"
    status, reason = ("met", "done") if over else ("open", "")
    wakes = wakes_at(facts, rule, inputs)
    return person_duty(facts, rule, party, anchor, inputs, wakes, status, reason, silent=silent)


def _period(
    facts: SuperviseeFacts, rule: Rule, clock: HoursPer, span: Span, party: str, *, done: bool
) -> Expected:
    """A week or month, as long as it runs: what was not said to be done in it is over with it."""
    over = span.last < facts.today
    status, reason = ("met", "done") if done else ("lapsed", "period-over") if over else ("open", "")
    opening, wakes = (opened_by(span), span.first), day_is_over(span.last, facts.policy)
    return person_duty(facts, rule, party, opening, inputs_of(facts, clock, span), wakes, status, reason)
