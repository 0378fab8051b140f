"""From a duty's ladder to the nudges that are due now and the instant at which to look again."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from storage.queries.ledger import DutyRow
from supervision.duties.days import day_begins
from supervision.policy import Policy, Rule, Stage, instant, step_by_step

# A ladder may repeat for ever; nobody is owed a list of every week since a forgotten year.
MOST_STAGES = 600
MOST_KEPT = 5_000


class Plan(NamedTuple):
    """The latest stage that has come for each hearer, when the next comes for any of them, and for the owner."""

    now: Mapping[str, Stage]
    next_at: datetime | None = None
    owner_next_at: datetime | None = None


class _Rungs(NamedTuple):
    """The stages that somebody hears, in order of their instants, up to the next of each step; and the instants of those
    that the owner hears. Good until an instant; for ever where there are no more.
    """

    at: list[datetime]
    stages: list[Stage]
    owner_at: list[datetime]
    until: datetime | None


_kept: dict[tuple[object, ...], _Rungs] = {}


def plan(
    policy: Policy, rule: Rule, duty: DutyRow, hears: tuple[str, ...], now: datetime, since: datetime | None
) -> Plan:
    """What a duty's ladder asks for at an instant, of what came after `since`; None for all of it.

    Several stages passed at once, after a pause or a late import, leave as the latest of them only.
    """
    rungs = _laid_out(policy, rule, duty.opened_on, duty.due_on, hears, now)
    passed = bisect_right(rungs.at, now)
    first = 0 if since is None else bisect_right(rungs.at, since)
    come = {it: stage for stage in rungs.stages[first:passed] for it in stage.to if it in hears}
    next_at = rungs.at[passed] if passed < len(rungs.at) else None
    if "owner" not in hears:
        return Plan(come, next_at, next_at)
    owners = bisect_right(rungs.owner_at, now)
    return Plan(come, next_at, rungs.owner_at[owners] if owners < len(rungs.owner_at) else None)


def _laid_out(
    policy: Policy, rule: Rule, opened_on: date, due_on: date | None, hears: tuple[str, ...], now: datetime
) -> _Rungs:
    """A ladder up to what comes next after an instant. Many duties share one: it is kept for the process."""
    key = (policy.version, rule.id, opened_on, due_on, hears)
    found = _kept.get(key)
    if found is None or (found.until is not None and found.until <= now):
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _rungs(policy, rule, opened_on, due_on, hears, now)
    return found


def _rungs(
    policy: Policy, rule: Rule, opened_on: date, due_on: date | None, hears: tuple[str, ...], now: datetime
) -> _Rungs:
    found: list[tuple[datetime, Stage]] = []
    until: datetime | None = None
    for step, ladder in step_by_step(rule, opened_on, due_on, policy.calendar):
        if not any(one in hears for one in step.to):
            continue
        for stage in islice(ladder, MOST_STAGES):
            # An at-once stage belongs to the very start of its day, so that it has come when its duty is written.
            at = day_begins(opened_on, policy) if stage.at_once else instant(stage.on, policy)
            found.append((at, stage))
            if at > now:
                until = at if until is None else min(at, until)
                break
    found.sort(key=itemgetter(0))
    owners = [at for at, stage in found if "owner" in stage.to]
    return _Rungs([at for at, _ in found], [stage for _, stage in found], owners, until)
