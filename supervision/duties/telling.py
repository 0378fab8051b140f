"""What a duty's ladder has brought due is put into the outbox, for whoever is there to hear it."""

from dataclasses import dataclass
from datetime import datetime

from storage import outbox
from storage.queries.ledger import DutyRow
from supervision import notices, standing
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import absent
from supervision.duties.ladder import plan
from supervision.known import Known
from supervision.policy import Stage, instant
from supervision.work import NOBODY, Work


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody is back: what their duties would have told them since then is told now, the latest of each."""

    person_id: str
    since: datetime


def nudge(
    work: Work,
    known: Known,
    facts: SuperviseeFacts,
    expected: Expected,
    row: DutyRow,
    back: Return | None,
    turns_at: datetime | None,
    *,
    passed: bool = False,
) -> DutyRow:
    """Put into the outbox what the ladder has brought due; gives the row as it stands then, with when to look again: at
    `turns_at` too, where it is the one of a supervisee's duties that wakes them all. One that has
    `passed` to its owner from somebody else is told to them afresh.
    """
    rule, now = facts.policy.rules[row.rule], work.now
    quiet = row.status == "paused" or expected.silent
    ladder = plan(facts.policy, rule, row, expected.hears, now, row.nudged_to)
    told = {} if quiet else dict(ladder.now)
    if _is_new(row) and _said_elsewhere(work, expected):
        told.pop("owner", None)
    if passed and not quiet:
        afresh = plan(facts.policy, rule, row, expected.hears, now, None).now
        told |= {it: stage for it, stage in afresh.items() if it == "owner"}
    if back is not None and not quiet:
        told |= _missed(work, known, facts, expected, row, back)
    for hearer, stage in told.items():
        _tell(work, known, facts, expected, row, hearer, stage.key)
    nudged_to = now if ladder.now else row.nudged_to
    snoozed_until, again = row.snoozed_until, None
    if snoozed_until is not None:
        morning = instant(snoozed_until, facts.policy)
        if morning > now:
            again = morning
        else:
            row = row._replace(snoozed_until=None)
            if not quiet:
                _tell(work, known, facts, expected, row, "owner", f"snoozed-{snoozed_until.isoformat()}")
    waits = (again, ladder.next_at, expected.wakes_at, turns_at)
    look_at = min((one for one in waits if one is not None and one > now), default=None)
    next_nudge_at = None if quiet else again or ladder.owner_next_at
    if (nudged_to, look_at, next_nudge_at) == (row.nudged_to, row.look_at, row.next_nudge_at):
        return row
    return row._replace(nudged_to=nudged_to, look_at=look_at, next_nudge_at=next_nudge_at)


def _said_elsewhere(work: Work, expected: Expected) -> bool:
    """Whether the owner of a duty that opens now reads of it in the answer, or in the news of what somebody else did."""
    if not expected.said_in or work.actor in NOBODY:
        return False
    return expected.said_in == "both" or work.actor != expected.owner_id


def _is_new(row: DutyRow) -> bool:
    """Whether a duty opens in this very unit of work: its date has not changed since, and nothing was said of it."""
    return row.version == 1 and row.nudged_to is None


def stays_planned(
    facts: SuperviseeFacts, expected: Expected, row: DutyRow, turns_at: datetime | None
) -> bool:
    """Whether the nudges of a duty whose row agrees with the facts can stay as they were planned: nothing has come, who
    is told and whether is as it was, and nothing else wakes it before.
    """
    look_at, wakes_at = row.look_at, expected.wakes_at
    if expected.hearers_vary:
        return False
    if look_at is None:
        # Its ladder has come to its end, whether it was heard or not.
        return turns_at is None and (wakes_at is None or wakes_at <= facts.now)
    if look_at <= facts.now or (row.status == "paused" or expected.silent) is not (row.next_nudge_at is None):
        return False
    return (wakes_at is None or not facts.now < wakes_at < look_at) and (
        turns_at is None or turns_at >= look_at
    )


def _missed(
    work: Work, known: Known, facts: SuperviseeFacts, expected: Expected, row: DutyRow, back: Return
) -> dict[str, Stage]:
    """What somebody who is back would have been told of a duty, the latest for each part they hear it in.

    An owner who was never told of it at all, since it was opened or put off while they were away, hears of it now
    however old it is: one without a number says it once only.
    """
    rule = facts.policy.rules[row.rule]
    fates = outbox.fates(work.uow, row.id, back.person_id)
    never = row.owner_id == back.person_id and not fates - {"skipped"}
    since = None if never else back.since
    missed = plan(facts.policy, rule, row, expected.hears, work.now, since).now
    return {
        it: stage._replace(key=f"{stage.key}-again") if "skipped" in fates else stage
        for it, stage in missed.items()
        if recipient_of(known, facts, row, it) == back.person_id
    }


def _tell(
    work: Work,
    known: Known,
    facts: SuperviseeFacts,
    expected: Expected,
    row: DutyRow,
    hearer: str,
    stage: str,
) -> None:
    recipient = recipient_of(known, facts, row, hearer)
    if known.absence_on(recipient, facts.today):
        return
    if hearer == "owner" and row.snoozed_until is not None:
        return
    notices.put(
        work,
        facts.policy,
        recipient,
        f"{row.rule}/{row.party}/{hearer}",
        expected.notice_about or ("duty", row.id, row.version),
        stage=stage,
        duty_id=row.id,
        escalation=row.rule == absent.RULE and row.party == "line_manager",
    )


def recipient_of(known: Known, facts: SuperviseeFacts, row: DutyRow, part: str) -> str | None:
    """Who hears a duty in this part of its ladder today; None where nobody stands: then the operator does."""
    match part:
        case "owner":
            return row.owner_id
        case "supervisor":
            theirs = row.party == "supervisor" and row.subject_id not in facts.delegates
            return row.owner_id if theirs else row.owed_to_id
        case "supervisee":
            return facts.person.id
        case "line_manager":
            # Of what somebody owes themselves that is whoever supervises them.
            return row.owed_to_id if row.party == "supervisee" else facts.manager_id
        case "line_managers_manager":
            return standing.standing_in(known, standing.above(known, facts.manager_id), facts.today)
        case _:
            return row.owed_to_id
