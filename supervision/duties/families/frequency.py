"""Clauses freq-* and book: supervision is held as often as the policy says, and the next session is booked in
time.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from storage.queries.bulk import SessionRow
from supervision.duties.expected import Expected, SaidIn
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import hours
from supervision.duties.known_dates import (
    first_known_day,
    in_force,
    inputs_for,
    role_changes,
    wakes_at,
)
from supervision.duties.reckoning import reckon
from supervision.policy import Rule
from supervision.policy.clocks.hours_per import HoursPer
from supervision.policy.clocks.moments import AfterShifts

_EVERYBODY = ("owner", "line_manager", "line_managers_manager")


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """For each interval between two sessions held: the frequency the role asks for, and the booking that
    serves it. Beside them what the policy asks for without a number, for as long as it lasts.
    """
    if facts.supervisor is None or facts.left:
        return
    rule, others = _governing(facts, facts.person.role)
    if rule is None:
        return
    if isinstance(rule.clock, HoursPer):
        yield from hours.expected(facts, rule, rule.clock)
    else:
        yield from _intervals(facts, rule)
    # What is agreed individually answers what asks for it without a number.
    for other in others if facts.person.supervised_every_weeks is None else ():
        start = first_known_day(facts)
        yield _duty(facts, other, f"person:{facts.person.id}", start, inputs_for(facts, other, start), "")


def _intervals(facts: SuperviseeFacts, rule: Rule) -> Iterator[Expected]:
    books = "book" in facts.policy.rules
    anchors = _anchors(facts, rule)
    for (opened_by, start), following in zip(anchors, [*anchors[1:], None], strict=True):
        if following is not None and opened_by not in facts.openings:
            continue
        inputs = _inputs(facts, rule, opened_by, start)
        held = "" if following is None else "held"
        # Whoever says that a session was held reads in the answer by when the next one is.
        said_in: SaidIn = "" if opened_by in facts.openings else "both"
        due = reckon(facts.policy, rule.id, inputs, undated=False).due_on
        in_time = _planned_by(facts, rule, due)
        late = due is not None and facts.today > due and _planned_by(facts, rule, None)
        # While a session is booked in time there is nothing to say; while none is, the booking duty says it. Once one
        # is booked too late the owner has done what can be done: only their line manager's weekly line goes on.
        silent = in_time or (books and due is not None and not late)
        hears = ("line_manager",) if late else _EVERYBODY
        yield _duty(facts, rule, opened_by, start, inputs, held, silent=silent, hears=hears, said_in=said_in)
        if books and due is not None:
            done = held or ("booked" if in_time or late else "")
            # Nobody is asked to book somebody who is away; the next reminder after their return says it again.
            away = facts.is_away(facts.person.id)
            booking = facts.policy.rules["book"]
            yield _duty(facts, booking, opened_by, start, {"start": due}, done, silent=away, said_in=said_in)


def _governing(facts: SuperviseeFacts, role: str) -> tuple[Rule | None, list[Rule]]:
    """The frequency that applies to a role today, and those beside it that have no number; one without governs where there
    is no other.
    """
    found = [one for one in facts.policy.rules_opened_by("last_session", role) if in_force(facts, one)]
    numbered = [one for one in found if one.clock.kind != "no_number"]
    rule = next(iter(numbered or found), None)
    return rule, [one for one in found if one is not rule and one not in numbered]


def _inputs(facts: SuperviseeFacts, rule: Rule, opened_by: str, start: date) -> dict[str, date | int]:
    inputs, weeks = _since_role(facts, rule, opened_by, start), facts.person.supervised_every_weeks
    return inputs if weeks is None else {**inputs, "agreed_weeks": weeks}


def _since_role(facts: SuperviseeFacts, rule: Rule, opened_by: str, start: date) -> dict[str, date | int]:
    changes = [one for one in role_changes(facts) if one.happened_on > start]
    if not changes or rule.applies_to(changes[0].party):
        return _counted(facts, rule, opened_by, start)
    # A role that began within the interval is not late for the days before it, nor does it put off what was due by then.
    began = max(one.happened_on for one in changes if not rule.applies_to(one.party))
    inputs = _counted(facts, rule, opened_by, start, began) | {"began": began}
    before, _ = _governing(facts, changes[0].party)
    if before is not None and not isinstance(before.clock, HoursPer):
        stood = before.due(_counted(facts, before, opened_by, start), facts.policy.calendar).on
        inputs |= {"stood": stood} if stood is not None else {}
    return inputs


def _counted(
    facts: SuperviseeFacts, rule: Rule, opened_by: str, start: date, began: date | None = None
) -> dict[str, date | int]:
    inputs = inputs_for(facts, rule, start)
    first = opened_by.startswith("person:")
    if first:
        inputs["first_day"] = start
    if isinstance(rule.clock, AfterShifts):
        worked = [one.happened_on for one in facts.events if one.what == "shift_worked"]
        # The shift of a session's own day was worked before it: the next are counted from there.
        # Those before the rule held, or before the role began, are none of its.
        begun = max(start, rule.holds_from or start, began or start)
        since = [day for day in worked if day > begun or (day == begun and (first or begun != start))]
        if len(since) >= rule.clock.number:
            inputs["shifts_reached"] = since[rule.clock.number - 1]
        else:
            inputs["shifts_worked"] = len(since)
    return inputs


def _anchors(facts: SuperviseeFacts, rule: Rule) -> list[tuple[str, date]]:
    """What each interval starts from: the first day we know of in this employment, then every session held in it."""
    since = facts.person.started_on or date.min
    held = [one for one in facts.sessions if one.status == "held" and _serves(one, rule)]
    held = sorted((one for one in held if _held_on(one) >= since), key=_held_on)
    first = (f"person:{facts.person.id}", first_known_day(facts))
    return [first, *((f"session:{one.id}", _held_on(one)) for one in held)]


def _serves(session: SessionRow, rule: Rule) -> bool:
    """Whether a session is of a kind that a frequency asks for; one for both is of either."""
    return session.kind == "both" or rule.applies_to(kind=session.kind)


def _held_on(session: SessionRow) -> date:
    return session.held_on or session.starts_at.date()


def _planned_by(facts: SuperviseeFacts, rule: Rule, due: date | None) -> bool:
    """Whether the next session is planned, and falls on or before the due date when there is one.

    One counts until its day is over: nobody is asked to book another while they sit in it or write it up.
    """
    for session in facts.sessions:
        if session.status == "planned" and _serves(session, rule):
            day = facts.local_day(session.starts_at)
            if day >= facts.today:
                return due is None or day <= due
    return False


def _duty(
    facts: SuperviseeFacts,
    rule: Rule,
    opened_by: str,
    start: date,
    inputs: Mapping[str, date | int],
    done: str,
    *,
    silent: bool = False,
    hears: tuple[str, ...] = _EVERYBODY,
    said_in: SaidIn = "",
) -> Expected:
    return Expected(
        rule=rule.id,
        subject_kind="person",
        subject_id=facts.person.id,
        party="supervisor",
        owner_id=facts.acting_id,
        owed_to_id=facts.person.id,
        opened_by=opened_by,
        opened_on=start,
        inputs=inputs,
        status="met" if done else "open",
        reason=done,
        paused="away" if _away_throughout(facts, start) else "",
        silent=silent,
        hears=hears,
        hearers_vary=rule.opened_by == "last_session",
        wakes_at=wakes_at(facts, rule, inputs),
        said_in=said_in,
    )


def _away_throughout(facts: SuperviseeFacts, start: date) -> bool:
    """Whether the supervisee has been away for the whole interval so far and still is."""
    absences = facts.absences_of(facts.person.id)
    if not absences:
        return False
    first = facts.policy.calendar.add_working_days(start, 1)
    return any(
        one.from_on <= first and (one.returned_on is None or one.returned_on > facts.today)
        for one in absences
    )
