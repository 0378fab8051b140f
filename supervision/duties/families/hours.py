"""A frequency in hours: so much supervision in each week or month, in however many sessions."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from supervision.duties.days import day_is_over
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import applies_since
from supervision.policy import Rule
from supervision.policy.clocks.hours_per import HoursPer
from supervision.policy.clocks.periods import Span, containing


def expected(facts: SuperviseeFacts, rule: Rule, clock: HoursPer) -> Iterator[Expected]:
    """The period that runs, or once it is met the next, with the booking that serves it; and those before while a duty
    stands for them.

    A period is met once the sessions held in it are long enough together, and over with it if they are not. A share of the
    working time is never met while nobody knows how long the person works.
    """
    for span in asked_of(
        facts, clock, applies_since(facts, rule), lambda span: _is_met(facts, rule, clock, span)
    ):
        yield from _period(facts, rule, clock, span)


def asked_of(
    facts: SuperviseeFacts, clock: HoursPer, since: date, is_met: Callable[[Span], bool]
) -> Iterator[Span]:
    """The periods for which a duty stands or is to stand: the one that runs, until it is met, then the next.

    Of one that had begun before the day `since` nothing is asked: the first is the first whole one from then on.
    """
    now = containing(facts.today, clock.period)
    before = containing(now.first - timedelta(days=1), clock.period)
    stand = [one for one in (before, now) if one.first >= since and opened_by(one) in facts.openings]
    yield from stand
    if now.first < since or is_met(now):
        yield _first_whole(clock, max(since, now.last + timedelta(days=1)))
    elif now not in stand:
        yield now


def _first_whole(clock: HoursPer, since: date) -> Span:
    """The first period that begins on a day or after it."""
    found = containing(since, clock.period)
    return found if found.first == since else containing(found.last + timedelta(days=1), clock.period)


def inputs_of(facts: SuperviseeFacts, clock: HoursPer, span: Span) -> dict[str, date | int]:
    """What a period's clock is given: for a share of the working time also how long the person works, where it is known."""
    inputs: dict[str, date | int] = {"start": span.first}
    if clock.percent is not None and facts.person.weekly_minutes is not None:
        inputs["weekly_minutes"] = facts.person.weekly_minutes
    return inputs


def _is_met(facts: SuperviseeFacts, rule: Rule, clock: HoursPer, span: Span) -> bool:
    needed = clock.needed_minutes(inputs_of(facts, clock, span), facts.policy.calendar)
    return needed is not None and _minutes(facts, rule, span, "held") >= needed


def _period(facts: SuperviseeFacts, rule: Rule, clock: HoursPer, span: Span) -> Iterator[Expected]:
    inputs = inputs_of(facts, clock, span)
    needed = clock.needed_minutes(inputs, facts.policy.calendar)
    held, planned = (_minutes(facts, rule, span, status) for status in ("held", "planned"))
    booked = needed is not None and held + planned >= needed
    over = "period-over" if span.last < facts.today else ""
    books = "book" in facts.policy.rules
    met = "held" if _is_met(facts, rule, clock, span) else over
    yield _duty(facts, rule.id, span, inputs, met, silent=booked or books)
    due = rule.due(inputs, facts.policy.calendar).on
    if books and due is not None:
        met = "booked" if booked else over
        yield _duty(facts, "book", span, {"start": due}, met, silent=facts.is_away(facts.person.id))


def _minutes(facts: SuperviseeFacts, rule: Rule, span: Span, status: str) -> int:
    """How long the sessions of a period that count are together: those held, or those planned from today on."""
    total = 0
    for session in facts.sessions:
        if session.status == status and (session.kind == "both" or rule.applies_to(kind=session.kind)):
            day = session.held_on or facts.local_day(session.starts_at)
            if span.first <= day <= span.last and (status == "held" or day >= facts.today):
                total += session.minutes
    return total


def opened_by(span: Span) -> str:
    """The fact that opens a period's duty: that the period begins."""
    return f"period:{span.first.isoformat()}"


def _duty(
    facts: SuperviseeFacts, rule: str, span: Span, inputs: dict[str, date | int], reason: str, *, silent: bool
) -> Expected:
    return Expected(
        rule=rule,
        subject_kind="person",
        subject_id=facts.person.id,
        party="supervisor",
        owner_id=facts.acting_id,
        owed_to_id=facts.person.id,
        opened_by=opened_by(span),
        opened_on=span.first,
        inputs=inputs,
        status={"": "open", "period-over": "lapsed"}.get(reason, "met"),
        reason=reason,
        silent=silent,
        wakes_at=day_is_over(span.last, facts.policy),
    )
