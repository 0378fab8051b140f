"""Clauses freq-* and book: supervision is held as often as the policy says, and the next session is booked in
time.
"""

from collections.abc import Iterator
from datetime import date

from storage.tables import SupervisionSession
from supervision.duties.days import day_is_over
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.policy import Rule

_EVERYBODY = ("owner", "line_manager", "line_managers_manager")


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """For each interval between two sessions held: the frequency the role asks for, and the booking that
    serves it.
    """
    rule = _governing(facts)
    if rule is None or facts.supervisor is None or facts.left:
        return
    books = "book" in facts.policy.rules
    anchors = _anchors(facts)
    for (opened_by, start), following in zip(anchors, [*anchors[1:], None], strict=True):
        inputs = {"start": start, **_stages(facts)}
        if opened_by.startswith("person:"):
            inputs["first_day"] = start
        held = "" if following is None else "held"
        due = rule.due(inputs, facts.policy.calendar).on
        in_time = _planned_by(facts, due)
        late = due is not None and facts.today > due and _planned_by(facts, None)
        # While a session is booked in time there is nothing to say; while none is, the booking duty says it. Once one
        # is booked too late the owner has done what can be done: only their line manager's weekly line goes on.
        silent = in_time or (books and not late)
        hears = ("line_manager",) if late else _EVERYBODY
        yield _duty(facts, rule.id, opened_by, start, inputs, due, held, silent=silent, hears=hears)
        if books and due is not None:
            done = held or ("booked" if in_time or late else "")
            # Nobody is asked to book somebody who is away; the next reminder after their return says it again.
            away = facts.is_away(facts.person.id)
            yield _duty(facts, "book", opened_by, start, {"start": due}, due, done, silent=away)


def _governing(facts: SuperviseeFacts) -> Rule | None:
    """The frequency that applies to the supervisee's role; one with a number before one without."""
    found = [
        one
        for one in facts.policy.rules_opened_by("last_session", facts.person.role)
        if one.id.startswith("freq-")
    ]
    start = {"start": facts.today, **_stages(facts)}
    numbered = [one for one in found if one.due(start, facts.policy.calendar).status != "no_number"]
    return next(iter(numbered or found), None)


def _stages(facts: SuperviseeFacts) -> dict[str, date]:
    """The dates a staged frequency turns on, as far as they are known."""
    known = {"asye_started": facts.person.asye_started_on, "employment_started": facts.person.started_on}
    return {name: day for name, day in known.items() if day is not None}


def _anchors(facts: SuperviseeFacts) -> list[tuple[str, date]]:
    """What each interval starts from: the first day we know of in this employment, then every session held."""
    held = sorted((one for one in facts.sessions if one.status == "held"), key=_held_on)
    first = max(facts.person.started_on or facts.person.known_from, facts.person.known_from)
    return [(f"person:{facts.person.id}", first), *((f"session:{one.id}", _held_on(one)) for one in held)]


def _held_on(session: SupervisionSession) -> date:
    return session.held_on or session.starts_at.date()


def _planned_by(facts: SuperviseeFacts, due: date | None) -> bool:
    """Whether the next session is planned, and falls on or before the due date when there is one.

    One counts until its day is over: nobody is asked to book another while they sit in it or write it up.
    """
    for session in facts.sessions:
        day = facts.local_day(session.starts_at)
        if session.status == "planned" and day >= facts.today:
            return due is None or day <= due
    return False


def _duty(
    facts: SuperviseeFacts,
    rule: str,
    opened_by: str,
    start: date,
    inputs: dict[str, date],
    due: date | None,
    done: str,
    *,
    silent: bool = False,
    hears: tuple[str, ...] = _EVERYBODY,
) -> Expected:
    return Expected(
        rule=rule,
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
        wakes_at=None if due is None else day_is_over(due, facts.policy),
    )


def _away_throughout(facts: SuperviseeFacts, start: date) -> bool:
    """Whether the supervisee has been away for the whole interval so far and still is."""
    first = facts.policy.calendar.add_working_days(start, 1)
    return any(
        one.from_on <= first and (one.returned_on is None or one.returned_on > facts.today)
        for one in facts.absences_of(facts.person.id)
    )
