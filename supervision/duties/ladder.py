"""From a duty's ladder to the nudges that are due now and the instant at which to look again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from storage.tables import Duty
from supervision.duties.days import day_begins
from supervision.policy import Policy, Rule, Stage, instant, stages

# A ladder may repeat for ever; nobody is owed a list of every week since a forgotten year.
MOST_STAGES = 600


@dataclass(frozen=True, slots=True)
class Plan:
    """The latest stage that has come for each hearer, when the next comes for any of them, and for the owner."""

    now: Mapping[str, Stage]
    next_at: datetime | None = None
    owner_next_at: datetime | None = None


def plan(
    policy: Policy, rule: Rule, duty: Duty, hears: tuple[str, ...], now: datetime, since: datetime | None
) -> Plan:
    """What a duty's ladder asks for at an instant, of what came after `since`; None for all of it.

    Several stages passed at once, after a pause or a late import, leave as the latest of them only.
    """
    come: dict[str, Stage] = {}
    next_at: datetime | None = None
    for stage, at in _stages(policy, rule, duty, hears):
        if at > now:
            next_at = next_at or at
            if "owner" in stage.to or "owner" not in hears:
                return Plan(come, next_at, at)
        elif since is None or at > since:
            come |= dict.fromkeys(stage.to, stage)
    return Plan(come, next_at)


def _stages(
    policy: Policy, rule: Rule, duty: Duty, hears: tuple[str, ...]
) -> Iterator[tuple[Stage, datetime]]:
    for count, stage in enumerate(stages(rule, duty.opened_on, duty.due_on, policy.calendar)):
        if count >= MOST_STAGES:
            return
        heard = tuple(one for one in stage.to if one in hears)
        if heard:
            # An at-once stage belongs to the very start of its day, so that it has come when its duty is written.
            at = day_begins(duty.opened_on, policy) if stage.at_once else instant(stage.on, policy)
            yield replace(stage, to=heard), at
