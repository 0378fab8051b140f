"""From a duty's ladder to the nudges that are due now and the instant at which to look again."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from storage.queries.ledger import DutyRow
from supervision.duties.days import day_begins
from supervision.policy import Policy, Rule, Stage, instant, stages

# A ladder may repeat for ever; nobody is owed a list of every week since a forgotten year.
MOST_STAGES = 600
MOST_KEPT = 20_000
# How far ahead of an instant a ladder is laid out; it is laid out further when that is reached.
_AHEAD = timedelta(days=90)


class Plan(NamedTuple):
    """The latest stage that has come for each hearer, when the next comes for any of them, and for the owner."""

    now: Mapping[str, Stage]
    next_at: datetime | None = None
    owner_next_at: datetime | None = None


class _Rungs(NamedTuple):
    """The stages that somebody hears, in order of their instants, and the instants of those that the owner hears; all
    of them, or as far as is good until an instant.
    """

    at: tuple[datetime, ...]
    stages: tuple[Stage, ...]
    owner_at: tuple[datetime, ...]
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
    come: dict[str, Stage] = {}
    for stage in rungs.stages[first:passed]:
        come |= dict.fromkeys(stage.to, stage)
    next_at = rungs.at[passed] if passed < len(rungs.at) else None
    if "owner" not in hears:
        return Plan(come, next_at, next_at)
    owners = bisect_right(rungs.owner_at, now)
    return Plan(come, next_at, rungs.owner_at[owners] if owners < len(rungs.owner_at) else None)


def _laid_out(
    policy: Policy, rule: Rule, opened_on: date, due_on: date | None, hears: tuple[str, ...], now: datetime
) -> _Rungs:
    """A ladder until well after an instant. Many duties share one: it is kept for the process."""
    key = (policy.version, rule.id, opened_on, due_on, hears)
    found = _kept.get(key)
    if found is None or (found.until is not None and found.until <= now):
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        ladder = partial(stages, rule, opened_on, due_on, policy.calendar)
        heard, enough = _until(policy, ladder(hears), opened_on, now + _AHEAD)
        owners, too = _until(policy, ladder(("owner",)), opened_on, now + _AHEAD)
        stages_heard = (replace(one, to=tuple(it for it in one.to if it in hears)) for _, one in heard)
        found = _kept[key] = _Rungs(
            tuple(at for at, _ in heard),
            tuple(stages_heard),
            tuple(at for at, _ in owners),
            min((one for one in (enough, too) if one is not None), default=None),
        )
    return found


def _until(
    policy: Policy, ladder: Iterable[Stage], opened_on: date, end: datetime
) -> tuple[list[tuple[datetime, Stage]], datetime | None]:
    """The stages of a ladder with their instants, in order, up to and with the first after an instant, which is given
    with them; None when there are no more.
    """
    found: list[tuple[datetime, Stage]] = []
    for stage in islice(ladder, MOST_STAGES):
        # An at-once stage belongs to the very start of its day, so that it has come when its duty is written.
        at = day_begins(opened_on, policy) if stage.at_once else instant(stage.on, policy)
        found.append((at, stage))
        if at > end:
            break
    found.sort(key=itemgetter(0))
    last = found[-1][0] if found else end
    return found, last if last > end else None
