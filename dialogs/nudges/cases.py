"""Cases that are near, due or late: one message to one person about one supervisee, with a count and no reference.

Each row of the outbox is about one duty; whichever leaves first on a morning says all of them, and the others, which say
the same, leave with it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.nudges.ways_in import always
from dialogs.nudges.weekly import line
from dialogs.wording.known_beside import beside_late
from dialogs.wording.phrases import capital, days_late, name_of
from storage.queries import duties as query
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.queries.ledger import DutyRow
from storage.tables import Duty, OutboxRow
from supervision import cases
from supervision.duties.case_table import Standing, standings
from supervision.duties.versions import policy_of, rule_of
from supervision.policy import Policy
from supervision.work import Work

NEAR_WORKING_DAYS: Final = 5
# A little less, so that one that left late on a morning does not keep the next week's away.
_WEEK: Final = timedelta(days=6)
_EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
_TITLES: Final = {
    "discuss": "Cases to discuss",
    "decide": "Decide how often cases are discussed",
    "review": "Plans to review in supervision",
}


def is_of_a_case(work: Work, duty: Duty) -> bool:
    """Whether a duty is one of those that are counted together."""
    opened_by = rule_of(work, duty).opened_by
    of_a_case = opened_by in ("case_supervised", "case_allocated", "plan_reviewed")
    return of_a_case and duty.subject_kind == "case" and duty.party == "supervisor"


def said_this_week(work: Work, duty: Duty, stage: str) -> bool:
    """Whether what repeats each week was said within the week, as another case of the same person has a week of its own."""
    if not stage.startswith("late-"):
        return False
    told = query.told_of_cases(work.uow, work.actor, duty.supervisee_id, work.now - _WEEK)
    rules, plans = policy_of(work, duty).rules, rule_of(work, duty).opened_by == "plan_reviewed"
    return any((rules[one].opened_by == "plan_reviewed") is plans for one in told if one in rules)


def case_nudge(work: Work, duty: Duty, row: OutboxRow, *, in_summary: bool, mine: bool) -> Message | None:
    """The message about all such duties about one supervisee; None once this one needs no word any more.
    `in_summary` where it is a line of a manager's weekly summary; `mine` says that it is to their owner.
    """
    person = people_query.person(work.uow, duty.supervisee_id)
    if person is None:
        return None
    policy = policy_of(work, duty)
    today = work.now.astimezone(policy.timezone).date()
    what, rows = _together(
        work, duty, standings(work, person), policy.calendar.add_working_days(today, NEAR_WORKING_DAYS)
    )
    if duty.id not in {one.id for one in rows}:
        return None
    late = [one for one in rows if one.due_on is not None and one.due_on < today]
    if in_summary:
        return _line(work, duty, policy, what, late, today) if late else None
    first = rows[0].due_on
    until = f" by {full_date(first)}" if first is not None and first >= today else ""
    unsaid = _uncertain(work, duty, row, rows, mine=mine)
    return _message(work, duty, what, rows, until, _by(policy, rows, today), mine=mine, uncertain=unsaid)


def _uncertain(
    work: Work, duty: Duty, row: OutboxRow, rows: Sequence[DutyRow], *, mine: bool
) -> tuple[str, ...]:
    """What is uncertain of the rules of these, as far as it was not said before, of whichever case of the same person: it is
    said once, and "Why?" has it whenever it is asked.
    """
    rules = policy_of(work, duty).rules
    # The first of them gives the message its clause; one who stands above is told of no other.
    found = list(dict.fromkeys(one.rule for one in (rows if mine else rows[:1])))
    if not any(one in rules and rules[one].uncertain for one in found):
        return ()
    if mine:
        told = query.told_of_cases(work.uow, work.actor, duty.supervisee_id, _EVER)
        found = [one for one in found if one not in told]
    elif query.was_told(work.uow, row):
        return ()
    said = (rules[one].uncertain for one in found if one in rules)
    return tuple(one for one in dict.fromkeys(said) if one)


def _together(work: Work, duty: Duty, found: Sequence[Standing], near: date) -> tuple[str, list[DutyRow]]:
    """What is said in one breath with a duty: that duty, and those of its kind that are near, due or late."""
    if rule_of(work, duty).opened_by == "plan_reviewed":
        plans = [one.plan for one in found if one.plan is not None]
        if duty.due_on is None:
            return "review", _owned(duty, [one for one in plans if one.due_on is None])
        said = [one for one in plans if one.due_on is not None and (one.due_on <= near or one.id == duty.id)]
        return "review", _owned(duty, said)
    undecided = [row for one in found for row in one.undecided]
    if duty.id in {row.id for row in undecided}:
        return "decide", _owned(duty, undecided)
    dated = [one.dated for one in found if one.dated is not None and _is_said(one, duty, near)]
    return "discuss", _owned(duty, dated)


def _is_said(one: Standing, duty: Duty, near: date) -> bool:
    dated = one.dated
    return dated is not None and one.is_due_by(dated.due_on if dated.id == duty.id and dated.due_on else near)


def _owned(duty: Duty, rows: Sequence[DutyRow]) -> list[DutyRow]:
    """Those with the same owner, soonest first."""
    return sorted(
        (one for one in rows if one.owner_id == duty.owner_id),
        key=lambda one: (one.due_on or date.max, one.id),
    )


def _message(
    work: Work,
    duty: Duty,
    what: str,
    rows: list[DutyRow],
    until: str,
    by: str,
    *,
    mine: bool,
    uncertain: Sequence[str],
) -> Message:
    first = query.duty(work.uow, rows[0].id) or duty
    rule = rule_of(work, first)
    # The sentence has the day already, unless some are late.
    facts = [*([] if until else [Fact("Due", by)]), Fact("Clause", rule.cited())]
    late = _late(rows, work.now.astimezone(policy_of(work, duty).timezone).date())
    # Of the first of them, whichever row of the outbox this is: all say the same.
    if not until and (known := beside_late(work, first, late)):
        facts.append(Fact("To know", capital(known)))
    facts.extend(Fact("Uncertain", one) for one in uncertain)
    which = Button("Which cases?", Press("cases-of", duty.supervisee_id))
    ways = (*_way_in(work, what, rows, duty.supervisee_id), which) if mine else ()
    owner = "" if mine else f" ({name_of(work, duty.owner_id)})"
    return Message(
        f"{_sentence(work, what, rows, duty.supervisee_id)}{until}{owner}.",
        title=_TITLES[what],
        facts=tuple(facts),
        buttons=(*ways, *always(first, mine=mine)),
        summary=f"{_TITLES[what]}: {by}",
        card=f"cases:{what}:{duty.supervisee_id}:{work.actor}",
    )


def _sentence(work: Work, what: str, rows: Sequence[DutyRow], supervisee_id: str) -> str:
    count = len({one.subject_id for one in rows})
    cases_of = f"{count} {'case' if count == 1 else 'cases'}"
    who = "you" if supervisee_id == work.actor else name_of(work, supervisee_id)
    return {
        "discuss": f"Discuss {cases_of} with {who}",
        "decide": f"Decide with {who} how often {cases_of} {'is' if count == 1 else 'are'} discussed",
        "review": f"Review the plan in {cases_of} with {who}",
    }[what]


def _by(policy: Policy, rows: list[DutyRow], today: date) -> str:
    """How many are late and since when the first is, then by when the next is due; of a single one how late it is."""
    dues = [one.due_on for one in rows if one.due_on is not None]
    if not dues:
        return "no date: the policy gives no number"
    late = [one for one in dues if one < today]
    ahead = [one for one in dues if one >= today]
    parts = []
    if late and (ahead or len(late) > 1):
        parts.append(f"{len(late)} late, the first since {full_date(late[0])}")
    elif late:
        since = days_late(policy.calendar.working_days_between(late[0], today))
        parts.append(f"{full_date(late[0])}, {since}")
    if ahead:
        parts.append(f"next {full_date(ahead[0])}" if late else full_date(ahead[0]))
    return "; ".join(parts)


def _late(rows: Sequence[DutyRow], today: date) -> list[date]:
    return [one.due_on for one in rows if one.due_on is not None and one.due_on < today]


def _way_in(work: Work, what: str, rows: list[DutyRow], supervisee_id: str) -> tuple[Button, ...]:
    """One tap: onto the agenda of the next session where there is one, else to book it; a review is said to be done."""
    if what == "review" and len(rows) == 1:
        return (Button("It was done", Press("done", rows[0].id, rows[0].version), "primary"),)
    if what != "discuss":
        return ()
    for session in sessions_query.planned_after(work.uow, supervisee_id, work.now):
        if cases.missing_from(work, session):
            return (Button("Put on the agenda", Press("to-agenda", session.id, session.version), "primary"),)
    return (Button("Book a session", Press("book-for", supervisee_id), "primary"),)


def _line(work: Work, duty: Duty, policy: Policy, what: str, late: list[DutyRow], today: date) -> Message:
    sentence = _sentence(work, what, late, duty.supervisee_id)
    most = max(policy.calendar.working_days_between(one.due_on, today) for one in late if one.due_on)
    owner = name_of(work, duty.owner_id)
    known = beside_late(work, query.duty(work.uow, late[0].id) or duty, _late(late, today))
    lateness = ", ".join(one for one in (days_late(most), known) if one)
    return line(sentence, owner, lateness)
